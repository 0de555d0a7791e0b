"""What a service costs the customer and the shop: markup, charge, purchase cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.forms import FORMS
from domain.money import Money, charge_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from domain.catalogue import Service, ServiceType

PER_PACKAGE = frozenset(kind for kind, form in FORMS.items() if form.flat)
"""Types whose rate is the price of the whole package, not of 1,000 units."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a customer pays and what the shop is expected to pay, in the shop's currency."""

    charge: Money
    cost: Money


def price_of(service: Service, units: int) -> Price:
    """Price `units` of a service at its rates of today."""
    return Price(
        charge=amount_at(service.type, service.rate, units),
        cost=amount_at(service.type, service.cost, units),
    )


def amount_at(kind: ServiceType, rate: Money, units: int) -> Money:
    """`units` at a rate: per 1,000, or per package for packages."""
    if kind in PER_PACKAGE:
        return Money(rate.micros * units)
    return charge_for(rate, units)


def marked_up(cost: Money, percent: Decimal) -> Money:
    """The selling rate: cost plus markup, rounded up, never below cost."""
    return Money.at_least(cost.decimal * (1 + max(percent, Decimal(0)) / 100))


class UnknownCurrencyError(LookupError):
    """The settings name no exchange rate for this currency."""

    def __init__(self, currency: str) -> None:
        super().__init__(currency)
        self.currency = currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """How a provider's rates become the shop's: exchange, then markup.

    Attributes:
        currency: the shop's own, as an ISO code.
        markup_percent: what is added to the purchase price.
        fx: the shop's currency for one unit of another one, by ISO code.
    """

    currency: str
    markup_percent: Decimal
    fx: Mapping[str, Decimal]

    def factor(self, currency: str) -> Decimal:
        """The shop's currency for one unit of `currency`.

        Raises:
            UnknownCurrencyError: it is neither the shop's nor one with a rate.
        """
        if currency == self.currency:
            return Decimal(1)
        if currency not in self.fx:
            raise UnknownCurrencyError(currency)
        return self.fx[currency]

    def rate_for(self, cost: Money) -> Money:
        """The selling rate for a purchase price."""
        return marked_up(cost, self.markup_percent)
