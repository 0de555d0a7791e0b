"""How one provider is spoken to: dialect, timeouts, pacing, retries. The defaults fit most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from aiolimiter import AsyncLimiter

from integrations.provider.dialects import CANONICAL, Dialect
from integrations.provider.learning import Learning
from integrations.provider.transport import Timeouts

_BURST_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOptions:
    """Settings of one provider's client; `attempts` and `retry_wait_s` concern reads only.

    `learning` None leaves the dialect as it is given.
    """

    dialect: Dialect = CANONICAL
    learning: Learning | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
    requests_per_minute: int | None = None
    attempts: int = 3
    retry_wait_s: float = 0.5
    allow_private: bool = False

    def limiter(self) -> AsyncLimiter | None:
        """Build the pacing: bursts of a tenth, and never more in a minute than allowed."""
        if self.requests_per_minute is None:
            return None
        burst = max(1.0, self.requests_per_minute * _BURST_SHARE)
        steady = max(self.requests_per_minute - burst, self.requests_per_minute / 2)
        return AsyncLimiter(burst, 60 * burst / steady)
