"""Canceling: at once before sending, by request after it, money only on the polled status."""

from __future__ import annotations

import asyncio

import pytest

from domain.accounts import TransferKind
from domain.aftercare import AskState, Closed
from domain.errors import NotFoundError
from domain.ids import UserId
from domain.money import ZERO, Money
from domain.orders import OrderStatus, ReleaseReason
from domain.provider import Accepted, Decline, Declined, NotSent, Unconfirmed
from domain.reviews import AttemptOutcome
from services.ordering.aftercare.cancel import CancelOrder, Outcome
from services.ordering.aftercare.send import SendAsks
from tests.service.aftercare.afterwards import Afterwards


async def test_an_order_not_yet_sent_is_canceled_at_once_with_all_its_money(
    after: Afterwards,
) -> None:
    order = await after.scene.place()

    done = await after.cancel(order)
    again = await after.cancel(order)
    await after.scene.submit()

    assert done.outcome is Outcome.RELEASED
    assert (again.outcome, again.care.cancel_gate.closed) == (Outcome.CLOSED, Closed.ENDED)
    assert done.care.order.status is OrderStatus.RELEASED
    assert (done.care.order.released, done.care.order.reason) == (
        Money.of(2),
        ReleaseReason.CUSTOMER,
    )
    assert await after.scene.wallet() == Money.of(10)
    assert after.scene.client.adds == []
    assert await after.scene.notices() == [], "the tap's own screen said so"


async def test_cancel_and_submit_race_for_one_order_and_one_of_them_wins(
    after: Afterwards,
) -> None:
    orders = [await after.scene.place(quantity=100) for _ in range(8)]
    after.scene.max_inflight = 8

    taps, _ = await asyncio.gather(
        asyncio.gather(*(after.cancel(order) for order in orders)),
        asyncio.gather(*(after.scene.submit(limit=2) for _ in range(4))),
    )
    released = [done.care.order.id for done in taps if done.outcome is Outcome.RELEASED]
    await after.scene.submit()

    sent = {call.fields["link"] for call in after.scene.client.adds}
    for order in orders:
        now = await after.scene.order(order)
        was_sent = order.request.link in sent
        assert was_sent is (order.id not in released)
        assert now.status is (OrderStatus.PENDING if was_sent else OrderStatus.RELEASED)


async def test_an_order_being_sent_cannot_be_canceled_now(after: Afterwards) -> None:
    order = await after.scene.place()

    async def tap_meanwhile(_call: object) -> Accepted:
        done = await after.cancel(order)
        assert done.care.cancel_gate.closed is Closed.BEING_SENT
        return Accepted(done.care.order.upstream_service_id)

    after.scene.client.script.append(tap_meanwhile)
    await after.scene.submit()

    assert (await after.scene.order(order)).status is OrderStatus.PENDING


async def test_an_unconfirmed_order_is_left_to_a_person(after: Afterwards) -> None:
    order = await after.scene.place()
    after.scene.client.script.append(Unconfirmed("timeout"))
    await after.scene.submit()

    done = await after.cancel(order)

    assert done.care.cancel_gate.closed is Closed.CONFIRMING
    assert (await after.scene.order(order)).held == Money.of(2)
    [attempt] = await after.scene.attempts(order)
    assert attempt.outcome is AttemptOutcome.UNCONFIRMED


async def test_a_taken_cancel_moves_no_money_until_the_status_says_so(after: Afterwards) -> None:
    order = await after.scene.running()
    assert (await after.cancel(order)).outcome is Outcome.ASKED
    await after.send()

    assert after.scene.client.asks == [("cancel", order.upstream_id)]
    assert (await after.ask(order)).state is AskState.TAKEN
    assert await after.scene.wallet() == Money.of(8)
    asked_again = (await after.scene.order(order)).poll_at
    assert asked_again is not None
    assert (asked_again - after.scene.clock.now()).total_seconds() == 5
    await after.scene.answer(order, "partial", remains=360)

    assert (await after.ask(order)).state is AskState.DONE
    assert await after.scene.wallet() == Money.of("8.72")
    kinds = [transfer.kind for transfer in await after.scene.transfers(order)]
    assert kinds.count(TransferKind.REFUND) == 1
    assert await after.scene.kinds() == ["order_finished"]


async def test_a_canceled_status_pays_everything_back_once(after: Afterwards) -> None:
    order = await after.scene.running()
    await after.cancel(order)
    await after.send()

    await after.scene.answer(order, "canceled")
    await after.scene.poll()

    assert await after.scene.wallet() == Money.of(10)


async def test_an_order_that_completes_all_the_same_was_too_late(after: Afterwards) -> None:
    order = await after.scene.running()
    await after.cancel(order)
    await after.send()

    await after.scene.answer(order, "completed")

    ask = await after.ask(order)
    assert (ask.state, ask.why) == (AskState.DECLINED, Decline.TOO_LATE)
    assert await after.scene.kinds() == ["order_finished"], "one message tells the end"
    assert (await after.scene.order(order)).refunded == ZERO


