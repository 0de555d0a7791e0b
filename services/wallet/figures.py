"""A wallet's figures and its statement, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.repositories.ledger import hold_of, wallet_of
from domain.accounts import Statement, Wallet
from domain.orders import HELD

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import Reads
    from domain.ids import UserId

PAGE: Final = 10


async def wallet_in(reads: Reads, user_id: UserId) -> Wallet:
    """Read a wallet inside the caller's transaction; empty for somebody unknown."""
    counts = await reads.history.counts(user_id)
    return Wallet(
        user_id=user_id,
        available=await reads.ledger.balance(wallet_of(user_id)),
        held=await reads.ledger.balance(hold_of(user_id)),
        held_orders=sum(counts.get(status, 0) for status in HELD),
    )


@dataclass(frozen=True, slots=True)
class ReadWallet:
    """Read what a customer has."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> Wallet:
        """Return the figures of this moment."""
        async with self.database.read() as reads:
            return await wallet_in(reads, user_id)


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """Read a wallet's entries, ten a page, newest first."""

    database: Database

    async def __call__(self, *, user_id: UserId, page: int = 1) -> Statement:
        """Return a page, the nearest there is."""
        async with self.database.read() as reads:
            number = await reads.ledger.count_entries(user_id)
            pages = max(1, -(-number // PAGE))
            page = min(max(page, 1), pages)
            offset = (page - 1) * PAGE
            entries = await reads.ledger.entries(user_id, limit=PAGE, offset=offset)
            wallet = await wallet_in(reads, user_id)
        return Statement(wallet=wallet, entries=tuple(entries), page=page, pages=pages)
