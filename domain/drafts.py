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
    from domain.ids import ServiceId

LIFETIME: Final = timedelta(days=7)
"""How long a draft waits after its last change."""


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
