"""Turns: who may use what there is too little of, in the order of asking.

A pool of connections gives a freed one to whoever asks at that moment: who asks again at once gets
it back, and who was woken for it starts to wait anew. Under load the unlucky wait several times as
long as the others.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from domain.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PATIENCE_S: Final = 60.0


class Place:
    """A place in the queue. Its future ends once: given, overdue, or cancelled with the asker."""

    def __init__(self, *, brief: bool) -> None:
        self.brief = brief
        self.future: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def wait(self) -> None:
        """Wait for the turn; one who is cancelled may have been `given` it all the same.

        Raises:
            BusyError: it did not come within a minute.
        """
        if not self.future.done():
            overdue = self.future.get_loop().call_later(PATIENCE_S, self._give_up)
            try:
                await self.future
            finally:
                overdue.cancel()

    @property
    def given(self) -> bool:
        """Whether the asker has a turn, and so must pass it on."""
        future = self.future
        return future.done() and not future.cancelled() and future.exception() is None

    def _give_up(self) -> None:
        if not self.future.done():
            self.future.set_exception(BusyError())


class Turns:
    """So many turns, each handed from its holder to who waits longest."""

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self._free = count
        self._queue: deque[Place] = deque()

    def ask(self, *, brief: bool = False) -> Place:
        """Stand in the queue; where a turn is free, it is given at once."""
        place = Place(brief=brief)
        self._queue.append(place)
        self._hand_out()
        return place

    def next(self) -> Place | None:
        """Who waits longest."""
        while self._queue and self._queue[0].future.done():
            self._queue.popleft()
        return self._queue[0] if self._queue else None

    def pass_on(self) -> None:
        """Give a turn back; its holder calls this."""
        self._free += 1
        self._hand_out()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Take a turn, and pass it on at the end.

        Raises:
            BusyError: it did not come within a minute.
        """
        place = self.ask()
        try:
            await place.wait()
            yield
        finally:
            if place.given:
                self.pass_on()

    def _hand_out(self) -> None:
        while self._free and (place := self.next()):
            self._free -= 1
            place.future.set_result(None)
