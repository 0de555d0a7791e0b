"""Orders as operators see them: the card with cost and profit, lists, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from domain.accounts import User
from domain.ids import UserId
from domain.money import Money
from domain.orders import ACTIVE, Order, OrderStatus
from domain.reviews import Attempt, AttemptOutcome
from handlers.admin.callbacks import (
    OpenCustomer,
    OpenReview,
    RefreshOrder,
    StaffOrder,
    StaffOrders,
)
from handlers.admin.views.aftercare import aftercare_lines
from handlers.admin.views.customers import KINDS
from handlers.admin.views.journal import journal_lines
from handlers.admin.views.money import confirm_rows
from handlers.admin.views.words import (
    customer_line,
    panel_button,
    panel_row,
    reference,
    short_name,
)
from handlers.kit.field_words import details
from handlers.kit.order_words import (
    MARKS,
    NAMES,
    amount_of,
    bar_of,
    money_of,
    reason_of,
    status_of,
)
from handlers.kit.phrases import dotted, spaced
from handlers.kit.rows import pager_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator
from services.operators.orders import Finds, StaffOrderCard, StaffOrderPage
from services.operators.overruling import RefundCard, StatusCard

SHOWN: Final = 6
"""Ledger lines and tries on a card: the latest; a message has its limit."""
KEYS: Final = 5
"""Buttons of a list in one row."""
LINK: Final = 60
OUTCOMES: Final[Mapping[AttemptOutcome, str]] = {
    AttemptOutcome.OPEN: N_("being sent"),
    AttemptOutcome.ACCEPTED: N_("accepted"),
    AttemptOutcome.REFUSED: N_("refused"),
    AttemptOutcome.NOT_SENT: N_("not sent"),
    AttemptOutcome.THROTTLED: N_("asked to slow down"),
    AttemptOutcome.UNCONFIRMED: N_("no clear answer"),
}


def staff_order(card: StaffOrderCard, t: Translator) -> Screen:
    """Everything about an order."""
    order = card.order
    text = lines(
        t("<b>Order #{id}</b> · {status}", id=order.id, status=status_of(order, t)),
        customer_line(card.customer),
        t("Service {id}: {name}", id=code(order.service_id), name=order.service_name),
        code(order.request.link),
        t("Quantity: {amount}", amount=bold(amount_of(order, t))),
        *details(order.request.fields, t),
        bar_of(order, t),
        t("Reason: {reason}.", reason=reason_of(order, t)) if order.reason else None,
        "",
        *_money(card, t),
        "",
        *_upstream(order, t),
        *_tries(card.attempts, t),
        *aftercare_lines(card, t),
        *_ledger(card, t),
        *journal_lines(card.journal, t),
    )
    return Screen(text, _card_rows(card, t))


def order_list(page: StaffOrderPage, t: Translator) -> Screen:
    """Ten orders in lines, with a key for each."""
    user = page.customer
    text = lines(
        t("<b>Orders</b>"),
        dotted(
            t("Status: {status}", status=page.status) if page.status else None,
            customer_line(user) if user else None,
            t("{n} in all", n=t.number(page.total)),
        ),
        "",
        *(_lines(page.orders, page.customers, t) or [t("Nothing matches.")]),
    )
    pager = pager_row(
        t,
        page=page.page,
        pages=page.pages,
        to=lambda to: StaffOrders(status=page.status, user=user.id if user else 0, page=to),
    )
    filters = tuple(
        Button(label, StaffOrders(status=word, user=user.id if user else 0))
        for word, label in (
            ("", t.plain("All")),
            ("active", t.plain("Active")),
            ("done", t.plain("Ended")),
        )
        if word != page.status
    )
    return Screen(text, (*_keys(page.orders), pager, filters, panel_row(t)))


def found_screen(finds: Finds, t: Translator) -> Screen:
    """What a search brought."""
    customer = finds.customer
    text = lines(
        t("<b>Found for {query}</b>", query=code(finds.query[:LINK])),
        customer_line(customer) if customer else None,
        "",
        *(_lines(finds.orders, finds.customers, t) or [t("No orders.")]),
    )
    who = (Button(t.plain("Customer"), OpenCustomer(id=customer.id)),) if customer else ()
    return Screen(text, (*_keys(finds.orders), who, panel_row(t)))


def status_card(card: StatusCard, t: Translator) -> Screen:
    """What setting a status does, money first."""
    preview = card.preview
    text = lines(
        t("<b>Set the status of #{id}</b>", id=preview.order.id),
        customer_line(card.customer),
        spaced(
            status_of(preview.order, t),
            "→",
            t("{status}", status=bold(status_name(preview.to, t))),
        ),
        _effect(preview.returns, preview.wallet_before, preview.wallet_after, t),
        t("Reason: {reason}", reason=card.reason),
        "",
        t("After this the provider is not asked about it any more.")
        if preview.to not in ACTIVE
        else None,
        t("Valid for 5 minutes."),
    )
    return Screen(text, confirm_rows(card.nonce, t, status_name(preview.to, t)))


def refund_card(card: RefundCard, t: Translator) -> Screen:
    """What a refund does."""
    preview = card.preview
    text = lines(
        t("<b>Refund for #{id}</b>", id=preview.order.id),
        customer_line(card.customer),
        _effect(preview.amount, preview.wallet_before, preview.wallet_after, t),
        t("Of {most} that can be given back.", most=t.exact(preview.most))
        if preview.most != preview.amount
        else t("That is everything."),
        t("Reason: {reason}", reason=card.reason),
        t("The order itself goes on.") if preview.order.status in ACTIVE else None,
        "",
        t("Valid for 5 minutes."),
    )
    return Screen(text, confirm_rows(card.nonce, t, t.change(preview.amount)))


def status_name(status: OrderStatus, t: Translator) -> str:
    """A status by mark and word, for a button."""
    return f"{MARKS[status]} {t.plain(NAMES[status])}"


def _effect(returns: Money, before: Money, after: Money, t: Translator) -> Html:
    if not returns:
        return t("No money moves.")
    return t(
        "{change} · balance {before} → {after}",
        change=bold(isolated(t.change(returns))),
        before=t.exact(before),
        after=bold(t.exact(after)),
    )


def _money(card: StaffOrderCard, t: Translator) -> list[Html]:
    order = card.order
    figures = [
        t("Price: {amount}", amount=bold(t.exact(order.charge))),
        money_of(order, t),
        t("Cost: {amount}", amount=t.exact(order.cost)),
    ]
    if order.captured:
        figures.append(t("Profit: {amount}", amount=bold(isolated(t.change(card.profit)))))
    return figures


def _upstream(order: Order, t: Translator) -> list[Html | None]:
    return [
        t(
            "Provider: {provider} · its service {service}",
            provider=order.provider,
            service=code(order.upstream_service_id),
        ),
        t("Its number: {id}", id=code(order.upstream_id)) if order.upstream_id else None,
        t("It says: {word}", word=bold(order.upstream_status)) if order.upstream_status else None,
        t("It took: {amount}", amount=order.upstream_charge.decimal.normalize())
        if order.upstream_charge
        else None,
        t("Placed: {when}", when=t.when(order.created_at)),
        t("Accepted: {when}", when=t.when(order.accepted_at)) if order.accepted_at else None,
        t("Ended: {when}", when=t.when(order.finished_at)) if order.finished_at else None,
        t("Checked: {when}", when=t.when(order.polled_at)) if order.polled_at else None,
    ]


def _tries(attempts: tuple[Attempt, ...], t: Translator) -> list[Html]:
    """How sending went; told where there is more to tell than that it was accepted."""
    if all(attempt.outcome is AttemptOutcome.ACCEPTED for attempt in attempts):
        return []
    told = [
        dotted(
            t.when(attempt.started_at),
            attempt.provider or None,
            t(OUTCOMES[attempt.outcome]),
            _detail(attempt),
        )
        for attempt in attempts[-SHOWN:]
    ]
    return [Html(""), t("<b>Tries</b>"), *told]


def _detail(attempt: Attempt) -> str | None:
    return attempt.detail[:LINK] if attempt.detail else None


def _ledger(card: StaffOrderCard, t: Translator) -> list[Html]:
    told = [
        dotted(
            code(reference(transfer.id)),
            t(KINDS[transfer.kind], reference=""),
            t.exact(transfer.amount),
            t.when(transfer.created_at),
        )
        for transfer in card.transfers[-SHOWN:]
    ]
    return [Html(""), t("<b>Ledger</b>"), *told]


def _card_rows(card: StaffOrderCard, t: Translator) -> tuple[Row, ...]:
    order = card.order
    cases = tuple(
        Button(t.plain("Decide this case"), OpenReview(id=review.id), style=Style.PRIMARY)
        for review in card.reviews[:2]
    )
    ask = (Button(t.plain("Ask provider now"), RefreshOrder(id=order.id)),)
    copy = (
        (Button(t.plain("Copy provider's number"), copy=str(order.upstream_id)),)
        if order.upstream_id
        else ()
    )
    refund = Button(t.plain("Copy refund command"), copy=f"/refund {order.id} all ")
    customer = Button(t.plain("Customer"), OpenCustomer(id=order.user_id))
    asked = ask if order.upstream_id else ()
    return (cases, (*asked, *copy), (refund,), (customer, panel_button(t)))


def _lines(orders: Iterable[Order], customers: Mapping[UserId, User], t: Translator) -> list[Html]:
    return [_line(order, customers.get(order.user_id), t) for order in orders]


def _line(order: Order, customer: User | None, t: Translator) -> Html:
    return lines(
        dotted(
            bold(f"#{order.id}"),
            status_of(order, t),
            t.price(order.charge),
            short_name(customer) if customer else code(order.user_id),
            "⚠️" if order.review else None,
        ),
        code(order.request.link[:LINK]),
    )


def _keys(orders: tuple[Order, ...]) -> tuple[Row, ...]:
    keys = tuple(Button(f"#{order.id}", StaffOrder(id=order.id)) for order in orders)
    return tuple(keys[start : start + KEYS] for start in range(0, len(keys), KEYS))
