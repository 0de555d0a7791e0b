"""A dialect: how one panel wants to be asked, what it offers, and how its answers look."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sandbox.provider import encoders, errors
from sandbox.provider.encoders import Found, FoundRefill, Json, Rows, Voice
from sandbox.provider.errors import RefusalError
from sandbox.provider.layout import Layout
from sandbox.provider.model import Account, Order, Refill
from sandbox.provider.numbers import INTEGERS, Numbers

MAX_IDS: Final = 100
QUERY: Final = "query"
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
JSON: Final = "application/json"
BEARER: Final = "bearer"
"""In place of a field's name: the key stands in the Authorization header."""
POSTED: Final = frozenset({FORM, MULTIPART})

ALIASES: Final[Mapping[str, str]] = {
    "multi_status": "status",
    "multi_refill": "refill",
    "multi_refill_status": "refill_status",
    "orders": "status",
    "order": "add",
}
"""Other names of actions, by the canonical one."""
SINGLE: Final = frozenset({"services", "add", "balance", "status order"})
REFILL: Final = frozenset({"refill order", "refill_status refill"})
CANCEL: Final = frozenset({"cancel orders"})
MANY: Final = frozenset({"status orders", "refill orders", "refill_status refills"})
TITLED: Final = frozenset(
    {"multi_status orders", "multi_refill orders", "multi_refill_status refills"}
)
WHOLE: Final = SINGLE | REFILL | CANCEL | MANY
"""What may be asked: an action, and the field that names its orders or refills."""


def plain_error(text: str, _: int) -> Json:
    return {"error": text}


@dataclass(frozen=True, slots=True)
class Refusals:
    """How a panel refuses: other words than the canonical, an HTTP status, a shape."""

    words: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    otherwise: int = 200
    shape: Callable[[str, int], Json] = plain_error

    def status(self, refusal: RefusalError) -> int:
        return self.statuses.get(refusal.text, self.otherwise)

    def body(self, refusal: RefusalError) -> Json:
        text = self.words.get(refusal.text, refusal.text)
        return self.shape(text, self.status(refusal))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One way of speaking API v2; the defaults are the canonical one, taken generously."""

    name: str = "canonical"
    currency: str = "USD"

    ways: frozenset[str] = POSTED | {QUERY, JSON}  # how requests may be sent
    unheard: str = errors.BAD_KEY  # what is said when one came in another way
    key_field: str = "key"  # or BEARER
    slash: bool = False  # the address ends in a slash; without it there is a redirect
    asks: frozenset[str] = WHOLE | TITLED | {"cancel order"}
    list_field: str = ""  # the one field that holds every list; "": each list has its own
    links: tuple[str, ...] = ()  # how a link must begin
    per_minute: int = 0  # requests for each key; 0: any number
    cancels_at_once: bool = False
    most_cancels: int = MAX_IDS  # orders in one request
    parents: bool = False  # a drip-feed is delivered by an order for each run

    orders: Numbers = INTEGERS
    refills: Numbers = INTEGERS
    services: Rows = encoders.canonical_rows
    added: Callable[[Order, Voice], Json] = encoders.added
    status: Callable[[Order, Voice], Json] = encoders.status
    statuses: Callable[[Mapping[str, Json], Voice], Json] = encoders.statuses
    refilled: Callable[[Refill, Voice], Json] = encoders.refilled
    many_refilled: Callable[[Mapping[str, FoundRefill], Voice], Json] = encoders.refills
    refill_status: Callable[[Refill, Voice], Json] = encoders.refill_status
    refill_statuses: Callable[[Mapping[str, FoundRefill], Voice], Json] = encoders.refill_statuses
    canceled: Callable[[Mapping[str, Found], Voice], Json] = encoders.cancels
    balance: Callable[[Account, Voice], Json] = encoders.balance
    refusals: Refusals = field(default_factory=Refusals)
    layout: Layout = field(default_factory=Layout)
    content_type: str = "application/json"

    def voice(self, currency: str) -> Voice:
        return Voice(currency, self.orders.spell, self.refills.spell, self.refusals.body)

    def write_refusal(self, refusal: RefusalError) -> bytes:
        return self.layout.write(self.refusals.body(refusal))


CANONICAL: Final = Dialect()
