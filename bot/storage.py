"""Form states of chats in the shop's database, behind aiogram's own storage interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StorageKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from domain.ports import Clock

_KEYS = DefaultKeyBuilder(with_bot_id=True, with_destiny=True)


class DatabaseStorage(BaseStorage):
    """A restart in the middle of a form loses nothing. Each call is one short transaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        """Keep the state's name; None forgets it."""
        name = state.state if isinstance(state, State) else state
        async with self._database.write() as uow:
            await uow.states.set_state(_name(key), name, at=self._clock.now())
            await uow.commit()

    async def get_state(self, key: StorageKey) -> str | None:
        """The state's name, or None."""
        async with self._database.read() as reads:
            return await reads.states.get_state(_name(key))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep the form's data; an empty one forgets it."""
        async with self._database.write() as uow:
            await uow.states.set_data(_name(key), dict(data), at=self._clock.now())
            await uow.commit()

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """The form's data, empty where there is none."""
        async with self._database.read() as reads:
            return await reads.states.get_data(_name(key))

    async def close(self) -> None:
        """The database is closed by whoever opened it."""


def _name(key: StorageKey) -> str:
    return _KEYS.build(key)
