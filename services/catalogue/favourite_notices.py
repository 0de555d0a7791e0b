"""What a notice about saved services needs to know when it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.errors import NotFoundError
from domain.ids import ServiceId
from domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.database import Database
    from domain.accounts import User
    from domain.catalogue import Service
    from domain.ids import UserId

Change = tuple[ServiceId, int | None, int | None]
"""A service, and its rate in micros before and now; None is off sale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What happened to one saved service; None is off sale."""

    service: Service
    before: Money | None
    now: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FavouriteNotice:
    """A customer and the changes that they are told."""

    user: User
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ReadFavouriteNotice:
    """Read what a notice about favourites tells."""

    database: Database

    async def __call__(self, *, user_id: UserId, changes: Sequence[Change]) -> FavouriteNotice:
        """Return the services with the customer who saved them.

        Raises:
            NotFoundError: none of these services is there.
        """
        async with self.database.read() as reads:
            numbers = [number for number, _, _ in changes]
            found = {one.id: one for one in await reads.services.list_among(numbers)}
            user = await reads.users.get(user_id)
        told = tuple(_told(found, change) for change in changes if change[0] in found)
        if not told:
            raise NotFoundError
        return FavouriteNotice(user=user, told=told)


def _told(found: Mapping[ServiceId, Service], change: Change) -> Told:
    number, before, now = change
    return Told(service=found[number], before=_rate(before), now=_rate(now))


def _rate(micros: int | None) -> Money | None:
    return None if micros is None else Money(micros)
