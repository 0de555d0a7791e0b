"""An account is deleted: what is personal goes, what the books need stays without a name.

The Telegram id is the key of a customer's accounts in the ledger, whose lines nobody can change:
the number stays there, and the row of `users` that it points to stays empty, with no name, no
consent and no wishes. Orders keep what money and the audit need (service, quantity, charge,
status) and lose their links and texts. Whoever writes again under the same number begins anew:
in Telegram's language, before the terms, with an empty wallet. A block outlives the deletion,
or deleting would be the way around it. What operators wrote in their journal stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import structlog

from db.repositories.ledger import Movement, hold_of, wallet_of
from domain.accounts import TransferKind
from domain.errors import DecisionError
from domain.money import ZERO, Money
from services.books import CURRENCY

if TYPE_CHECKING:
    from db.database import Database
    from db.unit_of_work import UnitOfWork
    from domain.accounts import User
    from domain.ids import UserId
    from domain.ports import Clock

FORFEITED: Final = "adjust:forfeited"
"""The account that takes what was left in the wallets of deleted accounts."""
REASON: Final = "account deleted"

logger = structlog.get_logger(__name__)


def is_gone(user: User) -> bool:
    """Tell whether somebody deleted their account and has not come back: all others have names."""
    return not user.first_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What would happen now: `lost` is what the wallet has; None of `problem` lets it happen."""

    lost: Money
    problem: str | None


@dataclass(frozen=True, slots=True)
class ReadLeaving:
    """Tell what deleting one's account would cost, or why it cannot be done."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> Leaving:
        """Return it; `problem` as for DeleteAccount."""
        async with self.database.read() as reads:
            active = await reads.history.active(user_id)
            held = await reads.ledger.balance(hold_of(user_id))
            lost = await reads.ledger.balance(wallet_of(user_id))
            watched = await reads.erasure.has_open_case(user_id)
        return Leaving(lost=lost, problem=_problem(sum(active.values()), held, watched=watched))


@dataclass(frozen=True, slots=True)
class DeleteAccount:
    """Delete an account with all that is personal. Commits."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId, lost: Money) -> None:
        """Delete it, if the wallet has what its owner was told they would lose.

        Raises:
            NotFoundError: they never wrote to the bot.
            DecisionError: `active` (orders run), `held` (money is on hold), `watched` (a person
                of the shop still decides about an order), or `changed` (other than `lost`).
        """
        now = self.clock.now()
        async with self.database.write() as uow:
            await uow.users.get(user_id)
            await uow.erasure.clean_orders(user_id)  # orders first, then accounts: no deadlock
            await uow.erasure.lock_account(wallet_of(user_id))
            await self._ensure_free(uow, user_id, lost)
            if lost != ZERO:
                await uow.ledger.open_common(FORFEITED, await uow.shop.get(CURRENCY) or "")
                await uow.ledger.move(
                    Movement(
                        kind=TransferKind.DEBIT,
                        ref=f"deleted:{user_id}:{int(now.timestamp() * 1000)}",
                        source=wallet_of(user_id),
                        destination=FORFEITED,
                        amount=lost,
                        user_id=user_id,
                        reason=REASON,
                        at=now,
                    )
                )
            await uow.erasure.forget(user_id, now)
            await uow.commit()
        logger.info("account.deleted")

    async def _ensure_free(self, uow: UnitOfWork, user_id: UserId, lost: Money) -> None:
        problem = _problem(
            sum((await uow.history.active(user_id)).values()),
            await uow.ledger.balance(hold_of(user_id)),
            watched=await uow.erasure.has_open_case(user_id),
        )
        if problem is None and await uow.ledger.balance(wallet_of(user_id)) != lost:
            problem = "changed"
        if problem is not None:
            raise DecisionError(problem)


def _problem(active: int, held: Money, *, watched: bool) -> str | None:
    if active:
        return "active"
    if held != ZERO:
        return "held"
    return "watched" if watched else None
