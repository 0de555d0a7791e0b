"""Facts about the shop as a whole, each a short text under its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from db.models.people import shop_state
from db.repositories.dialects import insert_new, upsert

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class ShopState:
    """Facts about the shop as a whole. None of its methods commits."""

    connection: AsyncConnection

    async def get(self, key: str) -> str | None:
        """The text under a key, or None."""
        query = select(shop_state.c.value).where(shop_state.c.key == key)
        return (await self.connection.execute(query)).scalar_one_or_none()

    async def set(self, key: str, value: str) -> None:
        """Write a text, over an earlier one if there is one."""
        await upsert(self.connection, shop_state, {"key": key, "value": value}, unique=["key"])

    async def settle(self, key: str, value: str) -> str:
        """Write a text unless there is one; returns what stands there now."""
        values = {"key": key, "value": value}
        await insert_new(self.connection, shop_state, values, unique=["key"])
        return await self.get(key) or value

    async def drop(self, key: str) -> None:
        """Forget a text; it may be absent."""
        await self.connection.execute(delete(shop_state).where(shop_state.c.key == key))
