"""The fields that order forms are made of: how each reads what a customer typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.errors import FormError
from domain.links.model import LinkError, LinkProblem
from domain.links.parse import check_link, parse_link
from domain.numbers import MAX_NUMBER, NumberError, NumberProblem, parse_quantity

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.links.model import Link

Values = Mapping[str, str]
"""What is filled in so far, by field, in normal form."""

MIN_RUNS: Final = 2
MAX_RUNS: Final = 1000
MIN_INTERVAL: Final = 1
MAX_INTERVAL: Final = 10_080
"""Minutes: one week."""
MAX_UNITS: Final = MAX_NUMBER
"""Most units that one order may hold, all runs together."""


class Field(StrEnum):
    """A thing that a form asks for; the text is also its name in drafts and buttons."""

    LINK = "link"
    QUANTITY = "quantity"
    SPEED = "speed"
    RUNS = "runs"
    INTERVAL = "interval"


class Speed(StrEnum):
    """How a drip-feed service delivers."""

    ONCE = "once"
    PARTS = "parts"


class Problem(StrEnum):
    """What can be wrong with a value that is no link; links have `LinkProblem`."""

    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_A_CHOICE = "not_a_choice"
    MISSING = "missing"
    NOT_OFFERED = "not_offered"


def _always(_service: Service, _values: Values) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a form.

    Attributes:
        field: which.
        read: from a typed text to the value in normal form; raises FormError.
        applies: whether it is asked, for this service and what is filled in so far.
    """

    field: Field
    read: Callable[[str, Service, Values], str]
    applies: Callable[[Service, Values], bool] = _always


def read_link(text: str, service: Service, _values: Values) -> str:
    """Read a link that fits the service, in its normal form.

    Raises:
        FormError: a `LinkProblem`; `platform` is the link's site where known, `link` the link
            itself where it is a sound one for another service.
    """
    try:
        link = parse_link(text, service.platform)
    except LinkError as error:
        raise FormError(Field.LINK, error.problem, platform=error.platform) from error
    problem = check_link(link, service.platform, service.targets)
    if problem is not None:
        raise _unfit(problem, link)
    return link.normal


def read_quantity(text: str, service: Service, _values: Values) -> str:
    """Read a quantity within the service's limits; it is per run.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    return str(_whole(Field.QUANTITY, text, service.min, min(service.max, MAX_UNITS)))


def read_speed(text: str, _service: Service, _values: Values) -> str:
    """Read one of the two speeds.

    Raises:
        FormError: NOT_A_CHOICE.
    """
    try:
        return Speed(text.strip().lower()).value
    except ValueError as error:
        raise FormError(Field.SPEED, Problem.NOT_A_CHOICE) from error


def read_runs(text: str, _service: Service, values: Values) -> str:
    """Read the number of parts, such that all of them together stay within `MAX_UNITS`.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    most = min(MAX_RUNS, MAX_UNITS // max(int(values.get(Field.QUANTITY, "1")), 1))
    return str(_whole(Field.RUNS, text, MIN_RUNS, max(most, MIN_RUNS)))


def read_interval(text: str, _service: Service, _values: Values) -> str:
    """Read the minutes between two parts.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    return str(_whole(Field.INTERVAL, text, MIN_INTERVAL, MAX_INTERVAL))


def offers_parts(service: Service, _values: Values) -> bool:
    """Tell whether delivery in parts can be chosen."""
    return service.dripfeed


def in_parts(service: Service, values: Values) -> bool:
    """Tell whether delivery in parts was chosen."""
    return service.dripfeed and values.get(Field.SPEED) == Speed.PARTS


def _unfit(problem: LinkProblem, link: Link) -> FormError:
    return FormError(
        Field.LINK, problem, platform=link.platform, target=link.target, link=link.normal
    )


def _whole(field: Field, text: str, least: int, most: int) -> int:
    try:
        number = parse_quantity(text)
    except NumberError as error:
        raise _unread(error.problem, field, least, most) from error
    if number < least:
        raise FormError(field, Problem.TOO_SMALL, least=least, most=most)
    if number > most:
        raise FormError(field, Problem.TOO_LARGE, least=least, most=most)
    return number


_FLAWS: Final = {
    NumberProblem.NEGATIVE: Problem.TOO_SMALL,
    NumberProblem.TOO_BIG: Problem.TOO_LARGE,
}


def _unread(problem: NumberProblem, field: Field, least: int, most: int) -> FormError:
    return FormError(field, _FLAWS.get(problem, Problem.NOT_A_NUMBER), least=least, most=most)
