"""Answers made to harm: odd framing, odd headers, endless or huge bodies. Typed, bounded, once."""

from __future__ import annotations

import asyncio
import gzip
import json
from contextlib import suppress
from dataclasses import replace

import pytest

from domain.provider import Accepted, AddOutcome, ProviderError, Throttled, Unconfirmed
from integrations.provider.client import ADD_CAP, READ_CAP
from tests.contract.learner import CALL, IDS, learner
from tests.contract.raw_server import QUICK, Behaviour, Call, always, client_of, raw_server

OK = b"HTTP/1.1 200 OK\r\n"
BODY = b'{"order": 5, "balance": "1"}'
MOVED = b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)

HOSTILE = {
    "a header without end": OK + b"X: " + b"a" * 300_000 + b"\r\n" + LENGTH + b"\r\n" + BODY,
    "thousands of headers": OK + b"X: 1\r\n" * 5_000 + LENGTH + b"\r\n" + BODY,
    "a header without a colon": OK + b"nonsense\r\n" + LENGTH + b"\r\n" + BODY,
    "a negative length": OK + b"Content-Length: -5\r\n\r\n" + BODY,
    "two lengths": OK + LENGTH + b"Content-Length: 3\r\n\r\n" + BODY,
    "a length of words": OK + b"Content-Length: many\r\n\r\n" + BODY,
    "a chunk of absurd size": OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{",
    "a chunk of no size": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}",
    "a status of words": b"HTTP/1.1 fine OK\r\n" + LENGTH + b"\r\n" + BODY,
    "a status of four digits": b"HTTP/1.1 2000 OK\r\n" + LENGTH + b"\r\n" + BODY,
    "an old protocol": b"HTTP/0.9 200 OK\r\n" + LENGTH + b"\r\n" + BODY,
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "only interim answers": b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50,
    "a compression of compressions": OK
    + b"Content-Encoding: gzip, gzip, gzip\r\n"
    + LENGTH
    + b"\r\n"
    + BODY,
    "a redirect to nowhere": MOVED + b"Location: http://[::1\r\n\r\n",
    "a redirect in odd letters": MOVED + b"Location: \xff\xfe\r\n\r\n",
    "a pause in odd letters": b"HTTP/1.1 429 X\r\nRetry-After: \xff\r\nContent-Length: 0\r\n\r\n",
    "a pause of ages": b"HTTP/1.1 429 X\r\nRetry-After: " + b"9" * 5000 + b"\r\n\r\n",
    "nothing at all": b"",
}
HARMLESS = {"thousands of headers", "an old protocol"}


def sending(data: bytes) -> Behaviour:
    async def behave(call: Call) -> None:
        await call.raw(data)
        call.writer.close()

    return behave


async def order_and_ask(behave: Behaviour) -> AddOutcome:
    """Order once, ask everything; only ProviderError may come out."""
    hasty = replace(QUICK, read_s=0.3, add_total_s=0.5, read_total_s=0.5)
    async with raw_server(behave) as server:
        async with client_of(server.url, timeouts=hasty) as provider:
            outcome = await provider.add(CALL)
            assert len(server.calls) == 1
            for ask in (provider.balance(), provider.services(), provider.status(IDS)):
                with suppress(ProviderError):
                    await ask
        async with learner(server) as provider:
            with suppress(ProviderError):
                await provider.balance()
    return outcome


@pytest.mark.parametrize("name", HOSTILE)
async def test_odd_answers_are_nobodys_word(name: str) -> None:
    outcome = await order_and_ask(sending(HOSTILE[name]))

    kind = Throttled if name.startswith("a pause") else Unconfirmed
    assert isinstance(outcome, Accepted if name in HARMLESS else kind)


async def test_a_body_that_never_ends_is_left_at_the_cap() -> None:
    sent = 0

    async def flood(call: Call) -> None:
        nonlocal sent
        await call.raw(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            await call.raw(b"10000\r\n" + b" " * 65_536 + b"\r\n")
            sent += 65_536

    async with raw_server(flood) as server, client_of(server.url) as provider:
        assert isinstance(await provider.add(CALL), Unconfirmed)
        ordered, sent = sent, 0
        with pytest.raises(ProviderError):
            await provider.balance()

    # What lay in the sockets' buffers was sent too, but no more than that.
    assert ordered < ADD_CAP + 8_000_000
    assert sent < READ_CAP + 8_000_000


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 5000 + b"]" * 5000,
        b'{"order": ' + b"9" * 5000 + b"}",
        b'{"order": 1e999999999}',
        b'{"order": 5, "x": ' + b"[" * 40 + b"]" * 40 + b"}",
        json.dumps({str(n): n for n in range(9000)}).encode(),
        '{"order": "５"}'.encode(),
    ],
    ids=lambda body: repr(body[:20]),
)
async def test_deep_long_and_wide_values_are_no_order(body: bytes) -> None:
    outcome = await order_and_ask(always(200, body))

    assert isinstance(outcome, Unconfirmed)


async def test_a_bomb_in_every_layer_stops_early() -> None:
    bomb = gzip.compress(b'{"a": "' + b" " * 30_000_000 + b'"}')

    outcome = await order_and_ask(always(200, bomb, "Content-Encoding: gzip"))

    assert isinstance(outcome, Unconfirmed)


async def test_answers_that_come_in_drops_end_in_time() -> None:
    async def drop_by_drop(call: Call) -> None:
        for byte in OK + LENGTH + b"\r\n" + BODY:
            await call.raw(bytes([byte]))
            await asyncio.sleep(0.05)

    assert isinstance(await order_and_ask(drop_by_drop), Unconfirmed)


async def test_a_plain_answer_passes_all_the_same() -> None:
    assert isinstance(await order_and_ask(sending(OK + LENGTH + b"\r\n" + BODY)), Accepted)
