"""Requests to refill or cancel: written down before they are sent, claimed, moved, ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select, update

from db.models.aftercare import asks
from db.prepared import Prepared
from db.records import field_names, record
from db.repositories.dialects import insert_into
from domain.aftercare import ENDED, Ask, AskKind, AskState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Row, Select
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.aftercare import Turn
    from domain.ids import AskId, OrderId, ProviderName
    from domain.orders import Order

_LOOKED_AT: Final = (AskState.TAKEN, AskState.IN_PROGRESS)

_NAMES: Final = field_names(tuple(column.name for column in asks.c))
_of_order: Final = Prepared(
    select(asks).where(asks.c.order_id == bindparam("order_id")).order_by(asks.c.id),
    returns=tuple(asks.c),
)


@dataclass(frozen=True, slots=True)
class Asks:
    """Requests to refill or cancel. None of its methods commits."""

    connection: AsyncConnection

    async def open(self, order: Order, kind: AskKind, at: datetime) -> Ask | None:
        """Write the intent down, to be sent at once; None while one of this kind is open."""
        statement = (
            insert_into(self.connection, asks)
            .values(
                order_id=order.id,
                provider=order.provider,
                kind=kind,
                state=AskState.WAITING,
                tries=0,
                asked_at=at,
                next_at=at,
            )
            .on_conflict_do_nothing(
                index_elements=["order_id", "kind"], index_where=asks.c.ended_at.is_(None)
            )
            .returning(asks)
        )
        row = (await self.connection.execute(statement)).one_or_none()
        return None if row is None else _ask(row)

    async def find(self, ask_id: AskId) -> Ask | None:
        """One request, or None."""
        row = (
            await self.connection.execute(select(asks).where(asks.c.id == ask_id))
        ).one_or_none()
        return None if row is None else _ask(row)

    async def of_order(self, order_id: OrderId) -> list[Ask]:
        """Everything asked about an order, oldest first."""
        rows = await _of_order.rows(self.connection, {"order_id": order_id})
        return [Ask(**dict(zip(_NAMES, row, strict=True))) for row in rows]

    async def has_due(self, provider: ProviderName, at: datetime) -> bool:
        """Tell whether anything is to be done about a provider's requests."""
        query = select(asks.c.id).where(asks.c.provider == provider, asks.c.next_at <= at).limit(1)
        return (await self.connection.execute(query)).scalar_one_or_none() is not None

    async def claim_to_send(
        self, provider: ProviderName, limit: int, *, at: datetime, deadline: datetime
    ) -> list[Ask]:
        """Waiting -> sending: nobody else sends these; after `deadline` their sender is dead."""
        due = self._due(provider, limit, at, [AskState.WAITING])
        values = {
            "state": AskState.SENDING,
            "tries": asks.c.tries + 1,
            "sent_at": at,
            "next_at": deadline,
        }
        ids = list((await self.connection.execute(due)).scalars())
        claim = update(asks).where(asks.c.id.in_(ids), asks.c.state == AskState.WAITING)
        rows = await self.connection.execute(claim.values(**values).returning(asks))
        return sorted(map(_ask, rows), key=lambda ask: ask.id)

    async def claim_to_look(
        self, provider: ProviderName, limit: int, *, at: datetime, until: datetime
    ) -> list[Ask]:
        """Take refills that have a number and are due for a question, till `until`."""
        due = self._due(provider, limit, at, _LOOKED_AT, numbered=True)
        ids = list((await self.connection.execute(due)).scalars())
        claim = update(asks).where(asks.c.id.in_(ids), asks.c.state.in_(_LOOKED_AT))
        rows = await self.connection.execute(claim.values(next_at=until).returning(asks))
        return sorted(map(_ask, rows), key=lambda ask: ask.id)

    async def lock_interrupted(
        self, provider: ProviderName, limit: int, at: datetime
    ) -> list[Ask]:
        """Lock requests whose sender died in the middle."""
        return await self._locked(provider, limit, at, [AskState.SENDING])

    async def lock_lapsed(self, provider: ProviderName, limit: int, at: datetime) -> list[Ask]:
        """Lock requests of which nothing can be heard any more."""
        unconfirmed = await self._locked(provider, limit, at, [AskState.CONFIRMING])
        return unconfirmed + await self._locked(provider, limit, at, _LOOKED_AT, numbered=False)

    async def move(self, ask: Ask, turn: Turn, at: datetime) -> Ask | None:
        """Move a request that stands where it was seen; None when it does not any more."""
        values = {
            "state": turn.state,
            "next_at": turn.next_at,
            "why": turn.why,
            "ended_at": at if turn.state in ENDED else None,
            **({} if turn.refill_id is None else {"refill_id": turn.refill_id}),
            **({} if turn.detail is None else {"detail": turn.detail}),
        }
        statement = (
            update(asks)
            .where(asks.c.id == ask.id, asks.c.state == ask.state, asks.c.tries == ask.tries)
            .values(**values)
            .returning(asks)
        )
        row = (await self.connection.execute(statement)).one_or_none()
        return None if row is None else _ask(row)

    async def end_cancels(self, order_id: OrderId, turn: Turn, at: datetime) -> None:
        """End what is open of an order's requests to cancel: the order itself has ended."""
        values = {"state": turn.state, "why": turn.why, "next_at": None, "ended_at": at}
        await self.connection.execute(
            update(asks)
            .where(
                asks.c.order_id == order_id,
                asks.c.kind == AskKind.CANCEL,
                asks.c.ended_at.is_(None),
            )
            .values(**values)
        )

    async def _locked(
        self,
        provider: ProviderName,
        limit: int,
        at: datetime,
        states: Sequence[AskState],
        *,
        numbered: bool | None = None,
    ) -> list[Ask]:
        due = self._due(provider, limit, at, states, numbered=numbered)
        ids = list((await self.connection.execute(due)).scalars())
        query = select(asks).where(asks.c.id.in_(ids)).order_by(asks.c.id)
        return [_ask(row) for row in await self.connection.execute(query)]

    def _due(
        self,
        provider: ProviderName,
        limit: int,
        at: datetime,
        states: Sequence[AskState],
        *,
        numbered: bool | None = None,
    ) -> Select[tuple[int]]:
        query = select(asks.c.id).where(
            asks.c.provider == provider, asks.c.next_at <= at, asks.c.state.in_(states)
        )
        if numbered is not None:
            query = query.where(
                asks.c.refill_id.is_not(None) if numbered else asks.c.refill_id.is_(None)
            )
        query = query.order_by(asks.c.next_at, asks.c.id).limit(limit)
        return query.with_for_update(skip_locked=True)


def _ask(row: Row[Any]) -> Ask:
    return record(Ask, row)
