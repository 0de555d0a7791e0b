"""The card of an order: one message that is edited from the placing to the end."""

from __future__ import annotations

import hashlib

from domain.history import Guarantee
from domain.links.model import shown_link
from domain.orders import FINAL, Order, OrderStatus, ReleaseReason
from domain.outlook import Outlook
from domain.subscriptions import plan_of
from handlers.kit.aftercare import aftercare_facts, aftercare_lines, aftercare_rows
from handlers.kit.callbacks import AskAbout, LateOrder, OrderAgain, OrdersAt, StatementAt
from handlers.kit.field_words import details
from handlers.kit.live import RefreshCard
from handlers.kit.order_words import (
    SENTENCES,
    amount_of,
    bar_of,
    money_of,
    reason_of,
    status_of,
)
from handlers.kit.phrases import dotted
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Row, Screen
from handlers.kit.spans import duration
from locales.html import Html, bold, code, isolated, lines
from locales.translator import Translator
from services.ordering.cards import Background

FROM_WALLET = "w"
"""Begins the word of a page of the wallet's statement; others are pages of orders."""
_MAX_WORD = 6  # nobody turns 10,000 pages


def order_card(
    order: Order,
    t: Translator,
    *,
    background: Background | None = None,
    back: str = "",
    placed: bool = False,
) -> Screen:
    """Show an order. `back` is what `OpenOrder` carried; `placed` greets an order just made."""
    return Screen(
        lines(
            _head(order, t, placed=placed),
            "",
            _what(order, t),
            "",
            _state(order, background, t),
            _background(background, t),
        ),
        _rows(order, background, t, back),
        order_id=order.id,
        shown=card_digest(order, t.language.code, background),
    )


def card_digest(order: Order, language: str, background: Background | None = None) -> str:
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
        order.waits_for,
        language,
        None if background is None else (background.is_late, *aftercare_facts(background.care)),
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]


def page_behind(back: str) -> OrdersAt | StatementAt:
    """The page that a card was opened from: a filter's letter and a page, such as `a2`.

    Words of the wallet's statement have a letter more in front: `wa2`.
    """
    of_wallet = back.startswith(FROM_WALLET)
    word = back.removeprefix(FROM_WALLET) if of_wallet else back
    which, page = word[:1], word[1:]
    known = bool(which) and page.isdecimal() and len(back) <= _MAX_WORD
    place = StatementAt if of_wallet else OrdersAt
    return place(which=which, page=int(page)) if known else place()


def _head(order: Order, t: Translator, *, placed: bool) -> Html:
    if placed:
        made = t(
            "✅ <b>Order #{id} placed</b> · {amount}", id=order.id, amount=t.exact(order.charge)
        )
        return lines(made, status_of(order, t))
    return t("<b>Order #{id}</b> · {status}", id=order.id, status=status_of(order, t))


def _what(order: Order, t: Translator) -> Html:
    """What was ordered; a subscription's plan stands below, with what became of it."""
    fields = {} if plan_of(order.request) is not None else order.request.fields
    return lines(
        order.service_name,
        isolated(code(shown_link(order.request.link))),
        t("Quantity: {amount}", amount=bold(amount_of(order, t))),
        *details(fields, t),
    )


def _state(order: Order, background: Background | None, t: Translator) -> Html:
    return lines(
        _sentence(order, t),
        _ending(order, t),
        bar_of(order, t),
        t("Start count: {n}", n=isolated(t.number(order.start_count)))
        if order.start_count
        else None,
        _expected(background, t) if background else None,
        money_of(order, t),
        _times(order, t),
    )


def _sentence(order: Order, t: Translator) -> Html | None:
    if order.status is OrderStatus.QUEUED and order.reason is ReleaseReason.ACTIVE_ORDER:
        return t(
            "Another order is running on this link: this one is tried again until that has ended. "
            "You can also cancel it; your money is on hold and not spent yet."
        )
    if order.status is OrderStatus.QUEUED and order.waits_for is not None:
        return t(
            "Waits for #{id}: it starts when that one has ended. Your money is on hold and not "
            "spent yet.",
            id=order.waits_for,
        )
    sentence = SENTENCES.get(order.status)
    return t(sentence) if sentence else None


def _ending(order: Order, t: Translator) -> Html | None:
    match order.status:
        case OrderStatus.RELEASED:
            return t("Your money is back. Reason: {reason}.", reason=reason_of(order, t))
        case OrderStatus.CANCELED | OrderStatus.PARTIAL if order.review:
            return t("A person at the shop is looking at this order. Nothing is lost.")
        case _:
            return None


def _expected(background: Background, t: Translator) -> Html | None:
    """What may be expected, told only where others of the service tell it."""
    outlook = background.outlook
    if background.is_late:
        return t("It takes longer than usual.")
    if outlook is None:
        return None
    parts = _promises(outlook, t)
    return dotted(*parts) if parts else None


def _promises(outlook: Outlook, t: Translator) -> list[Html]:
    promises = []
    if outlook.starts_s is not None:
        promises.append(t("Usually starts in {time}", time=_span(outlook.starts_s, t)))
    if outlook.done_at is not None:
        promises.append(t("Expected done: {when}", when=t.when(outlook.done_at)))
    return promises


def _span(seconds: int, t: Translator) -> str:
    return duration(max(-(-seconds // 60), 1), t)


def _background(background: Background | None, t: Translator) -> Html | None:
    if background is None:
        return None
    parts = [_guaranteed(background.guarantee, t), aftercare_lines(background.care, t)]
    return lines(*parts) or None


def _guaranteed(guarantee: Guarantee | None, t: Translator) -> Html | None:
    if guarantee is None or guarantee.until is None:
        return None
    return t("Refill until {day}", day=t.date(guarantee.until))


def _times(order: Order, t: Translator) -> Html:
    moments = [
        t("Placed: {when}", when=t.when(order.created_at)),
        t("Started: {when}", when=t.when(order.started_at)) if order.started_at else None,
        t("Ended: {when}", when=t.when(order.finished_at)) if order.finished_at else None,
    ]
    if order.polled_at and order.status not in FINAL:
        moments.append(t("Checked: {when}", when=t.when(order.polled_at)))
    return lines(*moments)


def _rows(
    order: Order, background: Background | None, t: Translator, back: str
) -> tuple[Row, ...]:
    refresh = Button(t.plain("Refresh"), RefreshCard(id=order.id, back=back))
    copy = Button(t.plain("Copy ID"), copy=str(order.id))
    again = Button(t.plain("Order again"), OrderAgain(id=order.id))
    ask = Button(t.plain("Help"), AskAbout(id=order.id))
    return (
        (refresh, copy),
        *(_remedies(order, background, t, back) if background else ()),
        (again, ask),
        back_row(t, page_behind(back)),
    )


def _remedies(order: Order, background: Background, t: Translator, back: str) -> tuple[Row, ...]:
    """What can be asked about the order; a late one has its own way out beside that."""
    rows = aftercare_rows(background.care, t, back)
    if not background.is_late:
        return rows
    late = Button(t.plain("It is late"), LateOrder(id=order.id))
    return ((*rows[0], late), *rows[1:]) if rows else ((late,),)
