"""Turns: who may write now, one after another in the order of asking."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from domain.errors import BusyError

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
        """Whether the asker has the turn, and so must pass it on."""
        future = self.future
        return future.done() and not future.cancelled() and future.exception() is None

    def _give_up(self) -> None:
        if not self.future.done():
            self.future.set_exception(BusyError())


class Turns:
    """One turn, handed from each holder to the next."""

    def __init__(self) -> None:
        self._taken = False
        self._queue: deque[Place] = deque()

    def ask(self, *, brief: bool) -> Place:
        """Stand in the queue; where nobody has the turn, it is given at once."""
        place = Place(brief=brief)
        self._queue.append(place)
        if not self._taken:
            self.pass_on()
        return place

    def next(self) -> Place | None:
        """Who waits longest."""
        while self._queue and self._queue[0].future.done():
            self._queue.popleft()
        return self._queue[0] if self._queue else None

    def pass_on(self) -> None:
        """Give the turn to who waits longest; its holder calls this."""
        place = self.next()
        self._taken = place is not None
        if place is not None:
            place.future.set_result(None)
