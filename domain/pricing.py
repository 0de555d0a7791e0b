"""What a service costs the customer and the shop: markup, charge, purchase cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.forms import FORMS
from domain.money import UNITS_PER_RATE, Money, charge_for

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


def exact_cost(service: Service, units: int) -> Decimal:
    """The purchase price before it is rounded up: what margins are held against."""
    per_unit = service.cost.decimal * units
    return per_unit if service.type in PER_PACKAGE else per_unit / Decimal(UNITS_PER_RATE)


def amount_at(kind: ServiceType, rate: Money, units: int) -> Money:
    """`units` at a rate: per 1,000, or per package for packages."""
    if kind in PER_PACKAGE:
        return Money(rate.micros * units)
    return charge_for(rate, units)


def marked_up(cost: Money, percent: Decimal) -> Money:
    """The selling rate: cost plus markup, rounded up, never below cost."""
    return Money.at_least(cost.decimal * (1 + max(percent, Decimal(0)) / 100))


def floor_of(cost: Money, margin_percent: Decimal) -> Money:
    """The least that something is sold for: its cost and the shop's least margin, rounded up."""
    return marked_up(cost, margin_percent)


def discounted(rate: Money, percent: Decimal, floor: Money) -> Money:
    """A rate less so many percent, rounded up; a discount ends at `floor`."""
    cut = rate.decimal * (100 - min(max(percent, Decimal(0)), Decimal(100))) / 100
    return max(Money.at_least(cut), min(floor, rate))


def cost_factor(
    *, fx: Decimal, bonus_percent: Decimal = Decimal(0), fee_percent: Decimal = Decimal(0)
) -> Decimal:
    """What one unit of a provider's currency costs the shop, in the shop's currency.

    A provider that adds 5 % to every payment sells cheaper than its list says; what the payment
    itself costs makes it dearer.
    """
    return fx / (Decimal(1) + bonus_percent.scaleb(-2)) * (1 + fee_percent.scaleb(-2))


def net_cost(rate: Decimal, factor: Decimal) -> Money:
    """The purchase price of a listed rate, rounded up to the micro-unit.

    Raises:
        MoneyError: it is not finite or is beyond 2^63.
    """
    return Money.at_least(rate * factor)


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
        markup_percent: what is added to the purchase price where no rule says otherwise.
        min_margin_percent: what no rule, discount or failover goes below.
        fx: the shop's currency for one unit of another one, by ISO code.
    """

    currency: str
    markup_percent: Decimal
    fx: Mapping[str, Decimal]
    min_margin_percent: Decimal = Decimal(0)

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
