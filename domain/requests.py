"""From a filled form to what is ordered, to the provider's call, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.errors import FormError
from domain.fields import MAX_UNITS, Field, Problem, Speed
from domain.forms import FORMS, form_of, missing_field
from domain.orders import OrderRequest
from domain.reading.amounts import in_parts

if TYPE_CHECKING:
    from domain.catalogue import Service, ServiceType
    from domain.fields import Values
    from domain.forms import Form

_OWN_COLUMNS: Final = frozenset(
    {Field.LINK, Field.QUANTITY, Field.SPEED, Field.RUNS, Field.INTERVAL}
)


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
    parts = _in_parts(form, service, values)
    runs = int(values[Field.RUNS]) if parts else None
    return OrderRequest(
        link=form.target(service, values),
        quantity=quantity,
        units=quantity * (runs or 1),
        runs=runs,
        interval=int(values[Field.INTERVAL]) if parts else None,
        fields={
            ask.field.value: values[ask.field]
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
    return {name: known[name] for name in FORMS[service_type].sends if known.get(name)}


def _in_parts(form: Form, service: Service, values: Values) -> bool:
    return form.has(Field.RUNS) and in_parts(service, values)


def _ensure_counted(form: Form, request: OrderRequest, values: Values) -> None:
    """What is charged must be what was asked for: the figures come from two sides."""
    units = form.count(values) * (request.runs or 1)
    if request.units != units or units > MAX_UNITS:
        raise FormError(Field.QUANTITY, Problem.TOO_LARGE, least=1, most=MAX_UNITS)
