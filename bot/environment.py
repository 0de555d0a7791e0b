"""Where settings come from: the environment over `.env`, and secrets from files of their own."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dotenv import dotenv_values

if TYPE_CHECKING:
    from collections.abc import Mapping

ENV_FILE: Final = Path(".env")
FILE: Final = "_FILE"
_SECRET: Final = re.compile(r"(BOT_TOKEN|WEBHOOK_SECRET|PROVIDER_(?:[A-Z0-9]+_)?KEY)_FILE")
"""Ours alone: an environment is full of other people's files."""


def surroundings(problems: list[str]) -> dict[str, str]:
    """The environment over `.env`; nothing in either is expanded."""
    written = _written(problems)
    return {name: text for name, text in written.items() if text is not None} | dict(os.environ)


def has_token() -> bool:
    """Whether a bot's token is given, in whatever way; without one `make run` is the demo.

    Who wrote a `.env` wants a shop: one that cannot be read is not silently the demo.
    """
    problems: list[str] = []
    values = surroundings(problems)
    names = ("BOT_TOKEN", "BOT_TOKEN" + FILE)
    return bool(problems) or any(values.get(name, "").strip() for name in names)


def _written(problems: list[str]) -> dict[str, str | None]:
    try:
        return dotenv_values(ENV_FILE, interpolate=False, encoding="utf-8-sig")
    except UnicodeDecodeError:  # what PowerShell's `>` writes is UTF-16
        problems.append(f"{ENV_FILE}: is not UTF-8 text; save it again with the encoding UTF-8")
    except OSError as error:
        problems.append(f"{ENV_FILE}: cannot be read ({type(error).__name__})")
    return {}


def with_secrets(values: Mapping[str, str], problems: list[str]) -> dict[str, str]:
    """Read `NAME` from the file that `NAME_FILE` names, where `NAME` itself is empty or absent."""
    read = dict(values)
    for variable, path in values.items():
        name = variable.removesuffix(FILE)
        if not _SECRET.fullmatch(variable) or not path.strip() or values.get(name, "").strip():
            continue
        try:
            read[name] = Path(path.strip()).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{variable}: cannot be read ({type(error).__name__}): {path}")
    return read
