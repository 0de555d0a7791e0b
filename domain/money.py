"""Money in whole micro-units (10^-6) of the shop's currency: charging, refunding, rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES = 6
UNITS_PER_RATE = 1000
MAX_MICROS = 10**15
"""The largest single amount that the ledger moves: a thousand million of the currency."""


class MoneyError(ValueError):
    """A text or number that is no amount of money: NaN, too precise, or out of range."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in micro-units; negative only as a difference, never as a balance."""

    micros: int

    def __post_init__(self) -> None:
        """Refuse anything but a whole number, bool included: floats must not slip in."""
        if type(self.micros) is not int:
            message = f"micros must be int, got {type(self.micros).__name__}"
            raise MoneyError(message)

    @classmethod
    def of(cls, amount: str | int | Decimal) -> Self:
        """Read a decimal amount exactly.

        Raises:
            MoneyError: it is not finite, has more than six decimals, or is beyond 2^63.
        """
        return cls(_exact_micros(_decimal(amount)))

    @classmethod
    def at_least(cls, amount: Decimal) -> Self:
        """Round an amount up to the next micro-unit: what a purchase price becomes.

        Raises:
            MoneyError: it is not finite or is beyond 2^63.
        """
        return cls(_bounded(_decimal(amount).scaleb(PLACES), rounding=ROUND_CEILING))

    @property
    def decimal(self) -> Decimal:
        """The exact amount in whole units of the currency."""
        return Decimal(self.micros).scaleb(-PLACES)

    def rounded(self, places: int, *, up: bool) -> Decimal:
        """Round for display: prices up, balances down; `places` is 0 to 6."""
        step = Decimal(1).scaleb(-places)
        return self.decimal.quantize(step, rounding=ROUND_CEILING if up else ROUND_FLOOR)

    def __add__(self, other: Money) -> Money:
        """Add two amounts."""
        return Money(self.micros + other.micros)

    def __sub__(self, other: Money) -> Money:
        """Subtract; the result may be negative."""
        return Money(self.micros - other.micros)

    def __neg__(self) -> Money:
        """Turn the sign."""
        return Money(-self.micros)

    def __bool__(self) -> bool:
        """Tell whether the amount differs from zero."""
        return self.micros != 0


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """Add amounts up."""
    return Money(sum(amount.micros for amount in amounts))


def charge_for(rate: Money, units: int) -> Money:
    """Price `units` at `rate` per 1,000: exact, then rounded up once to the micro-unit."""
    if units < 0 or rate.micros < 0:
        message = "rate and units must not be negative"
        raise MoneyError(message)
    return Money(-(-rate.micros * units // UNITS_PER_RATE))


def refund_due(charge: Money, units: int, delivered: int, *, returned: Money = ZERO) -> Money:
    """What is still owed for the undelivered part of an order.

    charge - ceil(charge x delivered / units), less what was already returned, never below zero.
    `delivered` is clamped to 0..units, so no answer of a provider can refund more than the charge.
    """
    kept_units = min(max(delivered, 0), units)
    kept = Money(-(-charge.micros * kept_units // units)) if units else charge
    return max(charge - kept - returned, ZERO)


def _decimal(amount: str | int | Decimal) -> Decimal:
    try:
        number = Decimal(amount)
    except (InvalidOperation, ValueError, TypeError) as error:
        message = "not a decimal number"
        raise MoneyError(message) from error
    if not number.is_finite() or abs(number.adjusted()) > 15:  # noqa: PLR2004 - 10^15, as MAX_MICROS
        message = "amount is not finite or out of range"
        raise MoneyError(message)
    return number


def _exact_micros(number: Decimal) -> int:
    scaled = number.scaleb(PLACES)
    if scaled != scaled.to_integral_value():
        message = "more than six decimals"
        raise MoneyError(message)
    return _bounded(scaled, rounding=ROUND_FLOOR)


def _bounded(scaled: Decimal, *, rounding: str) -> int:
    micros = int(scaled.to_integral_value(rounding=rounding))
    if abs(micros) >= 2**63:
        message = "amount is beyond 2^63 micro-units"
        raise MoneyError(message)
    return micros
