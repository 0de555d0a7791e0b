"""Panels that say no in a success, or mean nothing by their statuses: what the client believes."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

from domain.ids import UpstreamId
from domain.provider import ProviderError, Refusal, StatusRefused, Unconfirmed
from tests.contract.learner import CALL, IDS, fields_of, learner, refuse, understand
from tests.contract.raw_server import Call, always, client_of, raw_server

SERVICE = {"service": 7, "name": "Likes", "rate": "1", "min": 1, "max": 9}


@pytest.mark.parametrize(
    "denial",
    [{"success": False}, {"success": 0}, {"success": "false"}, {"status": "fail"}, {"ok": False}],
    ids=repr,
)
async def test_figures_of_an_answer_that_failed_are_not_believed(
    denial: dict[str, object],
) -> None:
    body = json.dumps({**denial, "balance": "0", "services": [SERVICE]})

    async with raw_server(always(200, body)) as server, client_of(server.url) as provider:
        for asked in (provider.balance(), provider.services()):
            with pytest.raises(ProviderError):
                await asked


async def test_a_list_inside_a_text_is_read() -> None:
    twice = json.dumps(json.dumps([SERVICE]))

    async with raw_server(always(200, twice)) as server, client_of(server.url) as provider:
        (service,) = await provider.services()

    assert service.id == "7"


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (400, "Incorrect order ID"),
        (403, "Incorrect order ID"),
        (404, "Incorrect action"),
    ],
)
async def test_a_status_beside_another_class_of_error_proves_nothing_for_orders(
    status: int, text: str
) -> None:
    async def careless(call: Call) -> None:
        match fields_of(call)["action"]:
            case "status":
                await refuse(call, text, status)
            case "add":
                await refuse(call, "The order is being looked into", 400)
            case _:
                await understand(call)

    async with raw_server(careless) as server, learner(server) as provider:
        await provider.balance()
        with suppress(ProviderError):
            await provider.status(IDS[:1])
        outcome = await provider.add(CALL)
        told = await provider.learnt()

    assert isinstance(outcome, Unconfirmed)
    assert "http_errors=yes" not in told


async def test_what_a_panel_showed_not_to_mean_is_not_learnt_from_a_vaguer_error() -> None:
    told = iter(["No such order", "No such thing"])

    async def careless(call: Call) -> None:
        if fields_of(call)["action"] == "balance":
            await understand(call)
        else:
            await refuse(call, next(told), 400)

    async with raw_server(careless) as server, learner(server) as provider:
        await provider.balance()
        for ident in IDS[:2]:
            with suppress(ProviderError):
                await provider.status([ident])
        assert "http_errors=no" in await provider.learnt()


async def test_an_order_that_is_refused_alone_has_its_refusal() -> None:
    body = '{"success": 0, "message": "Order not found"}'

    async with raw_server(always(200, body)) as server, client_of(server.url) as provider:
        answers = await provider.status([UpstreamId("5")])

    assert answers == {"5": StatusRefused(Refusal.ORDER_ID, "Order not found")}
