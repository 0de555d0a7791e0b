"""What a panel keeps: services, accounts, orders and refills."""

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import Final

PENDING: Final = "Pending"
PROCESSING: Final = "Processing"
IN_PROGRESS: Final = "In progress"
COMPLETED: Final = "Completed"
PARTIAL: Final = "Partial"
CANCELED: Final = "Canceled"
ACTIVE: Final = "Active"
EXPIRED: Final = "Expired"
REJECTED: Final = "Rejected"

TERMINAL: Final = frozenset({COMPLETED, PARTIAL, CANCELED, EXPIRED})

PER_THOUSAND: Final = Decimal(1000)
LEDGER_UNIT: Final = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class Service:
    """One line of the catalogue; `rate` is the price of 1,000 units as panels print it."""

    service: int
    name: str
    type: str
    category: str
    rate: str
    min: str
    max: str
    dripfeed: bool = False
    refill: bool = False
    cancel: bool = False
    refill_days: int = 0  # how long refills are given; never on the wire
    desc: str = ""  # lines with the markup that panels put there; left out where empty


@dataclass(slots=True)
class Account:
    """One customer of the panel: the key it signs with and the money it has left."""

    key: str
    balance: Decimal


@dataclass(slots=True)
class Order:
    """One accepted order; `created` and `worked` count seconds of the provider's clock."""

    id: int
    key: str
    service: Service
    link: str
    quantity: int  # units in all: a drip-feed's runs and the lines of a list are counted in
    cost: Decimal  # what was charged when it was accepted
    charge: Decimal  # what is charged now: `cost` less the money given back
    status: str
    start_count: int
    remains: int
    created: float
    runs: int | None = None
    interval: int | None = None  # minutes between two runs
    fields: dict[str, str] = field(default_factory=dict)
    worked: float = 0.0
    held: bool = False  # moved by hand: the clock leaves it alone
    cancel_at: float | None = None
    completed: float | None = None
    children: list[int] = field(default_factory=list)
    splits: bool = False  # a drip-feed with an order for each run

    @property
    def delivered(self) -> int:
        return max(self.quantity - max(self.remains, 0), 0)

    @property
    def is_parent(self) -> bool:
        """Whether it is delivered by orders of its own: for posts, or for the runs of a drip."""
        return self.service.type == "Subscriptions" or self.splits

    @property
    def terminal(self) -> bool:
        return self.status in TERMINAL

    def refund_for(self, remains: int) -> Decimal:
        """The money that goes back when `remains` units will never come."""
        if self.splits:  # what its runs cost was taken from its charge
            return self.charge
        if not self.quantity:
            return Decimal(0)
        share = Decimal(min(max(remains, 0), self.quantity)) / Decimal(self.quantity)
        kept = self.cost - (self.cost * share).quantize(LEDGER_UNIT, ROUND_DOWN)
        return max(self.charge - kept, Decimal(0))


@dataclass(slots=True)
class Refill:
    """One refill asked for an order; `created` counts seconds of the provider's clock."""

    id: int
    order: int
    key: str
    created: float
    status: str = PENDING
    held: bool = False


@dataclass(frozen=True, slots=True)
class RequestLog:
    """One request as it came in, without its key, and what became of it."""

    action: str
    fields: dict[str, str]
    outcome: str
    at: float
    way: str = ""  # how it was sent: the content type of its body, or "query"


def plain(amount: Decimal) -> str:
    """The amount as panels print it: no exponent, at least two decimals, no more than needed."""
    text = f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals:0<2}"
