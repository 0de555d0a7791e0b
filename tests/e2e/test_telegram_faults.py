"""Telegram that refuses, delays and repeats: people are told once, and no money depends on it."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest

from bot.telegram import polling
from domain.money import Money
from sandbox.telegram.faults import Kind
from tests.e2e.stage import on_stage, until

LINK = "instagram.com/name"
DONE = "✅ #1 is done: 1,000 of 1,000."


async def test_a_customer_who_blocked_the_bot_keeps_refunds_and_finds_them_on_return(
    sqlite_url: str,
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        upstream = await stage.accepted()
        ann.person.block()
        await ann.person.settle()
        stage.provider.partial(upstream, remains=500)
        await until(lambda: stage.logged("order.moved", status="partial"))
        await stage.close()  # whatever is under way is finished
        await stage.open()
        assert await stage.wallet(ann) == Money.of(10) - Money.of("0.50505")

        await ann.say("/start")
        assert "Balance: $9.49" in ann.text
        await ann.say("/orders")
        assert "◐" in ann.text
        await ann.say("/wallet")
        assert "+$0.50505 · Returned, order #1" in await ann.tap("Statement")
        await ann.order("instagram.com/again")
        stage.provider.complete(await stage.accepted())
        await ann.sees("✅ #2 is done")


async def test_a_flood_limit_delays_a_notice_and_loses_nothing(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        upstream = await stage.accepted()
        fault = stage.telegram.faults.add(
            "sendMessage", kind="429", person=ann, times=1, retry_after=60
        )
        stage.provider.complete(upstream)
        await until(lambda: not fault.times)
        await stage.wait_long(lambda: ann.shows(DONE))
        assert stage.clock.ahead >= timedelta(seconds=59)
        assert len(ann.shows(DONE)) == 1


@pytest.mark.parametrize("kind", ["500", "502", "reset"])
async def test_a_notice_that_telegram_did_not_take_is_told_later_once(
    sqlite_url: str, kind: Kind
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        upstream = await stage.accepted()
        fault = stage.telegram.faults.add("sendMessage", kind=kind, person=ann, times=2)
        stage.provider.complete(upstream)
        await stage.wait_long(lambda: ann.shows(DONE))
        assert not fault.times
        assert len(ann.shows(DONE)) == 1


async def test_a_notice_whose_answer_was_lost_is_repeated_at_most_once(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        upstream = await stage.accepted()
        stage.telegram.faults.add("sendMessage", kind="reset_after", person=ann)
        stage.provider.complete(upstream)
        await stage.wait_long(lambda: len(ann.shows(DONE)) == 2)


async def test_a_tap_that_telegram_does_not_let_us_answer_still_places_its_order(
    sqlite_url: str,
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.fill(LINK, "1000")
        stage.telegram.faults.add("editMessageText", kind="429", person=ann, retry_after=5)
        await ann.tap("Pay")
        assert "Slow down" in ann.toast
        await stage.accepted()
        await ann.tap("Pay")
        assert ann.toast == "Already done: order #1"
        assert len(await stage.orders()) == 1


async def test_failed_polls_are_repeated_and_no_update_is_lost(sqlite_url: str) -> None:
    with patch.object(polling, "PAUSE_S", 0.05):
        async with on_stage(sqlite_url) as stage:
            ann = stage.ann
            await stage.welcome(ann)
            kinds: tuple[Kind, ...] = ("502", "409", "500", "reset", "429")
            for number, kind in enumerate(kinds):
                stage.telegram.faults.add("getUpdates", kind=kind, retry_after=1)
                await ann.say(f"/start s{number + 1}")
                assert f"ID {number + 1}" in ann.text
