"""Rules of price set and taken away, and prices that wait: shown first, applied on one word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.errors import DecisionError
from domain.listed import Why
from domain.operators import Act
from domain.price_rules import (
    ALL,
    RuleError,
    platform_scope,
    provider_scope,
    read_rule,
    service_scope,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.unit_of_work import Reads
    from domain.ids import ServiceId, UserId
    from domain.listed import Listed
    from domain.selection import Selection
    from services.operators.catalogue.cards import EditCard, EditDesk

MOST_RULES: Final = 500
"""Rules that one act may write: those of single services."""


class Which(StrEnum):
    """Which of the prices that wait are applied."""

    EVERY = "all"
    RISES = "up"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRules:
    """The rules that are set, by scope as it is typed; `default` counts where there is none."""

    default: str
    min_margin: str
    rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReadRules:
    """Read how prices are made. Changes nothing."""

    edit_desk: EditDesk

    async def __call__(self, *, actor_id: UserId) -> PriceRules:
        """Return the rules.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        self.edit_desk.desk.admit(actor_id)
        async with self.edit_desk.desk.database.read() as reads:
            rules = await reads.catalogue_acts.rules()
        pricing = self.edit_desk.pricing
        return PriceRules(
            default=rules.pop(ALL, f"{pricing.markup_percent.normalize():f}%"),
            min_margin=f"{pricing.min_margin_percent.normalize():f}%",
            rules=rules,
        )


@dataclass(frozen=True, slots=True)
class ProposeMarkup:
    """Prepare to set a rule of price, or to take one away. Commits the card."""

    edit_desk: EditDesk

    async def __call__(
        self, *, actor_id: UserId, where: Selection | None, rule: str | None
    ) -> EditCard:
        """Make the card; `where` is None for every service, `rule` None to take it away.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `bad_rule` (`text`), `bad_scope`, `no_services`, `no_rule`.
        """
        self.edit_desk.desk.admit(actor_id)
        text = _checked(rule)
        async with self.edit_desk.desk.database.write() as uow:
            services = await _within(uow, where)
            scopes = _scopes(where, services)
            kept = await uow.catalogue_acts.rules()
            if text is None and not any(scope in kept for scope in scopes):
                raise DecisionError("no_rule")
            card = await self.edit_desk.issue(
                uow,
                actor_id,
                act=Act.MARKUP,
                words={"scope": ALL if where is None else str(where), "rule": text},
                services=services,
                rules=dict.fromkeys(scopes, text),
            )
            await uow.commit()
        return card


@dataclass(frozen=True, slots=True)
class ProposePrices:
    """Prepare to apply prices that wait: all, rises alone, or one service's. Commits the card."""

    edit_desk: EditDesk

    async def __call__(
        self, *, actor_id: UserId, which: Which = Which.EVERY, number: ServiceId | None = None
    ) -> EditCard:
        """Make the card.

        Raises:
            ForbiddenError: the asker is no owner.
            DecisionError: `nothing_waits`.
        """
        self.edit_desk.desk.admit(actor_id)
        async with self.edit_desk.desk.database.write() as uow:
            waiting = [item for item in await uow.listed.waiting() if _is_meant(item, which)]
            meant = [item for item in waiting if number in {None, item.id}]
            if not meant:
                raise DecisionError("nothing_waits")
            costs = {str(item.id): item.waits.entry.cost.micros for item in meant if item.waits}
            card = await self.edit_desk.issue(
                uow, actor_id, act=Act.PRICES, words={"costs": costs}, services=meant
            )
            await uow.commit()
        return card


def _is_meant(item: Listed, which: Which) -> bool:
    waits = item.waits
    if waits is None or waits.why is not Why.PRICE:
        return False
    return which is Which.EVERY or waits.entry.cost > waits.base


def _checked(rule: str | None) -> str | None:
    """The rule in its plain form; None where it is to be taken away."""
    if rule is None:
        return None
    try:
        return str(read_rule(rule))
    except RuleError as error:
        raise DecisionError("bad_rule", text=error.word) from error


async def _within(reads: Reads, where: Selection | None) -> Sequence[Listed]:
    if where is None:
        return await reads.listed.everything()
    return await reads.listed.selected(where)


def _scopes(where: Selection | None, services: Sequence[Listed]) -> list[str]:
    """What the rule is written for: a wide scope, or each of the services that are named."""
    if where is None:
        return [ALL]
    named = bool(where.numbers) or where.beside is not None
    if not named and where.provider is not None and where.platform is None and where.kind is None:
        return [provider_scope(where.provider)]
    if not named and where.platform is not None and where.provider is None:
        return [platform_scope(where.platform, where.kind)]
    if not named or len(services) > MOST_RULES:
        raise DecisionError("bad_scope")
    return [service_scope(item.id) for item in services]
