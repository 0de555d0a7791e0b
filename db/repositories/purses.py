"""What a customer has at a glance, in one statement: the front of the shop is opened all day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select

from db.models.catalogue import favourites
from db.models.ledger import accounts
from db.models.orders import ACTIVE_ROWS, orders
from db.repositories.ledger import hold_of, wallet_of
from db.types import rows_with
from domain.accounts import Wallet
from domain.ids import OrderId
from domain.money import ZERO
from domain.orders import HELD

if TYPE_CHECKING:
    from sqlalchemy import ScalarSelect
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId

_own: Final = orders.c.user_id == bindparam("user_id")
_active: Final = select(func.count()).select_from(orders).where(_own, ACTIVE_ROWS)


def _balance(account: str) -> ScalarSelect[Any]:
    kept = select(accounts.c.balance_micros).where(accounts.c.key == bindparam(account))
    return kept.scalar_subquery()


_wallet: Final = select(
    _balance("wallet").label("available"),
    _balance("hold").label("held"),
    _active.where(rows_with("status", HELD)).scalar_subquery().label("held_orders"),
)
_front: Final = _wallet.add_columns(
    _active.scalar_subquery().label("active_orders"),
    select(func.count())
    .select_from(favourites)
    .where(favourites.c.user_id == bindparam("user_id"))
    .scalar_subquery()
    .label("favourites"),
    select(func.max(orders.c.id)).where(_own).scalar_subquery().label("last_order"),
)


class FrontFigures(NamedTuple):
    """What the home screen counts; `last_order` is None before the first."""

    wallet: Wallet
    active_orders: int
    favourites: int
    last_order: OrderId | None


@dataclass(frozen=True, slots=True)
class Purses:
    """What customers have. Nothing is changed."""

    connection: AsyncConnection

    async def wallet(self, user_id: UserId) -> Wallet:
        """A wallet; empty for somebody unknown."""
        found = await self.connection.execute(_wallet, _given(user_id))
        return _wallet_of(user_id, found.one())

    async def front(self, user_id: UserId) -> FrontFigures:
        """A wallet, with what stands beside it on the home screen."""
        row = (await self.connection.execute(_front, _given(user_id))).one()
        last = None if row.last_order is None else OrderId(row.last_order)
        return FrontFigures(_wallet_of(user_id, row), row.active_orders, row.favourites, last)


def _given(user_id: UserId) -> dict[str, object]:
    return {"user_id": user_id, "wallet": wallet_of(user_id), "hold": hold_of(user_id)}


def _wallet_of(user_id: UserId, row: Any) -> Wallet:  # noqa: ANN401 - rows have no common type
    return Wallet(
        user_id=user_id,
        available=row.available or ZERO,
        held=row.held or ZERO,
        held_orders=row.held_orders,
    )
