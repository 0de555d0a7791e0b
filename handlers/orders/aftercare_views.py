"""Screens of refill, cancel and stop, each reason why not, and the posts of a subscription."""

from __future__ import annotations

from typing import Final

from domain.aftercare import Closed, Gate
from domain.orders import OrderStatus
from handlers.kit.aftercare import plan_line, post_line
from handlers.kit.callbacks import SUPPORT, WALLET, Go, OpenOrder, OpenPosts, OrderAgain
from handlers.kit.rows import back_row, home_row, pager_row
from handlers.kit.screen import Button, Row, Screen, Style
from handlers.orders.callbacks import AskCancel, AskRefill
from locales.html import Html, lines
from locales.translator import N_, Translator
from services.ordering.aftercare.care import Care
from services.ordering.aftercare.refill import RefillView

POSTS: Final = 10

_NO_REFILL: Final = {
    Closed.RUNNING: N_("A refill can be asked once the order is completed."),
    Closed.ENDED_SHORT: N_("Canceled or partial orders have no refill."),
    Closed.NOT_OFFERED: N_("No refill on this service."),
    Closed.BY_HAND: N_(
        "Refills of this service are arranged by the shop. Please write to support."
    ),
    Closed.GUARANTEE_ENDED: N_("Guarantee ended {day}."),
    Closed.TOO_EARLY: N_("A refill of this order is available from {when}."),
    Closed.ASKED: N_("Refill asked {when}. Usually it takes 24 to 48 hours. We will tell you."),
    Closed.ASKED_LATELY: N_("A refill was asked already. You can ask again {when}."),
}
_NO_CANCEL: Final = {
    Closed.BEING_SENT: N_("This order is being sent right now. Please try again in a minute."),
    Closed.CONFIRMING: N_(
        "We are confirming this order. Your money is safe, but it cannot be canceled now."
    ),
    Closed.ENDED: N_("This order has ended already."),
    Closed.NOT_OFFERED: N_("This service cannot be canceled once it was accepted."),
    Closed.ASKED: N_("Cancel asked {when}. Money returns only after the provider confirms."),
}


def refill_screen(view: RefillView, t: Translator, back: str) -> Screen:
    """Offer to ask, or say why it cannot be asked now and from when."""
    order, gate = view.care.order, view.gate
    if not gate.is_open:
        support = gate.closed is Closed.BY_HAND
        rows = ((Button(t.plain("Support"), Go(to=SUPPORT)),),) if support else ()
        return Screen(
            lines(t("<b>Refill of #{id}</b>", id=order.id), _reason(_NO_REFILL, gate, t)),
            (*rows, _back(view.care, t, back)),
        )
    text = lines(
        t("<b>Refill of #{id}</b>", id=order.id),
        t("Dropped? We can ask the provider for a free refill."),
        _started(view.care, t),
        t("Guarantee until {day}.", day=t.date(gate.at)) if gate.at else None,
    )
    ask = Button(t.plain("Ask for refill"), AskRefill(id=order.id, back=back), style=Style.PRIMARY)
    return Screen(text, ((ask,), _back(view.care, t, back)))


def refill_asked(view: RefillView, t: Translator, back: str) -> Screen:
    """It was asked just now."""
    text = t("Refill of #{id} asked. Usually 24–48 h. We will tell you.", id=view.care.order.id)
    return Screen(text, (_back(view.care, t, back),))


def cancel_screen(care: Care, t: Translator, back: str) -> Screen:
    """Ask whether to cancel or stop, or say why that is not possible."""
    order, gate = care.order, care.cancel_gate
    if not gate.is_open:
        text = lines(t("<b>Cancel #{id}</b>", id=order.id), _reason(_NO_CANCEL, gate, t))
        return Screen(text, (_back(care, t, back),))
    text, label = _question(care, t)
    yes = Button(label, AskCancel(id=order.id, back=back), style=Style.DANGER)
    keep = Button(t.plain("Keep it"), OpenOrder(id=order.id, back=back))
    return Screen(text, ((yes, keep), home_row(t)))


def cancel_asked(care: Care, t: Translator, back: str) -> Screen:
    """The provider is asked; nothing has happened yet."""
    text = lines(
        t("Asked about #{id}. Money returns only after the provider confirms.", id=care.order.id),
        t("The posts that were ordered already go on to their end.") if care.plan else None,
    )
    return Screen(text, (_back(care, t, back),))


def order_released(care: Care, t: Translator, back: str) -> Screen:
    """It never left the shop, and all of its money is back."""
    order = care.order
    text = t(
        "↩️ #{id} is canceled. <b>{amount} is back</b> in your wallet.",
        id=order.id,
        amount=t.exact(order.released),
    )
    again = Button(t.plain("Order again"), OrderAgain(id=order.id))
    wallet = Button(t.plain("Wallet"), Go(to=WALLET))
    return Screen(text, ((again, wallet), _back(care, t, back)))


def post_list(care: Care, t: Translator, *, page: int, back: str) -> Screen:
    """What a subscription made so far, the newest first."""
    order, plan = care.order, care.plan
    pages = max(1, -(-len(care.posts) // POSTS))
    page = min(max(page, 1), pages)
    numbered = list(enumerate(care.posts, start=1))[::-1]
    shown = numbered[(page - 1) * POSTS : page * POSTS]
    text = lines(
        t("<b>Posts of #{id}</b>", id=order.id),
        plan_line(plan, t) if plan else None,
        "",
        *([post_line(number, post, t) for number, post in shown] or [t("No posts yet.")]),
    )

    def turn(to: int) -> OpenPosts:
        return OpenPosts(id=order.id, page=to, back=back)

    return Screen(text, (pager_row(t, page=page, pages=pages, to=turn), _back(care, t, back)))


def _question(care: Care, t: Translator) -> tuple[Html, str]:
    order = care.order
    if order.status is OrderStatus.QUEUED:
        text = t(
            "Cancel #{id}? It was not sent yet: {amount} returns to your wallet at once.",
            id=order.id,
            amount=t.exact(order.held),
        )
        return text, t.plain("Cancel order")
    if care.plan is not None:
        text = t(
            "Stop #{id}? We ask the provider to order nothing for further posts. What was not "
            "used returns to your wallet when it confirms and the last posts are done.",
            id=order.id,
        )
        return text, t.plain("Ask to stop")
    text = t(
        "Ask to cancel #{id}? We ask the provider. If they stop it, the undelivered part returns "
        "to your wallet. It may already be too late.",
        id=order.id,
    )
    return text, t.plain("Ask to cancel")


def _started(care: Care, t: Translator) -> Html | None:
    order = care.order
    if not order.start_count:
        return None
    return t(
        "Started at {start} + {units}.",
        start=t.number(order.start_count),
        units=t.number(order.request.units),
    )


def _reason(sentences: dict[Closed, str], gate: Gate, t: Translator) -> Html:
    sentence = sentences[gate.closed or Closed.ENDED]
    if gate.at is None:
        return t(sentence)
    return t(sentence, when=t.when(gate.at), day=t.date(gate.at))


def _back(care: Care, t: Translator, back: str) -> Row:
    return back_row(t, OpenOrder(id=care.order.id, back=back))
