"""Somebody writes to the bot: they are remembered, and have a wallet from then on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from domain.accounts import User
from domain.text import clean_line
from services.people.leaving import is_gone

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from domain.ports import Clock

MAX_NAME: Final = 128
MAX_USERNAME: Final = 64


@dataclass(frozen=True, slots=True)
class EnterShop:
    """Know whoever writes. Commits when they are new, renamed or back; may be repeated.

    Attributes:
        currency: the shop's, for a newcomer's wallet.
        supported: turns Telegram's language code into one that the shop speaks.
    """

    database: Database
    clock: Clock
    currency: str
    supported: Callable[[str | None], str]

    async def __call__(
        self, *, user_id: UserId, first_name: str, username: str | None, language_code: str | None
    ) -> User:
        """Return the person as the shop knows them now."""
        name = clean_line(first_name, MAX_NAME) or str(user_id)
        nick = username.lower()[:MAX_USERNAME] if username else None
        async with self.database.read(brief=True) as reads:
            known = await reads.users.find(user_id)
        if known is None or is_gone(known):
            return await self._welcome(self._newcomer(user_id, name, nick, language_code))
        if (known.first_name, known.username, known.unreachable) == (name, nick, False):
            return known
        return await self._renew(replace(known, first_name=name, username=nick, unreachable=False))

    async def _welcome(self, newcomer: User) -> User:
        async with self.database.write(brief=True) as uow:
            await self._open(uow, newcomer)
            user = await uow.users.get(newcomer.id)
            await uow.commit()
        return user

    async def _open(self, uow: UnitOfWork, newcomer: User) -> None:
        """Two first messages may arrive at once: the second finds everything there.

        Whoever deleted their account has accounts in the ledger still, and they are empty.
        """
        if await uow.users.add(newcomer):
            await uow.ledger.open_accounts(newcomer.id, self.currency)
        elif is_gone(await uow.users.get(newcomer.id)):
            await uow.users.begin_again(newcomer)

    async def _renew(self, user: User) -> User:
        async with self.database.write(brief=True) as uow:
            await uow.users.rename(user.id, first_name=user.first_name, username=user.username)
            await uow.users.set_reachable(user.id, reachable=True)
            await uow.commit()
        return user

    def _newcomer(self, user_id: UserId, name: str, nick: str | None, code: str | None) -> User:
        return User(
            id=user_id,
            first_name=name,
            username=nick,
            language=self.supported(code),
            terms_version=None,
            blocked_reason=None,
            unreachable=False,
            screen_id=None,
            created_at=self.clock.now(),
        )
