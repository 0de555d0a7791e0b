"""What `add` must carry for each service type, and how many units it then orders."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from sandbox.provider import errors
from sandbox.provider.errors import RefusalError
from sandbox.provider.model import PER_THOUSAND, Service

MAX_LINK: Final = 2000
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_BREAKS: Final = re.compile(r"\r\n|\n|\r")

DELAYS: Final = "0|5|10|15|30|60|90|120|150|180|210|240|270|300|360|420|480|540|600"

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OrderType:
    """The fields of one service type; `lines` names the list whose length is the quantity.

    `shapes` says how the text of a field must look where it is given.
    """

    needs: tuple[str, ...] = ()
    lines: str = ""
    quantity: bool = True
    flat: bool = False  # the rate is the whole price
    link: bool = True
    shapes: Mapping[str, str] = field(default_factory=dict)


DEFAULT: Final = OrderType()
TYPES: Final[dict[str, OrderType]] = {
    "Default": DEFAULT,
    "Package": OrderType(quantity=False, flat=True),
    "SEO": OrderType(needs=("keywords",)),
    "Custom Comments": OrderType(needs=("comments",), lines="comments"),
    "Custom Comments Package": OrderType(needs=("comments",), quantity=False, flat=True),
    "Mentions": OrderType(needs=("usernames",)),
    "Mentions with Hashtags": OrderType(needs=("usernames", "hashtags")),
    "Mentions Custom List": OrderType(needs=("usernames",), lines="usernames"),
    "Mentions Hashtag": OrderType(needs=("hashtag",)),
    "Mentions User Followers": OrderType(needs=("username",)),
    "Mentions Media Likers": OrderType(needs=("media",)),
    "Comment Likes": OrderType(needs=("username",)),
    "Comment Replies": OrderType(needs=("username", "comments"), lines="comments"),
    "Poll": OrderType(needs=("answer_number",), shapes={"answer_number": r"[1-9][0-9]{0,2}"}),
    "Invites from Groups": OrderType(needs=("groups",)),
    "Subscriptions": OrderType(
        needs=("username", "min", "max", "delay"),
        quantity=False,
        link=False,
        shapes={
            "posts": r"[0-9]{1,4}",
            "old_posts": r"[0-9]{1,4}",
            "delay": rf"(?:{DELAYS})",
            "expiry": r"[0-9]{2}/[0-9]{2}/[0-9]{4}",
        },
    ),
    "Web Traffic": OrderType(
        needs=("country", "device", "type_of_traffic"),
        shapes={
            "country": r"[A-Z]{2}|[A-Za-z .'-]{4,60}",
            "device": r"[1-5]",
            "type_of_traffic": r"[1-3]",
        },
    ),
}
ALSO_NEEDS: Final[dict[tuple[str, str], str]] = {
    ("type_of_traffic", "1"): "google_keyword",
    ("type_of_traffic", "2"): "referring_url",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """An order that may be accepted: its units in all and what they cost."""

    link: str
    quantity: int
    charge: Decimal
    runs: int | None = None
    interval: int | None = None


def lines_of(text: str) -> list[str]:
    """The lines of a list field; blank ones count for nothing."""
    return [line for line in _BREAKS.split(text) if line.strip()]


def in_own_fields(service: Service, fields: Fields, shared: str) -> Fields:
    """Fields as the type names them, where a panel has one `shared` field for all of them."""
    needs = TYPES.get(service.type, DEFAULT).needs
    if not needs or shared in needs:
        return fields
    return {**fields, **dict.fromkeys(needs, fields.get(shared, ""))}


def read_ask(service: Service, fields: Fields) -> Ask:
    """Check the fields as a panel does; raise RefusalError with the canonical text."""
    rule = TYPES.get(service.type, DEFAULT)
    if service.type == "Subscriptions":
        return _subscription(service, fields, rule)
    link = _link(fields)
    _check(fields, rule)
    if not rule.quantity:
        return Ask(link, 1, Decimal(service.rate))
    quantity = _quantity(service, fields, rule)
    runs, interval = _drip_feed(service, fields)
    units = quantity * (runs or 1)
    charge = Decimal(service.rate) * units / PER_THOUSAND
    return Ask(link, units, charge, runs, interval)


def _check(fields: Fields, rule: OrderType) -> None:
    _require(fields, rule.needs)
    _require(
        fields,
        tuple(name for (asked, text), name in ALSO_NEEDS.items() if fields.get(asked) == text),
    )
    for name, shape in rule.shapes.items():
        text = fields.get(name, "").strip()
        if text and not re.fullmatch(shape, text):
            raise RefusalError(errors.MISSING_FIELDS)


def _require(fields: Fields, names: tuple[str, ...]) -> None:
    for name in names:
        if not lines_of(fields.get(name, "")):
            text = errors.BAD_COMMENTS if name == "comments" else errors.MISSING_FIELDS
            raise RefusalError(text)


def _link(fields: Fields) -> str:
    link = fields.get("link", "").strip()
    if not link or len(link) > MAX_LINK or not link.isprintable():
        raise RefusalError(errors.BAD_LINK)
    return link


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text.strip()):
        raise RefusalError(errors.BAD_QUANTITY)
    return int(text)


def _quantity(service: Service, fields: Fields, rule: OrderType) -> int:
    listed = lines_of(fields.get(rule.lines, "")) if rule.lines else None
    quantity = _number(fields.get("quantity", "")) if listed is None else len(listed)
    if quantity < int(service.min):
        raise RefusalError(errors.BELOW_MINIMUM.format(limit=service.min))
    if quantity > int(service.max):
        raise RefusalError(errors.ABOVE_MAXIMUM.format(limit=service.max))
    return quantity


def _drip_feed(service: Service, fields: Fields) -> tuple[int | None, int | None]:
    runs, interval = fields.get("runs", "").strip(), fields.get("interval", "").strip()
    if runs in {"", "0"} and interval in {"", "0"}:
        return None, None
    if not service.dripfeed:
        raise RefusalError(errors.NO_DRIPFEED)
    if not runs or not interval or _number(runs) < 1:
        raise RefusalError(errors.HALF_A_DRIPFEED)
    return _number(runs), _number(interval)


def _subscription(service: Service, fields: Fields, rule: OrderType) -> Ask:
    _check(fields, rule)
    low, high = _number(fields["min"]), _number(fields["max"])
    if low < int(service.min):
        raise RefusalError(errors.BELOW_MINIMUM.format(limit=service.min))
    if high > int(service.max) or high < low:
        raise RefusalError(errors.ABOVE_MAXIMUM.format(limit=service.max))
    return Ask(fields["username"].strip(), 0, Decimal(0))
