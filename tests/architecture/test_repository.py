"""What lies beside the code: locks that hold, an example that is complete, no stray words."""

import re
from pathlib import Path
from typing import Final

import pytest

from bot.config import Settings
from bot.provider_settings import _FIRST, _NAMED
from tests.architecture.source import ROOT, files, place

EXAMPLE: Final = ROOT / ".env.example"
README: Final = ROOT / "README.md"
SETTING: Final = re.compile(r"`([A-Z][A-Z0-9_]*)`")
GIVEN: Final = re.compile(r"^# ([A-Z][A-Z0-9_]*)=(.+)$", re.MULTILINE)
VARIABLE: Final = re.compile(r"^(?:# ?)?([A-Z][A-Z0-9_]*)=", re.MULTILINE)

# What the patterns of provider settings offer: URL, KEY, ...
PROVIDER_PARTS: Final = set(_NAMED.pattern.rpartition("(")[2].rstrip(")").split("|"))
RATE: Final = re.compile(r"FX_[A-Z]{3}")

LOCKS: Final = ("requirements.lock", "requirements-dev.lock", "requirements-postgres.lock")
PINNED: Final = re.compile(r"[a-z0-9-]+==[\w.]+(?: ; [^\\]+)? \\")
HASH: Final = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")

# In pieces, so that this file may be read by its own test.
STRAY: Final = re.compile(
    "|".join((
        r"(?<![\w.])/" + "work/", r"(?<![\w.])/" + "opt/", r"\.\./" + "shared",
        "py" + r"pi\.org", "python" + "hosted", "index" + "-url", "find" + "-links",
        "shared/" + "design", "seeds/" + "telegram",
    ))
)  # fmt: skip
MAY_NAME_INDEXES: Final = {"Makefile"}  # it tells uv to leave them out


def documented() -> set[str]:
    return set(VARIABLE.findall(EXAMPLE.read_text("utf-8")))


def settings() -> set[str]:
    return {name.upper() for name in Settings.model_fields}


def test_the_example_names_every_setting() -> None:
    assert not settings() - documented()


@pytest.mark.parametrize("pattern", [_FIRST, _NAMED], ids=["first", "further"])
def test_the_example_shows_whatever_a_provider_can_be_given(pattern: re.Pattern[str]) -> None:
    shown = [found for name in documented() if (found := pattern.fullmatch(name))]

    assert {found.groups()[-1] for found in shown} == PROVIDER_PARTS


def test_the_example_shows_an_exchange_rate() -> None:
    assert any(RATE.fullmatch(name) for name in documented())


def test_the_example_names_nothing_that_does_not_exist() -> None:
    unknown = {
        name
        for name in documented() - settings()
        if not any(pattern.fullmatch(name) for pattern in (_FIRST, _NAMED, RATE))
    }

    assert not unknown


def test_the_readme_explains_every_setting_with_the_same_default() -> None:
    rows = [line for line in README.read_text("utf-8").splitlines() if line.startswith("| `")]
    explained = {name: row for row in rows for name in SETTING.findall(row.split("|")[1])}
    given = dict(GIVEN.findall(EXAMPLE.read_text("utf-8")))
    of_named = {name for name in documented() if _NAMED.fullmatch(name) or RATE.fullmatch(name)}

    assert not documented() - of_named - set(explained)
    other = {name: value for name, value in given.items() if name not in of_named}
    assert [name for name, value in other.items() if f"`{value}`" not in explained[name]] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_nothing_else(name: str) -> None:
    """No address of an index, no path: whoever installs chooses where from, never what."""
    strange = [
        line
        for line in (ROOT / name).read_text("utf-8").splitlines()
        if not PINNED.fullmatch(line) and not HASH.fullmatch(line)
    ]

    assert not strange


def test_the_locks_agree_with_each_other() -> None:
    pins = [line.split(" ")[0] for name in LOCKS for line in pinned(ROOT / name)]
    versions: dict[str, set[str]] = {}
    for pin in pins:
        package, version = pin.split("==")
        versions.setdefault(package, set()).add(version)

    assert not {package: found for package, found in versions.items() if len(found) > 1}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_was_asked_for(name: str) -> None:
    asked = {
        re.sub(r"\[.*\]", "", line.split()[0])
        for line in (ROOT / name).with_suffix(".in").read_text("utf-8").splitlines()
        if re.match(r"[a-z]", line)
    }

    assert asked <= {line.split(" ")[0] for line in pinned(ROOT / name)}


def pinned(lock: Path) -> list[str]:
    return [line for line in lock.read_text("utf-8").splitlines() if PINNED.fullmatch(line)]


def test_no_file_names_the_place_where_it_was_made() -> None:
    stray = [
        f"{place(path)} {found.group()}"
        for path in files()
        if path.name not in MAY_NAME_INDEXES and is_text(path)
        if (found := STRAY.search(path.read_text("utf-8")))
    ]

    assert not stray


def is_text(path: Path) -> bool:
    try:
        path.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True
