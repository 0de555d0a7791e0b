"""The client against the local provider: its own list of accepted orders is the judge."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.ids import UpstreamId
from domain.orders import OrderStatus
from domain.provider import (
    Accepted,
    AddCall,
    Balance,
    NotSent,
    ProviderError,
    Refusal,
    Refused,
    StatusRefused,
    Throttled,
    Unconfirmed,
    UpstreamStatus,
)
from integrations.provider.client import HttpProvider
from sandbox.provider.faults import ANY, KINDS
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.contract.raw_server import KEY, QUICK, client_of

LIKES = Service(7, "Likes", "Default", "Instagram", "0.90", "10", "1000", dripfeed=True)
CALL = AddCall(service=UpstreamId("7"), fields={"link": "https://x.example/a", "quantity": "100"})
HASTY = replace(QUICK, read_s=0.15, add_total_s=0.4, read_total_s=0.6)


def local() -> LocalProvider:
    return LocalProvider(key=KEY, services=[LIKES], balance="5.00", auto=False)


async def placed(provider: HttpProvider) -> UpstreamId:
    outcome = await provider.add(CALL)
    assert isinstance(outcome, Accepted)
    return outcome.upstream_id


async def status_of(provider: HttpProvider, ident: UpstreamId) -> UpstreamStatus:
    answer = (await provider.status([ident]))[ident]
    assert isinstance(answer, UpstreamStatus)
    return answer


async def test_an_order_goes_from_the_list_to_its_end() -> None:
    async with local() as panel, client_of(panel.api_url) as provider:
        (service,) = await provider.services()
        ident = await placed(provider)
        before = await status_of(provider, ident)
        panel.partial(int(ident), remains=40)
        after = await status_of(provider, ident)
        balance = await provider.balance()

    assert (service.id, service.rate, service.type) == ("7", Decimal("0.90"), "default")
    assert before.status is OrderStatus.PENDING
    assert (after.status, after.remains) == (OrderStatus.PARTIAL, 40)
    assert balance == Balance(amount=Decimal(5) - Decimal("0.054"), currency="USD")


async def test_refusals_name_their_class() -> None:
    no_service = AddCall(service=UpstreamId("8"), fields=CALL.fields)
    too_few = AddCall(service=UpstreamId("7"), fields={**CALL.fields, "quantity": "1"})

    async with local() as panel, client_of(panel.api_url) as provider:
        outcomes = [await provider.add(call) for call in (no_service, too_few)]
        panel.balance = Decimal(0)
        outcomes.append(await provider.add(CALL))

    refusals = [one.refusal for one in outcomes if isinstance(one, Refused)]
    assert refusals == [Refusal.SERVICE, Refusal.QUANTITY, Refusal.FUNDS]
    assert not panel.orders


async def test_a_provider_that_is_down_was_sent_nothing() -> None:
    async with local() as panel, client_of(panel.api_url) as provider:
        await panel.switch("down", on=True)
        assert isinstance(await provider.add(CALL), NotSent)


@pytest.mark.parametrize(
    "kind", [name for name, kind in KINDS.items() if not kind.actions or "add" in kind.actions]
)
async def test_no_fault_makes_an_outcome_contradict_the_provider(kind: str) -> None:
    action = ANY if KINDS[kind].unread else "add"

    async with local() as panel, client_of(panel.api_url, timeouts=HASTY) as provider:
        fault = panel.faults.add(action, kind, size=1_000_000)
        outcome = await provider.add(CALL)
        accepted = [str(ident) for ident in panel.orders]

    assert fault.hits == 1
    match outcome:
        case Accepted(upstream_id=ident):
            assert accepted == [ident] or kind == "known_id"
        case Refused() | NotSent() | Throttled():
            assert not accepted
        case Unconfirmed():
            assert len(accepted) <= 1


@pytest.mark.parametrize(
    "kind", [name for name, kind in KINDS.items() if not kind.actions or "status" in kind.actions]
)
@pytest.mark.parametrize("orders", [1, 3])
async def test_no_fault_of_a_status_escapes_untyped(kind: str, orders: int) -> None:
    action = ANY if KINDS[kind].unread else "status"

    async with local() as panel:
        async with client_of(panel.api_url) as patient:
            asked = [await placed(patient) for _ in range(orders)]
        panel.faults.add(action, kind, times=9, size=2_000_000, seconds=0.3)
        answers = {}
        async with client_of(panel.api_url, timeouts=HASTY) as provider:
            with suppress(ProviderError):
                answers = await provider.status(asked)

    assert set(answers) <= set(asked)
    assert all(isinstance(one, UpstreamStatus | StatusRefused) for one in answers.values())
