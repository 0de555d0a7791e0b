"""Refills: asked once by the rules, sent once, followed to the end, told once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.aftercare import AskState, Closed
from domain.errors import NotFoundError
from domain.ids import UpstreamId, UserId
from domain.provider import (
    Decline,
    Declined,
    NotSent,
    ProviderError,
    RefillStatus,
    Refusal,
    Refused,
    StatusRefused,
    Taken,
    Throttled,
    Unconfirmed,
    UpstreamRefill,
)
from services.ordering.aftercare.refill import AskRefill
from services.ordering.aftercare.send import SendAsks
from tests.service.aftercare.afterwards import DAY, Afterwards
from tests.service.ordering.scene import Scene


def says(word: str) -> UpstreamRefill:
    return UpstreamRefill(word, RefillStatus(word))


async def test_a_refill_is_asked_once_done_and_told_once(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)

    assert (await after.refill(order)).asked
    await after.send()
    assert after.scene.client.asks == [("refill", order.upstream_id)]
    assert (await after.ask(order)).refill_id == "701"
    after.scene.client.refills[UpstreamId("701")] = says("in_progress")
    await after.look_at_refills()
    assert (await after.ask(order)).state is AskState.IN_PROGRESS
    after.scene.client.refills[UpstreamId("701")] = says("completed")
    await after.look_at_refills()
    await after.look_at_refills()

    ask = await after.ask(order)
    assert (ask.state, ask.is_open) == (AskState.DONE, False)
    told = await after.scene.notices()
    assert told[-1] == ("refill_ended", {"order_id": order.id, "ask_id": ask.id})
    assert [kind for kind, _ in told].count("refill_ended") == 1
    assert after.scene.client.looks == 2
    assert await after.send() == 0


async def test_a_rejected_refill_says_so_and_may_be_asked_again_a_day_later(
    after: Afterwards,
) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)
    await after.send()
    after.scene.client.refills[UpstreamId("701")] = says("rejected")
    await after.look_at_refills()

    ask = await after.ask(order)
    assert (ask.state, ask.why) == (AskState.DECLINED, Decline.REJECTED)
    gate = (await after.look(order)).gate
    assert (gate.closed, gate.at) == (Closed.ASKED_LATELY, ask.asked_at + DAY)
    after.scene.clock.advance(hours=24)
    assert (await after.refill(order)).asked


@pytest.mark.parametrize("wait_h", [0, 23])
async def test_a_refill_waits_a_day_from_the_end(after: Afterwards, wait_h: int) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=wait_h)

    view = await after.refill(order)

    assert order.finished_at is not None
    assert (view.gate.closed, view.gate.at) == (Closed.TOO_EARLY, order.finished_at + DAY)
    assert (await after.care(order)).asks == ()


async def test_the_guarantee_has_an_end(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(days=30)

    gate = (await after.refill(order)).gate

    assert order.finished_at is not None
    until = order.finished_at + timedelta(days=30)
    assert (gate.closed, gate.at) == (Closed.GUARANTEE_ENDED, until)


async def test_a_service_without_refill_says_so(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(days=2)

    await after.offers(refill=False, refill_days=30)
    assert (await after.look(order)).gate.closed is Closed.BY_HAND
    await after.offers(refill=False, refill_days=None)
    assert (await after.look(order)).gate.closed is Closed.NOT_OFFERED


@pytest.mark.parametrize("word", ["partial", "canceled"])
async def test_an_order_that_ended_short_has_no_refill(after: Afterwards, word: str) -> None:
    await after.offers(refill=True, refill_days=30)
    order = await after.scene.answer(await after.scene.running(), word, remains=400)
    after.scene.clock.advance(days=2)

    assert (await after.refill(order)).gate.closed is Closed.ENDED_SHORT


async def test_a_running_order_has_none_yet(after: Afterwards) -> None:
    order = await after.scene.running()

    assert (await after.refill(order)).gate.closed is Closed.RUNNING


async def test_somebody_elses_order_cannot_be_found(after: Afterwards) -> None:
    order = await after.completed()
    ask = AskRefill(after.scene.database, after.scene.clock, DAY)

    with pytest.raises(NotFoundError):
        await ask(user_id=UserId(7), order_id=order.id)


async def test_two_taps_at_once_are_one_request(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)

    views = await asyncio.gather(*(after.refill(order) for _ in range(5)))
    await asyncio.gather(*(after.send() for _ in range(3)))

    assert sum(view.asked for view in views) == 1
    assert {view.gate.closed for view in views} == {Closed.ASKED}
    assert len(after.scene.client.asks) == 1


async def test_many_workers_send_each_request_once(after: Afterwards) -> None:
    orders = [await after.completed() for _ in range(4)]
    after.scene.clock.advance(hours=24)
    for order in orders:
        await after.refill(order)

    await asyncio.gather(*(after.send() for _ in range(4)))

    assert sorted(number for _, number in after.scene.client.asks) == sorted(
        str(order.upstream_id) for order in orders
    )


@pytest.mark.parametrize(
    ("outcome", "pause_s"),
    [
        (NotSent("refused"), 2),
        (Throttled(30), 30),
        (Refused(Refusal.AUTH, "Invalid API key"), 600),
    ],
)
async def test_what_surely_was_not_taken_is_asked_again_later(
    after: Afterwards, outcome: NotSent | Throttled | Refused, pause_s: float
) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)
    after.scene.client.ask_script.append(outcome)

    await after.send()
    assert (await after.ask(order)).state is AskState.WAITING
    await after.send()
    assert len(after.scene.client.asks) == 1, "not before its time"
    after.scene.clock.advance(seconds=pause_s)
    await after.send()

    assert (await after.ask(order)).state is AskState.TAKEN


async def test_a_provider_that_cannot_be_reached_for_hours_ends_the_request(
    after: Afterwards,
) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)
    after.scene.clock.advance(hours=7)
    after.scene.client.ask_script.append(NotSent("refused"))

    await after.send()

    ask = await after.ask(order)
    assert (ask.state, ask.why) == (AskState.DECLINED, Decline.NOT_REACHED)
    assert (await after.scene.kinds())[-1] == "refill_ended"
    assert (await after.look(order)).gate.is_open, "nobody was asked"


async def test_an_explicit_no_is_told_with_its_reason(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)
    no = Declined(Decline.TOO_LATE, "Refill days are over")
    after.scene.client.ask_script.append(no)

    await after.send()

    ask = await after.ask(order)
    assert (ask.state, ask.why, ask.detail) == (AskState.DECLINED, Decline.TOO_LATE, no.text)
    assert (await after.scene.kinds())[-1] == "refill_ended"


async def assert_in_doubt(after: Afterwards, scene: Scene, sent: int) -> None:
    for _ in range(5):
        await after.send()
        scene.clock.advance(hours=12)
    assert len(scene.client.asks) == sent, "never sent again"


async def test_an_unknown_outcome_stays_in_doubt_and_is_never_sent_again(
    after: Afterwards,
) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)
    after.scene.client.ask_script.append(Unconfirmed("timeout"))

    await assert_in_doubt(after, after.scene, sent=1)
    assert (await after.ask(order)).state is AskState.CONFIRMING
    after.scene.clock.advance(hours=24)
    await after.send()

    ask = await after.ask(order)
    assert (ask.state, ask.why) == (AskState.DECLINED, Decline.NO_ANSWER)
    assert (await after.scene.kinds()).count("refill_ended") == 1
    assert (await after.refill(order)).asked, "from now on a new one may be asked"


@pytest.mark.parametrize("method", ["_ask", "_record"])
async def test_death_between_intent_and_answer_leaves_it_in_doubt(
    after: Afterwards, method: str
) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SendAsks, method, _dying)
        with pytest.raises(asyncio.CancelledError):
            await after.send()
    sent = len(after.scene.client.asks)
    assert (await after.ask(order)).state is AskState.SENDING
    assert await after.send() == 0, "its sender may still be alive"

    after.scene.clock.advance(seconds=after.scene.pacing.attempt_s)
    await assert_in_doubt(after, after.scene, sent=sent)
    assert (await after.ask(order)).state is AskState.CONFIRMING


def _dying(*_given: object, **_named: object) -> object:
    raise asyncio.CancelledError


async def test_a_late_answer_clears_the_doubt(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)

    async def far_too_late() -> Taken:
        after.scene.clock.advance(seconds=after.scene.pacing.attempt_s)
        await after.send()
        assert (await after.ask(order)).state is AskState.CONFIRMING
        return Taken(UpstreamId("88"))

    after.scene.client.ask_script.append(far_too_late)
    await after.send()

    ask = await after.ask(order)
    assert (ask.state, ask.refill_id) == (AskState.TAKEN, "88")


async def test_a_refill_without_a_number_ends_by_itself(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)
    after.scene.client.ask_script.append(Taken())
    await after.send()
    assert (await after.ask(order)).state is AskState.TAKEN

    after.scene.clock.advance(hours=71)
    await after.send()
    assert (await after.ask(order)).is_open
    after.scene.clock.advance(hours=1)
    await after.send()

    assert (await after.ask(order)).why is Decline.NO_ANSWER
    assert after.scene.client.looks == 0


async def test_a_failing_provider_and_an_unknown_refill_prove_nothing(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)
    await after.send()

    after.scene.client.trouble = ProviderError(None, "HTTP 500")
    await after.look_at_refills()
    after.scene.client.trouble = None
    await after.look_at_refills()
    after.scene.client.refills[UpstreamId("701")] = StatusRefused(Refusal.REFILL, "not found")
    await after.look_at_refills()
    assert (await after.ask(order)).state is AskState.TAKEN
    after.scene.client.refills[UpstreamId("701")] = UpstreamRefill("Gone fishing", None)
    await after.look_at_refills()
    assert (await after.ask(order)).state is AskState.TAKEN
    after.scene.clock.advance(days=30)
    await after.look_at_refills()

    assert (await after.ask(order)).why is Decline.NO_ANSWER


async def test_a_status_never_steps_back(after: Afterwards) -> None:
    order = await after.completed()
    after.scene.clock.advance(hours=24)
    await after.refill(order)
    await after.send()
    for word in ("in_progress", "pending"):
        after.scene.client.refills[UpstreamId("701")] = says(word)
        await after.look_at_refills()

    assert (await after.ask(order)).state is AskState.IN_PROGRESS
