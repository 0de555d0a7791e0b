"""A list while it is collected: what it holds, which lines are wrong, what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from domain.forms import form_of
from domain.lines import Flaw, ListChange, mark_of
from domain.text import clean_line
from handlers.kit.field_words import counted, field_name
from handlers.kit.phrases import dotted
from handlers.kit.rows import home_button, pager_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.shop.callbacks import ChangeLines, Edit, FinishLines, OpenLines
from handlers.shop.views.pages import in_rows
from handlers.shop.views.prices import charge_text
from locales.html import Html, bold, lines
from locales.translator import N_

if TYPE_CHECKING:
    from domain.fields import Field
    from domain.lines import Collected
    from locales.translator import Translator
    from services.form.step import FormStep

_FLAWS: Final[Mapping[Flaw, str]] = {
    Flaw.LINK: N_("Line {n} has a link. This service rejects links."),
    Flaw.TOO_LONG: N_("Line {n} is too long: {line}"),
    Flaw.NOT_A_NAME: N_("Line {n} cannot be used: {line}"),
}
_NAMED: Final = 5
_REMOVALS: Final = 3
_SHOWN_OF_FLAWED: Final = 40
PER_PAGE: Final = 10
WIDTH: Final = 120


def summary(step: FormStep, field: Field, seen: Collected, t: Translator) -> Html:
    """What the list holds, and what it costs where its lines are what is paid for."""
    told = dotted(
        counted(field, len(seen.lines), t),
        t.plural("{n} duplicate", "{n} duplicates", n=seen.duplicates)
        if seen.duplicates
        else None,
        t.plural("{n} empty line removed", "{n} empty lines removed", n=step.blank)
        if step.blank
        else None,
    )
    if not step.counts(field):
        return told
    units = 1 if form_of(step.service).flat else len(seen.lines)
    return t("{summary}. Total {price}.", summary=told, price=charge_text(step.service, units, t))


def flawed_lines(seen: Collected, t: Translator) -> list[Html]:
    """The lines that cannot be used, by number."""
    told = [
        t(
            _FLAWS[flaw],
            n=t.number(number),
            line=clean_line(seen.lines[number - 1], _SHOWN_OF_FLAWED),
        )
        for number, flaw in seen.flaws[:_NAMED]
    ]
    rest = len(seen.flaws) - len(told)
    return [*told, t("And {n} more.", n=t.number(rest))] if rest else told


def list_rows(field: Field, seen: Collected, t: Translator) -> tuple[Row, ...]:
    """What can be done with the list."""
    if not seen.lines:
        return ()
    done = Button(t.plain("Done"), FinishLines(field=field), style=Style.PRIMARY)
    preview = Button(t.plain("Preview"), OpenLines(field=field))
    again = _change(t.plain("Start over"), field, ListChange.CLEAR)
    once = _change(t.plain("Remove duplicates"), field, ListChange.DROP_DUPLICATES)
    keep = t.plain("Keep the first {n}", n=t.number(seen.most))
    return (
        *_removals(field, seen, t),
        (_change(keep, field, ListChange.KEEP_FIRST),) if len(seen.lines) > seen.most else (),
        (done,),
        (once,) if seen.duplicates else (),
        (preview, again),
    )


def preview_screen(step: FormStep, field: Field, page: int, t: Translator) -> Screen:
    """A page of the list as it would be sent."""
    seen = step.list_of(field)
    entries = seen.lines if seen else ()
    pages = max(-(-len(entries) // PER_PAGE), 1)
    page = min(max(page, 1), pages)
    first = (page - 1) * PER_PAGE
    numbered = enumerate(entries[first : first + PER_PAGE], start=first + 1)
    text = lines(
        bold(field_name(field, t)),
        step.service.name,
        "",
        *(t("{n}. {line}", n=t.number(n), line=clean_line(line, WIDTH)) for n, line in numbered),
    )
    turn = pager_row(t, page=page, pages=pages, to=lambda to: OpenLines(field=field, page=to))
    back = Button(t.plain("‹ Back"), Edit(field=field))
    return Screen(text, (turn, (back, home_button(t))))


def _removals(field: Field, seen: Collected, t: Translator) -> tuple[Row, ...]:
    one_by_one = [
        _change(
            t.plain("Remove line {n}", n=t.number(number)),
            field,
            ListChange.DROP_LINE,
            mark_of(seen.lines[number - 1]),
        )
        for number, _ in seen.flaws[:_REMOVALS]
    ]
    if len(seen.flaws) > 1:
        every = t.plain_plural("Remove {n} line", "Remove all {n} lines", n=len(seen.flaws))
        one_by_one.append(_change(every, field, ListChange.DROP_FLAWED))
    return in_rows(one_by_one)


def _change(label: str, field: Field, change: ListChange, mark: str = "") -> Button:
    return Button(label, ChangeLines(field=field, change=change, mark=mark))
