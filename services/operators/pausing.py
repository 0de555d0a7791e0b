"""The shop's switch: no new orders while it is paused; what was ordered goes on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from domain.operators import MAX_REASON, Act
from domain.text import clean_line
from services.ordering.admission import PAUSED

if TYPE_CHECKING:
    from db.unit_of_work import UnitOfWork
    from domain.ids import UserId
    from services.operators.desk import Approved, Desk

SHOP: Final = "shop"
"""What the journal calls the shop as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCard:
    """What pausing will do; `text` is added to what customers read, perhaps empty."""

    nonce: str
    text: str
    is_paused: bool
    """It is paused already: the text is replaced."""


@dataclass(frozen=True, slots=True)
class ProposePause:
    """Prepare to stop taking orders. Commits the card."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId, text: str = "") -> PauseCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        said = clean_line(text, MAX_REASON)
        async with self.desk.database.write() as uow:
            is_paused = await uow.shop.get(PAUSED) is not None
            nonce = await self.desk.issue(uow, actor_id, Act.PAUSE, {"text": said})
            await uow.commit()
        return PauseCard(nonce=nonce, text=said, is_paused=is_paused)


@dataclass(frozen=True, slots=True)
class ResumeOrders:
    """Take orders again. Commits; may be repeated."""

    desk: Desk

    async def __call__(self, *, actor_id: UserId) -> bool:
        """Tell whether the shop was paused.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.desk.admit(actor_id)
        async with self.desk.database.write() as uow:
            before = await uow.shop.get(PAUSED)
            if before is None:
                return False
            await uow.shop.drop(PAUSED)
            await uow.journal.add(
                actor_id=actor_id,
                act=Act.RESUME,
                target=SHOP,
                before=before,
                at=self.desk.clock.now(),
            )
            await uow.commit()
        return True


async def pause(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Stop taking orders, with the card's text. Does not commit."""
    before = await uow.shop.get(PAUSED)
    text = approved.params["text"]
    facts = {"text": text, "by": approved.actor_id, "at": approved.at.isoformat()}
    after = json.dumps(facts)
    await uow.shop.set(PAUSED, after)
    await uow.journal.add(
        actor_id=approved.actor_id,
        act=Act.PAUSE,
        target=SHOP,
        before=before,
        after=after,
        reason=text or None,
        at=approved.at,
    )
    return {}
