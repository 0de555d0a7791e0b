"""A customer, their ledger, and the cards before blocking and unblocking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.accounts import Entry, TransferKind
from domain.operators import Act
from handlers.admin.callbacks import HistoryAt, OpenCustomer, StaffOrders
from handlers.admin.views.api import api_lines, api_row
from handlers.admin.views.journal import by_whom, journal_lines, short
from handlers.admin.views.money import confirm_rows
from handlers.admin.views.words import customer_line, panel_button, reference
from handlers.kit.phrases import dotted, reason_words
from handlers.kit.rows import pager_row
from handlers.kit.screen import Button, Screen
from locales.html import Html, bold, code, isolated, lines
from locales.languages import language_of
from locales.translator import N_, Translator
from services.operators.access import AccessCard
from services.operators.customers import CustomerCard, LedgerPage

KINDS: Final[Mapping[TransferKind, str]] = {
    TransferKind.TOPUP: N_("top-up"),
    TransferKind.DEBIT: N_("debit"),
    TransferKind.HOLD: N_("hold"),
    TransferKind.CAPTURE: N_("capture"),
    TransferKind.RELEASE: N_("release"),
    TransferKind.REFUND: N_("refund"),
    TransferKind.REVERSAL: N_("undo of {reference}"),
}


def customer_card(card: CustomerCard, t: Translator) -> Screen:
    """Who somebody is, what they have, what they ordered."""
    user, wallet = card.customer, card.wallet
    text = lines(
        customer_line(user),
        t("Blocked: {reason}", reason=user.blocked_reason) if user.blocked_reason else None,
        t("They have stopped the bot.") if user.unreachable else None,
        "",
        t("Balance: {amount}", amount=bold(t.exact(wallet.available))),
        t("On hold: {amount}", amount=bold(t.exact(wallet.held))) if wallet.held else None,
        t("Spent: {amount}", amount=t.exact(card.spent)),
        t(
            "Orders: {n}, active: {active}",
            n=t.number(card.all_orders),
            active=t.number(card.active_orders),
        ),
        t(
            "Here since {date} · {language}",
            date=t.date(user.created_at),
            language=language_of(user.language).name,
        ),
        *api_lines(card.api, t),
        *journal_lines(card.journal, t),
    )
    rows = (
        (
            Button(t.plain("Ledger"), HistoryAt(id=user.id)),
            Button(t.plain("Orders"), StaffOrders(user=user.id)),
        ),
        api_row(card.api, user.id, t),
        (Button(t.plain("Copy ID"), copy=str(user.id)), panel_button(t)),
    )
    return Screen(text, rows)


def ledger_screen(page: LedgerPage, t: Translator) -> Screen:
    """Ten ledger lines, with who did what by hand, and the balance after each."""
    statement, user = page.statement, page.customer
    listed = [_entry(entry, t) for entry in statement.entries]
    text = lines(
        t("<b>Ledger</b>"),
        customer_line(user),
        t("Balance: {amount}", amount=bold(t.exact(statement.balance))),
        "",
        *(listed or [t("No movements yet.")]),
    )
    pager = pager_row(
        t,
        page=statement.page,
        pages=statement.pages,
        to=lambda to: HistoryAt(id=user.id, page=to),
    )
    back = Button(t.plain("Customer"), OpenCustomer(id=user.id))
    return Screen(text, (pager, (back, panel_button(t))))


def access_card(card: AccessCard, t: Translator) -> Screen:
    """Who is to be blocked or let in again, and what follows."""
    blocking = card.act is Act.BLOCK
    text = lines(
        t("<b>Block</b>") if blocking else t("<b>Unblock</b>"),
        customer_line(card.customer),
        t("They will read: {reason}", reason=bold(card.reason))
        if blocking
        else t("They are blocked for: {reason}", reason=card.reason),
        t("Active orders that go on: {n}", n=t.number(card.active_orders))
        if card.active_orders
        else None,
        "",
        t("Valid for 5 minutes."),
    )
    what = t.plain("block") if blocking else t.plain("unblock")
    return Screen(text, confirm_rows(card.nonce, t, what))


def _entry(entry: Entry, t: Translator) -> Html:
    transfer = entry.transfer
    undone = "" if transfer.reverses is None else reference(transfer.reverses)
    order = None if transfer.order_id is None else f"#{transfer.order_id}"
    said = short(transfer.reason)
    why = None if said is None else reason_words(said, t)
    return lines(
        dotted(
            code(reference(transfer.id)),
            t(KINDS[transfer.kind], reference=undone),
            order,
            isolated(bold(t.change(entry.change))),
            t("balance {amount}", amount=t.exact(entry.balance)),
        ),
        dotted(t.when(transfer.created_at), by_whom(transfer.actor_id, t), why),
    )
