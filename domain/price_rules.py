"""How prices are made of purchase prices: rules by scope, the most specific wins, none loses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from domain.money import ZERO, Money
from domain.pricing import floor_of, marked_up

if TYPE_CHECKING:
    from domain.ids import ProviderName, ServiceId
    from domain.listed import Listing
    from domain.platforms import Kind, Platform

MOST_PERCENT: Final = Decimal(10_000)
MOST: Final = Decimal(1_000_000)
MOST_PLACES: Final = 6
ALL: Final = "all"
"""The scope of every service."""

_NUMBER: Final = r"[0-9]{1,9}(?:[.,][0-9]{1,6})?"
_PERCENT: Final = re.compile(rf"({_NUMBER})%")
_FIXED: Final = re.compile(rf"\+({_NUMBER})")
_BOUND: Final = re.compile(rf"(min|max)=({_NUMBER})")
_PLACES: Final = re.compile(r"round=([0-6])")
_ENDING: Final = re.compile(r"\.(x{0,4}[0-9]{1,2})")


class RuleError(ValueError):
    """A text that is no rule: the word that is not understood, or none where nothing is said."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule:
    """Purchase price to selling price, both per 1,000 (or per package).

    Attributes:
        percent: added to the purchase price.
        fixed: added after that.
        least: the price is never below this.
        most: the price is never above this, but for what it costs.
        places: decimals to round up to.
        ending: the last decimals of every price, such as `x9`; x stands for any digit.
    """

    percent: Decimal = Decimal(0)
    fixed: Money = ZERO
    least: Money = ZERO
    most: Money | None = None
    places: int | None = None
    ending: str = ""

    def price(self, cost: Money, floor: Money) -> Money:
        """The selling price for a purchase price; never below `floor`, whatever the rule says."""
        wanted = max(marked_up(cost, self.percent) + self.fixed, self.least)
        rounded = self._rounded(wanted)
        capped = rounded if self.most is None else min(rounded, self.most)
        return capped if capped >= floor else self._rounded(floor)

    def __str__(self) -> str:
        """The rule as it is typed; reading it again gives the same rule."""
        words = [f"{_plain(self.percent)}%"]
        words += [f"+{_plain(self.fixed.decimal)}"] if self.fixed else []
        words += [f"min={_plain(self.least.decimal)}"] if self.least else []
        words += [f"max={_plain(self.most.decimal)}"] if self.most is not None else []
        words += [f"round={self.places}"] if self.places is not None else []
        words += [f".{self.ending}"] if self.ending else []
        return " ".join(words)

    def _rounded(self, price: Money) -> Money:
        """The next price of the rule's shape that is not below this one."""
        if self.ending:
            return _ending_in(price, self.ending)
        if self.places is None:
            return price
        return Money.of(price.rounded(self.places, up=True))


def read_rule(text: str) -> PriceRule:
    """Read a rule such as `35% +0.02 min=0.05 max=9 round=2` or `35% .x9`.

    Raises:
        RuleError: a word is not understood, or neither a percentage nor an amount is given.
    """
    given: dict[str, Any] = {}
    for word in text.lower().split():
        name, value = _word(word)
        if name in given:
            raise RuleError(word)
        given[name] = value
    if "percent" not in given and "fixed" not in given:
        raise RuleError("")
    rule = PriceRule(**given)
    if rule.most is not None and rule.most < rule.least:
        raise RuleError(f"max={_plain(rule.most.decimal)}")
    return rule


def _word(word: str) -> tuple[str, object]:
    if found := _PERCENT.fullmatch(word):
        return "percent", _bounded(found[1], MOST_PERCENT, word)
    if found := _FIXED.fullmatch(word):
        return "fixed", Money.of(_bounded(found[1], MOST, word))
    if found := _BOUND.fullmatch(word):
        name = "least" if found[1] == "min" else "most"
        return name, Money.of(_bounded(found[2], MOST, word))
    if found := _PLACES.fullmatch(word):
        return "places", int(found[1])
    if (found := _ENDING.fullmatch(word)) and len(found[1]) <= MOST_PLACES:
        return "ending", found[1]
    raise RuleError(word)


def _bounded(text: str, most: Decimal, word: str) -> Decimal:
    number = Decimal(text.replace(",", "."))
    if number > most:
        raise RuleError(word)
    return number


def _ending_in(price: Money, ending: str) -> Money:
    """The lowest price with these last decimals that is not below `price`."""
    digits = ending.lstrip("x")
    unit = 10 ** (MOST_PLACES - len(ending))
    step = unit * 10 ** len(digits)
    last = int(digits) * unit
    steps = -(-(price.micros - last) // step)
    return Money(max(steps, 0) * step + last)


def _plain(number: Decimal) -> str:
    """Without trailing zeros, and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Every rule of the shop. The keys are scopes, as `scopes_of` names them."""

    default: PriceRule
    min_margin_percent: Decimal = Decimal(0)
    rules: Mapping[str, PriceRule] = field(default_factory=dict)

    def rate_for(self, listing: Listing, service_id: ServiceId | None = None) -> Money:
        """The selling price of a service; never below its purchase price and the least margin."""
        _, rule = self.rule_for(listing, service_id)
        return rule.price(listing.cost, self.floor(listing.cost))

    def rule_for(
        self, listing: Listing, service_id: ServiceId | None = None
    ) -> tuple[str, PriceRule]:
        """The rule that counts for a service, and the scope that it is written for."""
        for scope in scopes_of(listing, service_id):
            if scope in self.rules:
                return scope, self.rules[scope]
        return ALL, self.default

    def floor(self, cost: Money) -> Money:
        """What a service is sold for at least."""
        return floor_of(cost, self.min_margin_percent)


def book_of(
    rules: Mapping[str, str], *, percent: Decimal, min_margin_percent: Decimal
) -> PriceBook:
    """The shop's rules as they are kept; `all` stands above what the settings say."""
    read = {scope: read_rule(text) for scope, text in rules.items()}
    return PriceBook(
        default=PriceRule(percent=percent), min_margin_percent=min_margin_percent, rules=read
    )


def scopes_of(listing: Listing, service_id: ServiceId | None) -> tuple[str, ...]:
    """The scopes that a service is in, the most specific first."""
    platform = platform_scope(listing.platform)
    own = () if service_id is None else (service_scope(service_id),)
    kind = platform_scope(listing.platform, listing.kind)
    return (*own, kind, platform, provider_scope(listing.provider), ALL)


def service_scope(service_id: ServiceId) -> str:
    """The scope of one service."""
    return f"service={service_id}"


def platform_scope(platform: Platform, kind: Kind | None = None) -> str:
    """The scope of a platform, or of one action on it."""
    return f"platform={platform}" if kind is None else f"platform={platform} action={kind}"


def provider_scope(provider: ProviderName) -> str:
    """The scope of everything that one provider sells."""
    return f"provider={provider}"
