"""The inbox: cases read, and decided by taps and typed numbers."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message

from domain.errors import DecisionError
from domain.ids import ReviewId, UpstreamId
from domain.reviews import Decision
from domain.text import clean_line
from handlers.admin.callbacks import Decide, InboxAt, OpenReview, Word
from handlers.admin.duty import Duty
from handlers.admin.orders import read_number
from handlers.admin.states import Deciding
from handlers.admin.views import cases
from handlers.admin.views.problems import problem_of
from handlers.kit.callbacks import INBOX, Go
from handlers.kit.taps import Exactly
from services.operators.cases import CaseCard

REVIEW = "review"
UPSTREAM = "upstream_id"
"""Keys of the chat's state: the case being decided, the number that was typed for it."""
MAX_UPSTREAM = 64


def register(router: Router) -> None:
    router.message.register(open_inbox, Command("inbox"))
    router.callback_query.register(open_inbox, Exactly(Go(to=INBOX)))
    router.callback_query.register(turn_inbox, InboxAt.filter())
    router.callback_query.register(open_case, OpenReview.filter())
    router.callback_query.register(begin_found, Decide.filter(F.word == Word.FOUND))
    router.callback_query.register(take_found, Decide.filter(F.word == Word.SURELY_FOUND))
    router.callback_query.register(begin_again, Decide.filter(F.word == Word.AGAIN))
    router.callback_query.register(begin_refund, Decide.filter(F.word == Word.REFUND))
    router.callback_query.register(refund, Decide.filter(F.word == Word.SURELY_REFUND))
    router.callback_query.register(wait, Decide.filter(F.word == Word.WAIT))
    router.callback_query.register(close, Decide.filter(F.word == Word.SEEN))
    typed = (F.text, ~F.text.startswith("/"))
    router.message.register(type_upstream_id, Deciding.upstream_id, *typed)
    router.message.register(type_order_number, Deciding.order_number, *typed)


async def open_inbox(_event: Message | CallbackQuery, duty: Duty) -> None:
    await _show_inbox(duty, 1)


async def turn_inbox(_event: CallbackQuery, callback_data: InboxAt, duty: Duty) -> None:
    await _show_inbox(duty, callback_data.page)


async def open_case(_event: CallbackQuery, callback_data: OpenReview, duty: Duty) -> None:
    card = await _case(duty, callback_data.id)
    await duty.show(cases.case_screen(card, duty.t))


async def begin_found(_event: CallbackQuery, callback_data: Decide, duty: Duty) -> None:
    card = await _case(duty, callback_data.id)
    await _await(duty, Deciding.upstream_id, card)
    await duty.show(cases.ask_upstream_id(card, duty.t))


async def type_upstream_id(message: Message, duty: Duty) -> None:
    """The provider is asked about the number; one that does not fit needs a second yes."""
    data = await duty.state.get_data()
    upstream_id = clean_line(message.text or "", MAX_UPSTREAM)
    await duty.state.update_data({UPSTREAM: upstream_id})
    try:
        await _decide(duty, data[REVIEW], Decision.FOUND, upstream_id=upstream_id)
    except DecisionError as refusal:
        card = await _case(duty, data[REVIEW])
        if card.review.decision is not None:
            raise
        problem = problem_of(refusal, duty.t)
        if refusal.problem == "other_order":
            await duty.show(cases.ask_certainty(card, problem, duty.t))
            return
        await _await(duty, Deciding.upstream_id, card)
        await duty.show(cases.ask_upstream_id(card, duty.t, problem))


async def take_found(_event: CallbackQuery, callback_data: Decide, duty: Duty) -> None:
    data = await duty.state.get_data()
    if data.get(REVIEW) != callback_data.id or not data.get(UPSTREAM):
        raise DecisionError("id_needed")
    await _decide(duty, callback_data.id, Decision.FOUND, upstream_id=data[UPSTREAM], certain=True)


async def begin_again(_event: CallbackQuery, callback_data: Decide, duty: Duty) -> None:
    card = await _unlocked(duty, callback_data.id)
    await _await(duty, Deciding.order_number, card)
    await duty.show(cases.ask_order_number(card, duty.t))


async def type_order_number(message: Message, duty: Duty) -> None:
    review = (await duty.state.get_data())[REVIEW]
    card = await _case(duty, review)
    if read_number(message.text or "") != card.order.id:
        await _await(duty, Deciding.order_number, card)
        problem = problem_of(DecisionError("wrong_number"), duty.t)
        await duty.show(cases.ask_order_number(card, duty.t, problem))
        return
    await _decide(duty, review, Decision.SEND_AGAIN)


async def begin_refund(_event: CallbackQuery, callback_data: Decide, duty: Duty) -> None:
    card = await _unlocked(duty, callback_data.id)
    await duty.show(cases.ask_refund(card, duty.t))


async def refund(_event: CallbackQuery, callback_data: Decide, duty: Duty) -> None:
    await _decide(duty, callback_data.id, Decision.REFUND)


async def wait(_event: CallbackQuery, callback_data: Decide, duty: Duty) -> None:
    """Nothing is decided; the case stays, and its next reminder is passed over."""
    await duty.services.decide_case(
        actor_id=duty.actor_id, review_id=ReviewId(callback_data.id), decision=Decision.SEEN
    )
    await _show_inbox(duty, 1, duty.t.plain("It stays in the inbox."))


async def close(_event: CallbackQuery, callback_data: Decide, duty: Duty) -> None:
    await _decide(duty, callback_data.id, Decision.SEEN)


async def _decide(
    duty: Duty,
    review_id: int,
    decision: Decision,
    *,
    upstream_id: str | None = None,
    certain: bool = False,
) -> None:
    order = await duty.services.decide_case(
        actor_id=duty.actor_id,
        review_id=ReviewId(review_id),
        decision=decision,
        upstream_id=UpstreamId(upstream_id) if upstream_id else None,
        certain=certain,
    )
    await duty.show(cases.decided_screen(order, decision, duty.t))


async def _unlocked(duty: Duty, review_id: int) -> CaseCard:
    """A case of which "not there" may be said by now.

    Raises:
        DecisionError: `locked`, or `decided`.
    """
    card = await _case(duty, review_id)
    if card.review.decision is not None:
        raise DecisionError("decided")
    if card.locked_s:
        raise DecisionError("locked", seconds=card.locked_s)
    return card


async def _await(duty: Duty, state: State, card: CaseCard) -> None:
    await duty.state.set_state(state)
    await duty.state.update_data({REVIEW: card.review.id})


async def _case(duty: Duty, review_id: int) -> CaseCard:
    return await duty.services.read_case(actor_id=duty.actor_id, review_id=ReviewId(review_id))


async def _show_inbox(duty: Duty, page: int, toast: str | None = None) -> None:
    inbox = await duty.services.read_inbox(actor_id=duty.actor_id, page=page)
    await duty.show(cases.inbox_screen(inbox, duty.t), toast)
