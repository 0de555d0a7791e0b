"""A drip-feed whose provider makes an order for each run: followed, settled, stopped."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import pytest

from domain.money import Money
from domain.orders import OrderStatus
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.e2e.stage import KEY, on_stage, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.e2e.stage import Stage

LIKES: Final = Service(
    101,
    "Instagram Likes | Fast",
    "Default",
    "Instagram Likes",
    "1",
    "100",
    "5000",
    dripfeed=True,
    cancel=True,
)
FIRST_RUN_S: Final = 10.0
"""From acceptance until the first run has begun."""


@asynccontextmanager
async def dripping(dialect: str, url: str) -> AsyncIterator[Stage]:
    """A shop at such a panel, and Ann, who pays for 3 runs of 1,000 likes, 15 minutes apart."""
    provider = LocalProvider(
        key=KEY, dialect=dialect, services=[LIKES], auto=False, balance="250.00"
    )
    async with on_stage(url, provider=provider) as stage:
        await stage.welcome(stage.ann, money="10")
        await stage.ann.say("/start s1")
        await stage.ann.tap("Order")
        for typed in ("https://www.instagram.com/p/abc123/", "1000"):
            await stage.ann.say(typed)
        await stage.ann.tap("In parts")
        for typed in ("3", "15"):
            await stage.ann.say(typed)
        await stage.ann.tap("Pay")
        assert await stage.wallet(stage.ann) == Money.of("6.10")  # 3,000 at 1.30 for 1,000
        await stage.accepted()
        yield stage


@pytest.mark.parametrize("dialect", ["smartpanel", "dripfeeds"])
async def test_what_a_run_did_not_deliver_comes_back(dialect: str, sqlite_url: str) -> None:
    async with dripping(dialect, sqlite_url) as stage:
        provider = stage.provider
        [parent] = provider.orders.values()
        provider.advance(FIRST_RUN_S)
        await until(lambda: len(provider.orders) == 2)
        provider.partial(parent.children[0], remains=400)
        provider.advance(200)
        await stage.wait_long(lambda: stage.ann.shows("#1: 2,600 of 3,000 delivered."))

        stage.orphans = len(parent.children)
        [order] = await stage.orders()
        assert order.status is OrderStatus.PARTIAL
        assert await stage.wallet(stage.ann) == Money.of("6.10") + Money.of("0.52")


async def test_a_stopped_drip_feed_is_charged_for_the_runs_that_began(sqlite_url: str) -> None:
    async with dripping("dripfeeds", sqlite_url) as stage:
        provider, ann = stage.provider, stage.ann
        [parent] = provider.orders.values()
        provider.advance(FIRST_RUN_S)
        await until(lambda: provider.orders and parent.status == "In progress")
        await stage.wait_long(lambda: "In progress" in ann.text)
        await ann.tap("Cancel order")
        await ann.tap("Ask to cancel")
        await until(lambda: any(one.action == "cancel" for one in provider.requests))
        provider.advance(100)
        await stage.wait_long(lambda: ann.shows("#1: 1,000 of 3,000 delivered."))

        stage.orphans = len(parent.children)
        assert len(parent.children) == 1
        assert await stage.wallet(ann) == Money.of(10) - Money.of("1.30")
