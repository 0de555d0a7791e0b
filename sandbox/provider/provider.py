"""`LocalProvider`: a whole provider on this machine, for the demo and for the tests."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import TracebackType
from typing import Final, Self, TypedDict, Unpack

from sandbox.provider.api import Api
from sandbox.provider.catalogue import catalogue
from sandbox.provider.desk import Desk
from sandbox.provider.dialect import CANONICAL, Dialect
from sandbox.provider.dialects import dialect_of
from sandbox.provider.faults import Faults
from sandbox.provider.model import (
    CANCELED,
    COMPLETED,
    PARTIAL,
    Account,
    Order,
    Refill,
    RequestLog,
    Service,
)
from sandbox.provider.modes import MODES, on_sale
from sandbox.provider.page import Page
from sandbox.provider.panel import DAY_S, Panel
from sandbox.provider.reception import Gate
from sandbox.provider.server import Listener
from sandbox.provider.timeline import Clock, Timeline
from sandbox.provider.workshop import Workshop

DEMO_SERVICES: Final = 420


class Options(TypedDict, total=False):
    """What a local provider may be told; everything has a default."""

    key: str
    balance: str
    currency: str  # of its prices; else what its dialect charges in
    dialect: str | Dialect  # one of DIALECTS, by name
    per_minute: int  # requests for each key; 0: any number
    services: Sequence[Service] | None
    seed: int
    clock: Clock | None
    speed: float  # provider seconds per second
    auto: bool  # False: orders move only when told to
    accounts: Mapping[str, str] | None  # further keys and their balances
    refill_wait_s: float  # seconds of its clock before a refill is taken


class LocalProvider:
    """An API v2 provider; `orders` is the list of what it truly accepted."""

    def __init__(self, **options: Unpack[Options]) -> None:
        self.key = options.get("key", "local-key")
        seed = options.get("seed", 0)
        opening = {self.key: options.get("balance", "100.00"), **(options.get("accounts") or {})}
        accounts = {key: Account(key, Decimal(money)) for key, money in opening.items()}
        self.timeline = _timeline(options)
        dialect = dialect_of(options.get("dialect", CANONICAL))
        currency = options.get("currency", dialect.currency)
        self.panel = Panel(currency, accounts, self.timeline, seed)
        self.panel.parents, self.panel.cancels_at_once = dialect.parents, dialect.cancels_at_once
        self.panel.refill_wait_s = options.get("refill_wait_s", DAY_S)
        self.workshop = Workshop(self.panel)
        gate = Gate(options.get("per_minute", dialect.per_minute), self.timeline.clock)
        self.desk = Desk(self.panel, dialect, gate)
        self.api = Api(self.desk, self.workshop)
        given = options.get("services")
        self._services = catalogue(DEMO_SERVICES, seed) if given is None else list(given)
        self._restock()
        self._api_door = Listener(self.api.application)
        self._page_door = Listener(self._page().application)

    async def start(self, host: str = "127.0.0.1", port: int = 0, *, page_port: int = 0) -> None:
        """Listen; port 0 takes any free one. After an OSError another port may be tried."""
        self.api.closing.clear()
        await self._api_door.open(host, port)
        try:
            await self._page_door.open(host, page_port)
        except OSError:
            await self._api_door.close()
            raise

    async def stop(self) -> None:
        """Stop listening; answers that still hang are cut off."""
        self.api.closing.set()
        await self._api_door.close()
        await self._page_door.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def api_url(self) -> str:
        """The address for PROVIDER_URL; it ends in /api/v2."""
        return f"{self._api_door.url}/api/v2"

    @property
    def page_url(self) -> str:
        """The address of the switch page."""
        return f"{self._page_door.url}/"

    @property
    def orders(self) -> dict[int, Order]:
        """Every order that was ever accepted, by its id; worked off up to this moment."""
        self.workshop.catch_up()
        return self.panel.orders

    @property
    def refills(self) -> dict[int, Refill]:
        """Every refill that was ever opened, by its id."""
        self.workshop.catch_up()
        return self.panel.refills

    @property
    def dialect(self) -> Dialect:
        """How it speaks."""
        return self.desk.dialect

    def wire_id(self, order_id: int) -> str:
        """An order's number as it is told to customers."""
        return str(self.dialect.orders.spell(order_id))

    @property
    def requests(self) -> Sequence[RequestLog]:
        """The latest 20,000 requests, oldest first, without their keys."""
        return list(self.api.requests)

    @property
    def faults(self) -> Faults:
        """The script of faults."""
        return self.api.faults

    @property
    def modes(self) -> frozenset[str]:
        """The names of the switches that are on."""
        return frozenset(self.api.modes)

    @property
    def balance(self) -> Decimal:
        """What the main key's account has left, in the provider's currency."""
        return self.panel.accounts[self.key].balance

    @balance.setter
    def balance(self, amount: str | Decimal) -> None:
        self.panel.accounts[self.key].balance = Decimal(amount)

    @property
    def services(self) -> Sequence[Service]:
        """The whole catalogue, whatever the switches hide of it; set it to sell others."""
        return self._services

    @services.setter
    def services(self, services: Sequence[Service]) -> None:
        self._services = list(services)
        self._restock()

    async def switch(self, mode: str, *, on: bool) -> None:
        """Turn one of MODES on or off."""
        if mode not in MODES:
            raise ValueError(f"no such switch: {mode}; known are {', '.join(MODES)}")
        (self.api.modes.add if on else self.api.modes.discard)(mode)
        self.panel.out_of_money = "out_of_money" in self.api.modes
        self.panel.suspended = "suspended" in self.api.modes
        self.panel.one_per_link = "one_per_link" in self.api.modes
        self._restock()
        if mode == "down":
            await (self._api_door.refuse() if on else self._api_door.accept())

    def move(
        self,
        order_id: int,
        *,
        status: str | None = None,
        remains: int | None = None,
        start_count: int | None = None,
    ) -> Order:
        """Set an order's state by hand; from then on the clock leaves it alone."""
        order = self.orders[order_id]
        order.held = True
        if start_count is not None:
            order.start_count = start_count
        self.panel.place(order, status or order.status, remains=remains)
        return order

    def complete(self, order_id: int) -> Order:
        """Everything was delivered; nothing is paid back."""
        return self.move(order_id, status=COMPLETED, remains=0)

    def partial(self, order_id: int, *, remains: int) -> Order:
        """`remains` units will never come; their money goes back to the account."""
        return self.move(order_id, status=PARTIAL, remains=remains)

    def cancel(self, order_id: int) -> Order:
        """Nothing more will come; all that is still charged goes back to the account."""
        return self.move(order_id, status=CANCELED)

    def advance(self, seconds: float) -> None:
        """Let `seconds` of the provider's clock pass at once."""
        self.workshop.skip(seconds)

    def _page(self) -> Page:
        async def flip(mode: str, on: bool) -> None:  # noqa: FBT001  called by the page's command
            await self.switch(mode, on=on)

        return Page(self.api, self.panel.accounts[self.key], flip)

    def _restock(self) -> None:
        self.panel.stock(on_sale(self._services, self.api.modes))
        self.desk.forget_services()


def _timeline(options: Options) -> Timeline:
    clock, running = options.get("clock"), options.get("auto", True)
    speed = options.get("speed", 1.0)
    if clock is None:
        return Timeline(speed=speed, running=running)
    return Timeline(clock, speed, running)
