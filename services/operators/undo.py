"""Top-ups and debits undone: a transfer the other way round, at most once, never a deletion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.repositories.ledger import Movement, wallet_of
from domain.accounts import Transfer, TransferKind
from domain.errors import DecisionError
from domain.ids import TransferId
from domain.money import Money
from domain.operators import Act
from services.operators.money import write_down

if TYPE_CHECKING:
    from db.unit_of_work import Reads, UnitOfWork
    from domain.accounts import User
    from domain.ids import UserId
    from services.operators.desk import Approved, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoCard:
    """What undoing `transfer` will do; `amount` is less than the transfer's when it was spent."""

    nonce: str
    customer: User
    transfer: Transfer
    amount: Money
    before: Money

    @property
    def is_whole(self) -> bool:
        """Whether all of it can be undone."""
        return self.amount == self.transfer.amount

    @property
    def takes(self) -> bool:
        """Whether the wallet loses by it."""
        return self.transfer.kind is TransferKind.TOPUP

    @property
    def after(self) -> Money:
        """The wallet once it is done."""
        return self.before - self.amount if self.takes else self.before + self.amount


@dataclass(frozen=True, slots=True)
class ProposeUndo:
    """Prepare to undo a top-up or debit, whoever made it. Commits the card."""

    desk: Desk

    async def __call__(
        self, *, actor_id: UserId, transfer_id: TransferId | None = None
    ) -> UndoCard:
        """Make the card; without an id for the newest act of this operator that can be undone.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nothing_to_undo`, `no_transfer`, `not_reversible`, `undone` (`by`:
                the reversal's id), or `spent`: nothing of it is left in the wallet.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.write() as uow:
            transfer = await _transfer(uow, actor_id, transfer_id)
            await _ensure_reversible(uow, transfer)
            before = await uow.ledger.balance(wallet_of(transfer.user_id))
            amount = _amount(transfer, before)
            params = {
                "user": transfer.user_id,
                "transfer": transfer.id,
                "amount": amount.micros,
            }
            nonce = await self.desk.issue(uow, actor_id, Act.UNDO, params)
            customer = await uow.users.get(transfer.user_id)
            await uow.commit()
        return UndoCard(
            nonce=nonce, customer=customer, transfer=transfer, amount=amount, before=before
        )


async def undo(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Move the card's amount back, tell the customer, write the audit line. Does not commit.

    Raises:
        DecisionError: `undone` or `short` (`left`): the money has been spent meanwhile.
    """
    transfer = await uow.ledger.get(TransferId(approved.params["transfer"]))
    if transfer is None:
        raise DecisionError("no_transfer")
    # The row of the wallet is what two undoings at once queue for; the unique reference decides.
    await _ensure_reversible(uow, transfer)
    movement = Movement(
        kind=TransferKind.REVERSAL,
        ref=str(transfer.id),
        source=transfer.destination,
        destination=transfer.source,
        amount=approved.amount,
        user_id=transfer.user_id,
        actor_id=approved.actor_id,
        reason=transfer.reason,
        reverses=transfer.id,
        at=approved.at,
    )
    reversal = await uow.ledger.move(movement)
    if reversal is None:
        left = await uow.ledger.balance(movement.source)
        raise DecisionError("short", left=left, transfer_id=transfer.id)
    return await write_down(uow, approved, Act.UNDO, movement, reversal)


async def _transfer(reads: Reads, actor_id: UserId, transfer_id: TransferId | None) -> Transfer:
    if transfer_id is None:
        newest = await reads.ledger.last_reversible(actor_id)
        if newest is None:
            raise DecisionError("nothing_to_undo")
        return newest
    transfer = await reads.ledger.get(transfer_id)
    if transfer is None:
        raise DecisionError("no_transfer", transfer_id=transfer_id)
    return transfer


async def _ensure_reversible(reads: Reads, transfer: Transfer) -> None:
    if transfer.kind not in {TransferKind.TOPUP, TransferKind.DEBIT}:
        raise DecisionError("not_reversible", transfer_id=transfer.id)
    reversal = await reads.ledger.reversal_of(transfer.id)
    if reversal is not None:
        raise DecisionError("undone", transfer_id=transfer.id, by=reversal.id)


def _amount(transfer: Transfer, left: Money) -> Money:
    """As much as can be moved back: a wallet never goes below zero."""
    if transfer.kind is TransferKind.DEBIT:
        return transfer.amount
    if not left:
        raise DecisionError("spent", transfer_id=transfer.id)
    return min(transfer.amount, left)
