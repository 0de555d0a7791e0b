"""Confirm-to-durable orders per second, beside the same rows written by the bare driver."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import asyncpg
from sqlalchemy.engine import make_url

from db.database import Database
from db.engine import POSTGRES_POOL
from db.migrate import upgrade
from domain.ids import UserId
from tests.bench.figures import Figure
from tests.service.shopfloor import ShopFloor, a_request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from domain.ids import QuoteId

CROWD: Final = 32
ORDERS: Final = 1600
FIRST: Final = 1000
READS: Final = {
    "orders": "SELECT * FROM orders ORDER BY id",
    "transfers": "SELECT * FROM transfers WHERE order_id IS NOT NULL ORDER BY order_id",
    "outbox": "SELECT * FROM outbox ORDER BY id",
}
"""Where placing inserts a row each; besides, it moves two balances."""
TAKE: Final = "UPDATE accounts SET balance_micros = balance_micros - {0} WHERE key = {1}"
GIVE: Final = "UPDATE accounts SET balance_micros = balance_micros + {0} WHERE key = {1}"


@dataclass(slots=True)
class Run:
    """Seconds for each order, and for all."""

    total_s: float = 0.0
    each_s: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.each_s) / self.total_s

    @property
    def p99_ms(self) -> float:
        return sorted(self.each_s)[int(len(self.each_s) * 0.99)] * 1000


async def measure(kind: str, fresh: Callable[[], str]) -> list[Figure]:
    """Place orders for one customer and for 32 at once; `fresh` gives URLs of empty databases."""
    figures = []
    for customers in (1, CROWD):
        count = ORDERS if customers == CROWD else ORDERS // 4
        shop, bare = fresh(), fresh()
        run = await place(shop, customers, count)
        floor = await write_bare(shop, bare, customers, count)
        figures += _figures(f"orders placed, {kind}, {customers} at once", run, floor, customers)
    return figures


def _figures(label: str, run: Run, floor: Run, customers: int) -> list[Figure]:
    speed = Figure(
        name=label,
        value=run.per_second,
        unit="1/s",
        floor=floor.per_second,
        limit=0.25 if customers == CROWD else None,
        most=False,
    )
    slowest = Figure(
        name=f"{label}: p99",
        value=run.p99_ms,
        unit="ms",
        limit=100 if customers == CROWD else None,
    )
    return [speed, slowest]


async def place(url: str, customers: int, count: int) -> Run:
    """Confirm quotes of so many customers at once, each one after another."""
    async with _stocked(url, customers, count) as (floor, quotes):

        async def buy(mine: Sequence[tuple[UserId, QuoteId]]) -> None:
            for user_id, quote in mine:
                started = time.perf_counter()
                await floor.place(quote, user_id)
                run.each_s.append(time.perf_counter() - started)

        run = Run()
        await _timed(run, buy, [[(who, quote) for quote in own] for who, own in quotes.items()])
    return run


async def write_bare(
    shop: str, bare: str, customers: int, count: int, reads: Mapping[str, str] = READS
) -> Run:
    """Write the rows that placing wrote, one commit an order, by sqlite3 or asyncpg alone."""
    async with _stocked(bare, customers, count):
        pass
    if make_url(shop).drivername.startswith("sqlite"):
        return _sqlite(str(make_url(shop).database), str(make_url(bare).database), reads)
    return await _postgres(shop, bare, customers, reads)


@asynccontextmanager
async def _stocked(
    url: str, customers: int, count: int
) -> AsyncIterator[tuple[ShopFloor, dict[UserId, list[QuoteId]]]]:
    """A shop whose customers have money and quotes."""
    await upgrade(url)
    database = Database.open(url)
    floor = ShopFloor(database)
    try:
        await database.fill()  # as a shop does at its start, and the floor's pool
        await floor.open()
        service = await floor.add_service()
        quotes: dict[UserId, list[QuoteId]] = {}
        for number in range(customers):
            user_id = await floor.add_customer(UserId(FIRST + number), money="100000")
            wanted = range(1 + count // customers)
            quotes[user_id] = [
                (await floor.quote(service, a_request(1000 + n), user_id)).quote.id for n in wanted
            ]
        yield floor, quotes
    finally:
        await database.close()


def _sqlite(shop: str, bare: str, reads: Mapping[str, str]) -> Run:
    with closing(sqlite3.connect(shop)) as source:
        rows = [source.execute(query).fetchall() for query in reads.values()]
        columns = [c[1] for c in source.execute("PRAGMA table_info(orders)")]
    inserts = [
        f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})"
        for table, found in zip(reads, rows, strict=True)
    ]
    user, charge = columns.index("user_id"), columns.index("charge_micros")
    run = Run()
    with closing(sqlite3.connect(bare, isolation_level=None)) as target:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            target.execute(f"PRAGMA {pragma}")
        begun = time.perf_counter()
        for row in zip(*rows, strict=True):
            started = time.perf_counter()
            target.execute("BEGIN IMMEDIATE")
            for insert, values in zip(inserts, row, strict=True):
                target.execute(insert, values)
            target.execute(TAKE.format("?", "?"), (row[0][charge], f"wallet:{row[0][user]}"))
            target.execute(GIVE.format("?", "?"), (row[0][charge], f"hold:{row[0][user]}"))
            target.execute("COMMIT")
            run.each_s.append(time.perf_counter() - started)
        run.total_s = time.perf_counter() - begun
    return run


async def _postgres(shop: str, bare: str, customers: int, reads: Mapping[str, str]) -> Run:
    async with _pool(shop) as source:
        rows = [await source.fetch(query) for query in reads.values()]
    written = list(zip(*rows, strict=True))
    inserts = [_insert(t, len(r[0])) for t, r in zip(reads, rows, strict=True)]
    run = Run()
    async with _pool(bare) as target:

        async def write(mine: Sequence[Any]) -> None:
            for own in mine:
                started = time.perf_counter()
                async with target.acquire() as connection, connection.transaction():
                    for insert, row in zip(inserts, own, strict=True):
                        await connection.execute(insert, *row.values())
                    order = own[0]
                    moved = order["charge_micros"]
                    hold, wallet = f"hold:{order['user_id']}", f"wallet:{order['user_id']}"
                    await connection.execute(GIVE.format("$1", "$2"), moved, hold)
                    await connection.execute(TAKE.format("$1", "$2"), moved, wallet)
                run.each_s.append(time.perf_counter() - started)

        await _timed(run, write, [written[n::customers] for n in range(customers)])
    return run


@asynccontextmanager
async def _pool(url: str) -> AsyncIterator[asyncpg.Pool]:
    parsed = make_url(url)
    pool = await asyncpg.create_pool(
        user="postgres",
        database=parsed.database,
        host=parsed.query["host"],
        min_size=POSTGRES_POOL,
        max_size=POSTGRES_POOL,
    )
    async with pool:
        yield pool


def _insert(table: str, columns: int) -> str:
    places = ", ".join(f"${n}" for n in range(1, columns + 1))
    return f"INSERT INTO {table} VALUES ({places})"


async def _timed(
    run: Run, work: Callable[[Sequence[Any]], Awaitable[None]], portions: Sequence[Sequence[Any]]
) -> None:
    """Do all at once, and time it but for the first of each portion.

    With that one the connections prepare their statements, as they do once in a shop's life.
    """
    await asyncio.gather(*(work(portion[:1]) for portion in portions))
    run.each_s.clear()
    started = time.perf_counter()
    await asyncio.gather(*(work(portion[1:]) for portion in portions))
    run.total_s = time.perf_counter() - started
