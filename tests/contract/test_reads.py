"""Reads over real sockets: what is asked on the wire, what is tried again, and what is raised."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from structlog.testing import capture_logs

from domain.ids import UpstreamId
from domain.orders import OrderStatus
from domain.provider import (
    AddCall,
    Balance,
    ProviderError,
    Refusal,
    StatusRefused,
    UpstreamStatus,
)
from integrations.provider.dialects import Body, Dialect
from tests.contract.raw_server import KEY, QUICK, Call, always, client_of, raw_server

MANY = [UpstreamId(str(number)) for number in range(1, 251)]


def fields_of(call: Call) -> dict[str, str]:
    return dict(parse_qsl(call.body.decode(), keep_blank_values=True))


async def answer_asked(call: Call) -> None:
    """A panel that knows every order but number 13."""
    fields = fields_of(call)
    if "order" in fields:
        known = fields["order"] != "13"
        one = {"status": "Completed"} if known else {"error": "Incorrect order ID"}
        await call.reply(200, json.dumps(one).encode())
    else:
        many = {ident: {"status": "Pending"} for ident in fields["orders"].split(",")}
        await call.reply(200, json.dumps(many).encode())


async def refuse_all_for_one(call: Call) -> None:
    """A panel that answers nothing at all when number 13 is among those asked."""
    fields = fields_of(call)
    asked = fields.get("orders", fields.get("order", "")).split(",")
    if "13" in asked:
        await call.reply(200, b'{"error": "Incorrect order ID"}')
    elif "order" in fields:
        await call.reply(200, b'{"status": "Pending"}')
    else:
        many = {ident: {"status": "Pending"} for ident in asked}
        await call.reply(200, json.dumps(many).encode())


async def test_fields_of_an_order_cannot_replace_the_key_or_the_action() -> None:
    call = AddCall(service=UpstreamId("1"), fields={"key": "x", "action": "y", "service": "2"})

    async with (
        raw_server(always(200, '{"order": 1}')) as server,
        client_of(server.url) as provider,
    ):
        await provider.add(call)

    assert fields_of(server.calls[0]) == {"key": KEY, "action": "add", "service": "1"}


async def test_a_dialect_may_send_json() -> None:
    async with (
        raw_server(always(200, '{"balance": 5}')) as server,
        client_of(server.url, dialect=Dialect(body=Body.JSON)) as provider,
    ):
        await provider.balance()

    assert json.loads(server.calls[0].body) == {"key": KEY, "action": "balance"}
    assert b"Content-Type: application/json\r\n" in server.calls[0].head


async def test_ids_are_asked_by_the_hundred_and_once_each() -> None:
    async with raw_server(answer_asked) as server, client_of(server.url) as provider:
        answers = await provider.status([*MANY, *MANY])

    sizes = [len(fields_of(call)["orders"].split(",")) for call in server.calls]
    assert sizes == [100, 100, 50]
    assert list(answers) == MANY


async def test_a_dialect_names_its_own_action_for_many() -> None:
    async with (
        raw_server(answer_asked) as server,
        client_of(server.url, dialect=Dialect(multi_status="orders", ids_per_call=2)) as provider,
    ):
        await provider.status(MANY[:4])

    assert [fields_of(call)["action"] for call in server.calls] == ["orders", "orders"]


async def test_a_dialect_without_many_asks_one_by_one() -> None:
    async with (
        raw_server(answer_asked) as server,
        client_of(server.url, dialect=Dialect(multi_status=None)) as provider,
    ):
        answers = await provider.status([UpstreamId("12"), UpstreamId("13"), UpstreamId("14")])

    assert [fields_of(call)["order"] for call in server.calls] == ["12", "13", "14"]
    assert answers[UpstreamId("13")] == StatusRefused(Refusal.ORDER_ID, "Incorrect order ID")
    done = answers[UpstreamId("14")]
    assert isinstance(done, UpstreamStatus)
    assert done.status is OrderStatus.COMPLETED


async def test_one_bad_id_does_not_hide_the_others() -> None:
    async with raw_server(refuse_all_for_one) as server, client_of(server.url) as provider:
        answers = await provider.status(MANY[:20])

    assert set(answers) == set(MANY[:20])
    refused = {ident for ident, one in answers.items() if isinstance(one, StatusRefused)}
    assert refused == {UpstreamId("13")}


async def test_nothing_is_asked_for_no_ids() -> None:
    async with raw_server(answer_asked) as server, client_of(server.url) as provider:
        assert await provider.status([]) == {}

    assert not server.calls


async def test_a_failed_chunk_leaves_its_ids_unanswered() -> None:
    async def fail_second(call: Call) -> None:
        if len(server.calls) == 2:
            await call.reply(503, b"<html>")
        else:
            await answer_asked(call)

    async with raw_server(fail_second) as server, client_of(server.url) as provider:
        answers = await provider.status(MANY)

    assert list(answers) == [*MANY[:100], *MANY[200:]]


async def test_a_bad_key_ends_the_asking_at_once() -> None:
    async with (
        raw_server(always(200, '{"error": "Invalid API key"}')) as server,
        client_of(server.url) as provider,
    ):
        with pytest.raises(ProviderError) as raised:
            await provider.status(MANY)

    assert raised.value.refusal is Refusal.AUTH
    assert len(server.calls) == 1


async def test_a_lost_connection_is_tried_again() -> None:
    async def flaky(call: Call) -> None:
        if len(server.calls) < 3:
            call.reset()
        else:
            await call.reply(200, b'{"balance": "7.5", "currency": "eur"}')

    async with raw_server(flaky) as server, client_of(server.url) as provider:
        balance = await provider.balance()

    assert balance == Balance(amount=Decimal("7.5"), currency="EUR")
    assert len(server.calls) == 3


async def test_a_provider_that_stays_away_raises_after_few_tries() -> None:
    async def reset(call: Call) -> None:
        call.reset()

    async with raw_server(reset) as server, client_of(server.url) as provider:
        with pytest.raises(ProviderError) as raised:
            await provider.services()

    assert raised.value.refusal is None
    assert len(server.calls) == 3


async def test_a_refused_connection_raises() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        async with client_of(f"http://127.0.0.1:{closed.getsockname()[1]}/") as provider:
            with pytest.raises(ProviderError):
                await provider.balance()


async def test_a_dripped_body_ends_at_the_total_deadline() -> None:
    async def drip(call: Call) -> None:
        await call.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n ")
        while True:
            await call.raw(b" ")
            await asyncio.sleep(0.02)

    async with (
        raw_server(drip) as server,
        client_of(server.url, timeouts=replace(QUICK, read_total_s=0.2)) as provider,
    ):
        with pytest.raises(ProviderError):
            await provider.balance()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, '{"error": "Incorrect request"}'),
        (200, "<html>"),
        (200, '{"balance": "lots"}'),
        (200, "{}"),
        (500, '{"balance": "1"}'),
        (302, ""),
        (200, " " * 1_100_000 + '{"balance": "1"}'),
    ],
)
async def test_an_answer_without_a_balance_raises_and_is_not_asked_again(
    status: int, body: str
) -> None:
    async with raw_server(always(status, body)) as server, client_of(server.url) as provider:
        with pytest.raises(ProviderError):
            await provider.balance()

    assert len(server.calls) == 1


async def test_a_429_carries_the_pause_asked_for() -> None:
    async with (
        raw_server(always(429, "slow down", "Retry-After: 17")) as server,
        client_of(server.url) as provider,
    ):
        with pytest.raises(ProviderError) as raised:
            await provider.balance()

    assert raised.value.refusal is Refusal.RATE
    assert raised.value.retry_after_s == 17
    assert len(server.calls) == 1


async def test_reads_wait_for_their_turn() -> None:
    async with (
        raw_server(always(200, '{"balance": 1}')) as server,
        client_of(
            server.url, timeouts=replace(QUICK, read_total_s=0.2), requests_per_minute=6
        ) as provider,
    ):
        await provider.balance()
        with pytest.raises(ProviderError):
            await provider.balance()

    assert len(server.calls) == 1


async def test_retries_do_not_log_the_key(caplog: pytest.LogCaptureFixture) -> None:
    async def reset(call: Call) -> None:
        call.reset()

    caplog.set_level(logging.DEBUG)
    async with raw_server(reset) as server, client_of(server.url) as provider:
        with capture_logs() as events, pytest.raises(ProviderError):
            await provider.balance()

    assert [event["event"] for event in events] == ["stamina.retry_scheduled"] * 2
    assert KEY not in caplog.text + repr(events)


async def test_reads_share_their_connection() -> None:
    async with (
        raw_server(always(200, '{"balance": 1}', "Set-Cookie: a=b")) as server,
        client_of(server.url) as provider,
    ):
        for _ in range(5):
            await provider.balance()

    assert server.connections == 1
    assert b"cookie" not in server.calls[-1].head.lower()


async def test_unreadable_services_are_left_out_and_counted(
    caplog: pytest.LogCaptureFixture,
) -> None:
    good = {"service": 1, "name": "A", "rate": "1", "min": 1, "max": 2}
    entries = [good, {**good, "service": 2, "rate": "free"}, None, {**good, "service": 0}, good]

    async with (
        raw_server(always(200, json.dumps(entries))) as server,
        client_of(server.url) as provider,
    ):
        found = await provider.services()

    assert [service.id for service in found] == ["1"]
    assert [vars(record)["entries"] for record in caplog.records if "entries" in vars(record)] == [
        4
    ]


async def test_the_key_never_shows(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = json.dumps({"error": f"Bad key={KEY} or {KEY.lower()}"})

    async with raw_server(always(400, body)) as server, client_of(server.url) as provider:
        with pytest.raises(ProviderError) as raised:
            await provider.balance()
        await provider.add(AddCall(service=UpstreamId("1"), fields={}))
        shown = f"{provider!r} {provider.__dict__['_options']!r} {raised.value!r}"

    assert KEY not in shown + caplog.text
    assert raised.value.text == "Bad key=*** or ***"
    assert "HTTP Request" not in caplog.text
