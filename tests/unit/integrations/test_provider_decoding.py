"""Reading bodies: what is forgiven, what is refused, and what it may cost."""

from __future__ import annotations

import gzip
import json
import time
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from integrations.provider.bodies import BodyError, read_body
from integrations.provider.catalogue import MAX_ENTRIES, read_services
from integrations.provider.decoding import UnreadableError, decode


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": 0.00011999999999999999}', {"a": Decimal("0.00011999999999999999")}),
        (b'\xef\xbb\xbf  {"a": 1}\n', {"a": 1}),
        (b'[{"a": 1,},\n]', [{"a": 1}]),
        (b'{"name": "a, ]", "b": [1, ], }', {"name": "a, ]", "b": [1]}),
        (b'{"name": "quote \\" , }", }', {"name": 'quote " , }'}),
        (b'\nNotice: Undefined offset [1] in /x.php on line 3\n{"a": 1,}', {"a": 1}),
        (b'{"a": "\xff"}', {"a": "�"}),
        (b"null", None),
        (b'{"1": {"a": 1}, "1": {"a": 1}}', {"1": {"a": 1}}),
        (b'{"order": 1, "order": 2, "order": 3}', {"order": [1, 2]}),
    ],
)
def test_what_panels_really_send_is_read(body: bytes, value: object) -> None:
    assert decode(body) == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html></html>",
        b"error code: 522",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e99999999999999999999}',
        b"[" + b"9" * 5000 + b"]",
        b'{"a": 1',
        b'{"error": "x", "data": {"order": 5}',
        b'"error": "x", "data": {"order": 5}',
        b'{"a": 1} trailing',
        b"[" * 17 + b"]" * 17,
        b"[" * 300_000,
        b'{"a":' * 300_000,
        b"[" + b"{}," * 400_001 + b"{}]",
        b"[" + b"1," * 2_000_001 + b"1]",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_what_is_no_sane_json_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        decode(body)


@pytest.mark.parametrize(
    "body",
    [b'"' + b'\\"' * 2_000_000, b'"\\"' * 600_000, b"x[ " * 300_000, b",\n" * 900_000],
    ids=lambda body: repr(body[:8]),
)
def test_hostile_text_is_refused_in_linear_time(body: bytes) -> None:
    started = time.process_time()

    with pytest.raises(UnreadableError):
        decode(body)

    assert time.process_time() - started < 2


def test_six_thousand_services_decode_in_less_than_three_tenths_of_a_second() -> None:
    body = catalogue(6000)
    started = time.process_time()

    listing = read_services(decode(body))

    assert time.process_time() - started < 0.3
    assert len(listing.services) == 6000
    assert listing.skipped == 0


def test_more_services_than_a_shop_can_hold_are_refused() -> None:
    with pytest.raises(UnreadableError):
        read_services(decode(catalogue(MAX_ENTRIES + 1)))


async def test_a_compressed_bomb_stops_at_the_cap() -> None:
    bomb = gzip.compress(b" " * 200_000_000)

    tracemalloc.start()
    with pytest.raises(BodyError):
        await read_body(pieces(bomb, 65_536), encoding="gzip", cap=1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 5_000_000


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "x-gzip", "deflate"])
async def test_every_encoding_is_undone_in_pieces_of_any_size(encoding: str, size: int) -> None:
    plain = b'{"order": 23501}'

    body = await read_body(pieces(encoded(plain, encoding), size), encoding=encoding, cap=16)

    assert body == plain


async def test_one_byte_above_the_cap_is_too_much() -> None:
    with pytest.raises(BodyError):
        await read_body(pieces(b"12345", 2), encoding="", cap=4)


async def pieces(data: bytes, size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def encoded(plain: bytes, encoding: str) -> bytes:
    match encoding:
        case "gzip" | "x-gzip":
            return gzip.compress(plain)
        case "deflate":
            return zlib.compress(plain)
        case _:
            return plain


def catalogue(entries: int) -> bytes:
    return json.dumps(
        [
            {
                "service": number,
                "name": f"Instagram Followers — Real [Refill 30D] [Max 500K] #{number}",
                "type": "Default",
                "category": "Instagram Followers | Refill",
                "rate": "1.2345",
                "min": "100",
                "max": 500_000,
                "dripfeed": True,
                "refill": 1,
                "cancel": "0",
            }
            for number in range(1, entries + 1)
        ]
    ).encode()
