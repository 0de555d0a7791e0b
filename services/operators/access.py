"""Customers kept from ordering, and let in again; what already runs goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domain.errors import DecisionError
from domain.operators import Act
from services.operators.desk import find_customer, read_reason

if TYPE_CHECKING:
    from db.unit_of_work import UnitOfWork
    from domain.accounts import User
    from domain.ids import UserId
    from services.operators.desk import Approved, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCard:
    """What blocking or unblocking will do; `reason` is what the customer reads when blocked."""

    nonce: str
    act: Act
    customer: User
    reason: str
    active_orders: int


@dataclass(frozen=True, slots=True)
class ProposeBlock:
    """Prepare to refuse a customer's orders. Commits the card."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, who: str, reason: str) -> AccessCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nobody`, `no_reason`, `is_owner`, or `blocked` already (`reason`).
        """
        self.desk.admit(actor_id)
        reason = read_reason(reason)
        async with self.desk.database.write() as uow:
            customer = await find_customer(uow, who)
            if customer.id in self.desk.owners:
                raise DecisionError("is_owner")
            if customer.blocked_reason is not None:
                raise DecisionError("blocked", reason=customer.blocked_reason)
            params = {"user": customer.id, "reason": reason}
            card = await _card(
                self.desk, uow, actor_id, act=Act.BLOCK, customer=customer, params=params
            )
            await uow.commit()
        return card


@dataclass(frozen=True, slots=True)
class ProposeUnblock:
    """Prepare to accept a customer's orders again. Commits the card."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, who: str) -> AccessCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nobody`, or `not_blocked`.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.write() as uow:
            customer = await find_customer(uow, who)
            if customer.blocked_reason is None:
                raise DecisionError("not_blocked")
            params = {"user": customer.id, "reason": customer.blocked_reason}
            card = await _card(
                self.desk, uow, actor_id, act=Act.UNBLOCK, customer=customer, params=params
            )
            await uow.commit()
        return card


async def block(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Refuse the customer's orders from now on. Does not commit."""
    reason = approved.params["reason"]
    before = (await uow.users.get(approved.user_id)).blocked_reason
    await uow.users.set_blocked(approved.user_id, reason)
    await _write_down(uow, approved, Act.BLOCK, before=before, after=reason)
    return {}


async def unblock(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Accept the customer's orders again. Does not commit."""
    before = (await uow.users.get(approved.user_id)).blocked_reason
    await uow.users.set_blocked(approved.user_id, None)
    await _write_down(uow, approved, Act.UNBLOCK, before=before, after=None)
    return {}


async def _card(  # noqa: PLR0913 - private, called twice with the same names
    desk: Desk,
    uow: UnitOfWork,
    actor_id: UserId,
    *,
    act: Act,
    customer: User,
    params: dict[str, Any],
) -> AccessCard:
    nonce = await desk.issue(uow, actor_id, act, params)
    active = sum((await uow.history.active(customer.id)).values())
    return AccessCard(
        nonce=nonce,
        act=act,
        customer=customer,
        reason=params["reason"],
        active_orders=active,
    )


async def _write_down(
    uow: UnitOfWork, approved: Approved, act: Act, *, before: str | None, after: str | None
) -> None:
    await uow.journal.add(
        actor_id=approved.actor_id,
        act=act,
        target=f"user:{approved.user_id}",
        before=before and f"blocked: {before}",
        after=after and f"blocked: {after}",
        reason=approved.params["reason"],
        at=approved.at,
    )
