"""The form, one field at a time: what is chosen so far, the question, the answers to tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.fields import Field
from domain.links.model import LinkProblem
from handlers.kit.callbacks import NEW, Go, OpenService, ResumeDraft
from handlers.kit.field_words import field_name, value_text
from handlers.kit.rows import home_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.shop.callbacks import Edit, LeaveForm
from handlers.shop.views.answers import answers
from handlers.shop.views.collecting import flawed_lines, list_rows, summary
from handlers.shop.views.problems import problem_rows, problem_text
from handlers.shop.views.questions import question
from locales.html import Html, bold, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.errors import FormError
    from services.form.step import FormStep


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
        *_collected(step, field, t),
        None if error is None else problem_text(error, step.service, t),
        _asked(step, field, error, t),
    )
    fixes = () if error is None else problem_rows(error, step.service, t)
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


def _asked(step: FormStep, field: Field, error: FormError | None, t: Translator) -> Html | None:
    """The question; what is no link at all was answered with an example already."""
    is_told = error is not None and error.problem == LinkProblem.NOT_A_LINK
    return None if is_told and field is Field.LINK else question(step, field, t)


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


def _answers(step: FormStep, field: Field, t: Translator) -> tuple[Row, ...]:
    seen = step.list_of(field)
    return answers(step, field, t) if seen is None else list_rows(field, seen, t)


def _collected(step: FormStep, field: Field, t: Translator) -> list[Html]:
    """What a list holds so far, above the question for more."""
    seen = step.list_of(field)
    if seen is None or not seen.lines:
        return []
    return [bold(summary(step, field, seen, t)), *flawed_lines(seen, t), Html()]


def _ways_out(step: FormStep, t: Translator) -> Row:
    leave = Button(t.plain("Save & exit"), LeaveForm())
    return (Button(t.plain("‹ Back"), _behind(step)), leave)


def _behind(step: FormStep) -> Edit | OpenService:
    """From a change back to the confirm screen, else to the field before, else to the card."""
    if step.is_full and not step.collecting:
        return Edit()
    if step.previous is not None:
        return Edit(field=step.previous)
    return OpenService(id=step.service.id)
