"""From one entry of a provider's list to a listing of the shop: recognised, priced, judged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from domain.catalogue import Hidden, ServiceType
from domain.details import cleaned_details
from domain.fields import MAX_UNITS
from domain.forms import FORMS
from domain.listed import Listing
from domain.money import ZERO
from domain.pricing import net_cost
from domain.taxonomy.recognise import recognise
from domain.text import clean_line

if TYPE_CHECKING:
    from domain.catalogue import UpstreamService
    from domain.ids import ProviderName
    from domain.money import Money
    from domain.pricing import Pricing
    from domain.taxonomy.recognise import Recognised

MAX_COST: Final = Decimal(10_000)
"""A purchase price per 1,000 from here on, in the shop's currency, is taken for a mistake."""
MAX_TEXT: Final = 255
MAX_TYPE: Final = 64

_TYPES: Final = {kind.value: kind for kind in ServiceType if kind in FORMS}
_BETWEEN = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class ListReader:
    """Reads one provider's list; `factor` is what one unit of its currency costs the shop."""

    provider: ProviderName
    factor: Decimal
    pricing: Pricing

    def __call__(self, entry: UpstreamService) -> Listing:
        """Turn an entry into a listing. Never raises: what cannot be sold says so in `hidden`."""
        seen = recognise(entry.category, entry.name)
        cost = self._cost(entry)
        kind = type_of(entry.type)
        return Listing(
            provider=self.provider,
            upstream_id=entry.id,
            name=clean_line(entry.name, MAX_TEXT),
            category=clean_line(entry.category, MAX_TEXT),
            type=kind,
            upstream_type=clean_line(entry.type, MAX_TYPE),
            platform=seen.platform,
            kind=seen.kind,
            targets=seen.targets,
            rate=self.pricing.rate_for(cost),
            cost=cost,
            min=_stored(entry.min),
            max=_stored(entry.max),
            dripfeed=entry.dripfeed,
            refill=_refill(entry, seen),
            cancel=entry.cancel,
            refill_days=seen.refill_days or None,
            country=seen.country,
            hidden=_hidden(entry, kind, cost, sensitive=seen.sensitive),
            details=cleaned_details(entry.details),
        )

    def _cost(self, entry: UpstreamService) -> Money:
        """The purchase price; zero for one that cannot be meant."""
        is_sane = 0 < entry.rate * self.factor < MAX_COST
        return net_cost(entry.rate, self.factor) if is_sane else ZERO


def type_of(text: str) -> ServiceType:
    """The service type that a provider's word stands for, however it is written."""
    return _TYPES.get(_BETWEEN.sub("_", text.strip()).lower(), ServiceType.UNSUPPORTED)


def _hidden(
    entry: UpstreamService, kind: ServiceType, cost: Money, *, sensitive: bool
) -> Hidden | None:
    if not cost or not 0 < entry.min <= min(entry.max, MAX_UNITS):
        return Hidden.QUARANTINED
    if kind is ServiceType.UNSUPPORTED:
        return Hidden.UNSUPPORTED
    return Hidden.SENSITIVE if sensitive else None


def _refill(entry: UpstreamService, seen: Recognised) -> bool:
    """The provider's own word; where it says nothing, the name's promise."""
    return bool(seen.refill_days) if entry.refill is None else entry.refill


def _stored(limit: int) -> int:
    return max(min(limit, MAX_UNITS), 0)
