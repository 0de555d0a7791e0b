"""Confirm cards about wallets, and what was done."""

from __future__ import annotations

from domain.operators import Act
from handlers.admin.callbacks import Confirm, OpenCustomer, UndoTransfer, Withdraw
from handlers.admin.views.words import customer_line, panel_button, panel_row, reference
from handlers.kit.rows import home_button
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import bold, isolated, lines
from locales.translator import Translator
from services.operators.confirm import Done
from services.operators.money import MoneyCard
from services.operators.undo import UndoCard


def money_card(card: MoneyCard, t: Translator) -> Screen:
    """Who, how much, before and after, why."""
    added = card.act is Act.TOPUP
    change = t.change(card.amount if added else -card.amount)
    text = lines(
        t("<b>Top up</b>") if added else t("<b>Take money</b>"),
        customer_line(card.customer),
        t(
            "{change} · balance {before} → {after}",
            change=bold(isolated(change)),
            before=t.exact(card.before),
            after=bold(t.exact(card.after)),
        ),
        t("Reason: {reason}", reason=card.reason),
        t("You moved {amount} this way today.", amount=t.exact(card.today))
        if card.today
        else None,
        _unreachable(card, t),
        "",
        t("Valid for 5 minutes."),
    )
    return Screen(text, confirm_rows(card.nonce, t, change))


def undo_card(card: UndoCard, t: Translator) -> Screen:
    """What will be undone, all of it or what is left."""
    change = t.change(-card.amount if card.takes else card.amount)
    text = lines(
        t("<b>Undo {reference}</b>", reference=reference(card.transfer.id)),
        customer_line(card.customer),
        t(
            "It was: {change} · {when}",
            change=isolated(
                t.change(card.transfer.amount if card.takes else -card.transfer.amount)
            ),
            when=t.when(card.transfer.created_at),
        ),
        t("Reason then: {reason}", reason=card.transfer.reason) if card.transfer.reason else None,
        None
        if card.is_whole
        else t(
            "Only {left} is left. Take that much, or leave it.", left=bold(t.exact(card.amount))
        ),
        t(
            "{change} · balance {before} → {after}",
            change=bold(isolated(change)),
            before=t.exact(card.before),
            after=bold(t.exact(card.after)),
        ),
        "",
        t("Valid for 5 minutes."),
    )
    return Screen(text, confirm_rows(card.nonce, t, change))


def confirm_rows(nonce: str, t: Translator, what: str = "") -> tuple[Row, ...]:
    """The button that does it and says what, as wide as a phone, and the one that does not."""
    label = t.plain("Confirm {what}", what=what) if what else t.plain("Confirm")
    return (
        (Button(label, Confirm(nonce=nonce), style=Style.SUCCESS),),
        (Button(t.plain("Cancel"), Withdraw(nonce=nonce)),),
    )


def moved_screen(done: Done, t: Translator) -> Screen:
    """Money moved: the reference, and the way to take it back."""
    assert done.transfer_id is not None  # noqa: S101 - of acts that move money
    text = lines(
        t("Done, {reference}.", reference=bold(reference(done.transfer_id))),
        customer_line(done.customer) if done.customer else None,
        t(
            "{change} · balance {balance}",
            change=isolated(t.change(done.amount if done.added else -done.amount)),
            balance=t.exact(done.balance),
        ),
        t("It was done with the first tap; this one changed nothing.") if done.again else None,
    )
    undo = Button(t.plain("Undo"), UndoTransfer(id=done.transfer_id))
    undoable = (undo,) if done.act in {Act.TOPUP, Act.DEBIT} else ()
    customer = (
        (Button(t.plain("Customer"), OpenCustomer(id=done.customer.id)),) if done.customer else ()
    )
    return Screen(text, ((*undoable, *customer), panel_row(t)))


def withdrawn_screen(t: Translator, *, withdrawn: bool) -> Screen:
    """A card was put away, or could not be any more."""
    if withdrawn:
        return Screen(t("Canceled. Nothing was changed."), (panel_row(t),))
    return Screen(
        t("This card was carried out before, or ran out: there was nothing to cancel."),
        ((panel_button(t), home_button(t)),),
    )


def _unreachable(card: MoneyCard, t: Translator) -> str | None:
    if card.customer.unreachable:
        return t("They have stopped the bot: they will see it when they come back.")
    return None
