"""The ledger: moves money between accounts by guarded updates and append-only transfers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, exists, select, update

from db.models.ledger import accounts, transfers
from db.prepared import Prepared
from db.records import record
from db.repositories.dialects import insert_new
from domain.accounts import Transfer, TransferKind
from domain.ids import OrderId, TransferId, UserId
from domain.money import ZERO, Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

REVENUE: Final = "revenue"


def wallet_of(user_id: UserId) -> str:
    """Key of the account with what a customer can spend."""
    return f"wallet:{user_id}"


def hold_of(user_id: UserId) -> str:
    """Key of the account with what a customer's unsent orders hold."""
    return f"hold:{user_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A transfer to be written: money that is to move, and why."""

    kind: TransferKind
    ref: str
    source: str
    destination: str
    amount: Money
    user_id: UserId
    at: datetime
    order_id: OrderId | None = None
    actor_id: UserId | None = None
    reason: str | None = None
    reverses: TransferId | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A transfer that was written; `left` is the source's kept balance after it."""

    id: TransferId
    left: Money


_take = Prepared(
    update(accounts)
    .where(accounts.c.key == bindparam("account"), accounts.c.balance_micros >= bindparam("least"))
    .values(balance_micros=accounts.c.balance_micros - bindparam("amount"))
    .returning(accounts.c.balance_micros),
    returns=[accounts.c.balance_micros],
)
_give = Prepared(
    update(accounts)
    .where(accounts.c.key == bindparam("account"))
    .values(balance_micros=accounts.c.balance_micros + bindparam("amount"))
)
_append = Prepared(transfers.insert().returning(transfers.c.id), returns=[transfers.c.id])
_balance = Prepared(
    select(accounts.c.balance_micros).where(accounts.c.key == bindparam("account")),
    returns=[accounts.c.balance_micros],
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Accounts and transfers. Every method works inside the caller's transaction; none commits."""

    connection: AsyncConnection

    async def open_accounts(self, user_id: UserId, currency: str) -> None:
        """Give a new customer an empty wallet and hold; may be repeated."""
        for key in (wallet_of(user_id), hold_of(user_id)):
            await self._open(key, currency, user_id=user_id, balance=ZERO)

    async def open_common(self, key: str, currency: str) -> None:
        """Open an account that keeps no balance (world, revenue, adjust); may be repeated."""
        await self._open(key, currency, user_id=None, balance=None)

    async def move(self, movement: Movement) -> TransferId | None:
        """Move money once.

        Returns the new transfer's id, or None when the source has less than the amount: then
        nothing was changed.

        Raises:
            IntegrityError: this kind and ref moved before; the transaction is of no more use.
        """
        moved = await self.move_leaving(movement)
        return moved.id if moved else None

    async def move_leaving(self, movement: Movement) -> Moved | None:
        """Move money once, and tell what it leaves in a source that keeps a balance.

        Returns None when the source has less than the amount: then nothing was changed.

        Raises:
            IntegrityError: this kind and ref moved before; the transaction is of no more use.
        """
        left = await self._shift(movement)
        if left is None:
            return None
        row = {
            "kind": movement.kind,
            "ref": movement.ref,
            "source": movement.source,
            "destination": movement.destination,
            "amount_micros": movement.amount,
            "user_id": movement.user_id,
            "order_id": movement.order_id,
            "actor_id": movement.actor_id,
            "reason": movement.reason,
            "reverses": movement.reverses,
            "created_at": movement.at,
        }
        [(number,)] = await _append.rows(self.connection, row)
        return Moved(TransferId(number), left)

    async def balance(self, key: str) -> Money:
        """A kept balance; zero for an account that was never opened."""
        row = await _balance.row(self.connection, {"account": key})
        return (row[0] if row else None) or ZERO

    async def get(self, transfer_id: TransferId) -> Transfer | None:
        """One transfer, or None."""
        return await self._one(transfers.c.id == transfer_id)

    async def find(self, kind: TransferKind, ref: str) -> Transfer | None:
        """The transfer of this kind and ref, or None."""
        return await self._one(and_(transfers.c.kind == kind, transfers.c.ref == ref))

    async def last_reversible(self, actor_id: UserId) -> Transfer | None:
        """The newest top-up or debit by this operator that was not reversed."""
        undone = transfers.alias()
        reversible = and_(
            transfers.c.actor_id == actor_id,
            transfers.c.kind.in_((TransferKind.TOPUP, TransferKind.DEBIT)),
            ~exists().where(undone.c.reverses == transfers.c.id),
        )
        return await self._one(reversible)

    async def reversal_of(self, transfer_id: TransferId) -> Transfer | None:
        """The transfer that undid this one, or None."""
        return await self._one(transfers.c.reverses == transfer_id)

    async def of_order(self, order_id: OrderId) -> Sequence[Transfer]:
        """Every transfer of an order, oldest first: its account to the micro-unit."""
        query = select(transfers).where(transfers.c.order_id == order_id).order_by(transfers.c.id)
        return [record(Transfer, row) for row in await self.connection.execute(query)]

    async def _shift(self, movement: Movement) -> Money | None:
        """Move kept balances in the order of their keys, so that no two moves deadlock."""
        source, destination, amount = movement.source, movement.destination, movement.amount
        if source < destination:
            left = await self._take(source, amount)
            if left is not None:
                await self._give(destination, amount)
            return left
        await self._give(destination, amount)
        left = await self._take(source, amount)
        if left is None:
            await self._give(destination, -amount)
        return left

    async def _take(self, key: str, amount: Money) -> Money | None:
        """Take from an account and tell what is left; None when it has less."""
        if not keeps_balance(key):
            return ZERO
        values = {"account": key, "amount": amount, "least": amount}
        row = await _take.row(self.connection, values)
        return row[0] if row else None

    async def _give(self, key: str, amount: Money) -> None:
        if keeps_balance(key):
            await _give.rows(self.connection, {"account": key, "amount": amount})

    async def _open(
        self, key: str, currency: str, *, user_id: UserId | None, balance: Money | None
    ) -> None:
        values = {
            "key": key,
            "currency": currency,
            "user_id": user_id,
            "balance_micros": balance,
        }
        await insert_new(self.connection, accounts, values, unique=["key"])

    async def _one(self, condition: Any) -> Transfer | None:  # noqa: ANN401 - any SQL condition
        query = select(transfers).where(condition).order_by(transfers.c.id.desc()).limit(1)
        row = (await self.connection.execute(query)).one_or_none()
        return record(Transfer, row) if row else None


def keeps_balance(key: str) -> bool:
    """Tell whether an account's balance is kept and may not go below zero."""
    return key.startswith(("wallet:", "hold:"))
