"""Services hidden, shown, renamed, described, moved and pinned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.errors import DecisionError
from domain.operators import Act
from domain.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.unit_of_work import Reads
    from domain.ids import UserId
    from domain.listed import Listed
    from services.operators.catalogue.cards import EditCard, EditDesk
    from services.operators.catalogue.changing import Words

_NAMES: Final = frozenset({Act.RENAME, Act.CATEGORY})
_SEVERAL: Final = frozenset({Act.HIDE, Act.SHOW, Act.MOVE})


@dataclass(frozen=True, slots=True)
class ProposeEdit:
    """Prepare to hide, show, rename, describe, move or pin services. Commits the card."""

    edit_desk: EditDesk

    async def __call__(
        self, *, actor_id: UserId, act: Act, where: Selection, words: Words
    ) -> EditCard:
        """Make the card. `words` are `text`, `platform` and `kind`, `pin`, or `reason`.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `no_words`: a name is empty, `no_services`, `bad_services` (`text`):
                some numbers are nobody's, `one_service`: this act is for one at a time,
                `nothing_changes` or `left_...`.
        """
        self.edit_desk.desk.admit(actor_id)
        if act not in _SEVERAL and where.only is None:
            raise DecisionError("one_service")
        if act in _NAMES and words["text"] == "":
            raise DecisionError("no_words")
        async with self.edit_desk.desk.database.write() as uow:
            services = await uow.listed.selected(where)
            _ensure_all_known(where, services)
            said = dict(words)
            if act is Act.PIN and where.only is not None:
                said["number"] = where.only
                services += await _rivals(uow, services, said["pin"])
            if act is Act.SHOW and where.only is None:
                said.pop("reason", None)  # what is sensitive is shown one by one
            card = await self.edit_desk.issue(
                uow, actor_id, act=act, words=said, services=services
            )
            await uow.commit()
        return card


def _ensure_all_known(where: Selection, services: Sequence[Listed]) -> None:
    """Refuse a list of which a part is unknown: the slip of a digit would leave one on sale.

    Raises:
        DecisionError: `bad_services`.
    """
    if where != Selection(numbers=where.numbers) or not services:
        return
    unknown = set(where.numbers) - {item.id for item in services}
    if unknown:
        raise DecisionError("bad_services", text=", ".join(map(str, sorted(unknown))))


async def _rivals(reads: Reads, services: Sequence[Listed], pin: str | None) -> list[Listed]:
    """Those that have the same place on the same shelf already."""
    if pin is None or not services:
        return []
    chosen = services[0]
    shelf = await reads.listed.on_shelf(chosen.listing.platform, chosen.listing.kind)
    return [item for item in shelf if item.pin == pin and item.id != chosen.id]
