"""Form states of chats, so that a restart in the middle of a form loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, delete, select

from db.models.people import chat_states
from db.prepared import Prepared
from db.repositories.dialects import upsert

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class ChatState:
    """Where a chat stands: the state's name, and what was gathered with it."""

    state: str | None
    data: Mapping[str, Any]


EMPTY = ChatState(None, {})
_COLUMNS: Final = (chat_states.c.state, chat_states.c.data)
_by_key: Final = Prepared(
    select(*_COLUMNS).where(chat_states.c.key == bindparam("chat_key")), returns=_COLUMNS
)


@dataclass(frozen=True, slots=True)
class ChatStates:
    """Form states of chats. None of its methods commits."""

    connection: AsyncConnection

    async def read(self, key: str) -> ChatState:
        """Where a chat stands; nowhere, with no data, for one that was never heard of."""
        row = await _by_key.row(self.connection, {"chat_key": key})
        return ChatState(*row) if row else EMPTY

    async def write(self, key: str, state: ChatState, at: datetime) -> None:
        """Remember where a chat stands; an empty state leaves no row behind."""
        if state == EMPTY:
            await self.connection.execute(delete(chat_states).where(chat_states.c.key == key))
            return
        values = {"key": key, "state": state.state, "data": dict(state.data), "updated_at": at}
        await upsert(self.connection, chat_states, values, unique=["key"])
