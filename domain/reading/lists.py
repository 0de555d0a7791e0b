"""Reading the lists of a form: comments, accounts, hashtags, search phrases, groups."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from domain.errors import FormError
from domain.fields import Ask, Problem
from domain.lines import BREAK, MAX_LINES, Flaw, LineRule, tidy
from domain.links.model import LinkError
from domain.links.parse import parse_link
from domain.reading.accounts import (
    MAX_PHRASE,
    account_in,
    bare_hashtag,
    bare_name,
    is_hashtag,
    is_name,
)

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.fields import Field, Values
    from domain.lines import Collected

MAX_COMMENT: Final = 2000
"""Characters of one comment."""
MAX_ADDRESS: Final = 500
MAX_NAMES: Final = 1000
MAX_GROUPS: Final = 200

_LINK: Final = re.compile(r"(?:https?://|\bwww\.|\b(?:t|wa)\.me/)\S", re.IGNORECASE)


def counted(service: Service) -> tuple[int, int]:
    """Limits of a list whose lines are the quantity."""
    return service.min, min(service.max, MAX_LINES)


def packaged(service: Service) -> tuple[int, int]:
    """Limits of a list that comes with a package: so many as it names, any number for 1 to 1."""
    return (1, MAX_LINES) if service.max == 1 else counted(service)


def some(_service: Service) -> tuple[int, int]:
    """Limits of a list beside a quantity of its own."""
    return 1, MAX_NAMES


def few(_service: Service) -> tuple[int, int]:
    """Limits of a list of addresses."""
    return 1, MAX_GROUPS


def list_ask(field: Field, rule: LineRule) -> Ask:
    """Ask for a list that is collected over any number of messages."""

    def read(text: str, service: Service, _values: Values) -> str:
        ensure_room(field, rule, text)
        lines, _ = rule.split(text)
        kept = BREAK.join(lines)
        ensure_room(field, rule, kept)
        ensure_complete(field, rule.look(kept, service))
        return kept

    return Ask(field, read, lines=rule)


def ensure_room(field: Field, rule: LineRule, text: str) -> None:
    """Refuse a list, or a piece of one, that holds too much to be looked at line by line.

    Raises:
        FormError: TOO_MUCH_TEXT, with `most` characters.
    """
    if len(text) > rule.room:
        raise FormError(field, Problem.TOO_MUCH_TEXT, most=rule.room)


def ensure_complete(field: Field, seen: Collected) -> None:
    """Refuse a list that cannot be ordered as it is.

    Raises:
        FormError: TOO_FEW or TOO_MANY with `least`, `most` and `count`, or BAD_LINES.
    """
    count = len(seen.lines)
    if seen.flaws:
        raise FormError(field, Problem.BAD_LINES)
    if count < seen.least:
        raise FormError(field, Problem.TOO_FEW, least=seen.least, most=seen.most, count=count)
    if count > seen.most:
        raise FormError(field, Problem.TOO_MANY, least=seen.least, most=seen.most, count=count)


def _flaw_of_comment(line: str) -> Flaw | None:
    if len(line) > MAX_COMMENT:
        return Flaw.TOO_LONG
    return Flaw.LINK if _may_link(line) and _LINK.search(line) else None


def _may_link(line: str) -> bool:
    """A quick look: most lines of a long list have none of these."""
    return "." in line or "://" in line


def _flaw_of_name(line: str) -> Flaw | None:
    return None if is_name(line) else Flaw.NOT_A_NAME


def _flaw_of_hashtag(line: str) -> Flaw | None:
    return None if is_hashtag(line) else Flaw.NOT_A_NAME


def _flaw_of_phrase(line: str) -> Flaw | None:
    return Flaw.TOO_LONG if len(line) > MAX_PHRASE else None


def _flaw_of_group(line: str) -> Flaw | None:
    if is_name(line) or _is_address(line):
        return None
    return Flaw.NOT_A_NAME


def _is_address(line: str) -> bool:
    return len(line) <= MAX_ADDRESS and "/" in line and _address_in(line) == line


def _clean_name(line: str) -> str:
    """A name; of a pasted profile link, the name that it leads to."""
    name = bare_name(line)
    if "/" not in name:
        return name
    try:
        return account_in(parse_link(name))
    except LinkError:
        return name


def _clean_phrase(line: str) -> str:
    return tidy(line).strip(" ,;")


def _clean_group(line: str) -> str:
    """A group's name, or its address in the normal form."""
    name = bare_name(line)
    return (_address_in(name) or name) if "/" in name else name


def _address_in(text: str) -> str | None:
    try:
        return parse_link(text).normal
    except LinkError:
        return None


COMMENTS: Final = LineRule(clean=tidy, flaw=_flaw_of_comment, limits=counted)
PACKAGED_COMMENTS: Final = replace(COMMENTS, limits=packaged)
COUNTED_NAMES: Final = LineRule(
    clean=_clean_name, flaw=_flaw_of_name, limits=counted, commas=True, room=50_000
)
NAMES: Final = replace(COUNTED_NAMES, limits=some)
HASHTAGS: Final = LineRule(
    clean=bare_hashtag, flaw=_flaw_of_hashtag, limits=some, commas=True, room=50_000
)
PHRASES: Final = LineRule(
    clean=_clean_phrase, flaw=_flaw_of_phrase, limits=some, commas=True, room=50_000
)
GROUPS: Final = LineRule(
    clean=_clean_group, flaw=_flaw_of_group, limits=few, commas=True, room=20_000
)
