"""The form, one field at a time: what is chosen so far, the question, the answers to tap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.fields import Field, Speed
from domain.links.model import shown_link
from domain.presets import INTERVALS, RUNS, affordable, quantity_presets
from handlers.kit.callbacks import NEW, Go, OpenService, ResumeDraft
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.shop.callbacks import Edit, Fill, LeaveForm
from handlers.shop.names import field_name, link_example, link_target, target_name
from handlers.shop.views.pages import in_rows
from handlers.shop.views.prices import charge_text, limits_text
from handlers.shop.views.problems import problem_rows, problem_text
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.catalogue import Service
    from domain.errors import FormError
    from services.form.step import FormStep

_HOUR: Final = 60
_DAY: Final = 1440
_SPEEDS: Final[Mapping[str, str]] = {
    Speed.ONCE: N_("All at once"),
    Speed.PARTS: N_("In parts"),
}


def form_screen(step: FormStep, t: Translator, error: FormError | None = None) -> Screen:
    """Ask for the step's field; `error` says why the last answer was not taken."""
    field = step.field or step.fields[-1]
    place = t(
        "{index} of {total} · {field}",
        index=step.index,
        total=step.total,
        field=field_name(field, t),
    )
    text = lines(
        bold(place),
        step.service.name,
        *_chosen(step, field, t),
        "",
        None if error is None else problem_text(error, step.service, t),
        _question(step, field, t),
    )
    fixes = () if error is None else problem_rows(error, t)
    return Screen(text, (*fixes, *_answers(step, field, t), _ways_out(step, t)))


def saved_screen(t: Translator) -> Screen:
    """The form was left; nothing is lost."""
    text = lines(t("Saved. Nothing was charged."), t("Your order waits here for 7 days."))
    go_on = Button(t.plain("Continue"), ResumeDraft(), style=Style.PRIMARY)
    return Screen(text, ((go_on,), home_row(t)))


def dropped_screen(t: Translator) -> Screen:
    """The order was given up before it was paid."""
    again = Button(t.plain("New order"), Go(to=NEW))
    return Screen(t("Canceled. Nothing was charged."), ((again, *home_row(t)),))


def value_text(field: Field, value: str, t: Translator) -> Html:
    """A filled field as it reads on a screen."""
    match field:
        case Field.LINK:
            return isolated(code(shown_link(value)))
        case Field.SPEED:
            return t(_SPEEDS[value])
        case Field.INTERVAL:
            return Html(duration(int(value), t))
        case _:
            return Html(t.number(int(value)))


def duration(minutes: int, t: Translator) -> str:
    """A span of time in its largest unit; beyond two of a unit it is rounded up to a whole one."""
    if minutes % _DAY == 0 or minutes >= 2 * _DAY:
        return t.plain_plural("{n} day", "{n} days", n=-(-minutes // _DAY))
    if minutes % _HOUR == 0 or minutes >= 2 * _HOUR:
        return t.plain("{n} h", n=-(-minutes // _HOUR))
    return t.plain("{n} min", n=minutes)


def _chosen(step: FormStep, asked: Field, t: Translator) -> list[Html]:
    return [
        t(
            "{field}: {value}",
            field=field_name(field, t),
            value=value_text(field, step.values[field], t),
        )
        for field in step.fields
        if field in step.values and field is not asked
    ]


def _question(step: FormStep, field: Field, t: Translator) -> Html:
    match field:
        case Field.LINK:
            return _link_question(step.service, t)
        case Field.QUANTITY:
            return t("How many? {limits}.", limits=limits_text(step.service, t))
        case Field.SPEED:
            return t("Deliver at once or in parts?")
        case Field.RUNS:
            each = t.number(int(step.values.get(Field.QUANTITY, "0")))
            return t("How many parts of {each}? Tap or type a number.", each=each)
        case Field.INTERVAL:
            return t("How long between two parts? Tap, or type minutes.")


def _link_question(service: Service, t: Translator) -> Html:
    target, example = link_target(service), isolated(code(link_example(service)))
    if target is None:
        return t("Send the link. Example: {example}", example=example)
    return t(
        "Send the {target} link. Example: {example}",
        target=target_name(target, t),
        example=example,
    )


def _answers(step: FormStep, field: Field, t: Translator) -> tuple[Row, ...]:
    match field:
        case Field.LINK:
            return ()
        case Field.QUANTITY:
            return _quantities(step, t)
        case Field.SPEED:
            return (tuple(_tap(field, speed, t(label)) for speed, label in _SPEEDS.items()),)
        case Field.RUNS:
            return (tuple(_tap(field, number, t.number(number)) for number in RUNS),)
        case Field.INTERVAL:
            return in_rows([_tap(field, number, duration(number, t)) for number in INTERVALS])


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
    most = affordable(step.service, step.available)
    if not most or most in presets:
        return rows
    label = t.plain("Most I can afford · {quantity}", quantity=t.number(most))
    return (*rows, (_tap(Field.QUANTITY, most, label),))


def _tap(field: Field, value: object, label: str) -> Button:
    return Button(label, Fill(field=field, value=str(value)))


def _ways_out(step: FormStep, t: Translator) -> Row:
    leave = Button(t.plain("Save & exit"), LeaveForm())
    return (Button(t.plain("‹ Back"), _behind(step)), leave)


def _behind(step: FormStep) -> Edit | OpenService:
    """From a change back to the confirm screen, else to the field before, else to the card."""
    if step.is_full:
        return Edit()
    if step.previous is not None:
        return Edit(field=step.previous)
    return OpenService(id=step.service.id)
