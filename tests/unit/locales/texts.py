"""What the code says and what the catalogues answer, read once for the tests beside it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from locales.catalogues import po_file
from locales.languages import DEFAULT, LANGUAGES
from tests.architecture.source import PACKAGES, ROOT

TRANSLATED: Final = tuple(one.code for one in LANGUAGES if one != DEFAULT)
TAG: Final = re.compile(r"</?(?:a|b|blockquote|code|i|pre|s|tg-time|u)(?: [^>]*)?>")
PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")

Id = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One form of one text: what the code says, and how a language puts it."""

    code: str
    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.code}: {self.source!r} -> {self.target!r}"


def folders() -> tuple[str, ...]:
    """Where `make messages` looks for texts."""
    found = re.search(r"\$\(wildcard ([a-z ]+)\)", (ROOT / "Makefile").read_text("utf-8"))
    assert found is not None
    return tuple(name for name in found[1].split() if (ROOT / name).is_dir())


@cache
def texts_of_code(*names: str) -> frozenset[Id]:
    """Every text that Babel finds below these folders, by the project's own mapping."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    mapping = [(one["pattern"], one["method"]) for one in settings["tool"]["babel"]["mappings"]]
    return frozenset(
        text
        for name in names or PACKAGES
        if (ROOT / name).is_dir()
        for _path, _line, text, _comments, _context in extract_from_dir(ROOT / name, mapping)
    )


@cache
def catalogue_of(code: str) -> Catalog:
    with po_file(code).open("rb") as source:
        return read_po(source, locale=code)


@cache
def said_in(code: str) -> tuple[Said, ...]:
    """Every form of every text of a language, beside the source that it stands for."""
    return tuple(_forms(code))


def _forms(code: str) -> Iterator[Said]:
    for message in catalogue_of(code):
        match message.id, message.string:
            case "", _:  # the header
                continue
            case str(source), str(target):
                yield Said(code, source, target)
            case (_, str(source)), [*targets]:
                yield from (Said(code, source, str(target)) for target in targets)
            case odd:
                raise TypeError(odd)


def names_in(text: str) -> list[str]:
    """The placeholders of a text, sorted; a part of one, such as `a.b` or `a!r`, is not hidden."""
    parts = (part for part in Formatter().parse(text) if part[1] is not None)
    return sorted(f"{name}{spec or ''}{conversion or ''}" for _, name, spec, conversion in parts)


def words_of(text: str) -> str:
    """A text without its tags and placeholders."""
    return TAG.sub("", PLACEHOLDER.sub("", text))
