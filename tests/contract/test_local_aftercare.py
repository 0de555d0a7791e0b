"""Refills, cancels and subscriptions against the local provider, whose own lists are the judge."""

from __future__ import annotations

from contextlib import suppress

import pytest

from domain.ids import UpstreamId
from domain.provider import (
    Accepted,
    AddCall,
    Decline,
    Declined,
    NotSent,
    ProviderError,
    RefillStatus,
    Refused,
    Taken,
    Throttled,
    Unconfirmed,
    UpstreamRefill,
    UpstreamStatus,
)
from integrations.provider.client import HttpProvider
from sandbox.provider.faults import ANY, KINDS
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.contract.raw_server import KEY, client_of
from tests.contract.test_local_provider import HASTY

FOLLOWERS = Service(
    7, "Followers", "Default", "Instagram", "0.90", "10", "1000", refill=True, cancel=True
)
AUTO = Service(9, "Auto likes", "Subscriptions", "Instagram", "0.50", "10", "1000", cancel=True)
CALL = AddCall(service=UpstreamId("7"), fields={"link": "https://x.example/a", "quantity": "100"})
KINDS_OF_ANY = [name for name, kind in KINDS.items() if not kind.actions]


def local() -> LocalProvider:
    return LocalProvider(
        key=KEY, services=[FOLLOWERS, AUTO], balance="5.00", auto=False, refill_wait_s=0.0
    )


async def placed(provider: HttpProvider, call: AddCall = CALL) -> UpstreamId:
    outcome = await provider.add(call)
    assert isinstance(outcome, Accepted)
    return outcome.upstream_id


async def test_refills_of_one_and_of_many_are_followed_to_their_ends() -> None:
    async with local() as panel, client_of(panel.api_url) as provider:
        first, second, running = [await placed(provider) for _ in range(3)]
        for ident in (first, second):
            panel.complete(int(ident))
        one = await provider.refill([first])
        many = await provider.refill([second, running])
        taken = (one[first], many[second])
        numbers = [outcome.refill_id for outcome in taken if isinstance(outcome, Taken)]
        panel.advance(60)
        states = await provider.refill_status([number for number in numbers if number])

    assert numbers == ["701", "702"]
    assert many[running] == Declined(Decline.TOO_EARLY, "The order is not completed")
    assert set(states.values()) == {UpstreamRefill("Completed", RefillStatus.COMPLETED)}


async def test_a_cancel_is_taken_first_and_done_later() -> None:
    async with local() as panel, client_of(panel.api_url) as provider:
        ident = await placed(provider)
        first = await provider.cancel([ident])
        again = await provider.cancel([ident])
        before = panel.orders[int(ident)].status
        panel.advance(5)

        assert first == again == {ident: Taken()}
        assert (before, panel.orders[int(ident)].status) == ("Pending", "Canceled")
        late = (await provider.cancel([ident, UpstreamId("5")])).values()
    assert [outcome.why for outcome in late if isinstance(outcome, Declined)] == [Decline.OTHER]


async def test_a_subscription_names_its_orders_until_it_is_stopped() -> None:
    fields = {"username": "name", "min": "10", "max": "20", "posts": "3", "delay": "0"}
    call = AddCall(service=UpstreamId("9"), fields=fields)
    async with local() as panel, client_of(panel.api_url) as provider:
        ident = await placed(provider, call)
        panel.advance(65)
        active = (await provider.status([ident]))[ident]
        assert isinstance(active, UpstreamStatus)
        posts = await provider.status(active.posts)
        await provider.cancel([ident])
        panel.advance(200)
        stopped = (await provider.status([ident]))[ident]

    assert (active.word, len(active.posts)) == ("Active", 2)
    assert set(posts) == set(active.posts)
    assert isinstance(stopped, UpstreamStatus)
    assert (stopped.word, stopped.posts) == ("Canceled", active.posts)


@pytest.mark.parametrize("kind", KINDS_OF_ANY)
async def test_no_fault_makes_an_outcome_contradict_the_provider(kind: str) -> None:
    action = ANY if KINDS[kind].unread else "refill"
    async with local() as panel, client_of(panel.api_url, timeouts=HASTY) as provider:
        ident = await placed(provider)
        panel.complete(int(ident))
        panel.faults.add(action, kind, size=1_000_000)
        outcome = (await provider.refill([ident]))[ident]
        opened = [str(number) for number in panel.refills]
        sent = sum(request.action == "refill" for request in panel.requests)

    assert sent <= 1
    match outcome:
        case Taken(number):
            assert opened == [number]
        case Declined() | Refused() | NotSent() | Throttled():
            assert not opened
        case Unconfirmed():
            assert len(opened) <= 1


@pytest.mark.parametrize("kind", KINDS_OF_ANY)
async def test_no_fault_of_a_refills_status_escapes_untyped(kind: str) -> None:
    action = ANY if KINDS[kind].unread else "refill_status"
    async with local() as panel, client_of(panel.api_url, timeouts=HASTY) as provider:
        ident = await placed(provider)
        panel.complete(int(ident))
        await provider.refill([ident])
        panel.faults.add(action, kind, times=9, size=2_000_000, seconds=0.3)
        answers = {}
        with suppress(ProviderError):
            answers = await provider.refill_status([UpstreamId("701")])

    assert set(answers) <= {"701"}


@pytest.mark.parametrize(
    ("switch", "expected"),
    [("refuse_care", [Decline.TOO_LATE, Decline.TOO_LATE]), ("lose_care", None)],
)
async def test_the_switches_refuse_or_lose(switch: str, expected: list[Decline] | None) -> None:
    async with local() as panel, client_of(panel.api_url) as provider:
        ident = await placed(provider)
        await panel.switch(switch, on=True)
        canceled = (await provider.cancel([ident]))[ident]
        panel.complete(int(ident))
        refilled = (await provider.refill([ident]))[ident]

        if expected is None:
            assert isinstance(canceled, Unconfirmed)
            assert isinstance(refilled, Unconfirmed)
            assert len(panel.refills) == 1
        else:
            assert isinstance(canceled, Declined)
            assert isinstance(refilled, Declined)
            assert [canceled.why, refilled.why] == expected
            assert not panel.refills
