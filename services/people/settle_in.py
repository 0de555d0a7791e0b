"""What people tell about themselves: consent to the terms, and their language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.ordering.admission import TERMS_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.database import Database
    from domain.accounts import User
    from domain.ids import UserId
    from domain.ports import Clock


@dataclass(frozen=True, slots=True)
class AcceptTerms:
    """Record consent to today's terms with its time. Commits; may be repeated."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId) -> User:
        """Return the person as they are now.

        Raises:
            NotFoundError: they never wrote to the bot.
        """
        async with self.database.write() as uow:
            user = await uow.users.get(user_id)
            if user.terms_version != TERMS_VERSION:
                await uow.users.accept_terms(user_id, version=TERMS_VERSION, at=self.clock.now())
                user = await uow.users.get(user_id)
                await uow.commit()
        return user


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Speak another language to somebody. Commits; may be repeated."""

    database: Database
    supported: Callable[[str | None], str]

    async def __call__(self, *, user_id: UserId, language: str) -> User:
        """Return the person as they are now; an unknown language becomes English.

        Raises:
            NotFoundError: they never wrote to the bot.
        """
        async with self.database.write() as uow:
            await uow.users.set_language(user_id, self.supported(language))
            user = await uow.users.get(user_id)
            await uow.commit()
        return user
