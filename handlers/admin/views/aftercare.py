"""What customers asked for after placing, and posts of subscriptions, as operators see them."""

from __future__ import annotations

from typing import Final

from domain.aftercare import Ask, AskKind, AskState
from domain.provider import Decline
from domain.subscriptions import Post
from handlers.kit.order_words import MARKS
from handlers.kit.phrases import dotted, spaced
from locales.html import Html, code
from locales.translator import N_, Translator
from services.operators.orders import StaffOrderCard

SHOWN: Final = 4
"""Requests and posts on a card: the latest; a message has its limit."""
DETAIL: Final = 60

_KINDS: Final = {AskKind.REFILL: N_("Refill"), AskKind.CANCEL: N_("Cancellation")}
_STATES: Final = {
    AskState.WAITING: N_("to be sent"),
    AskState.SENDING: N_("being sent"),
    AskState.CONFIRMING: N_("no clear answer, not sent again"),
    AskState.TAKEN: N_("taken"),
    AskState.IN_PROGRESS: N_("in progress"),
    AskState.DONE: N_("done"),
    AskState.DECLINED: N_("declined"),
}
_WHYS: Final = {
    Decline.NOT_OFFERED: N_("not offered"),
    Decline.TOO_EARLY: N_("too early"),
    Decline.TOO_LATE: N_("too late"),
    Decline.REJECTED: N_("rejected"),
    Decline.OTHER: N_("refused"),
    Decline.NO_ANSWER: N_("never answered"),
    Decline.NOT_REACHED: N_("not reached"),
}


def aftercare_lines(card: StaffOrderCard, t: Translator) -> list[Html]:
    """Requests with what the provider said of them, then posts; nothing where there are none."""
    asks = [_ask(ask, t) for ask in card.asks[-SHOWN:]]
    posts = [_post(post, t) for post in card.posts[-SHOWN:]]
    count = t("<b>Posts</b>: {n}", n=t.number(len(card.posts)))
    return [
        *([Html(""), t("<b>Asked for</b>"), *asks] if asks else []),
        *([Html(""), count, *posts] if posts else []),
    ]


def _ask(ask: Ask, t: Translator) -> Html:
    return dotted(
        t.when(ask.asked_at),
        t(_KINDS[ask.kind]),
        t(_STATES[ask.state]),
        t(_WHYS[ask.why]) if ask.why else None,
        code(ask.refill_id) if ask.refill_id else None,
        ask.detail[:DETAIL] if ask.detail else None,
    )


def _post(post: Post, t: Translator) -> Html:
    quantity = "?" if post.quantity is None else t.number(post.quantity)
    delivered = None if post.delivered is None else t.number(post.delivered)
    return dotted(
        spaced(MARKS[post.status], code(post.upstream_id)),
        quantity if delivered is None else f"{delivered}/{quantity}",
    )
