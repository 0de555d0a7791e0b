"""Money added to a wallet or taken from it by hand: the confirm card, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.repositories.ledger import Movement, wallet_of
from domain.accounts import TransferKind
from domain.errors import DecisionError
from domain.notices import NoticeKind
from domain.operators import Act
from services.books import MANUAL_TOPUPS
from services.operators.desk import currency_of, find_customer, read_amount, read_reason

if TYPE_CHECKING:
    from datetime import datetime

    from db.unit_of_work import UnitOfWork
    from domain.accounts import User
    from domain.ids import TransferId, UserId
    from domain.money import Money
    from services.operators.desk import Approved, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyCard:
    """What a top-up or debit will do; `today` is what this operator moved so since midnight."""

    nonce: str
    act: Act
    customer: User
    amount: Money
    reason: str
    before: Money
    today: Money

    @property
    def after(self) -> Money:
        """The wallet once it is done."""
        added = self.act is Act.TOPUP
        return self.before + self.amount if added else self.before - self.amount


@dataclass(frozen=True, slots=True)
class ProposeTopup:
    """Prepare a top-up: nothing moves before its card is confirmed. Commits the card."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, who: str, amount: str, reason: str) -> MoneyCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nobody`, `amount`, `zero`, `too_big` or `no_reason`.
        """
        wish = _Wish(Act.TOPUP, actor_id=actor_id, who=who, amount=amount, reason=reason)
        return await _propose(self.desk, wish)


@dataclass(frozen=True, slots=True)
class ProposeDebit:
    """Prepare a debit, which never takes a wallet below zero. Commits the card."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, who: str, amount: str, reason: str) -> MoneyCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: as for a top-up, or `short` (`left`: what the wallet has).
        """
        wish = _Wish(Act.DEBIT, actor_id=actor_id, who=who, amount=amount, reason=reason)
        return await _propose(self.desk, wish)


@dataclass(frozen=True, slots=True)
class _Wish:
    act: Act
    actor_id: UserId
    who: str
    amount: str
    reason: str

    @property
    def kind(self) -> TransferKind:
        return TransferKind.TOPUP if self.act is Act.TOPUP else TransferKind.DEBIT


async def _propose(desk: Desk, wish: _Wish) -> MoneyCard:
    desk.admit(wish.actor_id)
    reason = read_reason(wish.reason)
    midnight = desk.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    async with desk.database.write() as uow:
        customer = await find_customer(uow, wish.who)
        amount = read_amount(wish.amount, await currency_of(uow))
        before = await uow.ledger.balance(wallet_of(customer.id))
        if wish.act is Act.DEBIT and before < amount:
            raise DecisionError("short", left=before)
        params = {"user": customer.id, "amount": amount.micros, "reason": reason}
        nonce = await desk.issue(uow, wish.actor_id, wish.act, params)
        today = await uow.figures.moved_by(wish.actor_id, wish.kind, midnight)
        await uow.commit()
    return MoneyCard(
        nonce=nonce,
        act=wish.act,
        customer=customer,
        amount=amount,
        reason=reason,
        before=before,
        today=today,
    )


async def top_up(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Add the money, tell the customer, write the audit line. Does not commit."""
    movement = _movement(approved, TransferKind.TOPUP, MANUAL_TOPUPS, wallet_of(approved.user_id))
    transfer_id = await uow.ledger.move(movement)
    if transfer_id is None:  # the world outside keeps no balance that could run out
        raise RuntimeError("a top-up found no source")
    return await write_down(uow, approved, Act.TOPUP, movement, transfer_id)


async def debit(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Take the money, tell the customer, write the audit line. Does not commit.

    Raises:
        DecisionError: `short` (`left`): the wallet has less by now.
    """
    account = f"adjust:{approved.actor_id}"
    await uow.ledger.open_common(account, await currency_of(uow))
    movement = _movement(approved, TransferKind.DEBIT, wallet_of(approved.user_id), account)
    transfer_id = await uow.ledger.move(movement)
    if transfer_id is None:
        raise DecisionError("short", left=await uow.ledger.balance(movement.source))
    return await write_down(uow, approved, Act.DEBIT, movement, transfer_id)


async def write_down(
    uow: UnitOfWork, approved: Approved, act: Act, movement: Movement, transfer_id: TransferId
) -> dict[str, Any]:
    """Tell the customer and the journal of a transfer; returns what the card's result is."""
    wallet = wallet_of(movement.user_id)
    after = await uow.ledger.balance(wallet)
    added = movement.destination == wallet
    before = after - movement.amount if added else after + movement.amount
    await _tell(uow, movement, transfer_id, added=added, at=approved.at)
    if added:
        await uow.drafts.note_credit(movement.user_id, approved.at)
    await uow.journal.add(
        actor_id=approved.actor_id,
        act=act,
        target=f"user:{movement.user_id}",
        before=f"{before.decimal:f}",
        after=f"{after.decimal:f}",
        reason=movement.reason,
        at=approved.at,
        transfer_id=transfer_id,
    )
    return {
        "transfer": transfer_id,
        "amount": movement.amount.micros,
        "balance": after.micros,
        "added": added,
    }


async def _tell(
    uow: UnitOfWork, movement: Movement, transfer_id: TransferId, *, added: bool, at: datetime
) -> None:
    await uow.outbox.add(
        chat_id=movement.user_id,
        kind=NoticeKind.TOPPED_UP if added else NoticeKind.DEBITED,
        payload={"transfer_id": transfer_id, "amount_micros": movement.amount.micros},
        dedupe_key=f"transfer:{transfer_id}",
        at=at,
    )


def _movement(approved: Approved, kind: TransferKind, source: str, destination: str) -> Movement:
    return Movement(
        kind=kind,
        ref=approved.nonce,
        source=source,
        destination=destination,
        amount=approved.amount,
        user_id=approved.user_id,
        actor_id=approved.actor_id,
        reason=approved.params["reason"],
        at=approved.at,
    )
