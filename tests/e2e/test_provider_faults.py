"""A provider that fails in every way: nothing is sent twice, lost, or paid for twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.money import Money
from domain.orders import OrderStatus
from sandbox.provider.faults import KINDS
from tests.e2e.stage import MAIN, on_stage, until

LINK = "instagram.com/name"
CHARGE = Money.of("1.0101")
CONFIRMING = "We are confirming this order. Your money is safe; we will not send it twice."
UNCLEAR = (
    "before_reset",
    "before_close",
    "before_error",
    "before_html",
    "after_reset",
    "after_close",
    "after_error",
    "after_bad_json",
    "after_empty",
    "after_redirect",
    "truncated",
    "order_zero",
    "order_missing",
    "not_an_object",
)


@pytest.mark.parametrize("part", [0, 1])
async def test_an_unclear_answer_reads_confirming_and_is_never_sent_again(
    sqlite_url: str, part: int
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="100")
        kinds = UNCLEAR[part::2]
        for number, kind in enumerate(kinds, start=1):
            stage.provider.faults.add("add", kind)
            assert await ann.order(f"{LINK}{number}") == number
            await ann.sees(f"Order #{number} · ⏳ Confirming")
            assert CONFIRMING in ann.text
            assert stage.sent == number, kind
            stage.clock.skip(minutes=6)  # three unclear answers in five minutes stop the sending
        stage.orphans = sum(KINDS[kind].accepts for kind in kinds)
        stage.clock.skip(hours=2)
        await stage.shop.services.submit_orders(provider=MAIN, limit=100)
        await stage.shop.services.recover_attempts()

        assert stage.sent == len(kinds)
        assert {order.status for order in await stage.orders()} == {OrderStatus.UNCONFIRMED}
        held = Money(CHARGE.micros * len(kinds))
        assert await stage.wallet(ann) == Money.of(100) - held
        await stage.owner.sees("An order still needs your decision")


async def test_an_add_that_hangs_ends_unconfirmed_at_its_deadline(sqlite_url: str) -> None:
    async with on_stage(sqlite_url, settings={"SUBMIT_DEADLINE_S": "0.3"}) as stage:
        await stage.welcome(stage.ann, money="10")
        stage.provider.faults.add("add", "after_hang")
        stage.orphans = 1
        await stage.ann.order(LINK)
        await stage.ann.sees(CONFIRMING)
        assert stage.sent == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("Incorrect service ID", "the service is not available any more"),
        ("Invalid link", "the link was not accepted"),
        ("Quantity less than minimal 100", "the quantity was not accepted"),
    ],
)
async def test_a_clear_refusal_gives_the_money_back_with_its_reason(
    sqlite_url: str, answer: str, reason: str
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        stage.provider.faults.add("add", "error_text", text=answer)
        await ann.order(LINK)
        told = await ann.sees("#1 did not run. $1.0101 is back in your wallet.")

        assert reason in told.text
        assert "Did not run" in await ann.tap("View order", told)
        assert await stage.wallet(ann) == Money.of(10)
        assert stage.sent == 1


async def test_a_provider_without_money_is_waited_for_and_the_order_goes_out_by_itself(
    database_url: str,
) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        stage.provider.balance = "0.10"
        await ann.order(LINK)
        await stage.owner.sees("is running out of money")
        await until(lambda: stage.sent == 1)
        assert "Waiting" in await ann.tap("Refresh")

        stage.provider.balance = "50"
        await stage.wait_long(lambda: stage.provider.orders)
        await ann.sees("Accepted. It waits for its start.")


async def test_a_provider_that_is_down_is_waited_for(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await stage.provider.switch("down", on=True)
        await ann.order(LINK)
        await stage.wait_long(lambda: stage.owner.shows("gets no orders for now"))
        await stage.provider.switch("down", on=False)
        await stage.wait_long(lambda: stage.provider.orders)
        await ann.sees("Accepted. It waits for its start.")
        await stage.owner.sees("works again")


async def test_a_throttled_add_is_sent_again_when_the_provider_says(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome(stage.ann, money="10")
        stage.provider.faults.add("add", "throttled", seconds=30)
        await stage.ann.order(LINK)
        await stage.wait_long(lambda: stage.provider.orders)
        assert stage.clock.ahead >= timedelta(seconds=29)
        assert stage.sent == 2


async def test_two_orders_race_for_a_balance_that_pays_one(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        stage.provider.balance = "0.80"
        await ann.order("instagram.com/first")
        await ann.order("instagram.com/second")
        await stage.accepted()
        await stage.owner.sees("is running out of money")
        stage.provider.balance = "5"
        await stage.wait_long(lambda: len(stage.provider.orders) == 2)


async def test_odd_status_answers_move_no_money(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        upstream = await stage.accepted()
        await ann.sees("Accepted. It waits for its start.")
        for kind in ("unknown_word", "incorrect_id", "as_list", "unasked_id", "before_html"):
            asked = len(stage.provider.requests)
            fault = stage.provider.faults.add("status", kind)
            await until(lambda: fault.hits and len(stage.provider.requests) > asked + 1)  # noqa: B023
        assert await stage.wallet(ann) == Money.of(10) - CHARGE
        stage.provider.complete(upstream)
        await ann.sees("is done: 1,000 of 1,000")


async def test_an_owner_finds_an_unconfirmed_order_and_it_goes_on(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann, owner = stage.ann, stage.owner
        await stage.welcome(ann, money="10")
        stage.provider.faults.add("add", "after_reset")
        await ann.order(LINK)
        alert = await owner.sees("An order needs your decision")
        case = await owner.tap("Look at it", alert)
        assert "#1 · sent, no clear answer" in case
        assert "Ann · @ann · 58213" in case
        assert "Not resent, not refunded." in case
        await owner.tap("Enter upstream ID")
        assert await owner.say("999") != case
        upstream = await stage.accepted()
        assert "it was found at the provider" in await owner.say(str(upstream))

        await ann.sees("Accepted. It waits for its start.")
        stage.provider.complete(upstream)
        await ann.sees("is done: 1,000 of 1,000")
        assert stage.sent == 1


async def test_an_owner_refunds_an_unconfirmed_order_that_was_not_placed(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann, owner = stage.ann, stage.owner
        await stage.welcome(ann, money="10")
        stage.provider.faults.add("add", "before_reset")
        await ann.order(LINK)
        alert = await owner.sees("An order needs your decision")
        stage.clock.skip(minutes=5)
        await owner.tap("Look at it", alert)
        await owner.tap("Refund customer")
        assert "the money went back" in await owner.tap("Yes, refund $1.0101")

        told = await ann.sees("#1 did not run. $1.0101 is back in your wallet.")
        assert "the shop stopped it before its start" in told.text
        assert await stage.wallet(ann) == Money.of(10)
        assert "Nothing needs you" in await owner.say("/inbox")
