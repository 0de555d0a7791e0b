"""An operator's office for service tests: owners, their cards, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.database import Database
from db.models.outbox import outbox
from db.models.people import journal
from domain.ids import UserId
from domain.money import Money
from services.operators.confirm import CancelAct, ConfirmAct, Done
from services.operators.desk import Desk
from services.operators.money import MoneyCard, ProposeDebit, ProposeTopup
from services.operators.undo import ProposeUndo, UndoCard
from tests.service.shopfloor import CUSTOMER, ShopFloor

OWNER = UserId(900)
PARTNER = UserId(901)
STRANGER = UserId(666)


@dataclass(slots=True)
class Office:
    """A shop floor with a desk for its two owners."""

    floor: ShopFloor
    desk: Desk

    @classmethod
    async def open(cls, database: Database) -> Office:
        floor = ShopFloor(database)
        await floor.open()
        await floor.add_customer()
        owners = frozenset({OWNER, PARTNER})
        return cls(floor, Desk(database, floor.clock, floor.token, owners))

    async def card(
        self, amount: str = "10", *, by: UserId = OWNER, who: str = str(CUSTOMER)
    ) -> MoneyCard:
        return await ProposeTopup(self.desk)(actor_id=by, who=who, amount=amount, reason="welcome")

    async def debit_card(self, amount: str) -> MoneyCard:
        return await ProposeDebit(self.desk)(
            actor_id=OWNER, who=str(CUSTOMER), amount=amount, reason="double credit"
        )

    async def undo_card(self, *, by: UserId = OWNER, **given: Any) -> UndoCard:
        return await ProposeUndo(self.desk)(actor_id=by, **given)

    async def confirm(self, nonce: str, *, by: UserId = OWNER) -> Done:
        return await ConfirmAct(self.desk)(actor_id=by, nonce=nonce)

    async def cancel(self, nonce: str, *, by: UserId = OWNER) -> bool:
        return await CancelAct(self.desk)(actor_id=by, nonce=nonce)

    async def topped_up(self, amount: str = "10") -> Done:
        return await self.confirm((await self.card(amount)).nonce)

    async def wallet(self) -> Money:
        return await self.floor.wallet()

    async def lines(self) -> list[dict[str, Any]]:
        """The journal, oldest line first."""
        return await self._rows(select(journal).order_by(journal.c.id))

    async def told(self) -> list[tuple[str, Any]]:
        """What customers are to be told."""
        rows = await self._rows(select(outbox).order_by(outbox.c.id))
        return [(row["kind"].value, row["payload"]) for row in rows]

    async def _rows(self, query: Any) -> list[dict[str, Any]]:
        async with self.floor.database.read() as reads:
            return [dict(row._mapping) for row in await reads.connection.execute(query)]
