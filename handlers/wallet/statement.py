"""The wallet's statement line by line, and what each line came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.accounts import Cause, Entry, Statement, Transfer, TransferKind
from domain.history import LineFilter
from domain.money import Money
from handlers.kit.callbacks import WALLET, AskAbout, Go, OpenOrder, StatementAt
from handlers.kit.order_card import FROM_WALLET, page_behind
from handlers.kit.phrases import dotted, reason_words
from handlers.kit.rows import back_row, pager_row
from handlers.kit.screen import Button, Row, Screen
from handlers.wallet.callbacks import ExportStatement, OpenLine
from locales.html import Html, bold, isolated, lines
from locales.translator import N_, Translator

KEYS_PER_ROW: Final = 5
NAMES: Final[Mapping[LineFilter, str]] = {
    LineFilter.ALL: N_("All"),
    LineFilter.IN: N_("In"),
    LineFilter.OUT: N_("Out"),
    LineFilter.RETURNED: N_("Returned"),
}
FILTERS: Final = ((LineFilter.ALL, LineFilter.IN), (LineFilter.OUT, LineFilter.RETURNED))
MEANINGS: Final[Mapping[TransferKind, str]] = {
    TransferKind.TOPUP: N_("Top-up"),
    TransferKind.DEBIT: N_("Taken by the shop"),
    TransferKind.HOLD: N_("Order #{id}"),
    TransferKind.CAPTURE: N_("Order #{id}"),
    TransferKind.RELEASE: N_("Returned, #{id} did not run"),
    TransferKind.REFUND: N_("Returned, order #{id}"),
}


def statement_screen(statement: Statement, t: Translator) -> Screen:
    """Ten lines with the balance after each, and proof that nothing is missing."""
    listed = [
        part
        for number, entry in enumerate(statement.entries, start=1)
        for part in ("", _line(number, entry, t))
    ]
    proof = _proof(statement, t)
    text = lines(
        dotted(t("<b>Statement</b>"), t(NAMES[statement.which])),
        t("Balance: <b>{amount}</b>", amount=isolated(t.money(statement.balance))),
        *(listed or ("", t("No movements here."))),
        *(() if proof is None else ("", proof)),
    )
    return Screen(text, _rows(statement, t))


def _proof(statement: Statement, t: Translator) -> Html | None:
    """That nothing is missing, and the balance to its last digit where others round it down.

    Said below all lines only: those of a filter add up to something else.
    """
    if not statement.adds_up:
        return t("We are checking this statement, and tell you what we find.")
    if statement.which is not LineFilter.ALL:
        return None
    exact = t.exact(statement.balance)
    if exact == t.money(statement.balance):
        return t("All lines add up to your balance.")
    return t("All lines add up to your balance: exactly {amount}.", amount=isolated(exact))


def cause_screen(cause: Cause, t: Translator, *, back: str) -> Screen:
    """What a line came from, who said why, what it undid or was undone by."""
    line = cause.transfer
    text = lines(
        bold(isolated(t.change(cause.change))),
        meaning_of(line, cause.change, t),
        t.when(line.created_at),
        t("Reason: {reason}", reason=reason_words(line.reason, t)) if line.reason else None,
        "",
        _undid(cause, t),
        _undone(cause, t),
    )
    others = tuple(
        Button(label, OpenLine(id=other.id, back=back))
        for label, other in (
            (t.plain("What was undone"), cause.undid),
            (t.plain("What undid it"), cause.undone_by),
        )
        if other is not None
    )
    orders: Row = ()
    if line.order_id is not None:
        orders = (
            Button(t.plain("View order"), OpenOrder(id=line.order_id, back=FROM_WALLET + back)),
            Button(t.plain("Help"), AskAbout(id=line.order_id)),
        )
    return Screen(text, (others, orders, back_row(t, page_behind(FROM_WALLET + back))))


def meaning_of(line: Transfer, change: Money, t: Translator) -> Html:
    """What a line was, in words; it names its order where it has one."""
    if line.kind is TransferKind.REVERSAL:
        undone = change.micros < 0
        return t("Top-up undone by the shop") if undone else t("Given back by the shop")
    return t(MEANINGS[line.kind], id=line.order_id)


def filter_of(letter: str) -> LineFilter:
    """The filter of a button; all lines for a letter that means nothing."""
    return next((which for which in LineFilter if which.value == letter), LineFilter.ALL)


def _line(number: int, entry: Entry, t: Translator) -> Html:
    line = entry.transfer
    return lines(
        dotted(
            Html(f"{number}. {bold(isolated(t.change(entry.change)))}"),
            meaning_of(line, entry.change, t),
        ),
        t(
            "{when} · balance {amount}",
            when=t.when(line.created_at),
            amount=isolated(t.exact(entry.balance)),
        ),
    )


def _undid(cause: Cause, t: Translator) -> Html | None:
    """A reversal names what it took back."""
    if cause.undid is None:
        return None
    return t(
        "It undid: {what}, {amount}, {when}",
        what=meaning_of(cause.undid, -cause.change, t),
        amount=isolated(t.change(-cause.change)),
        when=t.when(cause.undid.created_at),
    )


def _undone(cause: Cause, t: Translator) -> Html | None:
    if cause.undone_by is None:
        return None
    return t("It was undone: {when}", when=t.when(cause.undone_by.created_at))


def _rows(statement: Statement, t: Translator) -> tuple[Row, ...]:
    which, page = statement.which.value, statement.page
    here = f"{which}{page}"
    keys = [
        _key(number, entry, here, t) for number, entry in enumerate(statement.entries, start=1)
    ]
    turn = pager_row(
        t, page=page, pages=statement.pages, to=lambda to: StatementAt(which=which, page=to)
    )
    export = (Button(t.plain("Export CSV"), ExportStatement(which=which, page=page)),)
    return (
        *(tuple(_filter(one, statement.which, t) for one in row) for row in FILTERS),
        tuple(keys[:KEYS_PER_ROW]),
        tuple(keys[KEYS_PER_ROW:]),
        turn,
        export,
        back_row(t, Go(to=WALLET)),
    )


def _filter(which: LineFilter, shown: LineFilter, t: Translator) -> Button:
    name = t.plain(NAMES[which])
    label = f"• {name}" if which is shown else name
    return Button(label, StatementAt(which=which.value))


def _key(number: int, entry: Entry, here: str, t: Translator) -> Button:
    """Lead to what the line came from: its order, or what the shop's people did."""
    order_id = entry.transfer.order_id
    if order_id is None:
        return Button(t.number(number), OpenLine(id=entry.transfer.id, back=here))
    return Button(t.number(number), OpenOrder(id=order_id, back=FROM_WALLET + here))
