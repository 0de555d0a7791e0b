"""A wallet's lines as its owner reads them: filtered, each with the balance after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import BigInteger, Integer, bindparam, case, func, or_, select

from db.models.ledger import ADDED_ROWS, GIVEN_BACK_ROWS, accounts, transfers
from db.records import record
from db.repositories.audit_sums import whole
from db.repositories.ledger import wallet_of
from domain.accounts import Entry, Transfer
from domain.history import LineFilter
from domain.ids import TransferId
from domain.money import ZERO, Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId

_OLDEST: Final = 10**6
"""Stands for the bucket of lines older than every one asked about."""


_own: Final = transfers.c.user_id == bindparam("user_id")
_to_wallet: Final = transfers.c.destination == bindparam("wallet")
_from_wallet: Final = transfers.c.source == bindparam("wallet")
_ROWS: Final[Mapping[LineFilter, tuple[Any, ...]]] = {
    LineFilter.ALL: (_own, or_(_from_wallet, _to_wallet)),
    LineFilter.IN: (_own, ADDED_ROWS, _to_wallet),
    LineFilter.OUT: (_own, _from_wallet),
    LineFilter.RETURNED: (_own, GIVEN_BACK_ROWS, _to_wallet),
}
_pages: Final = {
    which: select(transfers)
    .where(*rows)
    .order_by(transfers.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
    .offset(bindparam("offset", type_=Integer))
    for which, rows in _ROWS.items()
}
_counts: Final = {
    which: select(func.count()).select_from(transfers).where(*rows)
    for which, rows in _ROWS.items()
}


class Proof(NamedTuple):
    """A wallet's kept balance, what all its lines add up to, and sums by the lines asked about.

    `newer` holds for each line the changes of every line that came after it.
    """

    balance: Money
    total: Money
    newer: tuple[Money, ...]

    @property
    def adds_up(self) -> bool:
        """Tell whether the lines explain the balance to the micro-unit."""
        return self.balance == self.total


@dataclass(frozen=True, slots=True)
class StatementLines:
    """The transfers that touch one wallet. Nothing is changed."""

    connection: AsyncConnection

    async def page(
        self, user_id: UserId, which: LineFilter, *, limit: int, offset: int = 0
    ) -> list[Transfer]:
        """Lines under a filter, newest first."""
        given = {**_whose(user_id), "limit": limit, "offset": offset}
        rows = await self.connection.execute(_pages[which], given)
        return [record(Transfer, row) for row in rows]

    async def count(self, user_id: UserId, which: LineFilter) -> int:
        """How many there are."""
        found = await self.connection.execute(_counts[which], _whose(user_id))
        return int(found.scalar_one())

    async def find(self, user_id: UserId, transfer_id: TransferId) -> Transfer | None:
        """A line of this wallet; None for what is absent or another's."""
        query = select(transfers).where(transfers.c.id == transfer_id, *_ROWS[LineFilter.ALL])
        row = (await self.connection.execute(query, _whose(user_id))).one_or_none()
        return record(Transfer, row) if row else None

    async def prove(self, user_id: UserId, lines: Sequence[Transfer]) -> Proof:
        """Add up every line of a wallet, in one statement and so at one moment.

        `lines` are some of them, newest first.
        """
        given = {**_whose(user_id), **{_line(n): line.id for n, line in enumerate(lines)}}
        rows = (await self.connection.execute(_proof(len(lines)), given)).all()
        sums = {int(row[0]): int(row[1]) for row in rows}
        balance = rows[0][2] if rows else await self._balance(wallet_of(user_id))
        newer = tuple(
            Money(sum(part for place, part in sums.items() if place <= number))
            for number in range(len(lines))
        )
        return Proof(balance or ZERO, Money(sum(sums.values())), newer)

    async def up_to(self, user_id: UserId, newest: TransferId, *, limit: int) -> list[Transfer]:
        """Lines up to a number, newest first."""
        query = (
            select(transfers)
            .where(transfers.c.id <= newest, *_ROWS[LineFilter.ALL])
            .order_by(transfers.c.id.desc())
            .limit(limit)
        )
        rows = await self.connection.execute(query, _whose(user_id))
        return [record(Transfer, row) for row in rows]

    async def _balance(self, wallet: str) -> Money | None:
        query = select(accounts.c.balance_micros).where(accounts.c.key == wallet)
        found: Money | None = (await self.connection.execute(query)).scalar_one_or_none()
        return found


def change_of(transfer: Transfer) -> Money:
    """What a transfer changed in its customer's wallet, signed."""
    added = transfer.destination == wallet_of(transfer.user_id)
    return transfer.amount if added else -transfer.amount


def entries_of(lines: Sequence[Transfer], proof: Proof) -> tuple[Entry, ...]:
    """The lines with the balance after each."""
    return tuple(
        Entry(transfer=line, change=change_of(line), balance=proof.balance - newer)
        for line, newer in zip(lines, proof.newer, strict=True)
    )


def _whose(user_id: UserId) -> dict[str, Any]:
    return {"user_id": user_id, "wallet": wallet_of(user_id)}


@cache
def _proof(lines: int) -> Select[Any]:
    """Sums of changes by how many of so many lines are newer, beside the kept balance.

    Rows newer than the first line are in bucket 0. There is a statement for each length of page.
    """
    amount = whole(transfers.c.amount_micros)
    change = case((_to_wallet, amount), else_=-amount)
    steps = [(transfers.c.id > bindparam(_line(n), type_=BigInteger), n) for n in range(lines)]
    bucket = case(*(steps or [(transfers.c.id < 0, 0)]), else_=_OLDEST).label("bucket")
    kept = select(accounts.c.balance_micros).where(accounts.c.key == bindparam("wallet"))
    return (
        select(bucket, func.sum(change), kept.scalar_subquery())
        .where(*_ROWS[LineFilter.ALL])
        .group_by("bucket")
    )


def _line(number: int) -> str:
    return f"line_{number}"
