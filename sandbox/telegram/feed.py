"""The stream of events that open pages listen to."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

Event = dict[str, object]


class Feed:
    """Hands every event to every page that listens."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Event | None]] = set()

    def publish(self, event: str, data: Mapping[str, object]) -> None:
        """Send one event to all listeners."""
        for queue in self._listeners:
            queue.put_nowait({"event": event, **data})

    def close(self) -> None:
        """End every stream: the server stops."""
        for queue in self._listeners:
            queue.put_nowait(None)

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Event | None]]:
        """Give a queue of events; None on it means that the server stops."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)
