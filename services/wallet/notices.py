"""What a notice about money needs to know when it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.repositories.ledger import wallet_of
from domain.errors import NotFoundError

if TYPE_CHECKING:
    from db.database import Database
    from domain.accounts import Transfer, User
    from domain.ids import TransferId
    from domain.money import Money
    from domain.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyNotice:
    """A transfer, its customer, their wallet now, and whether an unfinished order waits."""

    user: User
    transfer: Transfer
    available: Money
    draft: bool


@dataclass(frozen=True, slots=True)
class ReadMoneyNotice:
    """Read what a notice about a top-up or debit tells."""

    database: Database
    clock: Clock

    async def __call__(self, *, transfer_id: TransferId) -> MoneyNotice:
        """Return the transfer with its customer.

        Raises:
            NotFoundError: there is no such transfer.
        """
        async with self.database.read() as reads:
            transfer = await reads.ledger.get(transfer_id)
            if transfer is None:
                raise NotFoundError
            draft = await reads.drafts.find(transfer.user_id, self.clock.now())
            return MoneyNotice(
                user=await reads.users.get(transfer.user_id),
                transfer=transfer,
                available=await reads.ledger.balance(wallet_of(transfer.user_id)),
                draft=draft is not None,
            )
