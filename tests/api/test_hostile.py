"""Slow, huge and broken clients: they are put out, and nobody else notices; nothing leaks."""

from __future__ import annotations

import asyncio
import gzip
import logging
from typing import Any
from unittest.mock import patch

import pytest
from structlog.testing import capture_logs

import api.app
import bot.patience
from api.app import MOST_BYTES
from services.api.read import ReadBalance
from tests.api.counter import Counter
from tests.service.shopfloor import CUSTOMER, LINK

SECRET_LINK = f"{LINK}-canary-link"


async def connected(counter: Counter) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", counter.port)


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 10_000_000])
async def test_a_body_beyond_64_kilobytes_is_refused_before_it_is_read(
    lite: Counter, size: int
) -> None:
    reader, writer = await connected(lite)
    head = f"POST /api/v2 HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n"
    writer.write(head.encode())

    answer = await reader.readuntil(b"}")

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'{"error":"Request body is too large"}' in answer
    writer.close()


async def test_a_body_that_hides_its_size_is_cut(lite: Counter) -> None:
    reader, writer = await connected(lite)
    writer.write(b"POST /api/v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(5):
        writer.write(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")

    assert (await reader.readuntil(b"}")).startswith(b"HTTP/1.1 413 ")
    writer.close()


async def test_a_full_sized_body_is_read(lite: Counter) -> None:
    call = {"key": lite.keys[CUSTOMER], "action": "balance", "junk": "x" * 65_000}

    assert (await lite.send("POST", data=call)).body["balance"] == "10.00"


async def test_a_packed_body_is_not_unpacked(lite: Counter) -> None:
    bomb = gzip.compress(b"a=" + b"x" * 10_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}

    reply = await lite.send("POST", data=bomb, headers=headers)

    assert reply.body == {"error": "Invalid API key"}


async def test_a_body_that_never_ends_is_given_up(lite: Counter) -> None:
    with patch.object(api.app, "BODY_S", 0.05):
        reader, writer = await connected(lite)
        writer.write(b"POST /api/v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nkey=")
        answer = await reader.readuntil(b"}")

    assert answer.startswith(b"HTTP/1.1 408 ")
    writer.close()


@pytest.mark.parametrize(
    "start", [b"", b"POST /api/v2 HT", b"POST /api/v2 HTTP/1.1\r\nHost: x\r\n"]
)
async def test_a_head_that_never_ends_is_given_up(lite: Counter, start: bytes) -> None:
    with patch.object(bot.patience, "HEAD_S", 0.05):
        reader, writer = await connected(lite)
        writer.write(start)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
    writer.close()


async def test_a_second_head_on_the_same_connection_may_not_trickle_either(lite: Counter) -> None:
    reader, writer = await connected(lite)
    call = f"key={lite.keys[CUSTOMER]}&action=balance"
    writer.write(f"GET /api/v2?{call} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    await reader.readuntil(b"}")
    with patch.object(bot.patience, "HEAD_S", 0.05):
        writer.write(b"GET /api")
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)
    writer.close()


async def ask_without_end(writer: asyncio.StreamWriter, request: str) -> None:
    while True:
        writer.write(request.encode() * 50)
        await writer.drain()
        await asyncio.sleep(0)


async def test_who_does_not_read_is_given_up(lite: Counter) -> None:
    request = f"GET /api/v2?key={lite.keys[CUSTOMER]}&action=services HTTP/1.1\r\nHost: x\r\n\r\n"
    with patch.object(bot.patience, "ANSWER_S", 0.05):
        _reader, writer = await connected(lite)
        transport: Any = writer.transport
        transport.pause_reading()
        with pytest.raises(ConnectionError):
            await ask_without_end(writer, request)
    writer.close()


async def test_others_are_served_while_two_hundred_trickle(lite: Counter) -> None:
    slow = [await connected(lite) for _ in range(200)]
    for _, writer in slow:
        writer.write(b"POST /api/v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nk")

    async with asyncio.timeout(5):
        for _ in range(20):
            assert (await lite.tell(action="balance"))["balance"] == "10.00"

    for _, writer in slow:
        writer.close()


async def test_a_client_that_leaves_amid_its_request_is_no_fault(lite: Counter) -> None:
    with capture_logs() as lines:
        _reader, writer = await connected(lite)
        writer.write(b"POST /api/v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nk")
        await lite.tell(action="balance")
        writer.close()
        await writer.wait_closed()
        await lite.tell(action="balance")

    assert lines == []


async def test_neither_keys_nor_links_are_logged(
    lite: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    key = lite.keys[CUSTOMER]
    call = f"key={key}&action=add&service=1&quantity=100&link={SECRET_LINK}"
    caplog.set_level(logging.DEBUG)
    with capture_logs() as lines:
        for request in (
            f"GET /api/v2?{call} HTTP/1.1\r\nHost: x\r\n\r\n",
            f"GET /api/v2?{call} broken here HTTP/1.1\r\nHost: x\r\n\r\n",
            f"GET /api/v2?{call}\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
            f"POST /api/v2 HTTP/1.1\r\nHost : x\r\nX-Key: {call}\r\n\r\n",
        ):
            reader, writer = await connected(lite)
            writer.write(request.encode())
            assert await reader.read(20)
            writer.close()
        with patch.object(ReadBalance, "__call__", side_effect=RuntimeError("broke")):
            assert (await lite.ask(action="balance")).status == 500

    said = caplog.text + str(lines)
    assert key not in said
    assert "canary-link" not in said
    assert "request.malformed" in said


async def test_pipelined_requests_are_answered_in_turn(lite: Counter) -> None:
    call = f"GET /api/v2?key={lite.keys[CUSTOMER]}&action=balance HTTP/1.1\r\nHost: x\r\n\r\n"
    reader, writer = await connected(lite)
    writer.write(call.encode() * 3 + call.replace("Host", "Connection: close\r\nHost").encode())

    assert (await reader.read()).count(b'{"balance":"10.00","currency":"USD"}') == 4
    writer.close()


async def test_the_oldest_clients_are_answered_too(lite: Counter) -> None:
    reader, writer = await connected(lite)
    writer.write(
        f"GET /api/v2/?key={lite.keys[CUSTOMER]}&action=balance HTTP/1.0\r\n\r\n".encode()
    )

    answer = await reader.read()

    assert answer.startswith(b"HTTP/1.0 200 OK")
    assert answer.endswith(b'{"balance":"10.00","currency":"USD"}')
    writer.close()
