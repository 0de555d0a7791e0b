"""Questions to the ledger as a whole, each answered by one statement: what the audit judges by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, exists, func, literal, not_, or_, select, text

from db.models.ledger import accounts, transfers
from db.models.orders import orders, reviews
from db.repositories.audit_sums import HIGH, KEEPS_BALANCE, LOW, joined, moved, replay, whole
from domain.money import Money
from domain.orders import HELD, OrderStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, Subquery
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId

OFFENDERS: Final = 20

_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What moved from one currency's accounts to another's; None where there is no account."""

    source: str | None
    destination: str | None
    micros: int
    transfers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialOrder:
    """A partial order; `by_shop` and `by_people` are its refunds without and with an actor."""

    id: OrderId
    charge: Money
    units: int
    remains: int | None
    review: bool
    by_shop: Money
    by_people: Money


@dataclass(frozen=True, slots=True)
class Audit:
    """Questions to the ledger as a whole; none changes anything. Offenders are the first 20."""

    connection: AsyncConnection

    async def pin(self) -> None:
        """Let all questions see one moment; must be the transaction's first statement."""
        if self.connection.dialect.name == "postgresql":
            await self.connection.execute(_SNAPSHOT)

    async def count_accounts(self) -> int:
        """How many accounts keep a balance."""
        query = select(func.count()).select_from(accounts).where(KEEPS_BALANCE)
        return await self._number(query)

    async def count_orders(self) -> int:
        """How many orders there are."""
        return await self._number(select(func.count()).select_from(orders))

    async def flows(self) -> Sequence[Flow]:
        """Everything that ever moved, by the currencies of both ends."""
        source, destination = accounts.alias("source"), accounts.alias("destination")
        ends = (source.c.currency, destination.c.currency)
        query = (
            select(*ends, func.sum(HIGH), func.sum(LOW), func.count())
            .select_from(transfers)
            .outerjoin(source, source.c.key == transfers.c.source)
            .outerjoin(destination, destination.c.key == transfers.c.destination)
            .group_by(*ends)
        )
        return [
            Flow(source=a, destination=b, micros=joined(high, low), transfers=number)
            for a, b, high, low, number in await self.connection.execute(query)
        ]

    async def misjudged_accounts(self) -> Sequence[str]:
        """Accounts whose kept balance is not what their transfers add up to."""
        balance, sums = whole(accounts.c.balance_micros), replay()
        wrong = or_(balance.is_(None), balance != func.coalesce(sums.c.total, 0))
        return await self._accounts(sums, wrong)

    async def accounts_below_zero(self) -> Sequence[str]:
        """Accounts that keep less than nothing, or whose transfers add up to it."""
        sums = replay()
        wrong = or_(whole(accounts.c.balance_micros) < 0, func.coalesce(sums.c.total, 0) < 0)
        return await self._accounts(sums, wrong)

    async def orders_with_wrong_parts(self) -> Sequence[OrderId]:
        """Orders of which the columns, the transfers and the charge do not tell the same."""
        sums = moved()
        return await self._orders(sums, _parts_differ(sums))

    async def transfers_without_order(self) -> Sequence[OrderId]:
        """Numbers of orders that transfers name, and that are not there."""
        query = select(transfers.c.order_id).where(
            transfers.c.order_id.is_not(None),
            ~exists().where(orders.c.id == transfers.c.order_id),
        )
        return await self._first(query.distinct().order_by(transfers.c.order_id))

    async def orders_with_wrong_hold(self) -> Sequence[OrderId]:
        """Orders that hold money though they are past it, or hold not all while they wait."""
        held, waiting = whole(orders.c.held_micros), orders.c.status.in_(HELD)
        wrong = case((waiting, held != whole(orders.c.charge_micros)), else_=held != 0)
        query = select(orders.c.id).where(wrong)
        return await self._first(query.order_by(orders.c.id))

    async def orders_with_wrong_refund(self) -> Sequence[OrderId]:
        """Orders, but for partial ones, of which not exactly the due part came back."""
        sums = moved()
        return await self._orders(sums, _refund_differs(sums))

    async def partial_orders(self) -> Sequence[PartialOrder]:
        """Every partial order with its refunds: what is due needs division without limits."""
        sums = moved()
        by_people = func.coalesce(sums.c.by_people, 0)
        by_shop = func.coalesce(sums.c.refunded, 0) - by_people
        row_of = (orders.c.id, orders.c.charge_micros, orders.c.units, orders.c.remains)
        query = (
            select(*row_of, orders.c.review, by_shop, by_people)
            .outerjoin(sums, sums.c.order_id == orders.c.id)
            .where(orders.c.status == OrderStatus.PARTIAL)
        )
        rows = await self.connection.execute(query.order_by(orders.c.id))
        return [_partial(row) for row in rows]

    async def orders_held_since(self, before: datetime) -> Sequence[OrderId]:
        """Orders that hold money from before then, and that no person has before them.

        Those that their customers let wait for another order are left out.
        """
        since = func.coalesce(orders.c.queued_at, orders.c.created_at)
        watched = exists().where(reviews.c.order_id == orders.c.id, reviews.c.decision.is_(None))
        held = whole(orders.c.held_micros) > 0
        unasked = orders.c.waits_for.is_(None)
        query = select(orders.c.id).where(held, unasked, since < before, not_(watched))
        return await self._first(query.order_by(orders.c.id))

    async def _accounts(self, sums: Subquery, wrong: ColumnElement[bool]) -> Sequence[str]:
        query = select(accounts.c.key).outerjoin(sums, sums.c.key == accounts.c.key)
        return await self._first(query.where(KEEPS_BALANCE, wrong).order_by(accounts.c.key))

    async def _orders(self, sums: Subquery, wrong: ColumnElement[bool]) -> Sequence[OrderId]:
        query = select(orders.c.id).outerjoin(sums, sums.c.order_id == orders.c.id)
        return await self._first(query.where(wrong).order_by(orders.c.id))

    async def _first(self, query: Select[Any]) -> Sequence[Any]:
        found = await self.connection.execute(query.limit(OFFENDERS))
        return list(found.scalars())

    async def _number(self, query: Select[Any]) -> int:
        return int((await self.connection.execute(query)).scalar_one())


