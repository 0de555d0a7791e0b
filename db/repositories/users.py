"""People who have written to the bot: who they are, their language, consent and live screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select, update

from db.models.people import users
from db.prepared import Prepared
from db.records import field_names, record
from db.repositories.dialects import insert_new
from domain.accounts import User
from domain.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId

_COLUMNS: Final = tuple(column for column in users.c if column.name != "terms_at")
_NAMES: Final = field_names(tuple(column.name for column in _COLUMNS))
_person: Final = select(*_COLUMNS)
_by_id: Final = Prepared(_person.where(users.c.id == bindparam("user_id")), returns=_COLUMNS)


@dataclass(frozen=True, slots=True)
class Users:
    """People who have written to the bot. None of its methods commits."""

    connection: AsyncConnection

    async def add(self, user: User) -> bool:
        """Remember a newcomer; returns False when they were known already."""
        names = ("id", "first_name", "language", "unreachable", "created_at")
        values = {name: getattr(user, name) for name in names}
        values["username"] = _lower(user.username)
        return await insert_new(self.connection, users, values, unique=["id"]) is not None

    async def find(self, user_id: UserId) -> User | None:
        """A person by their Telegram id, or None."""
        row = await _by_id.row(self.connection, {"user_id": user_id})
        return User(**dict(zip(_NAMES, row, strict=True))) if row else None

    async def get(self, user_id: UserId) -> User:
        """A person by their Telegram id.

        Raises:
            NotFoundError: they never wrote to the bot.
        """
        user = await self.find(user_id)
        if user is None:
            raise NotFoundError
        return user

    async def find_by_username(self, username: str) -> User | None:
        """Whoever uses this name, with or without `@`, in any case; the newest of several."""
        named = _person.where(users.c.username == _lower(username.removeprefix("@")))
        newest = named.order_by(users.c.created_at.desc()).limit(1)
        row = (await self.connection.execute(newest)).one_or_none()
        return record(User, row) if row else None

    async def list_among(self, user_ids: Collection[UserId]) -> list[User]:
        """Those of these people who have written to the bot."""
        found = await self.connection.execute(_person.where(users.c.id.in_(user_ids)))
        return [record(User, row) for row in found]

    async def rename(self, user_id: UserId, *, first_name: str, username: str | None) -> None:
        """Keep up with a person's name at Telegram."""
        await self._set(user_id, first_name=first_name, username=_lower(username))

    async def begin_again(self, user: User) -> None:
        """Let somebody in anew who had deleted their account; what blocks them still does."""
        await self._set(
            user.id,
            first_name=user.first_name,
            username=_lower(user.username),
            language=user.language,
            unreachable=False,
            created_at=user.created_at,
        )

    async def accept_terms(self, user_id: UserId, *, version: int, at: datetime) -> None:
        """Record consent to a version of the terms, and when it was given."""
        await self._set(user_id, terms_version=version, terms_at=at)

    async def terms_accepted_at(self, user_id: UserId) -> datetime | None:
        """When consent was given, or None."""
        found = await self.connection.execute(
            select(users.c.terms_at).where(users.c.id == user_id)
        )
        return found.scalar_one_or_none()

    async def set_language(self, user_id: UserId, language: str) -> None:
        """Speak another language to them."""
        await self._set(user_id, language=language)

    async def set_screen(self, user_id: UserId, message_id: int | None) -> None:
        """Remember which message is their live screen."""
        await self._set(user_id, screen_id=message_id)

    async def set_reachable(self, user_id: UserId, *, reachable: bool) -> None:
        """Remember whether messages to them arrive."""
        await self._set(user_id, unreachable=not reachable)

    async def set_blocked(self, user_id: UserId, reason: str | None) -> None:
        """Refuse their orders for a reason, or accept them again with None."""
        await self._set(user_id, blocked_reason=reason)

    async def _set(self, user_id: UserId, **values: object) -> None:
        statement = update(users).where(users.c.id == user_id).values(**values)
        await self.connection.execute(statement)


def _lower(username: str | None) -> str | None:
    """Telegram's usernames are the same in any case; they are kept in lower case to be found."""
    return username.lower() if username else None
