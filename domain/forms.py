"""One form per service type: what is asked, how it is counted, what the provider is sent.

A further service type is one more entry of `FORMS`, and a reader in `domain.fields` for each kind
of value that no form has asked for yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.catalogue import ServiceType
from domain.errors import FormError
from domain.fields import (
    MAX_UNITS,
    Ask,
    Field,
    Problem,
    Speed,
    Values,
    in_parts,
    offers_parts,
    read_interval,
    read_link,
    read_quantity,
    read_runs,
    read_speed,
)
from domain.orders import OrderRequest

if TYPE_CHECKING:
    from domain.catalogue import Service

_LINK = Ask(Field.LINK, read_link)
_QUANTITY = Ask(Field.QUANTITY, read_quantity)
_SPEED = Ask(Field.SPEED, read_speed, offers_parts)
_RUNS = Ask(Field.RUNS, read_runs, in_parts)
_INTERVAL = Ask(Field.INTERVAL, read_interval, in_parts)


def _by_quantity(values: Values) -> int:
    return int(values[Field.QUANTITY])


def _one_package(_values: Values) -> int:
    return 1


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one service type.

    Attributes:
        asks: the fields in the order of asking.
        count: how much one run holds, from the filled fields.
        sends: the parameters of the provider's `add` call beyond `service`; link, quantity, runs
            and interval come from the request itself, others from its `fields`.
    """

    asks: tuple[Ask, ...]
    count: Callable[[Values], int]
    sends: tuple[str, ...]

    def applying(self, service: Service, values: Values) -> tuple[Ask, ...]:
        """The fields that are asked, for this service and what is filled in so far."""
        return tuple(ask for ask in self.asks if ask.applies(service, values))

    def ask(self, field: Field) -> Ask:
        """The entry of a field.

        Raises:
            FormError: NOT_OFFERED, this form does not ask for it.
        """
        for ask in self.asks:
            if ask.field is field:
                return ask
        raise FormError(field, Problem.NOT_OFFERED)


FORMS: Final[Mapping[ServiceType, Form]] = {
    ServiceType.DEFAULT: Form(
        asks=(_LINK, _QUANTITY, _SPEED, _RUNS, _INTERVAL),
        count=_by_quantity,
        sends=("link", "quantity", "runs", "interval"),
    ),
    ServiceType.PACKAGE: Form(asks=(_LINK,), count=_one_package, sends=("link",)),
}
"""Types that can be ordered. Any other type is imported and never shown."""

_OWN_COLUMNS: Final = frozenset(
    {Field.LINK, Field.QUANTITY, Field.SPEED, Field.RUNS, Field.INTERVAL}
)


def form_of(service: Service) -> Form:
    """The form of a service.

    Raises:
        FormError: NOT_OFFERED, its type has no form.
    """
    form = FORMS.get(service.type)
    if form is None:
        raise FormError(Field.LINK, Problem.NOT_OFFERED)
    return form


def missing_field(service: Service, values: Values) -> Field | None:
    """The first field that still has to be asked; None when the form is full."""
    for ask in form_of(service).applying(service, values):
        if ask.field not in values:
            return ask.field
    return None


def request_for(service: Service, values: Values) -> OrderRequest:
    """Turn a filled form into what is ordered.

    Raises:
        FormError: MISSING, a field has not been filled in.
    """
    missing = missing_field(service, values)
    if missing is not None:
        raise FormError(missing, Problem.MISSING)
    form = form_of(service)
    quantity = form.count(values)
    parts = in_parts(service, values)
    runs = int(values[Field.RUNS]) if parts else None
    return OrderRequest(
        link=values[Field.LINK],
        quantity=quantity,
        units=quantity * (runs or 1),
        runs=runs,
        interval=int(values[Field.INTERVAL]) if parts else None,
        fields={
            ask.field: values[ask.field]
            for ask in form.applying(service, values)
            if ask.field not in _OWN_COLUMNS
        },
    )


def values_of(request: OrderRequest) -> dict[str, str]:
    """Turn a request back into the values of its form."""
    values = {Field.LINK.value: request.link, Field.QUANTITY.value: str(request.quantity)}
    values[Field.SPEED] = Speed.ONCE if request.runs is None else Speed.PARTS
    if request.runs is not None:
        values[Field.RUNS] = str(request.runs)
    if request.interval is not None:
        values[Field.INTERVAL] = str(request.interval)
    return {**values, **request.fields}


def ensure_fits(service: Service, request: OrderRequest) -> None:
    """Check a request against a service as it is today.

    Raises:
        FormError: a value is missing, out of the service's limits, or not offered by it.
    """
    form = form_of(service)
    values = values_of(request)
    asks = form.applying(service, values)
    if request.runs is not None and Field.RUNS not in {ask.field for ask in asks}:
        raise FormError(Field.SPEED, Problem.NOT_OFFERED)
    for ask in asks:
        if ask.field not in values:
            raise FormError(ask.field, Problem.MISSING)
        ask.read(values[ask.field], service, values)
    _ensure_counted(form, request, values)


def add_fields(service_type: ServiceType, request: OrderRequest) -> dict[str, str]:
    """The parameters of a provider's `add` call beyond key, action and service."""
    known = {
        "link": request.link,
        "quantity": str(request.quantity),
        **({} if request.runs is None else {"runs": str(request.runs)}),
        **({} if request.interval is None else {"interval": str(request.interval)}),
        **request.fields,
    }
    return {name: known[name] for name in FORMS[service_type].sends if name in known}


def _ensure_counted(form: Form, request: OrderRequest, values: Values) -> None:
    """What is charged must be what was asked for: the figures come from two sides."""
    units = form.count(values) * (request.runs or 1)
    if request.units != units or units > MAX_UNITS:
        raise FormError(Field.QUANTITY, Problem.TOO_LARGE, least=1, most=MAX_UNITS)