async def test_a_refused_cancel_is_told_and_the_order_goes_on(after: Afterwards) -> None:
    order = await after.scene.running()
    await after.cancel(order)
    no = Declined(Decline.TOO_LATE, "This order cannot be canceled")
    after.scene.client.ask_script.append(no)

    await after.send()

    ask = await after.ask(order)
    assert (ask.state, ask.why) == (AskState.DECLINED, Decline.TOO_LATE)
    assert await after.scene.notices() == [
        ("cancel_declined", {"order_id": order.id, "ask_id": ask.id})
    ]
    assert (await after.scene.order(order)).status is OrderStatus.PENDING
    assert (await after.cancel(order)).outcome is Outcome.ASKED, "it may be asked again"


async def test_an_order_that_ends_before_the_request_left_is_not_asked_about(
    after: Afterwards,
) -> None:
    order = await after.scene.running()
    await after.cancel(order)
    await after.scene.answer(order, "completed")

    await after.send()

    assert after.scene.client.asks == []
    assert not (await after.ask(order)).is_open


async def test_a_service_without_cancel_says_so(after: Afterwards) -> None:
    await after.offers(cancel=False)
    order = await after.scene.running()

    done = await after.cancel(order)

    assert done.care.cancel_gate.closed is Closed.NOT_OFFERED
    assert done.care.asks == ()


async def test_an_unknown_outcome_of_a_cancel_is_resolved_by_the_status(
    after: Afterwards,
) -> None:
    order = await after.scene.running()
    await after.cancel(order)
    after.scene.client.ask_script.append(Unconfirmed("timeout"))
    await after.send()
    assert (await after.ask(order)).state is AskState.CONFIRMING

    await after.scene.answer(order, "canceled")

    assert (await after.ask(order)).state is AskState.DONE
    assert await after.scene.wallet() == Money.of(10)
    assert len(after.scene.client.asks) == 1


async def test_a_cancel_that_was_never_confirmed_lapses_and_is_told(after: Afterwards) -> None:
    order = await after.scene.running()
    await after.cancel(order)
    after.scene.client.ask_script.append(Unconfirmed("timeout"))
    await after.send()
    after.scene.clock.advance(hours=1)

    await after.send()

    assert (await after.ask(order)).why is Decline.NO_ANSWER
    assert await after.scene.kinds() == ["cancel_declined"]
    assert len(after.scene.client.asks) == 1


async def test_two_taps_at_once_are_one_request(after: Afterwards) -> None:
    order = await after.scene.running()

    done = await asyncio.gather(*(after.cancel(order) for _ in range(5)))
    await asyncio.gather(*(after.send() for _ in range(3)))

    outcomes = [one.outcome for one in done]
    assert outcomes.count(Outcome.ASKED) == 1
    assert outcomes.count(Outcome.CLOSED) == 4
    assert {one.care.cancel_gate.closed for one in done} <= {None, Closed.ASKED}
    assert len(after.scene.client.asks) == 1


async def test_an_answer_that_comes_after_the_orders_end_changes_nothing(
    after: Afterwards,
) -> None:
    order = await after.scene.running()
    await after.cancel(order)

    async def end_first() -> Declined:
        await after.scene.answer(order, "canceled")
        return Declined(Decline.TOO_LATE, "Cannot cancel")

    after.scene.client.ask_script.append(end_first)
    await after.send()

    assert (await after.ask(order)).state is AskState.DONE
    assert await after.scene.kinds() == ["order_finished"]


async def test_death_after_the_request_left_never_sends_it_again(after: Afterwards) -> None:
    order = await after.scene.running()
    await after.cancel(order)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SendAsks, "_record", _dying)
        with pytest.raises(asyncio.CancelledError):
            await after.send()

    after.scene.clock.advance(seconds=after.scene.pacing.attempt_s)
    await after.send()

    assert (await after.ask(order)).state is AskState.CONFIRMING
    assert len(after.scene.client.asks) == 1


def _dying(*_given: object, **_named: object) -> object:
    raise asyncio.CancelledError


async def test_a_request_waits_while_the_provider_is_down(after: Afterwards) -> None:
    order = await after.scene.running()
    await after.cancel(order)
    after.scene.client.ask_script.extend([NotSent("refused")] * 9)
    for _ in range(9):
        await after.send()
        after.scene.clock.advance(seconds=10)

    sent = len(after.scene.client.asks)
    assert sent < 9, "the fifth failure opens the circuit"
    assert (await after.ask(order)).state is AskState.WAITING


async def test_somebody_elses_order_cannot_be_found(after: Afterwards) -> None:
    order = await after.scene.place()
    cancel = CancelOrder(after.scene.database, after.scene.clock)

    with pytest.raises(NotFoundError):
        await cancel(user_id=UserId(7), order_id=order.id)