def _parts_differ(sums: Subquery) -> ColumnElement[bool]:
    """Whether an order's columns are not what its own transfers say, or one of these strays."""
    put, captured, released, refunded = (
        func.coalesce(sums.c[name], 0) for name in ("put", "captured", "released", "refunded")
    )
    return or_(
        whole(orders.c.charge_micros) != put,
        whole(orders.c.held_micros) != put - captured - released,
        whole(orders.c.captured_micros) != captured,
        whole(orders.c.released_micros) != released,
        whole(orders.c.refunded_micros) != refunded,
        func.coalesce(sums.c.stray, 0) != 0,
    )


def _refund_differs(sums: Subquery) -> ColumnElement[bool]:
    """Canceled: all of it is back. Released: all, unspent. Others: what people gave back.

    While a person has an order before them, less may be back than is due.
    """
    by_shop = func.coalesce(sums.c.refunded, 0) - func.coalesce(sums.c.by_people, 0)
    captured, released = whole(orders.c.captured_micros), whole(orders.c.released_micros)
    not_all = and_(whole(orders.c.refunded_micros) != captured, not_(orders.c.review))
    status = orders.c.status
    return case(
        (status == OrderStatus.RELEASED, released != whole(orders.c.charge_micros)),
        (status == OrderStatus.PARTIAL, released != 0),
        (status == OrderStatus.CANCELED, or_(not_all, released != 0)),
        else_=or_(by_shop != literal(0), released != 0),
    )


def _partial(row: Any) -> PartialOrder:  # noqa: ANN401 - a row of seven columns
    number, charge, units, remains, review, by_shop, by_people = row
    return PartialOrder(
        id=number,
        charge=charge,
        units=units,
        remains=remains,
        review=review,
        by_shop=Money(int(by_shop)),
        by_people=Money(int(by_people)),
    )
