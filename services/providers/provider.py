"""A provider as the use cases receive it: its client, what its currency is worth, its limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.ids import ProviderName
from domain.money import Money
from domain.pricing import cost_factor

if TYPE_CHECKING:
    from domain.ports import ProviderClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider of the settings. `fx` is the shop's currency for one unit of the provider's.

    Attributes:
        bonus_percent: what it adds to every deposit: its unit costs the shop that much less.
        priority: of several routes, those of the lowest number are tried first.
        per_minute: requests that it may get in a minute; None for no limit.
    """

    client: ProviderClient
    fx: Decimal = Decimal(1)
    max_inflight: int = 4
    bonus_percent: Decimal = Decimal(0)
    priority: int = 100
    per_minute: int | None = None

    @property
    def name(self) -> ProviderName:
        """Its name in the settings."""
        return self.client.name

    def own(self, amount: Money) -> Money:
        """What an amount of the shop's currency pays for at the provider, rounded up."""
        factor = cost_factor(fx=self.fx, bonus_percent=self.bonus_percent)
        return Money.at_least(amount.decimal / factor)


Providers = Mapping[ProviderName, Provider]
