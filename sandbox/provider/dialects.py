"""The table of dialects: five panels as their public pages document them, and wilder ones."""

from collections.abc import Mapping
from typing import Final

from sandbox.provider import encoders, errors, wild
from sandbox.provider.dialect import (
    CANCEL,
    CANONICAL,
    JSON,
    MANY,
    POSTED,
    REFILL,
    SINGLE,
    TITLED,
    WHOLE,
    Dialect,
    Refusals,
)
from sandbox.provider.layout import Layout
from sandbox.provider.numbers import CODES, REFILL_CODES

_NOT_REFILLED: Final = dict.fromkeys(
    (
        errors.REFILL_DISABLED,
        errors.REFILL_TOO_EARLY,
        errors.REFILL_TOO_SOON,
        errors.REFILL_OPEN,
        errors.REFILL_TOO_LATE,
    ),
    "Order not eligible for refill.",
)

SMMPREMIUM: Final = Dialect(
    name="smmpremium",
    currency="INR",
    ways=POSTED | {JSON},
    asks=SINGLE | REFILL | CANCEL | {"orders orders"},
    links=("http://", "https://"),
    per_minute=100,
    cancels_at_once=True,
    most_cancels=1,
    orders=CODES,
    refills=REFILL_CODES,
    services=encoders.service_rows(
        "service name type category rate min max dripfeed refill cancel",
        {"min": int, "max": int},
    ),
    status=encoders.premium_status,
    canceled=encoders.cancel_of_one,
    refusals=Refusals(
        words={
            errors.NO_FUNDS: "Insufficient balance",
            errors.SUSPENDED: "Account suspended",
            errors.TOO_MANY_REQUESTS: "Rate limited",
            errors.NO_ORDER: "Not found",
            errors.NO_SERVICE: "Not found",
            errors.NO_REFILL: "Not found",
        },
        statuses={
            errors.BAD_KEY: 401,
            errors.NO_FUNDS: 402,
            errors.SUSPENDED: 403,
            errors.NO_ORDER: 404,
            errors.NO_SERVICE: 404,
            errors.NO_REFILL: 404,
            errors.BAD_METHOD: 405,
            errors.TOO_MANY_REQUESTS: 429,
        },
        otherwise=400,
    ),
)
SMMPANELS: Final = Dialect(
    name="smmpanels",
    ways=POSTED,
    asks=SINGLE | REFILL,
    list_field="comments",
    services=encoders.service_rows("service name rate min max category type", {"type": str.lower}),
    status=encoders.documented_status,
    refilled=encoders.refilled_kindly,
    refusals=Refusals(words=_NOT_REFILLED),
    layout=Layout(indent=0, sloppy=frozenset({"services", "refill_status"})),
)
SMMPANELONE: Final = Dialect(
    name="smmpanelone",
    ways=POSTED,
    asks=WHOLE,
    services=encoders.service_rows("service name type category rate min max refill cancel"),
    status=encoders.documented_status,
    layout=Layout(indent=0),
)
SMMPANELUS: Final = Dialect(
    name="smmpanelus",
    ways=frozenset({JSON}),
    unheard=errors.BAD_REQUEST,
    asks=WHOLE | TITLED,
    services=SMMPANELONE.services,
    status=encoders.documented_status,
    layout=Layout(indent=4),
)
SMPANELIM: Final = Dialect(
    name="smpanelim",
    ways=POSTED,
    asks=SINGLE | REFILL | (MANY & {"status orders"}),
    services=encoders.service_rows("service name type category rate min max refill"),
    status=encoders.documented_status,
    layout=Layout(indent=4, margin=31),
)
DOCUMENTED: Final = (SMMPREMIUM, SMMPANELS, SMMPANELONE, SMMPANELUS, SMPANELIM)
"""The five, in the order of the README's table."""

DIALECTS: Final[Mapping[str, Dialect]] = {
    dialect.name: dialect for dialect in (CANONICAL, *DOCUMENTED, *wild.DIALECTS)
}


def dialect_of(name: str | Dialect) -> Dialect:
    """The dialect of this name; ValueError names those that there are."""
    if isinstance(name, Dialect):
        return name
    if name not in DIALECTS:
        raise ValueError(f"no such dialect: {name}; known are {', '.join(DIALECTS)}")
    return DIALECTS[name]
