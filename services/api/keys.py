"""Keys made, replaced and ended. A key is seen once, by who asked for it; kept is its digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from domain.api_keys import GRACE, SHOWN_FOR, TAIL, OldKey, digest_of
from domain.errors import DecisionError, NotFoundError
from domain.notices import NoticeKind
from domain.operators import Act
from services.operators.console import CONSOLE

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from domain.ports import Clock, Keys

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class MakeApiKey:
    """Make a customer's key in the place of the one in use. Commits."""

    database: Database
    clock: Clock
    new_key: Keys

    async def __call__(
        self, *, user_id: UserId, replaces: int, old: OldKey, message_id: int
    ) -> str:
        """Return the key, which nobody can read later.

        Args:
            user_id: whose it is.
            replaces: the number of the key in use, as its owner saw it; 0 for none.
            old: what becomes of that one.
            message_id: where the key will be shown; that message is taken away after `SHOWN_FOR`,
                whatever happens to this process.

        Raises:
            NotFoundError: they never wrote to the bot.
            DecisionError: `changed`, where another key is in use by now.
        """
        key, now = self.new_key(), self.clock.now()
        async with self.database.write() as uow:
            await uow.users.get(user_id)
            await uow.placing.queue_up(user_id)  # two taps at once make one key
            if await _key_in_use(uow, user_id, now) != replaces:
                raise DecisionError("changed")
            await replace_key(uow, user_id, key, old=old, at=now)
            await uow.outbox.add(
                chat_id=user_id,
                kind=NoticeKind.KEY_SHOWN,
                payload={"message_id": message_id},
                dedupe_key=_shown_at(user_id, message_id),
                at=now,
                not_before=now + SHOWN_FOR,
            )
            await uow.commit()
        logger.info("api_key.made", user=user_id)
        return key


@dataclass(frozen=True, slots=True)
class HideApiKey:
    """Have a message with a key no longer taken away later: its reader does it now. Commits."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId, message_id: int) -> bool:
        """Tell whether a key stands in the message."""
        async with self.database.write() as uow:
            shown = await uow.outbox.withdraw(_shown_at(user_id, message_id), self.clock.now())
            await uow.commit()
        return shown


@dataclass(frozen=True, slots=True)
class StopOldApiKey:
    """End at once the key that was left a day beside a new one. Commits; may be repeated."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId) -> bool:
        """Tell whether there was one."""
        async with self.database.write() as uow:
            ended = await uow.api_keys.end_old(user_id, at=self.clock.now())
            await uow.commit()
        return ended


@dataclass(frozen=True, slots=True)
class MakeApiKeyFromConsole:
    """Make a customer's key on the server; the one in use ends at once. Commits."""

    database: Database
    clock: Clock
    new_key: Keys

    async def __call__(self, *, user_id: UserId) -> str:
        """Return the key; the journal says that it was made here.

        Raises:
            NotFoundError: nobody by this id has written to the bot.
        """
        key, now = self.new_key(), self.clock.now()
        async with self.database.write() as uow:
            if await uow.users.find(user_id) is None:
                raise NotFoundError(f"nobody with the id {user_id} has written to the bot")
            await replace_key(uow, user_id, key, old=OldKey.ENDS_NOW, at=now)
            await uow.journal.add(
                actor_id=CONSOLE, act=Act.API_KEY, target=f"user:{user_id}", at=now
            )
            await uow.commit()
        return key


async def replace_key(
    uow: UnitOfWork, user_id: UserId, key: str, *, old: OldKey, at: datetime
) -> None:
    """Let one key take another's place in the caller's transaction."""
    await uow.api_keys.choose(user_id)
    await uow.api_keys.end_old(user_id, at=at)
    ends_at = at if old is OldKey.ENDS_NOW else at + GRACE
    await uow.api_keys.end_all(user_id, at=at, ends_at=ends_at)
    await uow.api_keys.add(user_id, digest=digest_of(key), tail=key[-TAIL:], at=at)


async def _key_in_use(uow: UnitOfWork, user_id: UserId, at: datetime) -> int:
    keys = await uow.api_keys.list_live(user_id, at)
    return next((key.id for key in keys if key.ends_at is None), 0)


def _shown_at(user_id: UserId, message_id: int) -> str:
    return f"key:{user_id}:{message_id}"
