"""The client learns to speak with every panel that the local provider can play, by asking only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest

from domain.ids import UpstreamId
from domain.orders import OrderStatus
from domain.provider import (
    Accepted,
    AddCall,
    Declined,
    RefillStatus,
    StatusRefused,
    Taken,
    UpstreamRefill,
    UpstreamStatus,
)
from integrations.provider.client import HttpProvider
from integrations.provider.dialect_choice import read_choice
from integrations.provider.learning import Learning
from sandbox.provider.dialects import DIALECTS, DOCUMENTED
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.contract.raw_server import KEY, client_of

FOLLOWERS = Service(
    7, "Followers", "Default", "Instagram", "0.90", "10", "1000", refill=True, cancel=True
)
CALL = AddCall(service=UpstreamId("7"), fields={"link": "https://x.example/a", "quantity": "100"})
NAMES = sorted(DIALECTS)
FIVE = [dialect.name for dialect in DOCUMENTED]
SET = {"iplusview": "auto, add_action=order"}
"""What no read can show must be set."""
LEARNT = {
    "canonical": {"body=form", "multi_status=status"},
    "smmpremium": {"body=form", "multi_status=orders"},
    "smmpanels": {"body=form", "multi_status=none"},
    "smmpanelone": {"body=form", "multi_status=status"},
    "smmpanelus": {"body=json", "multi_status=status"},
    "smpanelim": {"body=form", "multi_status=status"},
    "snspanel": {"key_field=bearer"},
    "followeran": {"key_field=api"},
    "laravel": {"slash=yes"},
    "getter": {"body=query", "multi_status=status"},
}


@asynccontextmanager
async def meeting(
    name: str, setting: str = "auto"
) -> AsyncIterator[tuple[LocalProvider, HttpProvider]]:
    """A panel of this dialect, and a client that knows nothing but the setting."""
    choice = read_choice(setting)
    learning = Learning(choice.pinned) if choice.learns else None
    panel = LocalProvider(
        key=KEY, dialect=name, services=[FOLLOWERS], balance="50", auto=False, refill_wait_s=0
    )
    async with (
        panel,
        client_of(panel.api_url, dialect=choice.dialect, learning=learning) as provider,
    ):
        yield panel, provider


async def placed(provider: HttpProvider) -> UpstreamId:
    outcome = await provider.add(CALL)
    assert isinstance(outcome, Accepted), outcome
    return outcome.upstream_id


def complete(panel: LocalProvider) -> None:
    for number in panel.orders:
        panel.complete(number)


@pytest.mark.parametrize("name", NAMES)
async def test_the_list_and_the_balance_are_read(name: str) -> None:
    async with meeting(name) as (_, provider):
        (service,) = await provider.services()
        balance = await provider.balance()

    assert (service.id, service.rate, service.min, service.max) == ("7", Decimal("0.9"), 10, 1000)
    assert balance.amount == 50
    assert balance.currency == DIALECTS[name].currency


@pytest.mark.parametrize("name", NAMES)
async def test_an_order_is_understood_though_nothing_was_read_before(name: str) -> None:
    async with meeting(name, SET.get(name, "auto")) as (panel, provider):
        await placed(provider)

    assert len(panel.orders) == 1


@pytest.mark.parametrize("name", NAMES)
async def test_statuses_of_many_come_back_whatever_the_panel_offers(name: str) -> None:
    async with meeting(name, SET.get(name, "auto")) as (panel, provider):
        ids = [await placed(provider) for _ in range(4)]
        complete(panel)
        answers = await provider.status([*ids, UpstreamId("99999")])
        learnt = await provider.learnt()

    states = [one.status for one in answers.values() if isinstance(one, UpstreamStatus)]
    assert states == [OrderStatus.COMPLETED] * 4
    assert not isinstance(answers.get(UpstreamId("99999")), UpstreamStatus)
    assert LEARNT.get(name, set()) <= set(learnt.split(", "))


@pytest.mark.parametrize("name", FIVE)
@pytest.mark.parametrize("setting", ["auto", "named"])
async def test_each_of_the_five_is_spoken_to_whole(name: str, setting: str) -> None:
    chosen = name if setting == "named" else "auto"
    async with meeting(name, chosen) as (panel, provider):
        done, running, other = [await placed(provider) for _ in range(3)]
        panel.complete(next(iter(panel.orders)))
        refilled = (await provider.refill([done]))[done]
        assert isinstance(refilled, Taken)
        assert refilled.refill_id
        refill = (await provider.refill_status([refilled.refill_id]))[refilled.refill_id]
        early = (await provider.refill([running]))[running]
        canceled = await provider.cancel([running, other])
        panel.advance(60)
        after = await provider.status([done, running, other])

    assert isinstance(refill, UpstreamRefill)
    assert refill.status in set(RefillStatus)
    assert isinstance(early, Declined)
    offered = "cancel orders" in DIALECTS[name].asks
    kind = Taken if offered else Declined
    assert all(isinstance(one, kind) for one in canceled.values())
    words = {one.status for one in after.values() if isinstance(one, UpstreamStatus)}
    assert (OrderStatus.CANCELED in words) is offered


@pytest.mark.parametrize("name", FIVE)
async def test_refills_of_many_are_followed_whatever_the_panel_offers(name: str) -> None:
    async with meeting(name) as (panel, provider):
        ids = [await placed(provider) for _ in range(3)]
        complete(panel)
        taken = (await provider.refill(ids)).values()
        numbers = [one.refill_id for one in taken if isinstance(one, Taken) and one.refill_id]
        panel.advance(3600)
        states = await provider.refill_status(numbers)

    assert len(numbers) == len(panel.refills) == 3
    assert [one.status for one in states.values() if isinstance(one, UpstreamRefill)] == [
        RefillStatus.COMPLETED
    ] * 3


@pytest.mark.parametrize("name", FIVE)
async def test_an_order_that_is_not_ours_is_refused_by_its_id(name: str) -> None:
    async with meeting(name) as (_, provider):
        await provider.balance()
        answers = await provider.status([UpstreamId("99999")])

    assert all(isinstance(one, StatusRefused) for one in answers.values())
    assert len(answers) == 1


@pytest.mark.parametrize("name", NAMES)
async def test_what_was_learnt_is_not_asked_for_again(name: str) -> None:
    async with meeting(name, SET.get(name, "auto")) as (panel, provider):
        ids = [await placed(provider) for _ in range(3)]
        await provider.status(ids)
        before = len(panel.requests)
        await provider.balance()
        await provider.status(ids)
        asked = len(panel.requests) - before
        many = "multi_status=none" not in await provider.learnt()

    assert asked == (2 if many else 4)
