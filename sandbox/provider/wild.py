"""Further ways of speaking API v2, each as one kind of panel was seen or documented to do it."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from sandbox.provider import encoders, errors
from sandbox.provider.dialect import BEARER, JSON, POSTED, QUERY, SINGLE, WHOLE, Dialect, Refusals
from sandbox.provider.encoders import Found, FoundRefill, Json, Rows, Voice, is_refused
from sandbox.provider.errors import RefusalError
from sandbox.provider.layout import Layout
from sandbox.provider.model import PENDING, Account, Order, Refill, Service, plain

_HTML: Final = "text/html"


def _cancel_by_id(found: Mapping[str, Found], voice: Voice) -> Json:
    """Keyed by the order: requested, or an error."""
    return {
        asked: voice.error(one) if is_refused(one) else {"cancel": "requested"}
        for asked, one in found.items()
    }


def _cancel_says(answer: Mapping[str, str]) -> Callable[[Mapping[str, Found], Voice], Json]:
    """One word for the only order, which is not named."""

    def say(found: Mapping[str, Found], _: Voice) -> Json:
        encoders.the_only(found)
        return dict(answer)

    return say


def _number_status(order: Order, voice: Voice) -> Json:
    """Numbers where others write strings."""
    row = encoders.documented_status(order, voice)
    if "charge" not in row:
        return row
    count, remains = int(row["start_count"]), int(row["remains"])
    return row | {"start_count": count, "remains": remains}


def _named_status(order: Order, voice: Voice) -> Json:
    """The order's number inside; no count before the start."""
    row = encoders.documented_status(order, voice)
    count = None if order.status == PENDING else row.get("start_count")
    return row if order.is_parent else {"order": str(order.id), **row, "start_count": count}


def _counter_status(order: Order, voice: Voice) -> Json:
    row = encoders.documented_status(order, voice)
    return row | {"start_counter": int(row.pop("start_count", 0))}


def _unknown_status(order: Order, _: Voice) -> Json:
    """No money, and a word where what remains is not known yet."""
    remains = "Unknown" if order.status not in {"Completed", "Partial", "Canceled"} else 0
    return {
        "order": order.id,
        "status": order.status.lower(),
        "charge": plain(order.charge),
        "start_count": order.start_count,
        "remains": order.remains if order.status == "Partial" else remains,
    }


def _string_errors(found: Mapping[str, Json], _: Voice) -> Json:
    """A refused id has a text in place of an object."""
    return {
        asked: one.text if isinstance(one, RefusalError) else one for asked, one in found.items()
    }


def _in_order(found: Mapping[str, Json], voice: Voice) -> Json:
    """A list in the order asked, without ids."""
    return [voice.error(one) if is_refused(one) else one for one in found.values()]


def _only_known(found: Mapping[str, Json], _: Voice) -> Json:
    return {asked: one for asked, one in found.items() if not is_refused(one)}


def _status_added(order: Order, voice: Voice) -> Json:
    return {"status": "success", "order": voice.order(order.id)}


def _told_added(order: Order, voice: Voice) -> Json:
    return _status_added(order, voice) | {"charge": plain(order.charge), "msg": "Order placed"}


def _small_refill_status(refill: Refill, _: Voice) -> Json:
    return {"status": refill.status.lower()}


def _listed_refill_status(refill: Refill, voice: Voice) -> Json:
    return [{"refill": voice.refill(refill.id), "status": refill.status}]


def _loose_refill_statuses(found: Mapping[str, FoundRefill], _: Voice) -> Json:
    return [
        {"refill": asked, "error": one.text}
        if isinstance(one, RefusalError)
        else {"refill": asked, "status": one.status}
        for asked, one in found.items()
    ]


def _number_balance(account: Account, voice: Voice) -> Json:
    return {"status": "success", "balance": float(account.balance), "currency": voice.currency}


def _wrapped(rows: Rows) -> Rows:
    return lambda services: {"data": rows(services), "error": None}


