"""A provider as the use cases receive it: its client, what its currency is worth, its limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.ids import ProviderName
from domain.money import Money

if TYPE_CHECKING:
    from domain.ports import ProviderClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider of the settings. `fx` is the shop's currency for one unit of the provider's."""

    client: ProviderClient
    fx: Decimal = Decimal(1)
    max_inflight: int = 4

    @property
    def name(self) -> ProviderName:
        """Its name in the settings."""
        return self.client.name

    def own(self, amount: Money) -> Money:
        """An amount of the shop's currency in the provider's, rounded up."""
        return Money.at_least(amount.decimal / self.fx)


Providers = Mapping[ProviderName, Provider]
