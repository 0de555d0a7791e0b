"""What transfers add up to, for each account and for each order, as subqueries for the audit.

Sums are taken in two parts, above and below 2^32: SQLite's own are exact only to 2^63. Put
together again beyond that they become floats there, which differ from any whole number they meet.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    not_,
    or_,
    select,
    type_coerce,
    union_all,
)

from db.models.ledger import accounts, transfers
from db.models.orders import orders
from db.repositories.ledger import REVENUE
from domain.accounts import TransferKind

PART: Final = 2**32


def whole(column: Any) -> ColumnElement[int]:  # noqa: ANN401 - any column of money
    """A column of money as the number that it is in the database."""
    return type_coerce(column, BigInteger)


def joined(high: Any, low: Any) -> int:  # noqa: ANN401 - databases have their own whole numbers
    """Put the two parts of a sum together, exactly."""
    return int(high) * PART + int(low)


_amount = whole(transfers.c.amount_micros)
HIGH: Final = _amount // PART
LOW: Final = _amount % PART

KEEPS_BALANCE: Final = or_(accounts.c.key.like("wallet:%"), accounts.c.key.like("hold:%"))


def replay() -> Subquery:
    """By account that keeps a balance: its `total`, from nothing, of every transfer."""
    changes = union_all(
        select(transfers.c.destination.label("key"), HIGH.label("high"), LOW.label("low")),
        select(transfers.c.source, -HIGH, -LOW),
    ).subquery()
    total = func.sum(changes.c.high) * PART + func.sum(changes.c.low)
    kept = or_(changes.c.key.like("wallet:%"), changes.c.key.like("hold:%"))
    return (
        select(changes.c.key, total.label("total"))
        .where(kept)
        .group_by(changes.c.key)
        .subquery("replay")
    )


def moved() -> Subquery:
    """By order: what was held, captured, released, refunded, and how many transfers stray.

    `by_people` is the part of `refunded` that has an actor. A transfer strays when it does not run
    between the accounts that its kind and the order's customer ask for.
    """
    return (
        select(
            transfers.c.order_id,
            _sum_of(TransferKind.HOLD).label("put"),
            _sum_of(TransferKind.CAPTURE).label("captured"),
            _sum_of(TransferKind.RELEASE).label("released"),
            _sum_of(TransferKind.REFUND).label("refunded"),
            _sum_of(TransferKind.REFUND, transfers.c.actor_id.is_not(None)).label("by_people"),
            func.sum(case((not_(_as_its_kind_asks()), 1), else_=0)).label("stray"),
        )
        .join(orders, orders.c.id == transfers.c.order_id)
        .group_by(transfers.c.order_id)
        .subquery("moved")
    )


def _sum_of(kind: TransferKind, *further: ColumnElement[bool]) -> ColumnElement[int]:
    counted = and_(transfers.c.kind == kind, *further)
    high = func.sum(case((counted, HIGH), else_=0))
    return high * PART + func.sum(case((counted, LOW), else_=0))


def _as_its_kind_asks() -> ColumnElement[bool]:
    wallet = literal("wallet:") + cast(orders.c.user_id, String)
    hold = literal("hold:") + cast(orders.c.user_id, String)
    return or_(
        _runs(TransferKind.HOLD, wallet, hold),
        _runs(TransferKind.CAPTURE, hold, literal(REVENUE)),
        _runs(TransferKind.RELEASE, hold, wallet),
        _runs(TransferKind.REFUND, literal(REVENUE), wallet),
    )


def _runs(
    kind: TransferKind, source: ColumnElement[str], destination: ColumnElement[str]
) -> ColumnElement[bool]:
    return and_(
        transfers.c.kind == kind,
        transfers.c.source == source,
        transfers.c.destination == destination,
    )
