"""Telegram's pace for bots: about 30 messages a second over all, one a second in a chat."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from sandbox.telegram.refusals import too_many_requests


@dataclass(slots=True)
class FloodLimits:
    """Off by default; a burst within a chat is tolerated, then a 429 with `retry_after`.

    Args:
        enabled: whether anything is refused.
        per_second: messages a second over all chats.
        per_chat_burst: messages that one chat takes at once.
        per_chat_seconds: seconds after which one more fits into that chat.
    """

    enabled: bool = False
    per_second: int = 30
    per_chat_burst: int = 5
    per_chat_seconds: float = 1.0
    _all: deque[float] = field(default_factory=deque)
    _chats: dict[int, float] = field(default_factory=dict)

    def charge(self, chat_id: int, clock: Callable[[], float]) -> None:
        """Count one message; raise 429 when it comes too soon."""
        if not self.enabled:
            return
        now = clock()
        while self._all and self._all[0] <= now - 1:
            self._all.popleft()
        if len(self._all) >= self.per_second:
            raise too_many_requests(max(1, ceil(self._all[0] + 1 - now)))
        debt = max(self._chats.get(chat_id, now), now)
        ahead = debt - now - (self.per_chat_burst - 1) * self.per_chat_seconds
        if ahead > 0:
            raise too_many_requests(max(1, ceil(ahead)))
        self._chats[chat_id] = debt + self.per_chat_seconds
        self._all.append(now)
