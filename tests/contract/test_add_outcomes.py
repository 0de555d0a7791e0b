"""Every row of the outcome classifier over real sockets: what an `add` met, what it is called."""

from __future__ import annotations

import asyncio
import gzip
import socket
from dataclasses import replace

import pytest

from domain.ids import UpstreamId
from domain.provider import (
    Accepted,
    AddCall,
    AddOutcome,
    NotSent,
    Refusal,
    Refused,
    Throttled,
    Unconfirmed,
)
from integrations.provider.client import ADD_CAP
from tests.contract.raw_server import (
    KEY,
    QUICK,
    Behaviour,
    Call,
    always,
    answer,
    client_of,
    raw_server,
)

CALL = AddCall(service=UpstreamId("1"), fields={"link": "https://x.example/a", "quantity": "10"})
BOMB = gzip.compress(b'{"order": 5, "pad": "' + b" " * 50_000_000 + b'"}')


async def outcome_of(behave: Behaviour) -> AddOutcome:
    """Place one order; whatever came of it, exactly one request was made."""
    async with raw_server(behave) as server, client_of(server.url) as provider:
        outcome = await provider.add(CALL)
    assert len(server.calls) == 1
    assert server.connections == 1
    return outcome


@pytest.mark.parametrize(
    ("status", "body", "ident"),
    [
        (200, '{"order": 23501}', "23501"),
        (201, '{"order": "K7M2X9"}', "K7M2X9"),
        (200, '{"order": "a_B-9"}', "a_B-9"),
        (200, f'{{"order": "{"x" * 64}"}}', "x" * 64),
        (200, '{"status": "success", "order": 151, "charge": "0.1"}', "151"),
        (200, '{"order": 1, "error": null}', "1"),
        (200, '{"order_id": 2}', "2"),
        (200, '{"orderID": "3"}', "3"),
        (200, '{"Order": 4}', "4"),
        (200, '{"id": 5}', "5"),
        (200, '\ufeff{"order": 6,}', "6"),
        (200, '<br />\n<b>Notice</b>: Undefined index: x in /a.php<br />\n{"order": 7}', "7"),
    ],
)
async def test_a_usable_id_without_an_error_is_accepted(
    status: int, body: str, ident: str
) -> None:
    assert await outcome_of(always(status, body)) == Accepted(UpstreamId(ident))


@pytest.mark.parametrize("status", [200, 400, 402, 422])
@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ('{"error": "Incorrect API key"}', Refusal.AUTH),
        ('{"error": "neworder.error.not_enough_funds"}', Refusal.FUNDS),
        ('{"error": {"code": 402, "message": "Insufficient balance"}}', Refusal.FUNDS),
        ('{"error": "You have active order with this link. Please wait"}', Refusal.DUPLICATE_LINK),
        ('{"status": "fail", "message": "Service ID does not exists"}', Refusal.SERVICE),
        ('{"errors": ["Quantity less than minimal 50"]}', Refusal.QUANTITY),
        ('{"message": "Invalid", "errors": {"link": ["Invalid link"]}}', Refusal.LINK),
        ('{"error": "interval is required", "order": null}', Refusal.DATA),
    ],
)
async def test_a_definite_error_text_is_a_refusal(
    status: int, body: str, refusal: Refusal
) -> None:
    outcome = await outcome_of(always(status, body))

    assert isinstance(outcome, Refused)
    assert outcome.refusal is refusal


