"""Every question goes out byte for byte as the panels' own sample client sends it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from domain.ids import UpstreamId
from domain.provider import AddCall, ProviderError
from integrations.provider.client import HttpProvider
from integrations.provider.dialects import CANONICAL, Dialect
from tests.contract.raw_server import KEY, always, client_of, raw_server

REQUESTS = Path(__file__).parent.parent / "fixtures" / "wire" / "requests"
RECORDED = sorted(path.stem for path in REQUESTS.glob("php_*.http"))
LATIN = "https://example.com/ü?a=1&b=%20 c"


def body_of(name: str) -> bytes:
    return (REQUESTS / f"{name}.http").read_bytes().splitlines()[-1]


async def repeat(provider: HttpProvider, fields: dict[str, str]) -> None:
    """Do what the sample client did."""
    match action := fields.pop("action"):
        case "services":
            await provider.services()
        case "balance":
            await provider.balance()
        case "add":
            await provider.add(AddCall(service=UpstreamId(fields.pop("service")), fields=fields))
        case "status":
            await provider.status(ids_in(fields))
        case "refill":
            await provider.refill(ids_in(fields))
        case "refill_status":
            await provider.refill_status(ids_in(fields))
        case "cancel":
            await provider.cancel(ids_in(fields))
        case _:
            pytest.fail(f"nothing was recorded of {action}")


def ids_in(fields: dict[str, str]) -> list[UpstreamId]:
    (text,) = fields.values()
    return [UpstreamId(ident) for ident in text.split(",")]


@pytest.mark.parametrize("name", RECORDED)
async def test_a_request_is_written_as_the_classic_client_writes_it(name: str) -> None:
    recorded = body_of(name)
    fields = dict(parse_qsl(recorded.decode(), keep_blank_values=True))
    del fields["key"]

    async with (
        raw_server(always(200, '{"error": "Invalid API key"}')) as server,
        client_of(server.url) as provider,
    ):
        with suppress(ProviderError):
            await repeat(provider, fields)

    assert server.calls[0].body == recorded.replace(b"key=KEY", b"key=" + KEY.encode())
    assert b"\r\nContent-Type: application/x-www-form-urlencoded\r\n" in server.calls[0].head
    assert server.calls[0].head.startswith(b"POST /api/v2 HTTP/1.1\r\n")
    assert len(server.calls) == 1


def test_every_sample_of_the_classic_client_is_repeated() -> None:
    actions = {re.sub(r"_\d+$", "", name.removeprefix("php_")) for name in RECORDED}

    assert actions == {
        "services",
        "balance",
        "add",
        "status",
        "refill",
        "refill_status",
        "cancel",
    }
    assert len(RECORDED) == 26


@pytest.mark.parametrize("dialect", [CANONICAL, Dialect(slash=True)])
async def test_letters_of_any_script_and_every_line_survive(dialect: Dialect) -> None:
    fields = {"link": LATIN, "comments": "schön\n👍 & more\r\nпривет"}
    async with (
        raw_server(always(200, '{"order": 1}')) as server,
        client_of(server.url, dialect=dialect) as provider,
    ):
        await provider.add(AddCall(service=UpstreamId("1"), fields=fields))

    sent = dict(parse_qsl(server.calls[0].body.decode("ascii")))
    assert sent == {"key": KEY, "action": "add", "service": "1", **fields}
    path = b"/api/v2/" if dialect.slash else b"/api/v2"
    assert server.calls[0].head.startswith(b"POST " + path + b" HTTP/1.1\r\n")
