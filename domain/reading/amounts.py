"""Reading the numbers of a form: quantities, parts, posts, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.errors import FormError
from domain.fields import MAX_UNITS, Field, Problem, Speed
from domain.multiples import multiple_of, nearest_multiple
from domain.numbers import NumberError, NumberProblem, parse_quantity

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.fields import Values

MIN_RUNS: Final = 2
MAX_RUNS: Final = 1000
MIN_INTERVAL: Final = 1
MAX_INTERVAL: Final = 10_080
"""Minutes: one week."""
MAX_ANSWER: Final = 100
MAX_POSTS: Final = 1000
NO_POSTS: Final = "0"


def read_quantity(text: str, service: Service, _values: Values) -> str:
    """Read a quantity within the service's limits; it is per run.

    Raises:
        FormError: a `Problem`, with `least` and `most`, or NOT_A_MULTIPLE with `multiple` and
            `nearest`.
    """
    value = _whole(Field.QUANTITY, text, service.min, min(service.max, MAX_UNITS))
    multiple = multiple_of(service)
    if int(value) % multiple:
        nearest = nearest_multiple(service, int(value))
        raise FormError(Field.QUANTITY, Problem.NOT_A_MULTIPLE, multiple=multiple, nearest=nearest)
    return value


def read_runs(text: str, _service: Service, values: Values) -> str:
    """Read the number of parts, such that all of them together stay within `MAX_UNITS`.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    most = min(MAX_RUNS, MAX_UNITS // max(int(values.get(Field.QUANTITY, "1")), 1))
    return _whole(Field.RUNS, text, MIN_RUNS, max(most, MIN_RUNS))


def read_interval(text: str, _service: Service, _values: Values) -> str:
    """Read the minutes between two parts.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    return _whole(Field.INTERVAL, text, MIN_INTERVAL, MAX_INTERVAL)


def read_answer(text: str, _service: Service, _values: Values) -> str:
    """Read the number of a poll's answer, counted from 1.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    return _whole(Field.ANSWER, text, 1, MAX_ANSWER)


def read_least(text: str, service: Service, _values: Values) -> str:
    """Read the smallest quantity for one post, within the service's limits.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    return _whole(Field.LEAST, text, service.min, min(service.max, MAX_UNITS))


def read_most(text: str, service: Service, values: Values) -> str:
    """Read the largest quantity for one post: no less than the smallest one.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    least = max(service.min, int(values.get(Field.LEAST, "0")))
    return _whole(Field.MOST, text, least, max(min(service.max, MAX_UNITS), least))


def read_posts(text: str, _service: Service, values: Values) -> str:
    """Read for how many new posts orders are made; without an end nobody could pay ahead.

    Raises:
        FormError: a `Problem`, with `least` and `most`.
    """
    return _whole(Field.POSTS, text, 1, max(_posts_within(values), 1))


def read_old_posts(text: str, _service: Service, values: Values) -> str:
    """Read for how many posts of before orders are made; none is kept as an empty text.

    Raises:
        FormError: a `Problem`, with `least` and `most`: all posts stay within `MAX_UNITS`.
    """
    most = max(_posts_within(values) - int(values.get(Field.POSTS, "1")), 0)
    number = _whole(Field.OLD_POSTS, text, 0, most) if text else NO_POSTS
    return "" if number == NO_POSTS else number


def offers_parts(service: Service, _values: Values) -> bool:
    """Tell whether delivery in parts can be chosen."""
    return service.dripfeed


def in_parts(service: Service, values: Values) -> bool:
    """Tell whether delivery in parts was chosen."""
    return service.dripfeed and values.get(Field.SPEED) == Speed.PARTS


def _posts_within(values: Values) -> int:
    return min(MAX_POSTS, MAX_UNITS // max(int(values.get(Field.MOST, "1")), 1))


def _whole(field: Field, text: str, least: int, most: int) -> str:
    try:
        number = parse_quantity(text)
    except NumberError as error:
        problem = _FLAWS.get(error.problem, Problem.NOT_A_NUMBER)
        raise FormError(field, problem, least=least, most=most) from error
    if number < least:
        raise FormError(field, Problem.TOO_SMALL, least=least, most=most)
    if number > most:
        raise FormError(field, Problem.TOO_LARGE, least=least, most=most, given=number)
    return str(number)


_FLAWS: Final = {
    NumberProblem.NEGATIVE: Problem.TOO_SMALL,
    NumberProblem.TOO_BIG: Problem.TOO_LARGE,
}