@pytest.mark.parametrize(
    ("headers", "pause_s"),
    [
        (["Retry-After: 12"], 12),
        (["Retry-After: 99999"], 3600),
        (
            [
                "Retry-After: Sun, 06 Nov 1994 08:50:37 GMT",
                "Date: Sun, 06 Nov 1994 08:49:37 GMT",
            ],
            60,
        ),
        (["Retry-After: soon"], 30),
        ([], 30),
    ],
)
@pytest.mark.parametrize("body", ['{"error": "Too many requests"}', "<html>slow down", ""])
async def test_429_is_throttled_with_its_pause(
    headers: list[str], pause_s: float, body: str
) -> None:
    assert await outcome_of(always(429, body, *headers)) == Throttled(pause_s)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, ""),
        (200, "null"),
        (200, "[]"),
        (200, "{}"),
        (200, "true"),
        (200, '"23501"'),
        (200, "23501"),
        (200, '[{"order": 5}]'),
        (200, '{"order": 0}'),
        (200, '{"order": "0"}'),
        (200, '{"order": -5}'),
        (200, '{"order": 5.0}'),
        (200, '{"order": true}'),
        (200, '{"order": null}'),
        (200, '{"order": ""}'),
        (200, '{"order": "5 6"}'),
        (200, '{"order": "5\\n"}'),
        (200, '{"order": "٥"}'),
        (200, f'{{"order": "{"x" * 65}"}}'),
        (200, '{"order": {"id": 5}}'),
        (200, '{"order": [5]}'),
        (200, '{"order": NaN}'),
        (200, '{"order": 5'),
        (200, '{"a": 1, "data": {"order": 5}'),
        (200, '{"order": 5} {"order": 6}'),
        (200, '{"order": 5, "order": 6}'),
        (200, '{"order": 5, "error": "a", "error": "b"}'),
        (200, '{"order": 5, "error": "Incorrect link"}'),
        (200, '{"order": 5, "status": "error"}'),
        (200, '{"order": 5, "success": false}'),
        (200, '{"status": "success"}'),
        (200, '{"error": "Something else went wrong"}'),
        (200, '{"error": "Failed to create order. Please try again later."}'),
        (200, '{"error": true}'),
        (200, '{"error": "Incorrect request"}'),
        (200, "<!DOCTYPE html><html><body>Maintenance</body></html>"),
        (200, f'{{"order": 5, "pad": "{"x" * ADD_CAP}"}}'),
        (200, "[" * 30_000),
        (204, ""),
        (301, '{"order": 5}'),
        (302, ""),
        (400, '{"order": 5}'),
        (400, '{"error": "Missing or malformed field"}'),
        (403, "<html>Just a moment...</html>"),
        (429, '{"order": 5}'),
        (500, '{"error": "Not enough funds on balance"}'),
        (500, '{"order": 5}'),
        (500, '{"error": "Too many requests"}'),
        (502, "<html>Bad gateway</html>"),
        (503, ""),
        (522, "error code: 522"),
    ],
)
async def test_everything_else_is_unconfirmed(status: int, body: str) -> None:
    outcome = await outcome_of(always(status, body))

    assert isinstance(outcome, Unconfirmed)
    assert outcome.cause


async def reset_after_reading(call: Call) -> None:
    call.reset()


async def close_after_reading(call: Call) -> None:
    call.writer.close()


async def never_answer(call: Call) -> None:
    await asyncio.sleep(5)


async def drip(call: Call) -> None:
    await call.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        await call.raw(b" ")
        await asyncio.sleep(0.05)


async def promise_more_than_sent(call: Call) -> None:
    await call.raw(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"order": 5}')
    call.writer.close()


async def promise_less_than_sent(call: Call) -> None:
    await call.raw(b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"order": 5}')


