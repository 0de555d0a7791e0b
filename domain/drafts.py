"""An unfinished order: what a customer has chosen and filled in so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.fields import Field
from domain.forms import form_of, missing_field

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.ids import QuoteId, ServiceId
    from domain.money import Money

LIFETIME: Final = timedelta(days=7)
"""How long a draft waits after its last change."""
TOLERATED_PERCENT: Final = 2
"""An offer that waits for money is paid by itself at a price that rose by up to this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One customer's unfinished order.

    Attributes:
        editing: a filled field that is asked again.
        collecting: a list that goes on growing until it is finished.
        blank: how many empty lines were left out of that list.
    """

    service_id: ServiceId
    values: Mapping[str, str]
    editing: Field | None = None
    collecting: Field | None = None
    blank: int = 0

    def asked(self, service: Service) -> Field | None:
        """The field to ask now; None when nothing is missing."""
        applying = {ask.field for ask in form_of(service).applying(service, self.values)}
        if self.editing in applying:
            return self.editing
        if self.collecting in applying:
            return self.collecting
        return missing_field(service, self.values)


@dataclass(frozen=True, slots=True)
class Awaited:
    """An offer that is placed as soon as the wallet has its charge.

    The order gets the offer's number whatever it costs by then, so that it is made only once.
    """

    quote_id: QuoteId
    charge: Money

    def rose_to(self, charge: Money) -> bool:
        """Tell whether a charge is so much higher that the customer must be asked."""
        return charge.micros * 100 > self.charge.micros * (100 + TOLERATED_PERCENT)
