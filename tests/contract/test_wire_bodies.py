"""Every recorded answer of a real panel decodes to the typed result beside it in the index."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from domain.catalogue import UpstreamService
from domain.ids import UpstreamId
from domain.orders import OrderStatus
from domain.provider import (
    Accepted,
    AddCall,
    AskOutcome,
    Balance,
    Declined,
    ProviderError,
    RefillStatus,
    Refusal,
    Refused,
    StatusRefused,
    Taken,
    Throttled,
    Unconfirmed,
    UpstreamRefill,
    UpstreamStatus,
)
from tests.contract.raw_server import always, client_of, raw_server

WIRE = Path(__file__).parent.parent / "fixtures" / "wire"
ROWS: list[dict[str, Any]] = json.loads((WIRE / "index.json").read_text("utf-8"))
CALL = AddCall(service=UpstreamId("1"), fields={"link": "https://x.example/a", "quantity": "10"})
OUTCOMES = {"refused": Refused, "unconfirmed": Unconfirmed, "throttled": Throttled}


def rows(read: str) -> list[Any]:
    return [pytest.param(row, id=row["file"]) for row in ROWS if row["read"] == read]


def serving(row: dict[str, Any]) -> Any:
    return raw_server(always(row["http_status"], (WIRE / row["file"]).read_bytes()))


def test_the_index_names_every_body_there_is() -> None:
    there = {path.relative_to(WIRE).as_posix() for path in WIRE.rglob("*.txt")}

    assert {row["file"] for row in ROWS} == there


@pytest.mark.parametrize("row", rows("services"))
async def test_services_decode_to_typed_entries(row: dict[str, Any]) -> None:
    async with serving(row) as server, client_of(server.url) as provider:
        if isinstance(row["expect"], dict):
            with pytest.raises(ProviderError) as raised:
                await provider.services()
            assert raised.value.refusal is None
        else:
            assert list(await provider.services()) == [service(one) for one in row["expect"]]


@pytest.mark.parametrize("row", rows("status"))
async def test_status_decodes_to_an_answer_for_each_id(row: dict[str, Any]) -> None:
    asked = [UpstreamId(ident) for ident in row["asked"]]

    async with serving(row) as server, client_of(server.url) as provider:
        answers = await provider.status(asked)

    assert answers == {ident: status(row["expect"][ident]) for ident in asked}


@pytest.mark.parametrize("row", rows("balance"))
async def test_balance_decodes_to_an_exact_amount(row: dict[str, Any]) -> None:
    async with serving(row) as server, client_of(server.url) as provider:
        balance = await provider.balance()

    expected = row["expect"]
    assert balance == Balance(amount=Decimal(expected["amount"]), currency=expected["currency"])


@pytest.mark.parametrize("row", rows("add"))
async def test_an_order_id_is_an_acceptance(row: dict[str, Any]) -> None:
    async with serving(row) as server, client_of(server.url) as provider:
        assert await provider.add(CALL) == Accepted(UpstreamId(row["expect"]))


@pytest.mark.parametrize("row", rows("error"))
async def test_an_error_decodes_to_its_class(row: dict[str, Any]) -> None:
    async with serving(row) as server, client_of(server.url) as provider:
        with pytest.raises(ProviderError) as raised:
            await provider.balance()
        outcome = await provider.add(CALL)

    assert raised.value.refusal == (row["expect"] and Refusal(row["expect"]))
    assert type(outcome) is OUTCOMES[row["add"]]
    if isinstance(outcome, Refused):
        assert outcome.refusal == Refusal(row["expect"])


@pytest.mark.parametrize("row", [*rows("refill"), *rows("cancel")])
async def test_a_request_decodes_to_an_outcome_for_each_order(row: dict[str, Any]) -> None:
    asked = [UpstreamId(ident) for ident in row["asked"]]

    async with serving(row) as server, client_of(server.url) as provider:
        ask = provider.refill if row["read"] == "refill" else provider.cancel
        outcomes = await ask(asked)

    assert {ident: outcome(one) for ident, one in outcomes.items()} == row["expect"]
    assert len(server.calls) == 1


@pytest.mark.parametrize("row", rows("refill_status"))
async def test_refills_decode_to_an_answer_for_each_number(row: dict[str, Any]) -> None:
    asked = [UpstreamId(ident) for ident in row["asked"]]

    async with serving(row) as server, client_of(server.url) as provider:
        answers = await provider.refill_status(asked)

    assert answers == {ident: refill(row["expect"][ident]) for ident in asked}


def outcome(one: AskOutcome) -> dict[str, Any]:
    match one:
        case Taken(refill_id):
            return {"taken": refill_id}
        case Declined(why):
            return {"declined": why.value}
        case _:
            return {"else": one}


def refill(row: dict[str, Any]) -> UpstreamRefill | StatusRefused:
    if "refused" in row:
        return StatusRefused(Refusal(row["refused"]), row["text"])
    return UpstreamRefill(row["word"], RefillStatus(row["status"]))


def service(row: dict[str, Any]) -> UpstreamService:
    return UpstreamService(**{**row, "rate": Decimal(row["rate"])})


def status(row: dict[str, Any]) -> UpstreamStatus | StatusRefused:
    if "refused" in row:
        return StatusRefused(Refusal(row["refused"]), row["text"])
    charge = row["charge"] and Decimal(row["charge"])
    return UpstreamStatus(
        **{**row, "charge": charge, "status": row["status"] and OrderStatus(row["status"])}
    )
