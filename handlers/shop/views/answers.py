"""The answers that can be tapped instead of typed, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.fields import Field
from domain.presets import INTERVALS, RUNS, affordable, quantity_presets
from domain.reading.choices import NO_END
from handlers.kit.field_words import DEVICES, SPEEDS, TRAFFIC
from handlers.kit.screen import Button, Row
from handlers.kit.spans import duration
from handlers.shop.callbacks import Fill, UseLink
from handlers.shop.names import short_link
from handlers.shop.views.pages import in_rows
from handlers.shop.views.prices import charge_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from locales.translator import Translator
    from services.form.step import FormStep

_NUMBERS: Final[Mapping[Field, Iterable[int]]] = {
    Field.RUNS: RUNS,
    Field.ANSWER: range(1, 11),
    Field.POSTS: (5, 10, 20, 50),
}
_WORDS: Final[Mapping[Field, Mapping[str, str]]] = {
    Field.SPEED: SPEEDS,
    Field.DEVICE: DEVICES,
    Field.TRAFFIC: TRAFFIC,
}
_PER_POST: Final = (50, 100, 200, 500, 1_000)
_OLD_POSTS: Final = (1, 5, 10)
_DELAYS: Final = (5, 10, 15, 30, 60, 90)
_COUNTRIES: Final = ("US", "GB", "DE", "FR", "BR", "IN", "ID", "TR", "RU", "UA")
_WIDE: Final = 5


def answers(step: FormStep, field: Field, t: Translator) -> tuple[Row, ...]:
    """Rows of buttons that answer the question; none where only the customer knows."""
    if field is Field.LINK:
        return _recent_links(step, t)
    if field is Field.QUANTITY:
        return _quantities(step, t)
    if field in _NUMBERS:
        return in_rows(_numbers(field, _NUMBERS[field], t), _WIDE)
    if field in _WORDS:
        return in_rows(_choices(field, _WORDS[field], t), 1 if field is Field.TRAFFIC else 2)
    return _others(step, field, t)


def _others(step: FormStep, field: Field, t: Translator) -> tuple[Row, ...]:
    match field:
        case Field.INTERVAL:
            return in_rows(_spans(field, INTERVALS, t))
        case Field.LEAST | Field.MOST:
            return in_rows(_numbers(field, _per_post(step, field), t), _WIDE)
        case Field.OLD_POSTS:
            return ((_tap(field, 0, t.plain("None")), *_numbers(field, _OLD_POSTS, t)),)
        case Field.DELAY:
            return ((_tap(field, 0, t.plain("At once")),), *in_rows(_spans(field, _DELAYS, t), 3))
        case _:
            return _words(field, t)


def _words(field: Field, t: Translator) -> tuple[Row, ...]:
    match field:
        case Field.EXPIRY:
            return ((_tap(field, NO_END, t.plain("No last day")),),)
        case Field.COUNTRY:
            return in_rows([_tap(field, country, t.country(country)) for country in _COUNTRIES])
        case _:
            return ()


def _quantities(step: FormStep, t: Translator) -> tuple[Row, ...]:
    presets = quantity_presets(step.service)
    rows = in_rows(
        [
            _tap(
                Field.QUANTITY,
                number,
                f"{t.number(number)} · {charge_text(step.service, number, t)}",
            )
            for number in presets
        ]
    )
    return (*rows, *((button,) for button in _known_quantities(step, t)))


def _known_quantities(step: FormStep, t: Translator) -> Row:
    """What was ordered last, and what the wallet is enough for."""
    last, most = step.last_quantity, affordable(step.service, step.available, step.values)
    same = t.plain("Same as last · {quantity}", quantity=t.number(last or 0))
    all_of_it = t.plain("Most I can afford · {quantity}", quantity=t.number(most))
    known = ((last, same), (most, all_of_it))
    return tuple(_tap(Field.QUANTITY, number, label) for number, label in known if number)


def _recent_links(step: FormStep, t: Translator) -> tuple[Row, ...]:
    """Links of earlier orders; the button names the order, not the link."""
    return tuple(
        (Button(t.plain("Recent: {link}", link=short_link(order.link)), UseLink(id=order.id)),)
        for order in step.recent
    )


def _per_post(step: FormStep, field: Field) -> list[int]:
    """Round figures for one post; not more may be as many as at least."""
    of = step.service
    least = int(step.values.get(Field.LEAST, "0")) if field is Field.MOST else of.min
    return [least, *(number for number in _PER_POST if least < number <= of.max)][:_WIDE]


def _numbers(field: Field, numbers: Iterable[int], t: Translator) -> Row:
    return tuple(_tap(field, number, t.number(number)) for number in numbers)


def _spans(field: Field, minutes: Iterable[int], t: Translator) -> Row:
    return tuple(_tap(field, number, duration(number, t)) for number in minutes)


def _choices(field: Field, words: Mapping[str, str], t: Translator) -> Row:
    return tuple(_tap(field, choice, t.plain(label)) for choice, label in words.items())


def _tap(field: Field, value: object, label: str) -> Button:
    return Button(label, Fill(field=field, value=str(value)))
