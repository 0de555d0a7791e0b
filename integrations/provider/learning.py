"""What is known of a provider's dialect: learnt from its answers to reads, kept, never guessed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from time import monotonic
from typing import Any, Final

from domain.ids import ProviderName
from domain.ports import DialectStore
from integrations.provider.dialect_choice import shown, sound
from integrations.provider.dialects import Dialect

SPEECH: Final = ("body", "slash", "key_field")
"""Fields without which nothing is understood at all: learnt together, by the first answer."""
LEARNABLE: Final = frozenset(
    {
        *SPEECH,
        "multi_status",
        "multi_refill_status",
        "cancel_field",
        "cancels_many",
        "http_errors",
        "ids_per_call",
    }
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Learning:
    """Leave to learn: all but the `pinned` fields; `store` None keeps it only in memory."""

    pinned: frozenset[str] = frozenset()
    store: DialectStore | None = None
    clock_s: Callable[[], float] = field(default=monotonic, repr=False)


class Accent:
    """The dialect that one provider is spoken to in, as far as it is known."""

    def __init__(
        self, name: ProviderName, url: str, dialect: Dialect, learning: Learning | None
    ) -> None:
        self.dialect = dialect
        self._name = name
        self._address = sha256(url.encode("utf-8", "replace")).hexdigest()[:32]
        self._base = dialect
        self._learning = learning
        self._learnt: dict[str, Any] = {}
        self._recalled = learning is None or learning.store is None
        self._recalling = asyncio.Lock()
        self._rests: dict[str, float] = {}

    def __repr__(self) -> str:
        return f"Accent({self._name!r}, {self.told()!r})"

    def told(self) -> str:
        """What was learnt, as the setting would take it; empty where nothing was."""
        return shown(self._learnt)

    def spoken(self) -> str:
        """How requests are made, for operators: what was learnt, or what was set."""
        if self._learning is not None:
            return f"learnt {self.told() or 'nothing yet'}"
        differences = {
            one.name: getattr(self.dialect, one.name)
            for one in fields(Dialect)
            if getattr(self.dialect, one.name) != one.default
        }
        return f"set to {shown(differences) or 'canonical'}"

    def may_learn(self, name: str) -> bool:
        """Tell whether a field is open: not set by an operator, and not known yet."""
        learning = self._learning
        return learning is not None and name not in {*self._learnt, *learning.pinned}

    def is_unsure(self) -> bool:
        """Tell whether no answer has shown yet that the provider understands what is said."""
        return any(self.may_learn(name) for name in SPEECH)

    async def recall(self) -> None:
        """Take up what was kept by an earlier run; once."""
        learning = self._learning
        if self._recalled or learning is None or learning.store is None:
            return
        async with self._recalling:
            if not self._recalled:
                kept = sound(await learning.store.recall(self._name, self._address))
                self._adopt({**kept, **self._learnt})
                self._recalled = True

    async def learn(self, **found: object) -> None:
        """Adopt and keep what an answer showed; what an operator has set stays."""
        if self._learning is None:
            return
        pinned = self._learning.pinned
        news = {
            name: value
            for name, value in found.items()
            if name not in pinned and (name, value) not in self._learnt.items()
        }
        if not news:
            return
        self._adopt({**self._learnt, **news})
        logger.info("dialect.learnt", extra={"provider": self._name, "what": shown(news)})
        if self._learning.store is not None:
            await self._learning.store.keep(self._name, self._address, dict(self._learnt))

    async def learn_speech(self, spoken: Dialect) -> None:
        """Note that a request in this dialect was understood."""
        if self.is_unsure() or not self.is_spoken(spoken):
            await self.learn(**{name: getattr(spoken, name) for name in SPEECH})

    def is_spoken(self, dialect: Dialect) -> bool:
        """Tell whether requests are written now as in this dialect."""
        return all(getattr(dialect, name) == getattr(self.dialect, name) for name in SPEECH)

    def is_open(self, way: Dialect) -> bool:
        """Tell whether a dialect may be tried: it leaves alone what an operator has set."""
        pinned = self._learning.pinned if self._learning else frozenset[str]()
        return all(getattr(way, name) == getattr(self._base, name) for name in pinned)

    def rest(self, what: str, for_s: float) -> None:
        """Try no further ways of `what` for so many seconds."""
        if self._learning is not None:
            self._rests[what] = self._learning.clock_s() + for_s

    def is_rested(self, what: str) -> bool:
        """Tell whether other ways of `what` may be tried now."""
        learning = self._learning
        return learning is not None and learning.clock_s() >= self._rests.get(what, 0.0)

    def _adopt(self, learnt: Mapping[str, Any]) -> None:
        pinned = self._learning.pinned if self._learning else frozenset[str]()
        self._learnt = {
            name: value
            for name, value in learnt.items()
            if name in LEARNABLE and name not in pinned
        }
        self.dialect = replace(self._base, **self._learnt)
