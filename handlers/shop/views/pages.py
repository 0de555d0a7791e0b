"""A page of a list of services: numbered text, a keypad below it, a pager."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aiogram.filters.callback_data import CallbackData

from domain.text import clean_line
from handlers.kit.callbacks import OpenService
from handlers.kit.rows import back_row, pager_row
from handlers.kit.screen import Button, Row, Screen
from handlers.shop.callbacks import back_word
from handlers.shop.views.figures import in_short
from handlers.shop.views.prices import limits_text, rate_text, refill_text
from locales.html import Html, lines
from locales.translator import Translator

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.figures import ServiceFigures
    from domain.ids import ServiceId

PER_PAGE: Final = 8
NAME_LENGTH: Final = 160
_IN_ROW: Final = 2


def no_figures_of(_service_id: ServiceId) -> ServiceFigures | None:
    """Tell nothing of a service's figures."""
    return None


@dataclass(frozen=True, slots=True)
class Page:
    """Services to be listed: the asked page, where other pages are, and where Back leads.

    `tools` are rows that stand between the pager and Back.
    """

    services: Sequence[Service]
    page: int
    to: Callable[[int], CallbackData]
    back: CallbackData
    figures: Callable[[ServiceId], ServiceFigures | None] = no_figures_of
    tools: tuple[Row, ...] = ()

    @property
    def pages(self) -> int:
        return max(-(-len(self.services) // PER_PAGE), 1)

    @property
    def number(self) -> int:
        """The page that is shown: a list may have become shorter than the asked one."""
        return min(max(self.page, 1), self.pages)

    @property
    def first(self) -> int:
        return (self.number - 1) * PER_PAGE

    @property
    def shown(self) -> Sequence[Service]:
        return self.services[self.first : self.first + PER_PAGE]


def service_page(head: Html, page: Page, t: Translator) -> Screen:
    """List one page below its headline."""
    numbered = list(enumerate(page.shown, page.first + 1))
    here = back_word(page.to(page.number))
    keypad = [open_button(number, service, here, t) for number, service in numbered]
    text = lines(head, *(_entry(number, service, page, t) for number, service in numbered))
    turn = pager_row(t, page=page.number, pages=page.pages, to=page.to)
    return Screen(text, (*in_rows(keypad), turn, *page.tools, back_row(t, page.back)))


def open_button(number: int, service: Service, here: str, t: Translator) -> Button:
    """The key of a listed service; its card leads back `here`."""
    price = t.price(service.rate) if service.orderable else t.plain("off")
    return Button(f"{number} · {price}", OpenService(id=service.id, back=here))


def in_rows(buttons: Sequence[Button], width: int = _IN_ROW) -> tuple[Row, ...]:
    """Lay buttons out, two to a row unless said otherwise."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def beside(*facts: Html) -> Html:
    """Put facts side by side on a line."""
    return Html(" · ".join(facts))


def refill_fact(service: Service, t: Translator) -> Html:
    """The guarantee as a fact beside others."""
    if not service.refill:
        return t("no refill")
    if service.refill_days is None:
        return t("Refill: {refill}", refill=refill_text(service, t))
    return t("refill {refill}", refill=refill_text(service, t))


def _entry(number: int, service: Service, page: Page, t: Translator) -> Html:
    name = t("<b>{n}.</b> {name}", n=number, name=clean_line(service.name, NAME_LENGTH))
    return lines("", name, *_facts(service, page, t))


def _facts(service: Service, page: Page, t: Translator) -> list[Html]:
    if not service.orderable:
        return [t("Switched off")]
    facts = [rate_text(service, t)]
    if service.max > 1:
        facts.append(limits_text(service, t))
    if service.refill:
        facts.append(refill_fact(service, t))
    figures = page.figures(service.id)
    known = [] if figures is None else [beside(*in_short(figures, t))]
    return [beside(*facts), *known]
