"""What an order's card says of refills, cancellations and posts, and the buttons that ask."""

from __future__ import annotations

from typing import Final

from domain.aftercare import Ask, AskState
from domain.orders import RUNNING, OrderStatus
from domain.provider import Decline
from domain.subscriptions import Plan, Post, Stage, stage_of
from handlers.kit.callbacks import OpenCancel, OpenPosts, OpenRefill
from handlers.kit.order_words import MARKS, NAMES
from handlers.kit.phrases import dotted, spaced
from handlers.kit.screen import Button, Row
from handlers.kit.spans import duration
from locales.html import Html, code, isolated, lines
from locales.translator import N_, Translator
from services.ordering.aftercare.care import Care

LATEST_POSTS: Final = 3
"""Posts on the card itself; the others have a screen of their own."""

_REFILL: Final = {
    AskState.WAITING: N_("Refill asked {when}. Usually it takes 24 to 48 hours."),
    AskState.SENDING: N_("Refill asked {when}. Usually it takes 24 to 48 hours."),
    AskState.TAKEN: N_("Refill asked {when}. Usually it takes 24 to 48 hours."),
    AskState.CONFIRMING: N_("Refill asked {when}. We are confirming that it was taken."),
    AskState.IN_PROGRESS: N_("Refill in progress, asked {when}."),
}
_CANCEL: Final = {
    AskState.WAITING: N_("Cancel asked {when}. Money returns only after the provider confirms."),
    AskState.SENDING: N_("Cancel asked {when}. Money returns only after the provider confirms."),
    AskState.TAKEN: N_("Cancel asked {when}. Money returns only after the provider confirms."),
    AskState.CONFIRMING: N_(
        "Cancel asked {when}. We are confirming that it was taken; no money moved yet."
    ),
}
_REFILL_NO: Final = {
    Decline.NOT_OFFERED: N_("The provider gives no refill for this order."),
    Decline.TOO_EARLY: N_("The provider says that it is too early. Try again later."),
    Decline.TOO_LATE: N_("The provider says that the guarantee is over."),
    Decline.REJECTED: N_("The provider looked at it and declined the refill."),
    Decline.OTHER: N_("The provider did not accept the request for a refill."),
    Decline.NO_ANSWER: N_(
        "The provider never answered the request for a refill. You can ask again."
    ),
    Decline.NOT_REACHED: N_(
        "The provider could not be reached for the refill. You can ask again."
    ),
}
_CANCEL_NO: Final = {
    Decline.NOT_OFFERED: N_("The provider does not cancel this order. The order continues."),
    Decline.NO_ANSWER: N_("The provider did not confirm the cancel. The order continues."),
    Decline.NOT_REACHED: N_("The provider could not be reached. The order continues."),
}
_TOO_LATE: Final = N_("Too late: delivery started. The order continues.")


def aftercare_lines(care: Care, t: Translator) -> Html | None:
    """How requests about this order stand; None where there are none."""
    parts = [*_subscription(care, t), _refill_line(care, t), _cancel_line(care, t)]
    told = [part for part in parts if part is not None]
    return lines("", *told) if told else None


def aftercare_rows(care: Care, t: Translator, back: str) -> tuple[Row, ...]:
    """What can be asked about this order now."""
    refill = Button(t.plain("Refill"), OpenRefill(id=care.order.id, back=back))
    posts = Button(
        t.plain("Posts: {n}", n=t.number(len(care.posts))), OpenPosts(id=care.order.id, back=back)
    )
    cancel = cancel_button(care, t, back)
    shown = (
        posts if care.plan is not None and care.posts else None,
        refill if care.has_refill else None,
        cancel,
    )
    return (tuple(button for button in shown if button is not None),)


def cancel_button(care: Care, t: Translator, back: str = "") -> Button | None:
    """Lead to canceling where that is possible; a subscription is stopped."""
    if not care.cancel_gate.is_open:
        return None
    label = t.plain("Cancel order") if care.plan is None else t.plain("Stop")
    return Button(label, OpenCancel(id=care.order.id, back=back))


def aftercare_facts(care: Care) -> tuple[object, ...]:
    """What of it stands on the card: while it stays the same, there is nothing to edit."""
    asks = tuple((ask.id, ask.state) for ask in care.asks)
    posts = tuple((post.id, post.status, post.quantity, post.remains) for post in care.posts)
    stage = care.order.upstream_status if care.plan is not None else None
    return (*asks, posts, stage, care.cancel_gate.is_open, care.has_refill)


def refill_declined(ask: Ask, t: Translator) -> Html:
    """Why a refill does not come."""
    return t(_REFILL_NO[ask.why or Decline.OTHER])


def cancel_declined(ask: Ask, t: Translator) -> Html:
    """Why an order goes on."""
    return t(_CANCEL_NO.get(ask.why or Decline.TOO_LATE, _TOO_LATE))


def plan_line(plan: Plan, t: Translator) -> Html:
    """What was agreed: for whom, how much for each post, how soon, until when."""
    span = (
        t.number(plan.most)
        if plan.least == plan.most
        else f"{t.number(plan.least)}–{t.number(plan.most)}"
    )
    return dotted(
        # As code: in bold it would become a mention of somebody in Telegram.
        isolated(code(f"@{plan.username.lstrip('@')}")),
        t("{span} per new post", span=isolated(span)),
        t("delay {time}", time=duration(plan.delay, t)) if plan.delay else None,
        t("until {day}", day=isolated(plan.until)) if plan.until else None,
    )


def post_line(number: int, post: Post, t: Translator) -> Html:
    """One post: how far its order is."""
    amount = None if post.quantity is None else t.number(post.quantity)
    if post.delivered is not None and post.delivered != post.quantity:
        of = amount or "?"
        amount = t("{delivered} of {units}", delivered=t.number(post.delivered), units=of)
    word = spaced(f"{number}.", MARKS[post.status], t(NAMES[post.status]))
    return dotted(word, amount)


def _subscription(care: Care, t: Translator) -> list[Html]:
    plan = care.plan
    if plan is None:
        return []
    used = t("Posts used: {n} of {posts}", n=t.number(len(care.posts)), posts=t.number(plan.posts))
    paused = stage_of(care.order.upstream_status) is Stage.PAUSED
    first = max(len(care.posts) - LATEST_POSTS, 0)
    listed = [
        post_line(first + number, post, t)
        for number, post in enumerate(care.posts[first:], start=1)
    ]
    pausing = [t("Paused by the provider.")] if paused and _runs(care) else []
    return [plan_line(plan, t), used, *pausing, *listed]


def _refill_line(care: Care, t: Translator) -> Html | None:
    ask = care.refill
    if ask is None:
        return None
    if ask.state is AskState.DONE:
        return t("Refilled {when}.", when=t.when(ask.ended_at or ask.asked_at))
    if ask.state is AskState.DECLINED:
        return refill_declined(ask, t)
    return t(_REFILL[ask.state], when=t.when(ask.asked_at))


def _cancel_line(care: Care, t: Translator) -> Html | None:
    ask = care.cancel
    if ask is None or not _runs(care) or ask.state is AskState.DONE:
        return None
    if ask.state is AskState.DECLINED:
        return cancel_declined(ask, t)
    return t(_CANCEL.get(ask.state, _CANCEL[AskState.TAKEN]), when=t.when(ask.asked_at))


def _runs(care: Care) -> bool:
    return care.order.status in RUNNING or care.order.status is OrderStatus.QUEUED
