"""Calls of the served API that named themselves, so that a repeat finds the first one's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, select

from db.models.api_orders import api_repeats

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId, UserId

_find: Final = select(api_repeats.c.digest, api_repeats.c.order_id).where(
    api_repeats.c.user_id == bindparam("person"),
    api_repeats.c.is_test == bindparam("test"),
    api_repeats.c.idempotency_key == bindparam("name"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call by the name that its sender gave it, and a digest of what it says."""

    user_id: UserId
    is_test: bool
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """What was said under a name before, and the order that it became."""

    digest: str
    order_id: OrderId


@dataclass(frozen=True, slots=True)
class ApiRepeats:
    """Calls that named themselves. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, call: Call) -> Repeated | None:
        """The customer's earlier call of this name."""
        asked = {"person": call.user_id, "test": call.is_test, "name": call.name}
        row = (await self.connection.execute(_find, asked)).one_or_none()
        return None if row is None else Repeated(row.digest, row.order_id)

    async def add(self, call: Call, order_id: OrderId, at: datetime) -> None:
        """Keep what became of a call.

        Raises:
            IntegrityError: there was one of this name; the transaction is of no more use.
        """
        row = {
            "user_id": call.user_id,
            "is_test": call.is_test,
            "idempotency_key": call.name,
            "digest": call.digest,
            "order_id": order_id,
            "created_at": at,
        }
        await self.connection.execute(api_repeats.insert(), row)

    async def drop_old(self, before: datetime) -> int:
        """Forget calls made before then; returns how many."""
        gone = await self.connection.execute(
            delete(api_repeats).where(api_repeats.c.created_at < before)
        )
        return gone.rowcount
