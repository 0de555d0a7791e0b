"""SQLite's one writer: units of work take turns, and brief ones share their trip to the disk.

A COMMIT waits for the disk however little it holds, and everybody else waits behind it. Brief
units that stand in the queue therefore follow one another in one transaction, and one COMMIT
makes all of them durable. Nobody waits for company: who ends while nobody stands behind commits
at once.

A unit in a group keeps every promise that a unit alone does:

- `commit` returns when its work is on disk, and raises when it will not be.
- Leaving without `commit`, by an error or a cancellation, undoes its own work and no other's.
- Units run one after another, each to its end: none sees another's half.
- What it read is so. One that leaves without `commit` after others of its group waits for their
  COMMIT too: it may have read what a power cut would still take back.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

from db.group import Group
from db.locking import lock
from db.turns import Turns
from db.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlalchemy.engine import Engine
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


class OneWriter:
    """Hands out units of work, one at a time, in the order of asking."""

    def __init__(self, *, threaded: AsyncEngine, inline: Engine) -> None:
        self._threaded = threaded
        self._inline = inline
        self._turns = Turns()
        self._group: Group | None = None
        self._disk = ThreadPoolExecutor(1, "commit")

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[UnitOfWork]:
        """A transaction of its own, whose statements run in the connection's thread."""
        await self._take_turn(brief=False)
        try:
            async with self._threaded.connect() as connection:
                await lock(connection)
                yield UnitOfWork(connection)
        finally:
            self._turns.pass_on()

    @asynccontextmanager
    async def together(self) -> AsyncIterator[UnitOfWork]:
        """A place in a transaction that brief units share; statements run in this thread."""
        await self._take_turn(brief=True)
        unit = await self._joined()
        try:
            yield unit
        except BaseException as reason:
            await unit.leave(at_once=not isinstance(reason, Exception))
            raise
        await unit.leave()

    def close(self) -> None:
        """Let go of the thread that commits."""
        self._disk.shutdown()

    async def _take_turn(self, *, brief: bool) -> None:
        place = self._turns.ask(brief=brief)
        try:
            await place.wait()
        except asyncio.CancelledError:
            if place.given:
                await self._pass_on()
            raise

    async def _joined(self) -> GroupUnit:
        try:
            self._group = self._group or await Group.open(self._inline)
            return GroupUnit(self._group, self._pass_on)
        except BaseException:
            await self._pass_on()
            raise

    async def _pass_on(self) -> None:
        """End the group unless another unit can join; whoever is cancelled here, it goes on."""
        following, group = self._turns.next(), self._group
        if group is None or (following and following.brief and group.has_room):
            self._turns.pass_on()
            return
        self._group = None
        try:
            await asyncio.shield(self._end(group))
        except asyncio.CancelledError:
            await group.ended()
            raise

    async def _end(self, group: Group) -> None:
        try:
            await group.end(self._disk)
        finally:
            self._turns.pass_on()


class GroupUnit(UnitOfWork):
    """A unit of work in a group."""

    def __init__(self, group: Group, pass_on: Callable[[], Awaitable[None]]) -> None:
        self._inline = group.begin_unit()
        super().__init__(cast("AsyncConnection", self._inline))
        self._group = group
        self._pass_on = pass_on
        self._follows = group.kept > 0
        self._running = True

    async def commit(self) -> None:
        """Let the next unit begin, and wait until the group is on disk.

        Raises:
            OperationalError: it is not, and will not be.
        """
        self._group.keep_unit()
        await self._end()
        await self._group.durable()

    async def leave(self, *, at_once: bool = False) -> None:
        """Undo what was not committed; unless it has to be `at_once`, see that what it read is so.

        Raises:
            OperationalError: it is not so.
        """
        if not self._running:
            return
        self._group.undo_unit()
        await self._end()
        if self._follows and not at_once:
            await self._group.durable()

    async def _end(self) -> None:
        self._running = False
        self._inline.close()
        await self._pass_on()
