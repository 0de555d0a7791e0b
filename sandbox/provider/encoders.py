"""Answers as JSON values: the canonical forms, and those that other panels use instead."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeGuard

from sandbox.provider.errors import RefusalError
from sandbox.provider.model import ACTIVE, PENDING, Account, Order, Refill, Service, plain

Json = Any  # whatever json.dumps takes: the shapes are the subject of the encoders below
Found = Order | RefusalError
FoundRefill = Refill | RefusalError

Rows = Callable[[Sequence[Service]], Json]

AS_KEPT: Final[Mapping[str, Callable[[Json], Json]]] = {}
CANONICAL_ROW: Final = "service name type category rate min max dripfeed refill cancel desc"


@dataclass(frozen=True, slots=True)
class Voice:
    """What all answers of one panel have in common: its money, its numbers, its refusals."""

    currency: str
    order: Callable[[int], Json]  # how an order's number is written
    refill: Callable[[int], Json]
    error: Callable[[RefusalError], Json]


def service_rows(
    fields: str = CANONICAL_ROW, spelt: Mapping[str, Callable[[Json], Json]] = AS_KEPT
) -> Rows:
    """Rows of these fields in this order; `spelt` says which are written in another way."""
    names = fields.split()

    def row(service: Service) -> Json:
        shown = {name: getattr(service, name) for name in names}
        if shown.get("desc") == "":
            del shown["desc"]
        return shown | {name: spell(shown[name]) for name, spell in spelt.items()}

    return lambda services: [row(service) for service in services]


canonical_rows: Final = service_rows()


def added(order: Order, voice: Voice) -> Json:
    return {"order": voice.order(order.id)}


def status(order: Order, voice: Voice) -> Json:
    if order.is_parent:
        return parent_status(order, voice)
    row = {
        "charge": plain(order.charge),
        "start_count": str(order.start_count),
        "status": order.status,
        "remains": str(order.remains),
        "currency": voice.currency,
    }
    return row | ({"runs": str(order.runs)} if order.runs else {})


def parent_status(order: Order, voice: Voice) -> Json:
    """A subscription or a drip-feed that is delivered by orders of their own."""
    children = [voice.order(number) for number in order.children]
    if order.runs:
        return {"status": order.status, "runs": str(order.runs), "orders": children}
    return {
        "status": order.status,
        "expiry": None,
        "posts": order.fields.get("posts") or "0",
        "orders": children if order.status != ACTIVE or order.children else [],
    }


def documented_status(order: Order, voice: Voice) -> Json:
    """The five documented fields and no other."""
    row = status(order, voice)
    row.pop("runs", None)
    return row


def premium_status(order: Order, voice: Voice) -> Json:
    """The count at the start is a number, and absent until it is known."""
    started = {} if order.status == PENDING else {"start_count": order.start_count}
    return {
        "charge": plain(order.charge),
        **started,
        "status": order.status,
        "remains": str(order.remains),
        "currency": voice.currency,
    }


def statuses(found: Mapping[str, Json], voice: Voice) -> Json:
    """Keyed by the id asked; `found` holds status objects or refusals."""
    return {asked: _or_error(one, voice) for asked, one in found.items()}


def refilled(refill: Refill, voice: Voice) -> Json:
    return {"refill": str(voice.refill(refill.id))}


def refilled_kindly(refill: Refill, voice: Voice) -> Json:
    """A sentence beside the number."""
    said = "Your order will be refill asap. Thank you for patience"
    return {"success": said, "refill": voice.refill(refill.id)}


def refills(found: Mapping[str, FoundRefill], voice: Voice) -> Json:
    return [
        {"order": as_asked(asked), "refill": _of_refill(one, voice, voice.refill)}
        for asked, one in found.items()
    ]


def refill_status(refill: Refill, _: Voice) -> Json:
    return {"status": refill.status}


def refill_statuses(found: Mapping[str, FoundRefill], voice: Voice) -> Json:
    return [
        {"refill": as_asked(asked), "status": _status_of(one, voice)}
        for asked, one in found.items()
    ]


def cancels(found: Mapping[str, Found], voice: Voice) -> Json:
    return [
        {"order": as_asked(asked), "cancel": voice.error(one) if is_refused(one) else 1}
        for asked, one in found.items()
    ]


def cancel_of_one(found: Mapping[str, Found], voice: Voice) -> Json:
    """An object for the only order asked; a refusal is the whole answer."""
    return {"order": voice.order(the_only(found).id), "cancel": {"status": "success"}}


def the_only(found: Mapping[str, Found]) -> Order:
    """The one order that was asked; its refusal is raised."""
    one = next(iter(found.values()))
    if isinstance(one, RefusalError):
        raise one
    return one


def balance(account: Account, voice: Voice) -> Json:
    return {"balance": plain(account.balance), "currency": voice.currency}


def is_refused(one: object) -> TypeGuard[RefusalError]:
    return isinstance(one, RefusalError)


def as_asked(text: str) -> Json:
    return int(text) if text.isascii() and text.isdigit() else text


def _or_error(one: Json, voice: Voice) -> Json:
    return voice.error(one) if is_refused(one) else one


def _of_refill(one: FoundRefill, voice: Voice, read: Callable[[int], Json]) -> Json:
    return voice.error(one) if isinstance(one, RefusalError) else read(one.id)


def _status_of(one: FoundRefill, voice: Voice) -> Json:
    return voice.error(one) if isinstance(one, RefusalError) else one.status
