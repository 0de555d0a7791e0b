"""A person's private chat: which message is their screen, and whether messages arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.database import Database
    from domain.accounts import User
    from domain.ids import UserId


@dataclass(frozen=True, slots=True)
class RememberScreen:
    """Remember the one live screen of a chat. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, user_id: UserId, message_id: int | None) -> None:
        """Store the message's id; nothing happens for strangers."""
        async with self.database.write(brief=True) as uow:
            await uow.users.set_screen(user_id, message_id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """Read who somebody is, to write to them. Writes nothing."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> User:
        """Return the person.

        Raises:
            NotFoundError: they never wrote to the bot.
        """
        async with self.database.read(brief=True) as reads:
            return await reads.users.get(user_id)


@dataclass(frozen=True, slots=True)
class MarkReachable:
    """Remember that somebody blocked the bot, or is back. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, user_id: UserId, reachable: bool) -> None:
        """Store it; nothing happens for strangers."""
        async with self.database.write(brief=True) as uow:
            await uow.users.set_reachable(user_id, reachable=reachable)
            await uow.commit()
