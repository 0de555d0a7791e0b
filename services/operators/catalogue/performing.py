"""Confirmed acts on the catalogue carried out: written, kept for undoing, noted in the journal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from db.repositories.listed_facts import facts_of
from domain.catalogue_acts import KEPT_FOR, differences
from domain.errors import DecisionError
from domain.ids import ServiceId
from domain.operators import Act
from services.operators.catalogue.cards import read_book
from services.operators.catalogue.changing import Wish, changes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.unit_of_work import UnitOfWork
    from services.operators.catalogue.changing import Changes
    from services.operators.desk import Approved

MOST_TOLD: Final = 200
"""Characters of what an act says that its audit line keeps."""


async def change(uow: UnitOfWork, approved: Approved) -> dict[str, Any]:
    """Do what the card says to services that it still fits. Does not commit.

    Raises:
        DecisionError: `changed`: it would do nothing any more.
    """
    params = approved.params
    act, rules = Act(params["act"]), params["rules"]
    await uow.listed.lock()
    book = await read_book(uow, Decimal(params["percent"]), Decimal(params["margin"]), rules)
    services = await uow.listed.among([ServiceId(number) for number in params["numbers"]])
    changes = changes_of(Wish(act, params["words"], approved.actor_id, book), services)
    if not changes.pairs and not rules:
        raise DecisionError("changed")
    before = await uow.catalogue_acts.rules()
    for scope, rule in rules.items():
        await uow.catalogue_acts.set_rule(scope, rule, actor_id=approved.actor_id, at=approved.at)
    await uow.listed.save_all([after for _, after in changes.pairs], approved.at)
    number = await _keep(
        uow, approved, changes, {scope: (before.get(scope), rule) for scope, rule in rules.items()}
    )
    await uow.services.bump_version()
    return {"edit": number, "count": len(changes.pairs)}


async def _keep(
    uow: UnitOfWork,
    approved: Approved,
    changes: Changes,
    rules: Mapping[str, tuple[str | None, str | None]],
) -> int:
    """Remember what was done, for the journal and so that it can be undone."""
    act = Act(approved.params["act"])
    target = target_of(approved.params["numbers"])
    await uow.catalogue_acts.forget_old(approved.at - KEPT_FOR)
    facts = {
        str(before.id): differences(facts_of(before), facts_of(after))
        for before, after in changes.pairs
    }
    number = await uow.catalogue_acts.add(
        actor_id=approved.actor_id,
        act=act,
        target=target,
        changes=facts,
        rules=rules,
        at=approved.at,
    )
    words = approved.params["words"]
    await uow.journal.add(
        actor_id=approved.actor_id,
        act=act,
        target=target,
        before=_in_short(old for old, _ in rules.values()),
        after=_in_short([*(new for _, new in rules.values()), words.get("text")])
        or f"{len(changes.pairs)} services",
        reason=words.get("reason"),
        at=approved.at,
    )
    return number


def target_of(numbers: Sequence[int]) -> str:
    """What the journal calls these services."""
    return f"service:{numbers[0]}" if len(numbers) == 1 else "services"


def _in_short(texts: Iterable[str | None]) -> str | None:
    said = ", ".join(dict.fromkeys(text for text in texts if text))
    return said[:MOST_TOLD] or None
