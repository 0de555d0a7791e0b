"""The outbox: written with what made it true, claimed with a lease, in order for each chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, bindparam, case, exists, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from db.models.orders import cards, orders
from db.models.outbox import outbox
from db.repositories.dialects import insert_into
from domain.ids import UserId
from domain.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.ext.asyncio import AsyncConnection

    from domain.ids import OrderId

_CLAIM_LOCK: Final = 0x0B0C5
"""Key of the advisory lock under which PostgreSQL hands out rows: a chat's must not be split."""


_CARD: Final = ("chat_id", "kind", "payload", "dedupe_key", "not_before", "attempts", "created_at")


def _card_rows(insertion: postgresql.Insert | sqlite.Insert) -> postgresql.Insert | sqlite.Insert:
    """A card that already waits is redrawn as soon as the earlier of both asked for.

    An order by the served API has none until somebody opens it in the chat.
    """
    mine = bindparam("order_number", type_=BigInteger)
    by_api = exists().where(orders.c.id == mine, orders.c.api_key_id.is_not(None))
    shown = exists().where(cards.c.order_id == mine)
    given = (bindparam(name, type_=outbox.c[name].type) for name in _CARD)
    insertion = insertion.from_select(_CARD, select(*given).where(or_(~by_api, shown)))
    asked = insertion.excluded.not_before
    sooner = case((asked < outbox.c.not_before, asked), else_=outbox.c.not_before)
    return insertion.on_conflict_do_update(
        index_elements=["dedupe_key"], set_={"not_before": sooner}
    )


_sooner: Final = {
    "sqlite": _card_rows(sqlite.insert(outbox)),
    "postgresql": _card_rows(postgresql.insert(outbox)),
}


