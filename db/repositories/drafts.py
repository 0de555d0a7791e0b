"""Unfinished orders, one for each customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from db.models.people import drafts
from db.repositories.dialects import upsert
from domain.drafts import Awaited, Draft
from domain.fields import Field
from domain.ids import QuoteId, ServiceId, UserId

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class Drafts:
    """Unfinished orders, one for each customer. None of its methods commits."""

    connection: AsyncConnection

    async def find(self, user_id: UserId, now: datetime) -> Draft | None:
        """The customer's draft, unless it ran out."""
        data = (await self.connection.execute(_one(user_id, now))).scalar_one_or_none()
        return None if data is None else _draft_of(data)

    async def lock(self, user_id: UserId, now: datetime) -> Draft | None:
        """The customer's draft, to be changed: two pieces of a long list never lose each other."""
        found = await self.connection.execute(_one(user_id, now).with_for_update())
        data = found.scalar_one_or_none()
        return None if data is None else _draft_of(data)

    async def keep(self, user_id: UserId, draft: Draft, *, at: datetime, until: datetime) -> None:
        """Put the draft in the place of the customer's earlier one."""
        data = {
            "service": draft.service_id,
            "values": dict(draft.values),
            "editing": draft.editing,
            "collecting": draft.collecting,
            "blank": draft.blank,
        }
        row = {"user_id": user_id, "data": data, "updated_at": at, "expires_at": until}
        await upsert(self.connection, drafts, row, unique=["user_id"])

    async def await_money(self, user_id: UserId, awaited: Awaited) -> bool:
        """Let the draft be placed when there is money for it; False where there is no draft."""
        changed = await self.connection.execute(
            update(drafts)
            .where(drafts.c.user_id == user_id)
            .values(pay_quote=awaited.quote_id, pay_charge_micros=awaited.charge)
        )
        return changed.rowcount == 1

    async def stop_awaiting(self, user_id: UserId) -> None:
        """Place nothing by itself any more."""
        await self.connection.execute(
            update(drafts)
            .where(drafts.c.user_id == user_id)
            .values(pay_quote=None, pay_charge_micros=None, credited_at=None)
        )

    async def awaited(self, user_id: UserId, now: datetime) -> Awaited | None:
        """What is to be placed when there is money for it; None where nothing is."""
        query = select(drafts.c.pay_quote, drafts.c.pay_charge_micros).where(
            drafts.c.user_id == user_id,
            drafts.c.expires_at > now,
            drafts.c.pay_quote.is_not(None),
        )
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else Awaited(QuoteId(row[0]), row[1])

    async def note_credit(self, user_id: UserId, at: datetime) -> None:
        """Money arrived: whoever waits for it is looked at, whether it is enough now."""
        await self.connection.execute(
            update(drafts)
            .where(drafts.c.user_id == user_id, drafts.c.pay_quote.is_not(None))
            .values(credited_at=at)
        )

    async def list_credited(self, limit: int) -> list[UserId]:
        """Whose draft waited for money that has arrived since, the longest first."""
        query = (
            select(drafts.c.user_id)
            .where(drafts.c.credited_at.is_not(None))
            .order_by(drafts.c.credited_at)
            .limit(limit)
        )
        return [UserId(number) for number in (await self.connection.execute(query)).scalars()]

    async def forget_credit(self, user_id: UserId) -> None:
        """It was looked at, and not enough; the draft goes on waiting."""
        await self.connection.execute(
            update(drafts).where(drafts.c.user_id == user_id).values(credited_at=None)
        )

    async def drop(self, user_id: UserId) -> None:
        """Forget the customer's draft; nothing happens where there is none."""
        await self.connection.execute(delete(drafts).where(drafts.c.user_id == user_id))

    async def drop_expired(self, now: datetime) -> int:
        """Forget the drafts that ran out; returns how many."""
        gone = await self.connection.execute(delete(drafts).where(drafts.c.expires_at <= now))
        return gone.rowcount


def _one(user_id: UserId, now: datetime) -> Select[tuple[Any]]:
    return select(drafts.c.data).where(drafts.c.user_id == user_id, drafts.c.expires_at > now)


def _draft_of(data: Mapping[str, Any]) -> Draft:
    """A draft from its stored form; what an older one does not hold has its default."""
    return Draft(
        service_id=ServiceId(data["service"]),
        values=data["values"],
        editing=Field(data["editing"]) if data["editing"] else None,
        collecting=Field(data["collecting"]) if data.get("collecting") else None,
        blank=data.get("blank", 0),
    )
