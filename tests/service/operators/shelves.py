"""Services of one provider before an operator, and what may be done to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from domain.ids import ServiceId
from domain.listed import Listed
from domain.listing import ListReader
from domain.operators import Act
from domain.price_rules import book_of
from domain.selection import read_selection
from domain.sync import plan_sync
from services.operators.catalogue.cards import EditCard, EditDesk
from services.operators.catalogue.edits import ProposeEdit
from services.operators.catalogue.prices import ProposeMarkup
from services.operators.catalogue.undoing import UndoEdit
from services.operators.confirm import Done
from tests.service.operators.office import OWNER, Office
from tests.stock import MAIN, PRICING

READ = ListReader(MAIN, Decimal(1), PRICING)
ONE, TWO = ServiceId(1), ServiceId(2)


@dataclass(slots=True)
class Shelves:
    """Three services at 0.60 that are sold for 0.78, one sensitive, and the desk before them."""

    office: Office
    entries: list[Any]

    @property
    def edit_desk(self) -> EditDesk:
        return EditDesk(self.office.desk, PRICING)

    async def sync(self) -> None:
        """Read the provider's list as it is now."""
        async with self.office.floor.database.write() as uow:
            await uow.listed.lock()
            book = book_of(
                await uow.catalogue_acts.rules(),
                percent=PRICING.markup_percent,
                min_margin_percent=Decimal(0),
            )
            plan = plan_sync(
                MAIN, await uow.listed.of_provider(MAIN), list(map(READ, self.entries)), book
            )
            await uow.listed.add_all(plan.new, self.office.floor.clock.now())
            await uow.listed.save_all(plan.changed, self.office.floor.clock.now())
            await uow.commit()

    async def listed(self, number: int) -> Listed:
        async with self.office.floor.database.read() as reads:
            found = await reads.listed.find(ServiceId(number))
        assert found is not None
        return found

    async def version(self) -> int:
        async with self.office.floor.database.read() as reads:
            return await reads.services.version()

    async def card(self, act: Act, where: str, **words: Any) -> EditCard:
        propose = ProposeEdit(self.edit_desk)
        return await propose(actor_id=OWNER, act=act, where=read_selection(where)[0], words=words)

    async def do(self, act: Act, where: str, **words: Any) -> Done:
        return await self.office.confirm((await self.card(act, where, **words)).nonce)

    async def rule(self, where: str | None, rule: str | None) -> Done:
        selection = None if where is None else read_selection(where)[0]
        card = await ProposeMarkup(self.edit_desk)(actor_id=OWNER, where=selection, rule=rule)
        return await self.office.confirm(card.nonce)

    async def undo(self, done: Done) -> int:
        assert done.edit is not None
        return (await UndoEdit(self.office.desk)(actor_id=OWNER, number=done.edit)).count

    def cost(self, number: int, rate: str) -> None:
        """Let the provider ask another price."""
        at = number - 1
        self.entries[at] = replace(self.entries[at], rate=Decimal(rate))

    def call(self, number: int, name: str, category: str = "Instagram Followers") -> None:
        """Let the provider call a service something else."""
        at = number - 1
        self.entries[at] = replace(self.entries[at], name=name, category=category)