@dataclass(frozen=True, slots=True)
class Outbox:
    """Notices to deliver. None of its methods commits."""

    connection: AsyncConnection

    async def add(  # noqa: PLR0913 - a notice is named in full where it is made
        self,
        *,
        chat_id: UserId,
        kind: NoticeKind,
        payload: Mapping[str, object],
        at: datetime,
        dedupe_key: str | None = None,
        not_before: datetime | None = None,
    ) -> bool:
        """Tell somebody something; False when a notice with this key was written before."""
        row = _row(chat_id, kind, payload, dedupe_key=dedupe_key, not_before=not_before or at)
        statement = self._insertion().values(**row, created_at=at).returning(outbox.c.id)
        return (await self.connection.execute(statement)).scalar_one_or_none() is not None

    async def add_all(
        self, kind: NoticeKind, payloads: Mapping[UserId, Mapping[str, object]], *, at: datetime
    ) -> None:
        """Tell many people something of one kind, with one statement."""
        rows = [
            {**_row(chat, kind, payload, dedupe_key=None, not_before=at), "created_at": at}
            for chat, payload in payloads.items()
        ]
        if rows:
            await self.connection.execute(outbox.insert(), rows)

    async def touch_card(self, user_id: UserId, order_id: OrderId, at: datetime) -> None:
        """Have an order's live card redrawn; at most one such row waits for each order."""
        row = _card_row(user_id, order_id, at)
        await self.connection.execute(_sooner[self.connection.dialect.name], row)

    async def touch_cards(self, cards: Iterable[tuple[UserId, OrderId]], at: datetime) -> None:
        """The same for many orders at once."""
        rows = [_card_row(user_id, order_id, at) for user_id, order_id in cards]
        if rows:
            await self.connection.execute(_sooner[self.connection.dialect.name], rows)

    async def claim_due(self, limit: int, *, at: datetime, until: datetime) -> list[Notice]:
        """Take due notices, nobody else's before `until`, each chat's in the order of writing.

        A chat whose earlier notice is under way or was put off waits with all later ones.
        """
        await self._queue_up()
        earlier = outbox.alias()
        blocked = exists().where(
            earlier.c.chat_id == outbox.c.chat_id,
            earlier.c.id < outbox.c.id,
            earlier.c.ended_at.is_(None),
            earlier.c.attempts > 0,
            earlier.c.not_before > at,
        )
        due = (
            select(outbox.c.id)
            .where(outbox.c.ended_at.is_(None), outbox.c.not_before <= at, ~blocked)
            .order_by(outbox.c.id)
            .limit(limit)
            # Waiting here for a card that is being touched could close a circle of waiting.
            .with_for_update(skip_locked=True, key_share=True)
        )
        ids = list((await self.connection.execute(due)).scalars())
        if not ids:
            return []
        claim = (
            update(outbox)
            .where(outbox.c.id.in_(ids))
            # A card's key is freed here: what changes from now on needs another redraw.
            .values(
                not_before=until,
                attempts=outbox.c.attempts + 1,
                dedupe_key=case((outbox.c.kind != NoticeKind.CARD, outbox.c.dedupe_key)),
            )
            .returning(outbox)
        )
        rows = await self.connection.execute(claim)
        return sorted(map(notice_of, rows), key=lambda notice: notice.id)

    async def end(self, notice_id: int, ending: str, at: datetime) -> None:
        """Close a notice: it will not be tried again."""
        await self.connection.execute(
            update(outbox).where(outbox.c.id == notice_id).values(ended_at=at, ending=ending)
        )

    async def withdraw(self, dedupe_key: str, at: datetime) -> bool:
        """Close the notice of a key before it is told; False where none waits."""
        ended = await self.connection.execute(
            update(outbox)
            .where(outbox.c.dedupe_key == dedupe_key, outbox.c.ended_at.is_(None))
            .values(ended_at=at, ending="withdrawn")
        )
        return ended.rowcount > 0

    async def postpone(self, ids: Sequence[int], until: datetime) -> None:
        """Put claimed notices off."""
        if ids:
            await self.connection.execute(
                update(outbox)
                .where(outbox.c.id.in_(ids), outbox.c.ended_at.is_(None))
                .values(not_before=until)
            )

    async def count_waiting(self) -> int:
        """How many notices are not yet delivered."""
        query = select(func.count()).where(outbox.c.ended_at.is_(None))
        return int((await self.connection.execute(query)).scalar_one())

    async def forget_ended(self, before: datetime) -> int:
        """Delete notices that ended before this time; returns how many."""
        gone = await self.connection.execute(outbox.delete().where(outbox.c.ended_at < before))
        return gone.rowcount

    def _insertion(self) -> postgresql.Insert | sqlite.Insert:
        statement = insert_into(self.connection, outbox)
        return statement.on_conflict_do_nothing(index_elements=["dedupe_key"])

    async def _queue_up(self) -> None:
        if self.connection.dialect.name == "postgresql":
            await self.connection.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CLAIM_LOCK}
            )


def _row(
    chat_id: UserId,
    kind: NoticeKind,
    payload: Mapping[str, object],
    *,
    dedupe_key: str | None,
    not_before: datetime,
) -> dict[str, object]:
    return {
        "chat_id": chat_id,
        "kind": kind,
        "payload": dict(payload),
        "dedupe_key": dedupe_key,
        "not_before": not_before,
        "attempts": 0,
    }


def _card_row(user_id: UserId, order_id: OrderId, at: datetime) -> dict[str, object]:
    payload, key = {"order_id": order_id}, _card_key(order_id)
    row = _row(user_id, NoticeKind.CARD, payload, dedupe_key=key, not_before=at)
    return {**row, "created_at": at, "order_number": order_id}


def _card_key(order_id: OrderId) -> str:
    return f"card:{order_id}"


def notice_of(row: Row[Any]) -> Notice:
    """A notice from a row of the outbox."""
    return Notice(
        id=row.id,
        chat_id=UserId(row.chat_id),
        kind=row.kind,
        payload=row.payload,
        attempts=row.attempts,
        created_at=row.created_at,
    )
