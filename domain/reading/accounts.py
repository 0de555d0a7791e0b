"""Reading the names of a form: accounts, hashtags, search phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from domain.errors import FormError
from domain.fields import Field, Problem
from domain.lines import tidy
from domain.links.model import LinkError, LinkProblem
from domain.links.parse import parse_link
from domain.platforms import Platform, Target

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.fields import Values
    from domain.links.model import Link

MAX_NAME: Final = 64
MAX_HASHTAG: Final = 100
MAX_PHRASE: Final = 200

_NAME: Final = re.compile(r"(?=.*\w)[\w.-]{1,64}")
_HASHTAG: Final = re.compile(r"(?=.*\w)[^\s#@,;:.!?\"'`()<>\[\]{}/\\|]{1,100}")
_PEOPLE: Final = frozenset(
    {
        Target.PROFILE,
        Target.CHANNEL,
        Target.PAGE,
        Target.USER,
        Target.GROUP,
        Target.ARTIST,
        Target.SERVER,
    }
)


def read_username(text: str, service: Service, _values: Values) -> str:
    """Read an account on the service's site: a name without `@`, or its link where it has none.

    Raises:
        FormError: NOT_A_NAME, or a `LinkProblem` of a link to something else.
    """
    name = bare_name(text)
    if is_name(name):
        return name
    try:
        link = parse_link(text, service.platform)
    except LinkError as error:
        raise FormError(Field.USERNAME, Problem.NOT_A_NAME) from error
    if service.platform not in {link.platform, Platform.OTHER}:
        raise _unfit(LinkProblem.WRONG_SITE, link)
    if link.handle is None and link.target not in _PEOPLE:
        raise _unfit(LinkProblem.WRONG_KIND, link)
    return account_in(link)


def read_hashtag(text: str, _service: Service, _values: Values) -> str:
    """Read one hashtag, kept without `#`.

    Raises:
        FormError: NOT_A_HASHTAG.
    """
    hashtag = bare_hashtag(text)
    if not is_hashtag(hashtag):
        raise FormError(Field.HASHTAG, Problem.NOT_A_HASHTAG)
    return hashtag


def read_phrase(text: str, _service: Service, _values: Values) -> str:
    """Read what visitors are to search for.

    Raises:
        FormError: MISSING, or TOO_WORDY with `most`.
    """
    phrase = tidy(text)
    if not phrase:
        raise FormError(Field.KEYWORD, Problem.MISSING)
    if len(phrase) > MAX_PHRASE:
        raise FormError(Field.KEYWORD, Problem.TOO_WORDY, most=MAX_PHRASE)
    return phrase


def account_link(username: str, platform: Platform) -> str:
    """The address of an account, where its site has one for a name; else the name itself."""
    try:
        return parse_link(username if "/" in username else f"@{username}", platform).normal
    except LinkError:
        return username


def account_in(link: Link) -> str:
    """The name of the account that a link leads to; the link where it holds none."""
    return link.normal if link.handle is None else bare_name(link.handle)


def bare_name(text: str) -> str:
    """A name without `@` and what else people write around it."""
    return tidy(text).strip("@ ,;")


def bare_hashtag(text: str) -> str:
    """A hashtag without `#` and what else people write around it."""
    return tidy(text).strip("#＃ ,;.")


def is_name(text: str) -> bool:
    """Tell whether some site could have an account of this name."""
    return _NAME.fullmatch(text) is not None


def is_hashtag(text: str) -> bool:
    """Tell whether this could stand after `#`."""
    return _HASHTAG.fullmatch(text) is not None


def _unfit(problem: LinkProblem, link: Link) -> FormError:
    return FormError(
        Field.USERNAME, problem, platform=link.platform, target=link.target, link=link.normal
    )
