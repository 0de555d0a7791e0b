"""A million open orders: what claiming a hundred costs, and writing down a hundred answers."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import String, cast, insert, literal, select, text, update

from db.database import Database
from db.migrate import upgrade
from db.models.orders import orders
from services.ordering.poll import BATCH, LEASE
from services.ordering.settle import SettleOrders
from tests.bench.figures import Figure
from tests.service.ordering.scene import MAIN, Scene, status

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from sqlalchemy.sql.dml import Insert

    from domain.ids import UpstreamId
    from domain.orders import Order
    from domain.provider import StatusAnswers, UpstreamStatus

Done = TypeVar("Done")

OPEN: Final = 1_000_000
TURN_S: Final = 900
"""POLL_MAX_S: in this time every old order is asked about once."""
PASSES: Final = 60
NEWS: Final = {3: "in_progress", 41: "completed", 77: "partial"}
"""Which of a hundred answers say something new: every third a figure, one or two an end."""
SHARE: Final = 0.5
"""The most of the time that one worker may spend on keeping up with a million."""


@dataclass(slots=True)
class Spent:
    """Seconds of each batch of a hundred."""

    claims: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)


async def measure_scale(kind: str, url: str, count: int = OPEN) -> list[Figure]:
    """Fill a database, then poll it a while as a worker would, without the provider's own time."""
    await upgrade(url)
    database = Database.open(url)
    try:
        scene = await Scene(database).open()
        await _fill(scene, count)
        spent = await _work(scene)
    finally:
        await database.close()
    return _figures(f"{count:,} open orders, {kind}", spent, count)


async def _fill(scene: Scene, count: int) -> None:
    """Copy one running order, doubling, until there are so many; all are due."""
    first = await scene.running()
    await scene.answer(first, "in_progress", remains=900, start_count=100)
    have, due = 1, scene.clock.now() - timedelta(seconds=TURN_S)
    async with scene.database.write() as uow:
        await uow.connection.execute(update(orders).values(poll_at=due))
        await uow.commit()
    while have < count:
        more = min(have, count - have)
        async with scene.database.write() as uow:
            await uow.connection.execute(_copies(have, more, first.id))
            await uow.commit()
        have += more
    await _analyse(scene.database)


def _copies(have: int, more: int, first: int) -> Insert:
    number = orders.c.id + have
    own: dict[str, Any] = {
        "id": number,
        "quote_id": literal("b").concat(cast(number, String)),
        "upstream_id": literal("u").concat(cast(number, String)),
    }
    values: list[Any] = [own.get(column.name, column) for column in orders.c]
    copied = select(*values).where(orders.c.id < first + more)
    return insert(orders).from_select([column.name for column in orders.c], copied)


async def _analyse(database: Database) -> None:
    """Let the planner know its tables, as a server of that size does by itself."""
    async with database.write() as uow:
        await uow.connection.execute(text("ANALYZE"))
        await uow.commit()


async def _work(scene: Scene) -> Spent:
    spent = Spent()
    settle = SettleOrders(scene.database, scene.clock, scene.owners, scene.pacing)
    supplier = scene.providers[MAIN]
    for _ in range(PASSES):
        claimed = await _timed(spent.claims, partial(_claim, scene))
        assert len(claimed) == BATCH, len(claimed)
        await _timed(spent.answers, partial(settle, supplier, claimed, _answers(claimed)))
        await _timed(spent.floor, partial(_floor, scene, claimed))
    return spent


async def _claim(scene: Scene) -> list[Order]:
    now = scene.clock.now()
    async with scene.database.write() as uow:
        claimed = await uow.order_polls.claim(MAIN, BATCH, at=now, until=now + LEASE)
        await uow.commit()
    return claimed


async def _floor(scene: Scene, claimed: Sequence[Order]) -> None:
    """One durable UPDATE of the same hundred rows by their keys: less than that cannot be."""
    ids = [order.id for order in claimed]
    async with scene.database.write() as uow:
        await uow.connection.execute(
            update(orders).where(orders.c.id.in_(ids)).values(polls=orders.c.polls + 1)
        )
        await uow.commit()


def _answers(claimed: Sequence[Order]) -> StatusAnswers:
    """What a provider would say: most of it is nothing new."""
    return dict(_answer(place, order) for place, order in enumerate(claimed))


def _answer(place: int, order: Order) -> tuple[UpstreamId, UpstreamStatus]:
    assert order.upstream_id is not None
    word = NEWS.get(place, "in_progress")
    remains = 900 - place if place % 3 == 0 else order.remains
    return order.upstream_id, status(word, remains=remains, start_count=100)


async def _timed(times: list[float], act: Callable[[], Awaitable[Done]]) -> Done:
    started = time.perf_counter()
    done = await act()
    times.append(time.perf_counter() - started)
    return done


def _figures(label: str, spent: Spent, count: int) -> list[Figure]:
    claim, answer, floor = map(fmean, (spent.claims, spent.answers, spent.floor))
    needed = count / TURN_S / BATCH
    return [
        Figure(name=f"{label}: claims of 100", value=1 / claim, unit="1/s", floor=1 / floor),
        Figure(name=f"{label}: answers of 100", value=1 / answer, unit="1/s", floor=1 / floor),
        Figure(
            name=f"{label}: time of one poller",
            value=(claim + answer) * needed * 100,
            unit="%",
            limit=SHARE * 100,
        ),
    ]
