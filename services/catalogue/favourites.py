"""What customers saved: kept, forgotten, listed, and watched for what is worth telling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

import structlog

from domain.errors import NotFoundError
from domain.favourites import MAX_FAVOURITES, CardFacts
from domain.notices import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.database import Database
    from domain.favourites import FavouriteChange
    from domain.ids import ServiceId, UserId
    from domain.money import Money
    from domain.ports import Clock

PEOPLE_AT_ONCE: Final = 200
"""Customers told in one transaction."""
TOLD: Final = "favourites_told"
"""Key of the shop's state: the catalogue's version up to which everybody was told."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SaveFavourite:
    """Save a service for a customer. Commits; may be repeated."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId, service_id: ServiceId) -> bool:
        """Save it, or await it while it is off sale; False when the customer has saved too many.

        Raises:
            NotFoundError: there is no such service, or it was never for sale.
        """
        async with self.database.write() as uow:
            service = await uow.services.find(service_id)
            if service is None or not (service.orderable or service.may_return):
                raise NotFoundError
            if await uow.favourites.count(user_id) >= MAX_FAVOURITES:
                facts = await uow.favourites.beside(user_id, service_id)
                return facts is not None and facts.is_saved
            await uow.favourites.add(user_id, service, self.clock.now())
            await uow.commit()
        return True


@dataclass(frozen=True, slots=True)
class DropFavourite:
    """Forget a saved service. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, user_id: UserId, service_id: ServiceId) -> None:
        """Forget it, whether it was saved or not."""
        async with self.database.write() as uow:
            await uow.favourites.drop(user_id, service_id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ReadFavourites:
    """Read what a customer saved."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> tuple[ServiceId, ...]:
        """Return the saved services, newest first; at most 100."""
        async with self.database.read(brief=True) as reads:
            return await reads.favourites.list_of(user_id)


@dataclass(frozen=True, slots=True)
class ReadCardFacts:
    """Read what a service's card tells one customer beside the service."""

    database: Database

    async def __call__(self, *, user_id: UserId, service_id: ServiceId) -> CardFacts:
        """Return the description and whether the service is saved; nothing for an unknown one."""
        async with self.database.read(brief=True) as reads:
            return await reads.favourites.beside(user_id, service_id) or CardFacts()


@dataclass(frozen=True, slots=True)
class TellFavourites:
    """Write notices about saved services whose price moved, that stopped or came back. Commits.

    What a customer has heard is written in the same transaction as the notice, so that each change
    is told once, whoever runs this and however often.
    """

    database: Database
    clock: Clock

    async def __call__(self, *, people: int = PEOPLE_AT_ONCE) -> int:
        """Tell up to so many customers, one notice each; returns how many were told."""
        if await self._has_told_all():
            return 0
        async with self.database.write() as uow:
            # The first statement takes the row's lock: one process at a time compares.
            await uow.shop.set(TOLD, "")
            version = await uow.services.version()
            changes = _by_person(await uow.favourites.list_changed(people))
            now = self.clock.now()
            payloads = {user_id: _payload(mine) for user_id, mine in changes.items()}
            await uow.outbox.add_all(NoticeKind.FAVOURITE_CHANGED, payloads, at=now)
            await uow.favourites.mark_told([one for mine in changes.values() for one in mine])
            if len(changes) < people:
                await uow.shop.set(TOLD, str(version))
            await uow.commit()
        if changes:
            log.info("favourites.told", people=len(changes))
        return len(changes)

    async def _has_told_all(self) -> bool:
        async with self.database.read() as reads:
            return await reads.shop.get(TOLD) == str(await reads.services.version())


def _by_person(changes: Iterable[FavouriteChange]) -> dict[UserId, list[FavouriteChange]]:
    """Group changes that are sorted by customer."""
    return {who: list(mine) for who, mine in groupby(changes, key=lambda one: one.user_id)}


def _payload(changes: Iterable[FavouriteChange]) -> dict[str, object]:
    """Numbers only: service, rate that was heard before, rate now; None is off sale."""
    return {
        "changes": [
            [change.service_id, _micros(change.told), _micros(change.now)] for change in changes
        ]
    }


def _micros(rate: Money | None) -> int | None:
    return None if rate is None else rate.micros
