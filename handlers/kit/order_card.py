"""The card of an order: one message that is edited from the placing to the end."""

from __future__ import annotations

import hashlib

from domain.links.model import shown_link
from domain.orders import FINAL, Order, OrderStatus
from handlers.kit.callbacks import HELP, Go, OpenService, OrdersAt
from handlers.kit.live import RefreshCard
from handlers.kit.order_words import (
    SENTENCES,
    amount_of,
    bar_of,
    money_of,
    reason_of,
    status_of,
)
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Row, Screen
from locales.html import Html, bold, code, isolated, lines
from locales.translator import Translator


def order_card(order: Order, t: Translator, *, back: str = "", placed: bool = False) -> Screen:
    """Show an order. `back` is what `OpenOrder` carried; `placed` greets an order just made."""
    return Screen(
        lines(_head(order, t, placed=placed), "", _what(order, t), "", _state(order, t)),
        _rows(order, t, back),
        order_id=order.id,
        shown=card_digest(order, t.language.code),
    )


def card_digest(order: Order, language: str) -> str:
    """A digest of the facts on the card: while it stays the same, there is nothing to edit."""
    facts = (
        order.status,
        order.remains,
        order.start_count,
        order.held,
        order.captured,
        order.returned,
        order.reason,
        order.review,
        language,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def list_behind(back: str) -> OrdersAt:
    """The list that a card was opened from: a filter's letter and a page, such as `a2`."""
    which, page = back[:1], back[1:]
    if which and page.isdecimal() and len(page) <= 4:  # noqa: PLR2004 - nobody turns 10,000 pages
        return OrdersAt(which=which, page=int(page))
    return OrdersAt()


def _head(order: Order, t: Translator, *, placed: bool) -> Html:
    if placed:
        made = t(
            "✅ <b>Order #{id} placed</b> · {amount}", id=order.id, amount=t.exact(order.charge)
        )
        return lines(made, status_of(order, t))
    return t("<b>Order #{id}</b> · {status}", id=order.id, status=status_of(order, t))


def _what(order: Order, t: Translator) -> Html:
    return lines(
        order.service_name,
        isolated(code(shown_link(order.request.link))),
        t("Quantity: {amount}", amount=bold(amount_of(order, t))),
    )


def _state(order: Order, t: Translator) -> Html:
    sentence = SENTENCES.get(order.status)
    return lines(
        t(sentence) if sentence else None,
        _ending(order, t),
        bar_of(order, t),
        t("Start count: {n}", n=isolated(t.number(order.start_count)))
        if order.start_count
        else None,
        money_of(order, t),
        _times(order, t),
    )


def _ending(order: Order, t: Translator) -> Html | None:
    match order.status:
        case OrderStatus.RELEASED:
            return t("Your money is back. Reason: {reason}.", reason=reason_of(order, t))
        case OrderStatus.CANCELED | OrderStatus.PARTIAL if order.review:
            return t("A person at the shop is looking at this order. Nothing is lost.")
        case _:
            return None


def _times(order: Order, t: Translator) -> Html:
    moments = [
        t("Placed: {when}", when=t.when(order.created_at)),
        t("Started: {when}", when=t.when(order.started_at)) if order.started_at else None,
        t("Ended: {when}", when=t.when(order.finished_at)) if order.finished_at else None,
    ]
    if order.polled_at and order.status not in FINAL:
        moments.append(t("Checked: {when}", when=t.when(order.polled_at)))
    return lines(*moments)


def _rows(order: Order, t: Translator, back: str) -> tuple[Row, ...]:
    refresh = Button(t.plain("Refresh"), RefreshCard(id=order.id, back=back))
    copy = Button(t.plain("Copy ID"), copy=str(order.id))
    again = Button(t.plain("Order again"), OpenService(id=order.service_id))
    ask = Button(t.plain("Help"), Go(to=HELP))
    more = (again, ask) if order.status in FINAL else (ask,)
    return ((refresh, copy), more, back_row(t, list_behind(back)))
