"""What the home screen tells, and whom to write to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from domain.fields import Field

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import Reads
    from domain.accounts import User, Wallet
    from domain.drafts import Draft
    from domain.ids import OrderId, UserId
    from domain.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A customer's own figures.

    Attributes:
        draft_service_name: what the unfinished order is for; None without one.
        draft_quantity: how much of it, where that is filled in.
        favourites: how many services were saved.
        last_order: what "repeat" would repeat; None before the first order.
    """

    wallet: Wallet
    active_orders: int
    draft_service_name: str | None
    draft_quantity: int | None = None
    favourites: int = 0
    last_order: OrderId | None = None


@dataclass(frozen=True, slots=True)
class ReadHome:
    """Read what the home screen tells."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId) -> Home:
        """Return the figures of this moment."""
        return await self.database.peek(partial(self._home, user_id))

    async def _home(self, user_id: UserId, reads: Reads) -> Home:
        figures = await reads.purses.front(user_id)
        draft = await reads.drafts.find(user_id, self.clock.now())
        quantity = draft.values.get(Field.QUANTITY) if draft else None
        return Home(
            wallet=figures.wallet,
            active_orders=figures.active_orders,
            draft_service_name=await _service_name(reads, draft),
            draft_quantity=int(quantity) if quantity else None,
            favourites=figures.favourites,
            last_order=figures.last_order,
        )


async def _service_name(reads: Reads, draft: Draft | None) -> str | None:
    service = await reads.services.find(draft.service_id) if draft else None
    return service.name if service else None


@dataclass(frozen=True, slots=True)
class ListOperators:
    """Tell whom customers may write to: the owners who have written to the bot themselves."""

    database: Database
    owners: frozenset[UserId]

    async def __call__(self) -> tuple[User, ...]:
        """Return the owners that are known by name, those with a public name first."""
        async with self.database.read(brief=True) as reads:
            known = await reads.users.list_among(self.owners)
        return tuple(sorted(known, key=lambda user: (user.username is None, user.id)))