async def break_off_between_chunks(call: Call) -> None:
    await call.raw(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n{"order": 5}\r\n')
    call.reset()


async def speak_nonsense(call: Call) -> None:
    await call.raw(b"\x16\x03\x01 this is not HTTP\r\n\r\n")


async def explode(call: Call) -> None:
    await call.reply(200, BOMB, "Content-Encoding: gzip")


async def compress_badly(call: Call) -> None:
    await call.reply(200, b'{"order": 5}', "Content-Encoding: gzip")


async def compress_oddly(call: Call) -> None:
    await call.reply(200, b'{"order": 5}', "Content-Encoding: br")


async def cut_compression(call: Call) -> None:
    await call.reply(200, gzip.compress(b'{"order": 5}')[:-9], "Content-Encoding: gzip")


async def redirect_elsewhere(call: Call) -> None:
    await call.reply(307, b"", "Location: /api/v2")


@pytest.mark.parametrize(
    "behave",
    [
        reset_after_reading,
        close_after_reading,
        never_answer,
        drip,
        promise_more_than_sent,
        promise_less_than_sent,
        break_off_between_chunks,
        speak_nonsense,
        explode,
        compress_badly,
        compress_oddly,
        cut_compression,
        redirect_elsewhere,
    ],
)
async def test_a_fault_after_sending_is_unconfirmed(behave: Behaviour) -> None:
    assert isinstance(await outcome_of(behave), Unconfirmed)


async def test_a_reset_before_the_request_was_read_is_unconfirmed() -> None:
    async with (
        raw_server(reset_after_reading, reads_requests=False) as server,
        client_of(server.url) as provider,
    ):
        outcome = await provider.add(CALL)

    assert isinstance(outcome, Unconfirmed)
    assert server.connections == 1


async def test_a_compressed_answer_is_read_all_the_same() -> None:
    body = gzip.compress(b'{"order": 5}')

    outcome = await outcome_of(always(200, body, "Content-Encoding: gzip"))

    assert outcome == Accepted(UpstreamId("5"))


async def test_a_refused_connection_was_not_sent() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/api/v2"
        async with client_of(url) as provider:
            assert isinstance(await provider.add(CALL), NotSent)


async def test_a_failed_tls_handshake_was_not_sent() -> None:
    async with (
        raw_server(speak_nonsense, reads_requests=False) as server,
        client_of(server.url.replace("http:", "https:")) as provider,
    ):
        assert isinstance(await provider.add(CALL), NotSent)


async def test_an_order_that_finds_no_free_connection_was_not_sent() -> None:
    all_held, released = asyncio.Event(), asyncio.Event()

    async def hold(call: Call) -> None:
        if len(server.calls) == 8:
            all_held.set()
        await released.wait()
        await call.reply(200, b'{"order": 5}')

    async with raw_server(hold) as server:
        patient = replace(QUICK, read_s=5, add_total_s=5)
        async with client_of(server.url, timeouts=patient) as provider, asyncio.TaskGroup() as tg:
            held = [tg.create_task(provider.add(CALL)) for _ in range(8)]
            await all_held.wait()
            assert isinstance(await provider.add(CALL), NotSent)
            released.set()

    assert {task.result() for task in held} == {Accepted(UpstreamId("5"))}
    assert len(server.calls) == 8


async def test_an_order_that_waits_too_long_for_its_turn_was_not_sent() -> None:
    async with (
        raw_server(always(200, '{"order": 5}')) as server,
        client_of(server.url, requests_per_minute=6) as provider,
    ):
        first, second = await provider.add(CALL), await provider.add(CALL)

    assert isinstance(first, Accepted)
    assert isinstance(second, NotSent)
    assert len(server.calls) == 1


async def test_a_field_that_cannot_be_encoded_was_not_sent() -> None:
    call = AddCall(service=UpstreamId("1"), fields={"link": "https://x.example/\ud800"})

    async with (
        raw_server(always(200, '{"order": 5}')) as server,
        client_of(server.url) as provider,
    ):
        assert isinstance(await provider.add(call), NotSent)

    assert not server.calls


async def test_a_closed_client_sends_nothing() -> None:
    async with (
        raw_server(always(200, '{"order": 5}')) as server,
        client_of(server.url) as provider,
    ):
        await provider.close()
        assert isinstance(await provider.add(CALL), NotSent)


async def test_cancellation_after_sending_escapes() -> None:
    async with raw_server(never_answer) as server, client_of(server.url) as provider:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await provider.add(CALL)

    assert len(server.calls) == 1


async def test_every_order_goes_over_its_own_connection() -> None:
    async with (
        raw_server(always(200, '{"order": 5}')) as server,
        client_of(server.url) as provider,
    ):
        for _ in range(3):
            await provider.add(CALL)

    assert server.connections == 3


async def test_the_key_that_a_panel_echoes_is_masked() -> None:
    body = f'{{"error": "Invalid API key {KEY}; {KEY[:12]}\\u0007 given"}}'

    refused = await outcome_of(always(200, body))
    odd = await outcome_of(always(200, f'{{"error": "What is {KEY.upper()}?"}}'))

    assert refused == Refused(Refusal.AUTH, "Invalid API key ***; *** given")
    assert odd == Unconfirmed("HTTP 200: error: What is ***?")


async def test_a_long_error_is_cut() -> None:
    outcome = await outcome_of(always(200, '{"error": "Bad link ' + "x" * 5000 + '"}'))

    assert isinstance(outcome, Refused)
    assert len(outcome.text) == 200


async def test_pieces_of_an_answer_are_put_together() -> None:
    async def in_pieces(call: Call) -> None:
        for byte in answer(200, b'{"order": 5}'):
            await call.raw(bytes([byte]))

    assert await outcome_of(in_pieces) == Accepted(UpstreamId("5"))
