"""Form states of chats in the shop's database, behind aiogram's own storage interface."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StorageKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.database import Database
    from db.repositories.states import ChatState
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
        await self._change(key, lambda chat: replace(chat, state=name))

    async def get_state(self, key: StorageKey) -> str | None:
        """The state's name, or None."""
        return (await self._read(key)).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep the form's data; an empty one forgets it."""
        await self._change(key, lambda chat: replace(chat, data=dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """The form's data, empty where there is none."""
        return dict((await self._read(key)).data)

    async def _read(self, key: StorageKey) -> ChatState:
        async with self._database.read(brief=True) as reads:
            return await reads.states.read(_KEYS.build(key))

    async def _change(self, key: StorageKey, change: Callable[[ChatState], ChatState]) -> None:
        async with self._database.write(brief=True) as uow:
            before = await uow.states.read(_KEYS.build(key))
            await uow.states.write(_KEYS.build(key), change(before), self._clock.now())
            await uow.commit()

    async def close(self) -> None:
        """The database is closed by whoever opened it."""
