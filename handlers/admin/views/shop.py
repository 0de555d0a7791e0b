"""The shop as a whole: panel, today's figures, providers, the pause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.orders import OrderStatus
from domain.provider_state import ProviderState
from domain.submission import HoldWhy
from handlers.admin.callbacks import AtPage, InboxAt, Page, StaffOrders, SyncProvider
from handlers.admin.views.money import confirm_rows
from handlers.admin.views.words import panel_button, panel_row
from handlers.kit.order_words import MARKS, NAMES
from handlers.kit.phrases import dotted
from handlers.kit.rows import home_button
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, bold, code, isolated, lines
from locales.translator import N_, Translator
from services.operators.figures import Panel, ProviderLine, ProviderList, Stats
from services.operators.pausing import PauseCard

HELD: Final[Mapping[str, str]] = {
    HoldWhy.FUNDS: N_("it has no money for us; top it up"),
    HoldWhy.AUTH: N_("it refuses our key"),
    HoldWhy.RATE: N_("it asks us to slow down"),
    HoldWhy.DOWN: N_("it does not answer"),
    HoldWhy.UNCONFIRMED: N_("several orders got no answer"),
}
SHOWN: Final = 8
"""Providers on one screen; dozens are listed by those that need something first."""
ERROR: Final = 120


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


def providers_screen(listed: ProviderList, t: Translator) -> Screen:
    """Every provider: balance, health, services."""
    if not listed.providers:
        return Screen(t("No provider is set: set PROVIDER_URL and PROVIDER_KEY."), (panel_row(t),))
    needy = sorted(listed.providers, key=lambda line: _is_well(line, listed))
    text = lines(
        t("<b>Providers</b>"),
        *(part for line in needy[:SHOWN] for part in ("", _provider(line, listed, t))),
        t("And {n} more.", n=t.number(len(needy) - SHOWN)) if len(needy) > SHOWN else None,
    )
    sync = tuple(
        (Button(t.plain("Sync {provider}", provider=line.name), SyncProvider(provider=line.name)),)
        for line in needy[:SHOWN]
    )
    again = Button(t.plain("Refresh"), AtPage(page=Page.PROVIDERS))
    return Screen(text, (*sync, (again, panel_button(t))))


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
        (switch,),
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


def _is_well(line: ProviderLine, listed: ProviderList) -> bool:
    return line.state is None or line.state.may_send(listed.at)


def _provider(line: ProviderLine, listed: ProviderList, t: Translator) -> Html:
    state = line.state
    if state is None:
        return lines(t("<b>{name}</b>", name=line.name), t("Nothing is known yet. Sync it."))
    return lines(
        dotted(
            t(
                "{mark} <b>{name}</b>",
                mark="✅" if _is_well(line, listed) else "⚠️",
                name=line.name,
            ),
            _balance(line, state, t),
        ),
        _held(state, listed, t),
        dotted(
            t.plural("{n} service", "{n} services", n=state.services_count)
            if state.services_count
            else None,
            t("synced {when}", when=t.when(state.synced_at))
            if state.synced_at
            else t("never synced"),
        ),
        t("Failures of the last 20 calls: {n}", n=t.number(state.failures))
        if state.failures
        else None,
        t("Last trouble: {error}", error=code(state.last_error[:ERROR]))
        if state.last_error and (state.failures or not state.may_send(listed.at))
        else None,
    )


def _balance(line: ProviderLine, state: ProviderState, t: Translator) -> Html:
    if state.balance is None:
        return t("balance not read yet")
    amount = bold(f"{state.balance} {state.currency or line.currency}")
    if state.balance_at is None:
        return amount
    return t("{amount} at {when}", amount=amount, when=t.when(state.balance_at))


def _held(state: ProviderState, listed: ProviderList, t: Translator) -> Html | None:
    if state.paused_by is not None:
        return t("Paused by {actor}.", actor=code(state.paused_by))
    if state.may_send(listed.at) or state.held_until is None:
        return None
    why = HELD.get(state.held_why or "")
    return t(
        "Gets no orders until {when}: {why}.",
        when=t.when(state.held_until),
        why=t(why) if why else "–",
    )
