"""Finds the texts of the shop in its source, for Babel; it names every way of speaking once."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Final

Extracted = tuple[int, str | None, str | tuple[str, ...], list[str]]

ONE_FORM: Final = frozenset({"t", "plain", "N_"})
BY_NUMBER: Final = frozenset({"plural", "plain_plural"})
NGETTEXT: Final = "ngettext"
"""The name by which Babel itself knows that two texts are the forms of one."""


def extract(
    source: IO[bytes],
    keywords: Mapping[str, object],
    comment_tags: Collection[str],
    options: Mapping[str, object],
) -> Iterator[Extracted]:
    """Yield every text with its line, as a Babel extraction method does.

    Babel's own method for Python reads tokens: a call inside a call makes it lose the plural.
    """
    del keywords, comment_tags, options  # Babel hands them to every method
    for node in ast.walk(ast.parse(source.read())):
        match node:
            case ast.Call(args=[ast.Constant(value=str(one)), ast.Constant(value=str(many))]) if (
                _name(node) in BY_NUMBER
            ):
                yield node.lineno, NGETTEXT, (one, many), []
            case ast.Call(args=[text, *_]) if _name(node) in ONE_FORM:
                yield from ((node.lineno, None, choice, []) for choice in _choices(text))
            case _:
                pass


def _choices(text: ast.expr) -> Iterator[str]:
    """The text itself, or both of a choice between two."""
    match text:
        case ast.Constant(value=str(said)):
            yield said
        case ast.IfExp(body=body, orelse=orelse):
            yield from _choices(body)
            yield from _choices(orelse)
        case _:
            pass


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
