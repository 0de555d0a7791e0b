"""Requests a second to the served API, beside a bare aiohttp server and beside the bare driver."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from aiohttp import web

from bot.clock import SystemClock
from bot.http import serving
from db.database import Database
from db.migrate import upgrade
from domain.ids import UserId
from integrations.provider.client import HttpProvider
from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import LocalProvider
from tests.api.counter import open_counter
from tests.bench.catalogue import MAIN, import_all
from tests.bench.figures import Figure
from tests.bench.loading import load
from tests.bench.orders import CROWD, FIRST, READS, write_bare

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.api.counter import Counter
    from tests.bench.loading import Load

SERVICES: Final = 6000
CLIENTS: Final = 8
BALANCES: Final = 8000
LISTS: Final = 4000
ORDERS: Final = 3200
ROUNDS: Final = 8
WRITTEN: Final = {table: READS[table] for table in ("orders", "transfers")}
MONEY: Final = "100000"


async def measure_reads(url: str) -> list[Figure]:
    """Balance and services, as fast as clients can ask."""
    async with _counter(url) as counter:
        await _stock(counter, SERVICES)
        key = counter.keys[UserId(FIRST)]
        balance = _request(f"key={key}&action=balance")
        listing = _request(f"key={key}&action=services", "Accept-Encoding: gzip\r\n")
        return [
            await _compared(counter, "balance", balance, count=BALANCES, limit=1 / 2),
            await _compared(counter, "services", listing, count=LISTS, limit=4 / 5),
        ]


async def measure_adds(kind: str, fresh: Callable[[], str]) -> list[Figure]:
    """Orders of 32 clients at once, until each is durable and answered."""
    shop, bare = fresh(), fresh()
    async with _counter(shop, customers=CROWD) as counter:
        await _stock(counter, 1)
        await load(counter.port, [_adds(key, 2, "first") for key in counter.keys.values()])
        sent = [_adds(key, ORDERS // CROWD) for key in counter.keys.values()]
        found = await load(counter.port, sent)
    assert '"order":' in found.last, found.last
    floor = await write_bare(shop, bare, CROWD, CROWD, WRITTEN)
    label = f"add by API, {kind}, {CROWD} clients"
    return [
        Figure(
            name=label,
            value=found.per_second,
            unit="1/s",
            floor=floor.per_second,
            limit=1 / 3,
            most=False,
        ),
        Figure(name=f"{label}: p99", value=found.p99_ms, unit="ms", limit=250),
    ]


async def _compared(
    counter: Counter, action: str, request: str, *, count: int, limit: float
) -> Figure:
    """The best of a few rounds of each, turn about."""
    ours: list[Load] = []
    bare: list[Load] = []
    sent = [[request] * (count // CLIENTS)] * CLIENTS
    ours.append(await load(counter.port, sent))
    async with _bare(ours[0].last.encode("latin-1"), counter, request) as port:
        for _ in range(ROUNDS):
            bare.append(await load(port, sent))
            ours.append(await load(counter.port, sent))
    return Figure(
        name=f"{action} by API, {CLIENTS} clients",
        value=max(run.per_second for run in ours),
        unit="1/s",
        floor=max(run.per_second for run in bare),
        limit=limit,
        most=False,
    )


@asynccontextmanager
async def _counter(url: str, customers: int = 1) -> AsyncIterator[Counter]:
    """An API with customers who have money and a key each."""
    await upgrade(url)
    database = Database.open(url)
    try:
        await database.fill()  # as a shop does at its start
        async with open_counter(database, clock=SystemClock(), per_minute=10**9) as counter:
            for number in range(customers):
                user_id = await counter.floor.add_customer(UserId(FIRST + number), money=MONEY)
                await counter.give_key(user_id)
            yield counter
    finally:
        await database.close()


async def _stock(counter: Counter, count: int) -> None:
    if count == 1:
        await counter.floor.add_service()
    else:
        async with LocalProvider(services=catalogue(count), auto=False) as local:
            client = HttpProvider(MAIN, local.api_url, key=local.key, currency="USD")
            await import_all(counter.floor.database, client)
            await client.close()
    await counter.refresh()


@asynccontextmanager
async def _bare(last: bytes, counter: Counter, request: str) -> AsyncIterator[int]:
    """Aiohttp and nothing else, with the same answer; gives its port."""
    head = last.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    headers = dict(line.split(": ", 1) for line in head)
    for own in ("Content-Length", "Date", "Server"):
        headers.pop(own, None)
    body = await _body_of(counter, request)

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=body, headers=headers)

    app = web.Application()
    app.router.add_post("/api/v2", answer)
    async with serving(app, host="127.0.0.1", port=0) as port:
        yield port


async def _body_of(counter: Counter, request: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", counter.port)
    writer.write(request.encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.partition(b"Content-Length: ")[2].partition(b"\r")[0])
    body = await reader.readexactly(length)
    writer.close()
    return body


def _request(form: str, headers: str = "") -> str:
    return (
        f"POST /api/v2 HTTP/1.1\r\nHost: shop\r\n{headers}"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(form)}\r\n\r\n{form}"
    )


def _adds(key: str, count: int, name: str = "name") -> list[str]:
    link = f"https%3A%2F%2Fwww.instagram.com%2F{name}"
    fields = f"key={key}&action=add&service=1&quantity=1000&link={link}"
    return [_request(f"{fields}{number}") for number in range(count)]
