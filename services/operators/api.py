"""A customer's use of the served API as owners see it, and their switch for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domain.errors import DecisionError
from domain.operators import Act
from services.operators.desk import find_customer

if TYPE_CHECKING:
    from datetime import datetime

    from db.unit_of_work import Reads, UnitOfWork
    from domain.accounts import User
    from domain.api_keys import ApiAccess, ApiDay, ApiKey
    from domain.ids import UserId
    from services.operators.desk import Approved, Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiFacts:
    """What somebody does by API; `keys` are those that work, the newest first."""

    keys: tuple[ApiKey, ...]
    access: ApiAccess
    today: ApiDay


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiSwitchCard:
    """What switching a customer's API will do: nothing to orders that run."""

    nonce: str
    act: Act
    customer: User
    today: ApiDay


@dataclass(frozen=True, slots=True)
class ProposeApiSwitch:
    """Prepare to switch a customer's API off or on again. Commits the card."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, who: str, on: bool) -> ApiSwitchCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nobody`, or `changed` where it is so already.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.write() as uow:
            customer = await find_customer(uow, who)
            access = await uow.api_keys.access_of(customer.id)
            if (access.stopped_at is None) == on:
                raise DecisionError("changed")
            act = Act.API_ALLOW if on else Act.API_STOP
            nonce = await self.desk.issue(uow, actor_id, act, {"user": customer.id})
            today = await uow.api_days.on(customer.id, self.desk.clock.now().date())
            await uow.commit()
        return ApiSwitchCard(nonce=nonce, act=act, customer=customer, today=today)


async def stop_api(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Let none of the customer's keys in from now on. Does not commit."""
    return await _switch(uow, approved, Act.API_STOP, stopped_at=approved.at)


async def allow_api(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Let the customer's keys in again. Does not commit."""
    return await _switch(uow, approved, Act.API_ALLOW, stopped_at=None)


async def api_facts(reads: Reads, user_id: UserId, at: datetime) -> ApiFacts | None:
    """What somebody does by API; None of those who never had a key."""
    access = await reads.api_keys.find_access(user_id)
    if access is None:
        return None
    return ApiFacts(
        keys=tuple(await reads.api_keys.list_live(user_id, at)),
        access=access,
        today=await reads.api_days.on(user_id, at.date()),
    )


async def _switch(
    uow: UnitOfWork, approved: Approved, act: Act, *, stopped_at: datetime | None
) -> dict[str, Any]:
    before = (await uow.api_keys.access_of(approved.user_id)).stopped_at
    await uow.api_keys.choose(approved.user_id, stopped_at=stopped_at)
    await uow.journal.add(
        actor_id=approved.actor_id,
        act=act,
        target=f"user:{approved.user_id}",
        before=_in_words(before),
        after=_in_words(stopped_at),
        at=approved.at,
    )
    return {}


def _in_words(stopped_at: datetime | None) -> str:
    return "on" if stopped_at is None else "off"
