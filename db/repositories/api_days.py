"""What customers did by API each day of UTC; the daily cap stands guard over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Date, bindparam, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from db.models.api import api_access, api_days
from db.prepared import Prepared
from db.types import MoneyType
from domain.api_keys import ApiDay
from domain.errors import DailyCapError
from domain.money import ZERO, Money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId

_BOUNDLESS: Final = Money(2**62)
_WRITTEN: Final = ["user_id", "day", "requests", "orders", "spent_micros"]


def _spending(insertion: postgresql.Insert | sqlite.Insert) -> Any:  # noqa: ANN401 - one of two types, hard to name
    """Add an order to its day, unless that takes the day above the customer's cap."""
    person = bindparam("person", type_=BigInteger)
    charge = bindparam("charge", type_=MoneyType)
    chosen = (
        select(api_access.c.daily_cap_micros)
        .where(api_access.c.user_id == person)
        .scalar_subquery()
    )
    cap = func.coalesce(chosen, literal(_BOUNDLESS, MoneyType))
    first = select(person, bindparam("day", type_=Date), literal(0), literal(1), charge).where(
        charge <= cap
    )
    spent = api_days.c.spent_micros + charge
    return (
        insertion.from_select(_WRITTEN, first)
        .on_conflict_do_update(
            index_elements=["user_id", "day"],
            set_={"orders": api_days.c.orders + 1, "spent_micros": spent},
            where=spent <= cap,
        )
        .returning(api_days.c.spent_micros)
    )


def _counting(insertion: postgresql.Insert | sqlite.Insert) -> Any:  # noqa: ANN401 - as above
    more = insertion.excluded.requests
    return insertion.values(orders=0, spent_micros=ZERO).on_conflict_do_update(
        index_elements=["user_id", "day"], set_={"requests": api_days.c.requests + more}
    )


_spend: Final = {
    "sqlite": Prepared(_spending(sqlite.insert(api_days)), returns=[api_days.c.spent_micros]),
    "postgresql": Prepared(
        _spending(postgresql.insert(api_days)), returns=[api_days.c.spent_micros]
    ),
}
_count: Final = {
    "sqlite": _counting(sqlite.insert(api_days)),
    "postgresql": _counting(postgresql.insert(api_days)),
}


@dataclass(frozen=True, slots=True)
class ApiDays:
    """What customers did by API each day. None of its methods commits."""

    connection: AsyncConnection

    async def spend(self, user_id: UserId, charge: Money, *, at: datetime) -> Money:
        """Count an order in the transaction that places it; returns what the day has spent then.

        Orders of one customer follow one another from here to the end of the transaction, so that
        no two of them pass the cap together. An order that is taken back later stays counted.

        Raises:
            DailyCapError: the day would go above the cap that the customer has set by now.
        """
        asked = {"person": user_id, "day": at.date(), "charge": charge}
        statement = _spend[self.connection.dialect.name]
        row = await statement.row(self.connection, asked)
        if row is not None:
            return Money(row[0].micros)
        query = select(api_access.c.daily_cap_micros).where(api_access.c.user_id == user_id)
        raise DailyCapError(cap=(await self.connection.execute(query)).scalar_one())

    async def on(self, user_id: UserId, day: date) -> ApiDay:
        """What a customer did on a day; nothing, where nothing is known."""
        query = select(api_days).where(api_days.c.user_id == user_id, api_days.c.day == day)
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            return ApiDay(requests=0, orders=0, spent=ZERO)
        return ApiDay(requests=row.requests, orders=row.orders, spent=row.spent_micros)

    async def count_requests(self, requests: Mapping[UserId, int], *, day: date) -> None:
        """Add requests to a day, of many customers at once."""
        rows = [
            {"user_id": user_id, "day": day, "requests": count}
            for user_id, count in sorted(requests.items())  # in one order: no deadlock
        ]
        if rows:
            await self.connection.execute(_count[self.connection.dialect.name], rows)
