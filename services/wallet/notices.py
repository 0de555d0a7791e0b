"""What a notice about money needs to know when it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.repositories.ledger import wallet_of
from domain.errors import NotFoundError
from domain.money import total
from domain.pricing import price_of
from domain.splitting import requests_for

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import Reads
    from domain.accounts import Transfer, User
    from domain.drafts import Draft
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
    ready: Money | None = None
    """What the unfinished order costs now, where nothing is missing in its form."""
    paying: bool = False
    """Whether it is to be paid by itself, and has not been looked at yet."""


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
            awaited = await reads.drafts.awaited(transfer.user_id, self.clock.now())
            return MoneyNotice(
                user=await reads.users.get(transfer.user_id),
                transfer=transfer,
                available=await reads.ledger.balance(wallet_of(transfer.user_id)),
                draft=draft is not None,
                ready=None if draft is None else await _charge_of(reads, draft),
                paying=awaited is not None,
            )


async def _charge_of(reads: Reads, draft: Draft) -> Money | None:
    service = await reads.services.find(draft.service_id)
    if service is None or not service.orderable or draft.asked(service) is not None:
        return None
    requests = requests_for(service, draft.values)
    return total(price_of(service, request.units).charge for request in requests)
