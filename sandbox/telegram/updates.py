"""The bot's queue of updates: ids, long polling, confirmation by offset, redelivery."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from sandbox.telegram.cloud import Cloud
from sandbox.telegram.records import Json
from sandbox.telegram.refusals import CONFLICT_POLLING, CONFLICT_WEBHOOK, Refusal, conflict

FIRST_UPDATE_ID = 100_000_001
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
GRACE_S = 5.0
REMEMBERED = 20_000


@dataclass(slots=True)
class QueuedUpdate:
    """One update and the person who caused it."""

    id: int
    kind: str
    person_id: int
    payload: Json
    repeated: bool = False
    handed_out: bool = False

    def as_json(self) -> Json:
        """Return the `Update` object of the Bot API."""
        return {"update_id": self.id, self.kind: self.payload}


@dataclass(slots=True)
class Webhook:
    """What setWebhook asked for, and how the deliveries fare."""

    url: str = ""
    secret: str | None = None
    last_error_at: int | None = None
    last_error: str | None = None


@dataclass(eq=False, slots=True)
class _Poll:
    """One getUpdates that waits; a newer one ends it."""

    ended: bool = False


@dataclass(slots=True)
class UpdateQueue:
    """Updates wait here until the bot confirms them."""

    cloud: Cloud
    webhook: Webhook = field(default_factory=Webhook)
    allowed: list[str] | None = None
    pending: dict[int, QueuedUpdate] = field(default_factory=dict)
    again: list[QueuedUpdate] = field(default_factory=list)
    history: dict[int, QueuedUpdate] = field(default_factory=dict)
    closed: bool = False
    _next_id: int = FIRST_UPDATE_ID
    _poll: _Poll | None = None
    _last_poll_at: float | None = None

    def put(self, kind: str, person_id: int, payload: Json) -> int | None:
        """Queue an update; return its id, or None when the bot did not ask for this kind."""
        if not self._wanted(kind):
            return None
        update = QueuedUpdate(self._next_id, kind, person_id, payload)
        self._next_id += 1
        self.pending[update.id] = self.history[update.id] = update
        if len(self.history) > REMEMBERED:
            del self.history[next(iter(self.history))]
        self.cloud.bell.ring()
        return update.id

    def repeat(self, update_id: int) -> None:
        """Hand out an update once more, whatever was confirmed; KeyError when forgotten."""
        old = self.history[update_id]
        again = QueuedUpdate(old.id, old.kind, old.person_id, old.payload, repeated=True)
        self.again.append(again)
        self.cloud.bell.ring()

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def busy_with(self, person_id: int) -> bool:
        """Whether an update of this person is not confirmed yet."""
        waiting = [*self.pending.values(), *self.again]
        return any(update.person_id == person_id for update in waiting)

    async def poll(self, *, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """Confirm what lies below the offset and wait for updates; 409 as Telegram does."""
        if self.webhook.url:
            raise conflict(CONFLICT_WEBHOOK)
        if self._poll:
            self._poll.ended = True
        mine = self._poll = _Poll()
        self.confirm_below(offset)
        self.cloud.changed("connected")
        try:
            return self._hand_out(await self._wait(mine, timeout_s), limit)
        finally:
            if self._poll is mine:
                self._poll = None
                self._note_end()

    async def _wait(self, mine: _Poll, timeout_s: float) -> Sequence[QueuedUpdate]:
        def look() -> bool:
            return mine.ended or self.closed or bool(self.pending or self.again)

        try:
            await self.cloud.bell.until(look, timeout_s=max(timeout_s, 0.001))
        except TimeoutError:
            return ()
        if self.closed:
            raise Refusal(HTTPStatus.BAD_GATEWAY, "Bad Gateway")
        if mine.ended:
            raise conflict(CONFLICT_POLLING)
        return [*self.again, *self.pending.values()]

    @staticmethod
    def _hand_out(updates: Sequence[QueuedUpdate], limit: int) -> list[Json]:
        for update in updates[:limit]:
            update.handed_out = True
        return [update.as_json() for update in updates[:limit]]

    def _note_end(self) -> None:
        loop = asyncio.get_running_loop()
        self._last_poll_at = loop.time()
        loop.call_later(GRACE_S + 0.1, self.cloud.changed, "connected")

    @property
    def connected(self) -> bool:
        """Whether a bot polls (or did a moment ago), or has a webhook that works."""
        if self.webhook.url:
            return self.webhook.last_error is None
        if self._poll:
            return True
        now = asyncio.get_running_loop().time()
        return self._last_poll_at is not None and now - self._last_poll_at < GRACE_S

    def confirm_below(self, offset: int) -> None:
        """Forget updates below the offset; a negative one keeps only that many of the newest."""
        if offset < 0:
            kept = list(self.pending)[offset:]
            offset = kept[0] if kept else 0
        self.again = [update for update in self.again if not update.handed_out]
        self.pending = {key: update for key, update in self.pending.items() if key >= offset}
        self.cloud.bell.ring()

    def confirm(self, update: QueuedUpdate) -> None:
        """Forget one update that a webhook answered with 2xx."""
        if update.repeated:
            self.again.remove(update)
        else:
            self.pending.pop(update.id, None)
        self.cloud.bell.ring()

    def drop_pending(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()
        self.again.clear()
        self.cloud.bell.ring()

    def close(self) -> None:
        """End the poll that waits: the server stops."""
        self.closed = True
        self.cloud.bell.ring()
