"""Confirm cards of acts on the catalogue: what will change, counted and sampled beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from domain.errors import DecisionError
from domain.price_rules import book_of
from services.operators.catalogue.changing import Wish, changes_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from db.unit_of_work import Reads, UnitOfWork
    from domain.ids import UserId
    from domain.listed import Listed
    from domain.operators import Act
    from domain.price_rules import PriceBook
    from domain.pricing import Pricing
    from services.operators.catalogue.changing import Changes, Words
    from services.operators.desk import Desk

MOST_SAMPLES: Final = 5
Rules = Mapping[str, str | None]
"""Rules of price to be written, by scope; None takes one away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCard:
    """What an act will do to `count` services; `samples` are some of them, before and after.

    `left` counts those that it leaves alone, by reason; `words` is what the act says.
    """

    nonce: str
    act: Act
    words: Words
    count: int
    matched: int
    samples: tuple[tuple[Listed, Listed], ...]
    left: Mapping[str, int]
    rules: Rules = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditDesk:
    """Prepares acts on the catalogue. `pricing` is what the settings say."""

    desk: Desk
    pricing: Pricing

    async def book(self, reads: Reads, rules: Rules | None = None) -> PriceBook:
        """The price book as it is, or as it will be with these rules."""
        margin = self.pricing.min_margin_percent
        return await read_book(reads, self.pricing.markup_percent, margin, rules or {})

    async def issue(  # noqa: PLR0913 - a card is named in full where it is made
        self,
        uow: UnitOfWork,
        actor_id: UserId,
        *,
        act: Act,
        words: Words,
        services: Sequence[Listed],
        rules: Rules | None = None,
    ) -> EditCard:
        """Work an act out and keep its card. Does not commit.

        Raises:
            DecisionError: `no_services`, `nothing_changes`, or `left_` and why most are left.
        """
        if not services:
            raise DecisionError("no_services")
        book = await self.book(uow, rules)
        changes = changes_of(Wish(act, words, actor_id, book), services)
        if not changes.pairs and not rules:
            why = max(changes.left, key=lambda reason: changes.left[reason], default=None)
            raise DecisionError("nothing_changes" if why is None else f"left_{why}")
        params = {
            "act": act.value,
            "words": dict(words),
            "numbers": [item.id for item in services],
            "rules": dict(rules or {}),
            "percent": str(self.pricing.markup_percent),
            "margin": str(self.pricing.min_margin_percent),
        }
        return EditCard(
            nonce=await self.desk.issue(uow, actor_id, act, params),
            act=act,
            words=words,
            count=len(changes.pairs),
            matched=len(services),
            samples=_samples(changes),
            left=changes.left,
            rules=rules or {},
        )


async def read_book(
    reads: Reads, percent: Decimal, min_margin: Decimal, changes: Rules
) -> PriceBook:
    """The price book with the rules that are kept, and with these changes to them."""
    kept = {**await reads.catalogue_acts.rules(), **changes}
    rules = {scope: rule for scope, rule in kept.items() if rule is not None}
    return book_of(rules, percent=percent, min_margin_percent=min_margin)


def _samples(changes: Changes) -> tuple[tuple[Listed, Listed], ...]:
    """The changes that say most: prices that move furthest, else the first."""
    moved = sorted(
        changes.pairs,
        key=lambda pair: -abs(pair[1].listing.rate.micros - pair[0].listing.rate.micros),
    )
    return tuple(moved[:MOST_SAMPLES])
