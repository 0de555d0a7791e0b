"""The log of everything the bot called, for assertions."""

from collections import Counter
from dataclasses import dataclass, field

from sandbox.telegram.records import Json

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `params` as the bot sent them, `status` 0 when no answer was given."""

    method: str
    params: Json
    status: int
    description: str | None = None

    @property
    def chat_id(self) -> int | None:
        """The chat it was about, if any."""
        value = str(self.params.get("chat_id", ""))
        return int(value) if value.lstrip("-").isdecimal() else None


@dataclass(slots=True)
class CallLog:
    """Calls in the order of their answers; long polling is left out unless it was refused."""

    calls: list[Call] = field(default_factory=list)

    def note(self, call: Call) -> None:
        """Add one call; the oldest ones go when there are very many."""
        self.calls.append(call)
        if len(self.calls) > KEPT:
            del self.calls[: KEPT // 2]

    def of(self, method: str, *, chat_id: int | None = None) -> list[Call]:
        """Return the calls of one method, if given only those about one chat."""
        return [
            call
            for call in self.calls
            if call.method == method and chat_id in {None, call.chat_id}
        ]

    def count(self) -> Counter[str]:
        """Return how often each method was called."""
        return Counter(call.method for call in self.calls)

    def clear(self) -> None:
        """Forget all calls so far."""
        self.calls.clear()
