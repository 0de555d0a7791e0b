"""The panel itself: it takes orders against an account's balance and answers for them."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal
from typing import Final

from sandbox.provider import errors
from sandbox.provider.errors import RefusalError
from sandbox.provider.model import (
    ACTIVE,
    CANCELED,
    COMPLETED,
    IN_PROGRESS,
    LEDGER_UNIT,
    PENDING,
    PROCESSING,
    REJECTED,
    TERMINAL,
    Account,
    Order,
    Refill,
    Service,
)
from sandbox.provider.numbers import read_integer
from sandbox.provider.order_form import Fields, read_ask
from sandbox.provider.progress import CANCEL_S
from sandbox.provider.timeline import Timeline

FIRST_ORDER: Final = 23501
FIRST_REFILL: Final = 701
DAY_S: Final = 86_400.0
REFILLING: Final = frozenset({PENDING, IN_PROGRESS})
UNBEGUN: Final = frozenset({PENDING, PROCESSING})


@dataclass(slots=True)
class Panel:
    """Accounts, catalogue, orders and refills, all in memory."""

    currency: str
    accounts: dict[str, Account]
    timeline: Timeline
    seed: int = 0
    one_per_link: bool = False
    out_of_money: bool = False
    suspended: bool = False
    parents: bool = False  # a drip-feed is delivered by an order for each run
    cancels_at_once: bool = False
    refill_wait_s: float = DAY_S  # from an order's end, and between two refills
    first_refill: int = FIRST_REFILL
    orders: dict[int, Order] = field(default_factory=dict)
    refills: dict[int, Refill] = field(default_factory=dict)
    active: dict[int, Order] = field(default_factory=dict)
    services: dict[int, Service] = field(default_factory=dict)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def stock(self, services: Iterable[Service]) -> None:
        """Sell exactly these services from now on."""
        self.services = {service.service: service for service in services}

    def account(self, key: str) -> Account:
        account = self.accounts.get(key)
        if account is None:
            raise RefusalError(errors.BAD_KEY)
        if self.suspended:
            raise RefusalError(errors.SUSPENDED)
        return account

    def add(self, account: Account, fields: Fields) -> Order:
        """Accept an order and take its charge; raise RefusalError and take nothing."""
        service = self.service(fields.get("service", ""))
        ask = read_ask(service, fields)
        if self.one_per_link and self._is_busy(account, ask.link, service):
            raise RefusalError(errors.ACTIVE_LINK)
        if self.out_of_money or account.balance < ask.charge:
            raise RefusalError(errors.NO_FUNDS)
        account.balance -= ask.charge
        subscribes = service.type == "Subscriptions"
        order = Order(
            id=FIRST_ORDER + len(self.orders),
            key=account.key,
            service=service,
            link=ask.link,
            quantity=ask.quantity,
            cost=ask.charge,
            charge=ask.charge,
            status=ACTIVE if subscribes else PENDING,
            start_count=self._random.randrange(20, 20_000),
            remains=ask.quantity,
            created=self.timeline.now,
            runs=ask.runs,
            interval=ask.interval,
            fields={name: text for name, text in fields.items() if name != "key"},
            splits=self.parents and bool(ask.runs),
        )
        self.orders[order.id] = self.active[order.id] = order
        return order

    def order(self, account: Account, number: int) -> Order:
        """The account's order; foreign and absent ones are refused alike."""
        order = self.orders.get(number)
        if order is None or order.key != account.key:
            raise RefusalError(errors.NO_ORDER)
        return order

    def end(self, order: Order, status: str, *, remains: int) -> None:
        """Close the order and give back the money for what `remains`."""
        order.status, order.remains = status, remains
        refund = order.refund_for(order.quantity if status == CANCELED else remains)
        if status == COMPLETED:
            refund = Decimal(0)
            order.completed = self.timeline.now
        order.charge -= refund
        self.accounts[order.key].balance += refund
        self.active.pop(order.id, None)

    def place(self, order: Order, status: str, *, remains: int | None) -> None:
        """Set the order's state by hand; money moves when it ends, and once for each unit."""
        left = order.remains if remains is None else remains
        if status in TERMINAL and status != order.status:
            self.end(order, status, remains=left)
            return
        order.status, order.remains = status, left

    def refill(self, account: Account, number: int) -> Refill:
        """Open a refill of an order; raise RefusalError where a panel would."""
        order = self.order(account, number)
        if not order.service.refill:
            raise RefusalError(errors.REFILL_DISABLED)
        if order.status != COMPLETED or order.completed is None:
            raise RefusalError(errors.REFILL_TOO_EARLY)
        self._refuse_early_refill(order, order.completed)
        refill = Refill(
            self.first_refill + len(self.refills), order.id, account.key, self.timeline.now
        )
        self.refills[refill.id] = refill
        return refill

    def refill_status(self, account: Account, number: int) -> Refill:
        refill = self.refills.get(number)
        if refill is None or refill.key != account.key:
            raise RefusalError(errors.NO_REFILL)
        return refill

    def cancel(self, account: Account, number: int) -> Order:
        """Note the wish to cancel; the order ends a little later, as on most panels.

        Where orders are canceled at once, only those that have not begun are.
        """
        order = self.order(account, number)
        if order.cancel_at is not None:
            raise RefusalError(errors.CANCEL_TWICE)
        if not order.service.cancel or order.terminal:
            raise RefusalError(errors.CANCEL_REFUSED)
        if self.cancels_at_once:
            if order.status not in UNBEGUN:
                raise RefusalError(errors.CANCEL_REFUSED)
            self.end(order, CANCELED, remains=order.quantity)
        else:
            order.cancel_at = self.timeline.now + CANCEL_S
        return order

    def post_of(self, parent: Order, quantity: int) -> Order | None:
        """Order one new post of a subscription, charged on its own; None without funds."""
        account = self.accounts[parent.key]
        charge = Decimal(parent.service.rate) * quantity / 1000
        if account.balance < charge:
            return None
        account.balance -= charge
        link = f"https://example.com/{parent.link}/post-{len(parent.children) + 1}"
        return self._child(parent, quantity, charge, link)

    def run_of(self, parent: Order) -> Order:
        """Order the next run of a drip-feed, paid from what its parent was charged."""
        runs = parent.runs or 1
        charge = (parent.cost / runs).quantize(LEDGER_UNIT, ROUND_DOWN)
        if len(parent.children) == runs - 1:
            charge = parent.charge
        parent.charge -= charge
        return self._child(parent, parent.quantity // runs, charge, parent.link)

    def _child(self, parent: Order, quantity: int, charge: Decimal, link: str) -> Order:
        child = replace(
            parent,
            id=FIRST_ORDER + len(self.orders),
            service=replace(parent.service, type="Default", dripfeed=False),
            link=link,
            quantity=quantity,
            cost=charge,
            charge=charge,
            status=PENDING,
            remains=quantity,
            created=self.timeline.now,
            runs=None,
            interval=None,
            splits=False,
            worked=0.0,
            children=[],
            cancel_at=None,
        )
        self.orders[child.id] = self.active[child.id] = child
        parent.children.append(child.id)
        return child

    def pick(self, low: int, high: int) -> int:
        """A quantity between two bounds, the same on every run with the same seed."""
        return self._random.randint(low, high)

    def service(self, text: str) -> Service:
        service = self.services.get(read_integer(text))
        if service is None:
            raise RefusalError(errors.NO_SERVICE)
        return service

    def _is_busy(self, account: Account, link: str, service: Service) -> bool:
        return any(
            order.key == account.key
            and order.link == link
            and order.service.service == service.service
            for order in self.active.values()
        )

    def _refuse_early_refill(self, order: Order, completed: float) -> None:
        earlier = [refill for refill in self.refills.values() if refill.order == order.id]
        if any(refill.status in REFILLING for refill in earlier):
            raise RefusalError(errors.REFILL_OPEN)
        asked = (refill.created for refill in earlier if refill.status != REJECTED)
        if self.timeline.now - max(asked, default=completed) < self.refill_wait_s:
            raise RefusalError(errors.REFILL_TOO_SOON)
        days = order.service.refill_days
        if days and self.timeline.now - completed > days * DAY_S:
            raise RefusalError(errors.REFILL_TOO_LATE)
