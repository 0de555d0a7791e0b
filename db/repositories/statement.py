"""A wallet's lines as its owner reads them: filtered, each with the balance after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import case, func, or_, select

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

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import UserId

_OLDEST: Final = 10**6
"""Stands for the bucket of lines older than every one asked about."""


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
        query = select(transfers).where(*_rows(user_id, which)).order_by(transfers.c.id.desc())
        rows = await self.connection.execute(query.limit(limit).offset(offset))
        return [record(Transfer, row) for row in rows]

    async def count(self, user_id: UserId, which: LineFilter) -> int:
        """How many there are."""
        query = select(func.count()).select_from(transfers).where(*_rows(user_id, which))
        return int((await self.connection.execute(query)).scalar_one())

    async def find(self, user_id: UserId, transfer_id: TransferId) -> Transfer | None:
        """A line of this wallet; None for what is absent or another's."""
        query = select(transfers).where(
            transfers.c.id == transfer_id, *_rows(user_id, LineFilter.ALL)
        )
        row = (await self.connection.execute(query)).one_or_none()
        return record(Transfer, row) if row else None

    async def prove(self, user_id: UserId, lines: Sequence[Transfer]) -> Proof:
        """Add up every line of a wallet, in one statement and so at one moment.

        `lines` are some of them, newest first.
        """
        wallet = wallet_of(user_id)
        bucket = _bucket(lines)
        kept = select(accounts.c.balance_micros).where(accounts.c.key == wallet).scalar_subquery()
        query = (
            select(bucket.label("bucket"), func.sum(_change(wallet)), kept)
            .where(*_rows(user_id, LineFilter.ALL))
            .group_by("bucket")
        )
        rows = (await self.connection.execute(query)).all()
        sums = {int(row[0]): int(row[1]) for row in rows}
        balance = rows[0][2] if rows else await self._balance(wallet)
        newer = tuple(
            Money(sum(part for place, part in sums.items() if place <= number))
            for number in range(len(lines))
        )
        return Proof(balance or ZERO, Money(sum(sums.values())), newer)

    async def up_to(self, user_id: UserId, newest: TransferId, *, limit: int) -> list[Transfer]:
        """Lines up to a number, newest first."""
        query = (
            select(transfers)
            .where(transfers.c.id <= newest, *_rows(user_id, LineFilter.ALL))
            .order_by(transfers.c.id.desc())
            .limit(limit)
        )
        return [record(Transfer, row) for row in await self.connection.execute(query)]

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


def _rows(user_id: UserId, which: LineFilter) -> tuple[Any, ...]:
    wallet = wallet_of(user_id)
    own = transfers.c.user_id == user_id
    match which:
        case LineFilter.IN:
            return own, ADDED_ROWS, transfers.c.destination == wallet
        case LineFilter.OUT:
            return own, transfers.c.source == wallet
        case LineFilter.RETURNED:
            return own, GIVEN_BACK_ROWS, transfers.c.destination == wallet
        case _:
            return own, or_(transfers.c.source == wallet, transfers.c.destination == wallet)


def _change(wallet: str) -> ColumnElement[int]:
    amount = whole(transfers.c.amount_micros)
    return case((transfers.c.destination == wallet, amount), else_=-amount)


def _bucket(lines: Sequence[Transfer]) -> ColumnElement[int]:
    """How many of the lines are not newer than a row: 0 for rows before the first of them."""
    steps = [(transfers.c.id > line.id, number) for number, line in enumerate(lines)]
    return case(*(steps or [(transfers.c.id < 0, 0)]), else_=_OLDEST)
