"""What operators did to the catalogue: kept fact by fact, and taken back while that is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from domain.ids import UserId
    from domain.operators import Act

UNDO_FOR: Final = timedelta(minutes=10)
"""How long an act can be taken back by a button or /undo."""
KEPT_FOR: Final = timedelta(days=1)

Change = tuple[Any, Any]
"""A fact before and after, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueAct:
    """One act. `changes` are by service and fact, `rules` by scope; all of it is JSON."""

    id: int
    actor_id: UserId
    act: Act
    target: str
    changes: Mapping[str, Mapping[str, Change]]
    rules: Mapping[str, Change]
    created_at: datetime
    undone_at: datetime | None

    def is_recent(self, now: datetime) -> bool:
        """Whether it was done so lately that it may be taken back."""
        return now - self.created_at <= UNDO_FOR


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, Change]:
    """The facts that are not as they were."""
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def taken_back(facts: Mapping[str, Any], changes: Mapping[str, Change]) -> dict[str, Any] | None:
    """The facts of before, where nothing of what was done has changed since; else None."""
    if any(facts[name] != after for name, (_, after) in changes.items()):
        return None
    return {**facts, **{name: before for name, (before, _) in changes.items()}}
