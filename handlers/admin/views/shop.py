"""The shop as a whole: panel, today's figures, providers, the pause."""

from __future__ import annotations

from collections.abc import Mapping

from domain.orders import OrderStatus
from handlers.admin.callbacks import AtPage, InboxAt, Page, StaffOrders
from handlers.admin.catalogue_callbacks import WaitingAt
from handlers.admin.views.money import confirm_rows
from handlers.admin.views.words import panel_button, panel_row
from handlers.kit.order_words import MARKS, NAMES
from handlers.kit.phrases import dotted
from handlers.kit.rows import home_button
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, isolated, lines
from locales.translator import Translator
from services.operators.figures import Panel, Stats
from services.operators.pausing import PauseCard


def panel_screen(panel: Panel, t: Translator) -> Screen:
    """What needs an operator, and the ways to it."""
    text = lines(
        t("<b>Operator panel</b>"),
        _pause_line(panel, t),
        t("⚠️ Orders that need a decision: {n}", n=bold(t.number(panel.open_cases)))
        if panel.open_cases
        else t("✅ No order needs a decision."),
        t("⚠️ Gets no orders now: {providers}", providers=", ".join(panel.held_providers))
        if panel.held_providers
        else None,
        "",
        t("Active orders: {n}", n=t.number(panel.active_orders)),
        t("Customers: {n}", n=t.number(panel.customers)),
        t("Owed to customers: {amount}", amount=bold(t.exact(panel.owed))),
        t("Notices waiting: {n}", n=t.number(panel.waiting_notices))
        if panel.waiting_notices
        else None,
        "",
        t(
            "Money: /topup /debit /undo\nCustomers: /user /history /block /unblock\n"
            "Orders: /order /orders /find /setstatus /refund\nShop: /sync /pause /resume"
        ),
        t("Services: /svc /hide /show /rename /move /pin\nPrices: /markup /pricecheck"),
        t("Providers: /providers /route\nSupport: /tickets /reply /close\nMore: /inbox /stats"),
    )
    return Screen(text, _panel_rows(panel, t))


def stats_screen(stats: Stats, t: Translator) -> Screen:
    """Today's trade."""
    placed = sum(stats.orders.values())
    text = lines(
        t("<b>Today</b> since {when}", when=t.when(stats.since)),
        "",
        t("Orders: {n}", n=bold(t.number(placed))),
        *_by_status(stats.orders, t),
        "",
        t("Sales: {amount}", amount=bold(t.exact(stats.sales))),
        t("Cost: {amount}", amount=t.exact(stats.cost)),
        t("Profit: {amount}", amount=bold(isolated(t.change(stats.profit)))),
        t("Returned: {amount}", amount=t.exact(stats.returned)) if stats.returned else None,
        "",
        t("Top-ups: {amount}", amount=t.exact(stats.topups)),
        t("Debits: {amount}", amount=t.exact(stats.debits)) if stats.debits else None,
        t("New customers: {n}", n=t.number(stats.new_customers)),
        t("Owed to customers: {amount}", amount=bold(t.exact(stats.owed))),
        "",
        t(
            "<i>Sales and cost are of orders that a provider took today, less what went back. "
            "The cost is the expected one.</i>"
        ),
    )
    again = Button(t.plain("Refresh"), AtPage(page=Page.STATS))
    return Screen(text, ((again, panel_button(t)),))


def pause_card(card: PauseCard, t: Translator) -> Screen:
    """What pausing does."""
    text = lines(
        t("<b>Pause new orders</b>"),
        t("They are paused already; this replaces the text.") if card.is_paused else None,
        t("Customers read: {text}", text=bold(card.text))
        if card.text
        else t("Customers read that orders are paused. To add a text: /pause back at 18:00"),
        t("Running orders continue, and so do top-ups."),
        "",
        t("Valid for 5 minutes."),
    )
    return Screen(text, confirm_rows(card.nonce, t, t.plain("pause")))


def resumed_screen(t: Translator, *, was_paused: bool) -> Screen:
    """Orders are taken."""
    text = t("✅ New orders are taken again.") if was_paused else t("Orders were not paused.")
    return Screen(text, (panel_row(t),))


def _pause_line(panel: Panel, t: Translator) -> Html | None:
    if panel.paused is None:
        return None
    said = t("“{text}”", text=panel.paused) if panel.paused else None
    return dotted(t("⚠️ <b>New orders are paused</b>"), said)


def _panel_rows(panel: Panel, t: Translator) -> tuple[Row, ...]:
    inbox = (
        t.plain("Inbox · {n}", n=t.number(panel.open_cases))
        if panel.open_cases
        else t.plain("Inbox")
    )
    switch = (
        Button(t.plain("Resume orders"), AtPage(page=Page.RESUME), style=Style.SUCCESS)
        if panel.paused is not None
        else Button(t.plain("Pause orders"), AtPage(page=Page.PAUSE))
    )
    return (
        (Button(inbox, InboxAt(), style=Style.PRIMARY if panel.open_cases else None),),
        (
            Button(t.plain("Orders"), StaffOrders()),
            Button(t.plain("Providers"), AtPage(page=Page.PROVIDERS)),
        ),
        (
            Button(t.plain("Today"), AtPage(page=Page.STATS)),
            Button(t.plain("Sync services"), AtPage(page=Page.SYNC)),
        ),
        (Button(t.plain("What waits"), WaitingAt()), switch),
        (Button(t.plain("Refresh"), AtPage(page=Page.PANEL)), home_button(t)),
    )


def _by_status(counts: Mapping[OrderStatus, int], t: Translator) -> list[Html]:
    """Where today's orders stand: each word once, though several statuses share it."""
    words: dict[str, tuple[str, int]] = {}
    for status, name in NAMES.items():
        number = words.get(name, ("", 0))[1] + counts.get(status, 0)
        words[name] = (MARKS[status], number)
    return [
        t("{mark} {status}: {n}", mark=mark, status=t(name), n=t.number(number))
        for name, (mark, number) in words.items()
        if number
    ]