def _or_nothing(rows: Rows) -> Rows:
    def listed(services: Sequence[Service]) -> Json:
        return rows(services) if services else {"status": "success", "data": "Empty Data"}

    return listed


def _keyed_error(text: str, _: int) -> Json:
    return {"status": "error", "msg": "Please try again", "error": text}


def _listed_error(text: str, _: int) -> Json:
    return {"errors": [text]}


def _enveloped_error(text: str, status: int) -> Json:
    return {"data": None, "error": {"code": status, "message": text}}


def _laravel_error(text: str, _: int) -> Json:
    return {"message": "The given data was invalid.", "errors": {"order": [text]}}


_NUMBERS: Final[Mapping[str, Callable[[Json], Json]]] = {
    "rate": lambda rate: float(Decimal(rate)),
    "min": int,
    "max": int,
}
_FLAGS: Final[Mapping[str, Callable[[Json], Json]]] = {
    "dripfeed": int,
    "refill": int,
    "cancel": int,
}

DIALECTS: Final = (
    Dialect(
        name="smartpanel",
        ways=POSTED,
        asks=WHOLE - {"refill orders", "refill_status refills", "cancel orders"},
        parents=True,
        services=_or_nothing(encoders.service_rows(spelt=_FLAGS)),
        added=_status_added,
        status=_named_status,
        statuses=_string_errors,
        layout=Layout(indent=4),
        content_type=_HTML,
    ),
    Dialect(
        name="cmsnt",
        ways=POSTED | {QUERY},
        services=encoders.service_rows(
            spelt={"type": lambda kind: kind.lower().replace(" ", "_")}
        ),
        added=_told_added,
        status=_counter_status,
        statuses=_only_known,
        refill_status=_listed_refill_status,
        refill_statuses=_loose_refill_statuses,
        refusals=Refusals(
            words={errors.NO_SERVICE: "error.incorrect_service_id"}, shape=_keyed_error
        ),
        content_type=_HTML,
    ),
    Dialect(
        name="snspanel",
        key_field=BEARER,
        ways=POSTED | {JSON},
        services=encoders.service_rows(spelt=_NUMBERS),
        status=_number_status,
        refill_status=_small_refill_status,
        canceled=_cancel_by_id,
        refusals=Refusals(statuses={errors.NO_FUNDS: 402, errors.BAD_KEY: 401}, otherwise=422),
    ),
    Dialect(
        name="followeran",
        key_field="api",
        services=encoders.service_rows(spelt={"service": str, "type": str.lower, **_FLAGS}),
        added=_status_added,
        status=_unknown_status,
        balance=_number_balance,
    ),
    Dialect(
        name="envelope",
        services=_wrapped(encoders.service_rows(spelt=_NUMBERS)),
        refusals=Refusals(statuses={errors.BAD_KEY: 401}, shape=_enveloped_error),
    ),
    Dialect(
        name="laravel",
        slash=True,
        ways=POSTED | {JSON},
        services=encoders.service_rows(spelt=_NUMBERS),
        statuses=_in_order,
        refusals=Refusals(statuses={errors.BAD_KEY: 401}, otherwise=422, shape=_laravel_error),
    ),
    Dialect(
        name="getter",
        most_cancels=1,
        ways=frozenset({QUERY}),
        asks=SINGLE | {"status orders", "refill order", "refill_status refill", "cancel order"},
        canceled=_cancel_says({"status": "success"}),
        refusals=Refusals(shape=_listed_error),
    ),
    Dialect(
        name="oktrue",
        most_cancels=1,
        ways=POSTED | {QUERY},
        asks=SINGLE | {"status orders", "cancel order"},
        canceled=_cancel_says({"ok": "true"}),
    ),
    Dialect(name="dripfeeds", parents=True),
    Dialect(
        name="iplusview",
        asks=SINGLE - {"add"} | {"order", "status orders", "refill order"},
    ),
)
"""No panel says all of these things; each row holds what was seen together or fits together."""
