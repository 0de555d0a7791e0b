"""The client at the shop's own served API, in both of its styles: two shops can be chained."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest

from domain.ids import ProviderName, UpstreamId
from domain.orders import OrderStatus
from domain.provider import (
    Accepted,
    AddCall,
    Declined,
    ProviderError,
    RefillStatus,
    Refusal,
    Refused,
    StatusRefused,
    Taken,
    UpstreamRefill,
    UpstreamStatus,
)
from integrations.provider.client import HttpProvider
from integrations.provider.dialect_choice import read_choice
from integrations.provider.learning import Learning
from integrations.provider.options import ClientOptions
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.e2e.chat import PATIENCE_S
from tests.e2e.reselling import api_url, make_key
from tests.e2e.stage import KEY, Stage, on_stage, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

FOLLOWERS: Final = Service(
    101,
    "Instagram Followers | Real",
    "Default",
    "Instagram Followers",
    "10",
    "100",
    "5000",
    refill=True,
    cancel=True,
)
SETTINGS: Final = {"REFILL_AFTER_H": "0", "API_RATE_PER_MINUTE": "5000"}
STANDARD: Final = "standard"
each_style = pytest.mark.parametrize("style", [STANDARD, "SmmPremium"])


@asynccontextmanager
async def dealing(url: str, style: str) -> AsyncIterator[tuple[Stage, HttpProvider]]:
    """A shop, and a client that knows its address and Ann's key."""
    panel = LocalProvider(
        key=KEY, services=[FOLLOWERS], auto=False, balance="250.00", refill_wait_s=0.0
    )
    async with on_stage(url, provider=panel, settings=SETTINGS) as stage:
        await stage.welcome(stage.ann, money="50")
        key = await make_key(stage.ann)
        if style != STANDARD:
            await stage.ann.walk("Answers", style)
        client = client_of(stage, key)
        try:
            yield stage, client
        finally:
            await client.close()


def client_of(stage: Stage, key: str) -> HttpProvider:
    options = ClientOptions(
        dialect=read_choice("auto").dialect, learning=Learning(), retry_wait_s=0.01
    )
    name = ProviderName("upstairs")
    return HttpProvider(name, api_url(stage), key=key, currency="USD", options=options)


def call(link: str = "https://instagram.com/name", **fields: str) -> AddCall:
    given = {"link": link, "quantity": "1000"} | fields
    return AddCall(service=UpstreamId("1"), fields=given)


async def place(stage: Stage, client: HttpProvider, link: str) -> tuple[UpstreamId, int]:
    """An order that went through: its number here, and at the panel behind."""
    outcome = await client.add(call(link))
    assert isinstance(outcome, Accepted), outcome
    return outcome.upstream_id, await stage.accepted()


async def becomes(client: HttpProvider, ident: UpstreamId, status: OrderStatus) -> UpstreamStatus:
    """Wait until the shop has heard it, and tells it on."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            told = (await client.status([ident]))[ident]
            assert isinstance(told, UpstreamStatus), told
            if told.status is status:
                return told
            await asyncio.sleep(0.02)


@each_style
async def test_a_shop_is_a_provider_like_any_other(style: str, sqlite_url: str) -> None:
    async with dealing(sqlite_url, style) as (stage, client):
        [service] = await client.services()
        assert (service.id, service.rate, service.min, service.max) == (
            "1",
            Decimal(13),
            100,
            5000,
        )
        assert (service.refill, service.cancel) == (True, True)
        assert (await client.balance()).amount == 50

        first, upstream = await place(stage, client, "https://instagram.com/first")
        other, later = await place(stage, client, "https://instagram.com/other")
        stage.provider.move(upstream, status="In progress", remains=400, start_count=55)
        running = await becomes(client, first, OrderStatus.IN_PROGRESS)
        assert (running.remains, running.start_count, running.charge) == (400, 55, Decimal(13))
        assert (await client.balance()).amount == 24

        stage.provider.complete(upstream)
        await becomes(client, first, OrderStatus.COMPLETED)
        many = await client.status([first, other, UpstreamId("99999999")])
        words = {ident: type(one) for ident, one in many.items()}
        assert words == {
            first: UpstreamStatus,
            other: UpstreamStatus,
            UpstreamId("99999999"): StatusRefused,
        }
        stage.provider.partial(later, remains=500)
        ended = await becomes(client, other, OrderStatus.PARTIAL)
        assert (ended.remains, ended.charge) == (500, Decimal("6.5"))
        await refill(stage, client, first)


async def refill(stage: Stage, client: HttpProvider, ident: UpstreamId) -> None:
    taken = (await client.refill([ident]))[ident]
    assert isinstance(taken, Taken)
    assert taken.refill_id is not None
    await until(lambda: stage.provider.refills)
    stage.provider.advance(60)
    await refilled(client, taken.refill_id)
    again = (await client.refill([ident]))[ident]
    assert isinstance(again, Taken | Declined)


async def refilled(client: HttpProvider, number: UpstreamId) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            seen = (await client.refill_status([number]))[number]
            assert isinstance(seen, UpstreamRefill), seen
            if seen.status is RefillStatus.COMPLETED:
                return
            await asyncio.sleep(0.02)


@each_style
async def test_a_cancel_passes_through(style: str, sqlite_url: str) -> None:
    async with dealing(sqlite_url, style) as (stage, client):
        await client.balance()
        ident, _ = await place(stage, client, "https://instagram.com/name")
        await becomes(client, ident, OrderStatus.PENDING)
        assert isinstance((await client.cancel([ident]))[ident], Taken)
        await until(lambda: any(one.action == "cancel" for one in stage.provider.requests))
        stage.provider.advance(5)
        stage.clock.skip(seconds=10)
        ended = await becomes(client, ident, OrderStatus.CANCELED)

        assert ended.charge == 0
        assert (await client.balance()).amount == 50
        [late] = (await client.cancel([ident])).values()
        assert isinstance(late, Declined)


@each_style
async def test_the_shops_refusals_are_understood(style: str, sqlite_url: str) -> None:
    async with dealing(sqlite_url, style) as (stage, client):
        await client.status([UpstreamId("99999999")])
        outcomes = {
            Refusal.SERVICE: AddCall(service=UpstreamId("77"), fields=call().fields),
            Refusal.LINK: call("no link"),
            Refusal.QUANTITY: call(quantity="99"),
            Refusal.FUNDS: call(quantity="5000"),
        }
        for refusal, wrong in outcomes.items():
            outcome = await client.add(wrong)
            assert isinstance(outcome, Refused), (refusal, outcome)
            assert outcome.refusal is refusal
        stranger = client_of(stage, "sk_" + "0" * 40)
        with pytest.raises(ProviderError) as refused:
            await stranger.balance()
        await stranger.close()

        assert refused.value.refusal is Refusal.AUTH
        assert not stage.provider.orders
