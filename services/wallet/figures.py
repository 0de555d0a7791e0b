"""A wallet's figures, its statement page by page, and what each line came from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from db.repositories.statement import change_of, entries_of
from domain.accounts import Cause, Entry, Statement, WalletPage
from domain.errors import NotFoundError
from domain.history import LineFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.database import Database
    from db.unit_of_work import Reads
    from domain.accounts import Transfer, Wallet
    from domain.ids import TransferId, UserId
    from domain.money import Money
    from services.books import StopTheShop

PAGE: Final = 10
LATEST: Final = 3


@dataclass(frozen=True, slots=True)
class ReadWallet:
    """Read what a customer has."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> Wallet:
        """Return the figures of this moment."""
        return await self.database.peek(lambda reads: reads.purses.wallet(user_id))


@dataclass(frozen=True, slots=True)
class OpenWallet:
    """Read what a customer has, with the latest lines."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> WalletPage:
        """Return the figures of this moment."""
        return await self.database.peek(partial(_wallet_page, user_id=user_id))


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """Read a wallet's lines, ten a page, newest first, and prove that they are the balance.

    Where they are not, new orders stop and the owners are told. Then it commits.
    """

    database: Database
    stop: StopTheShop

    async def __call__(
        self, *, user_id: UserId, which: LineFilter = LineFilter.ALL, page: int = 1
    ) -> Statement:
        """Return a page, the nearest there is."""
        statement = await self.database.peek(
            partial(_statement, user_id=user_id, which=which, page=page)
        )
        if not statement.adds_up:
            await self.stop(broken=["I2"])
        return statement


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Read what a line of a customer's statement came from."""

    database: Database

    async def __call__(self, *, user_id: UserId, transfer_id: TransferId) -> Cause:
        """Return it.

        Raises:
            NotFoundError: it is absent or in another's wallet.
        """
        async with self.database.read(brief=True) as reads:
            line = await reads.statement.find(user_id, transfer_id)
            if line is None:
                raise NotFoundError
            undid = None if line.reverses is None else await reads.ledger.get(line.reverses)
            return Cause(
                transfer=line,
                change=change_of(line),
                undid=undid,
                undone_by=await reads.ledger.reversal_of(transfer_id),
            )


async def _wallet_page(reads: Reads, *, user_id: UserId) -> WalletPage:
    wallet = await reads.purses.wallet(user_id)
    lines = await reads.statement.page(user_id, LineFilter.ALL, limit=LATEST)
    return WalletPage(wallet=wallet, latest=tuple(_latest(lines, wallet.available)))


async def _statement(reads: Reads, *, user_id: UserId, which: LineFilter, page: int) -> Statement:
    pages = max(1, -(-await reads.statement.count(user_id, which) // PAGE))
    page = min(max(page, 1), pages)
    lines = await reads.statement.page(user_id, which, limit=PAGE, offset=(page - 1) * PAGE)
    proof = await reads.statement.prove(user_id, lines)
    return Statement(
        balance=proof.balance,
        entries=entries_of(lines, proof),
        page=page,
        pages=pages,
        which=which,
        adds_up=proof.adds_up,
    )


def _latest(lines: Sequence[Transfer], available: Money) -> list[Entry]:
    """The newest lines of all: the balance after the first of them is what there is now."""
    changes = [change_of(line) for line in lines]
    after = accumulate(changes, lambda balance, change: balance - change, initial=available)
    return [
        Entry(transfer=line, change=change, balance=balance)
        for line, change, balance in zip(lines, changes, after, strict=False)
    ]
