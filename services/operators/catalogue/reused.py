"""Numbers that a provider gave to another service: a person says whether it is the same one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from domain.errors import DecisionError
from domain.ids import ServiceId
from domain.listed import Why
from domain.operators import Act
from services.operators.catalogue.cards import read_book
from services.operators.catalogue.changing import Wish, changes_of
from services.operators.catalogue.performing import target_of

if TYPE_CHECKING:
    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from services.operators.catalogue.cards import EditCard, EditDesk
    from services.operators.desk import Approved


@dataclass(frozen=True, slots=True)
class ProposeReused:
    """Prepare to say what a number stands for now. Commits the card."""

    edit_desk: EditDesk

    async def __call__(self, *, actor_id: UserId, number: ServiceId, same: bool) -> EditCard:
        """Make the card: the `same` service under new words, or another one.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nothing_waits`.
        """
        self.edit_desk.desk.admit(actor_id)
        async with self.edit_desk.desk.database.write() as uow:
            item = await uow.listed.find(number)
            if item is None or item.waits is None or item.waits.why is not Why.REUSED:
                raise DecisionError("nothing_waits")
            act = Act.SAME_SERVICE if same else Act.NEW_SERVICE
            card = await self.edit_desk.issue(uow, actor_id, act=act, words={}, services=[item])
            await uow.commit()
        return card


async def list_anew(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Let the old service rest under a number that no provider has; the new entry gets its own.

    Favourites and orders of the old one stay with it. Does not commit.

    Raises:
        DecisionError: `changed`.
    """
    params = approved.params
    await uow.listed.lock()
    item = await uow.listed.find(ServiceId(params["numbers"][0]))
    if item is None or item.waits is None or item.waits.why is not Why.REUSED:
        raise DecisionError("changed")
    book = await read_book(uow, Decimal(params["percent"]), Decimal(params["margin"]), {})
    entry = item.waits.entry
    wish = Wish(Act.NEW_SERVICE, params["words"], approved.actor_id, book)
    resting = [after for _, after in changes_of(wish, [item]).pairs]
    for old in resting:  # what still waits to be sent must not reach the new service
        await uow.listed.follow_number(old.id, entry.upstream_id, old.listing.upstream_id)
    await uow.listed.save_all(resting, approved.at)
    await uow.listed.add_all([replace(entry, rate=book.rate_for(entry))], approved.at)
    await uow.journal.add(
        actor_id=approved.actor_id,
        act=Act.NEW_SERVICE,
        target=target_of(params["numbers"]),
        before=item.unedited.name,
        after=entry.name,
        at=approved.at,
    )
    await uow.services.bump_version()
    return {"count": 1}
