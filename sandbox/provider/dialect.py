"""How answers look on the wire: one table of encoders for each way of speaking API v2."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sandbox.provider.errors import RefusalError
from sandbox.provider.model import ACTIVE, Account, Order, Refill, Service, plain

Json = Any  # whatever json.dumps takes: the shapes are the subject of the encoders below
Found = Order | RefusalError
FoundRefill = Refill | RefusalError


def encode(answer: Json) -> bytes:
    """The answer as compact UTF-8 JSON."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def service_row(service: Service) -> Json:
    row = {
        "service": service.service,
        "name": service.name,
        "type": service.type,
        "category": service.category,
        "rate": service.rate,
        "min": service.min,
        "max": service.max,
        "dripfeed": service.dripfeed,
        "refill": service.refill,
        "cancel": service.cancel,
    }
    return row | ({"desc": service.desc} if service.desc else {})


def service_rows(services: Sequence[Service]) -> Json:
    return [service_row(service) for service in services]


def added(order: Order) -> Json:
    return {"order": order.id}


def status(order: Order, currency: str) -> Json:
    if order.service.type == "Subscriptions":
        return _subscription(order)
    row = {
        "charge": plain(order.charge),
        "start_count": str(order.start_count),
        "status": order.status,
        "remains": str(order.remains),
        "currency": currency,
    }
    return row | ({"runs": str(order.runs)} if order.runs else {})


def _subscription(order: Order) -> Json:
    return {
        "status": order.status,
        "expiry": None,
        "posts": order.fields.get("posts") or "0",
        "orders": list(order.children) if order.status != ACTIVE or order.children else [],
    }


def statuses(found: Mapping[str, Found], currency: str) -> Json:
    return {
        asked: error(one) if isinstance(one, RefusalError) else status(one, currency)
        for asked, one in found.items()
    }


def refilled(refill: Refill) -> Json:
    return {"refill": str(refill.id)}


def refills(found: Mapping[str, FoundRefill]) -> Json:
    return [
        {"order": _as_asked(asked), "refill": _or_error(one, lambda refill: refill.id)}
        for asked, one in found.items()
    ]


def refill_status(refill: Refill) -> Json:
    return {"status": refill.status}


def refill_statuses(found: Mapping[str, FoundRefill]) -> Json:
    return [
        {"refill": _as_asked(asked), "status": _or_error(one, lambda refill: refill.status)}
        for asked, one in found.items()
    ]


def cancels(found: Mapping[str, Found]) -> Json:
    return [
        {"order": _as_asked(asked), "cancel": error(one) if isinstance(one, RefusalError) else 1}
        for asked, one in found.items()
    ]


def balance(account: Account, currency: str) -> Json:
    return {"balance": plain(account.balance), "currency": currency}


def error(refusal: RefusalError) -> Json:
    return {"error": refusal.text}


def _or_error(one: FoundRefill, read: Callable[[Refill], Json]) -> Json:
    return error(one) if isinstance(one, RefusalError) else read(one)


def _as_asked(text: str) -> Json:
    return int(text) if text.isascii() and text.isdigit() else text


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of speaking API v2; the defaults are the canonical one."""

    name: str = "canonical"
    actions: Mapping[str, str] = field(
        default_factory=lambda: {
            "multi_status": "status",
            "multi_refill": "refill",
            "multi_refill_status": "refill_status",
        }
    )
    services: Callable[[Sequence[Service]], Json] = service_rows
    added: Callable[[Order], Json] = added
    status: Callable[[Order, str], Json] = status
    statuses: Callable[[Mapping[str, Found], str], Json] = statuses
    refilled: Callable[[Refill], Json] = refilled
    refills: Callable[[Mapping[str, FoundRefill]], Json] = refills
    refill_status: Callable[[Refill], Json] = refill_status
    refill_statuses: Callable[[Mapping[str, FoundRefill]], Json] = refill_statuses
    cancels: Callable[[Mapping[str, Found]], Json] = cancels
    balance: Callable[[Account, str], Json] = balance
    error: Callable[[RefusalError], Json] = error
    error_status: Callable[[RefusalError], int] = lambda _: 200
    encode: Callable[[Json], bytes] = encode
    content_type: str = "application/json"


CANONICAL: Final = Dialect()
