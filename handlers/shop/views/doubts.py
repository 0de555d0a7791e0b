"""What is asked before an order is paid: another one on the link, the same again, a large sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.consent import Consent
from handlers.kit.callbacks import OpenOrder, PayQuote, ResumeDraft
from handlers.kit.rows import back_row
from handlers.kit.screen import Button, Row, Screen, Style
from locales.html import Html, lines

if TYPE_CHECKING:
    from domain.consent import Doubts
    from domain.ids import OrderId
    from locales.translator import Translator


def doubts_screen(doubts: Doubts, t: Translator) -> Screen:
    """Ask one thing at a time; each answer carries those that were given before."""
    back = back_row(t, ResumeDraft())
    twin = None if doubts.twin is None else _twin_text(doubts, doubts.twin, t)
    if doubts.busy is not None:
        text = lines(twin, _busy_text(doubts, doubts.busy, t), "", _nothing_yet(t))
        return Screen(text, (*_busy_rows(doubts, doubts.busy, t), back))
    if doubts.twin is not None:
        again = _answer(doubts, t.plain("Place a second one"), Consent.AGAIN)
        view = Button(t.plain("View order"), OpenOrder(id=doubts.twin))
        return Screen(lines(twin, "", _nothing_yet(t)), ((again,), (view,), back))
    return _large_screen(doubts, t, back)


def _large_screen(doubts: Doubts, t: Translator, back: Row) -> Screen:
    amount = t.exact(doubts.charge)
    text = lines(
        t("This is much more than you usually order: <b>{amount}</b>.", amount=amount),
        t("Is it right? Then tap the amount again."),
        "",
        _nothing_yet(t),
    )
    pay = PayQuote(quote=doubts.quote_id, said=_said(doubts, Consent.LARGE))
    button = Button(t.plain("Pay {amount}", amount=amount), pay, style=Style.SUCCESS)
    return Screen(text, ((button,), back))


def _busy_text(doubts: Doubts, busy: OrderId, t: Translator) -> Html:
    if doubts.twin == busy:
        return t("It still runs. Two at once usually mix counts and void the refill.")
    return t(
        "Order #{id} is already running on this link. "
        "Two at once usually mix counts and void the refill.",
        id=busy,
    )


def _busy_rows(doubts: Doubts, busy: OrderId, t: Translator) -> tuple[Row, ...]:
    twin = () if doubts.twin is None else (Consent.AGAIN,)
    after = t.plain("Start after #{id} ends", id=busy)
    return (
        (_answer(doubts, after, Consent.AFTER, *twin),),
        (_answer(doubts, t.plain("Order now anyway"), Consent.NOW, *twin, style=None),),
    )


def _twin_text(doubts: Doubts, twin: OrderId, t: Translator) -> Html:
    if not doubts.twin_minutes:
        return t("You placed this a moment ago as #{id}. Place a second one?", id=twin)
    return t.plural(
        "You placed this {n} minute ago as #{id}. Place a second one?",
        "You placed this {n} minutes ago as #{id}. Place a second one?",
        n=doubts.twin_minutes,
        id=twin,
    )


def _nothing_yet(t: Translator) -> Html:
    return t("Nothing was charged yet.")


def _answer(
    doubts: Doubts, label: str, *consents: Consent, style: Style | None = Style.PRIMARY
) -> Button:
    return Button(
        label, PayQuote(quote=doubts.quote_id, said=_said(doubts, *consents)), style=style
    )


def _said(doubts: Doubts, *consents: Consent) -> str:
    return "".join(sorted({*doubts.said, *consents}))
