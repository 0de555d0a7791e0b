"""A whole shop on a stage: local servers, the real shop between them, people before it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from sqlalchemy import select
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from bot import app
from bot.app import open_shop
from bot.clock import SystemClock
from bot.config import load
from bot.runner import run
from bot.workers import passes
from db.database import Database
from db.models.orders import orders
from domain.ids import OrderId, ProviderName, UserId
from domain.money import Money
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from sandbox.telegram.server import LocalTelegram
from services.audit import AuditLedger
from tests.e2e.chat import PATIENCE_S, Chat

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

    from bot.app import Shop
    from domain.orders import Order
    from sandbox.telegram.calls import Call

ANN: Final = 58213
BORIS: Final = 58214
OWNER: Final = 1001
LONG_S: Final = 40.0
MAIN: Final = ProviderName("main")
KEY: Final = "canary-provider-key-5512"
NO_SETTINGS: Final[Mapping[str, str]] = {}
FAILURES: Final = frozenset(
    {"update.failed", "handler.failed", "worker.failed", "notice.broken", "library.error"}
)
QUICK: Final[Mapping[str, Any]] = {
    "SUBMIT_EVERY_S": 0.05,
    "POLL_EVERY_S": 0.1,
    "ASKS_EVERY_S": 0.05,
    "NOTICES_EVERY_S": 0.05,
    "AWAITED_EVERY_S": 0.05,
    "REFRESH_EVERY_S": 0.2,
    "LATE_EVERY_S": 0.1,
    "RECOVER_EVERY_S": 0.3,
    "EVIDENCE_EVERY_S": 0.3,
    "REMIND_EVERY_S": 0.1,
    "WATCH_EVERY_S": 0.1,
}


def _service(number: int, name: str, rate: str, **more: Any) -> Service:
    plain: dict[str, Any] = {"type": "Default", "min": "100", "max": "50000"}
    category = " ".join(name.split()[:2])
    return Service(service=number, name=name, category=category, rate=rate, **(plain | more))


STOCK: Final = (
    _service(101, "Instagram Followers | Real", "0.777", dripfeed=True, refill=True, cancel=True),
    _service(102, "Instagram Likes <b>best</b> & fast", "0.12", min="10", cancel=True),
    _service(103, "Instagram Views", "0.0123"),
    _service(104, "TikTok Views", "0.05"),
    _service(105, "TikTok Likes", "0.4"),
    _service(106, "YouTube Views", "1.9"),
    _service(107, "Telegram Members", "2.2"),
    _service(108, "Instagram Comments | Starter pack", "3", type="Package", min="1", max="1"),
)


@dataclass(slots=True)
class StageClock:
    """The shop's clock: the true time, moved on by hand when waiting would take too long."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return SystemClock().now() + self.ahead

    def skip(self, **amount: float) -> None:
        self.ahead += timedelta(**amount)


@dataclass
class Stage:
    """The two servers, the people, and the shop that is opened and closed between them."""

    telegram: LocalTelegram
    provider: LocalProvider
    environment: dict[str, str]
    ann: Chat
    boris: Chat
    owner: Chat
    clock: StageClock = field(default_factory=StageClock)
    log: list[Any] = field(default_factory=list)
    orphans: int = 0
    """How many orders the provider may have that the shop could not learn of."""
    others: dict[ProviderName, LocalProvider] = field(default_factory=dict)
    """Further providers of the settings."""
    refusals: list[str] = field(default_factory=list)
    """Words of refusals by Telegram (400) that a test provokes."""
    _known: int = 0
    _opened: tuple[AsyncExitStack, Shop] | None = None

    @property
    def shop(self) -> Shop:
        assert self._opened is not None, "the shop is closed"
        return self._opened[1]

    async def open(self) -> None:
        """Open the shop on its database, and wait until it serves people."""
        stack = AsyncExitStack()
        self._opened = (stack, await stack.enter_async_context(_running(self.environment)))

    async def close(self) -> None:
        """Stop the shop as a signal would."""
        if self._opened is not None:
            stack, self._opened = self._opened[0], None
            await stack.aclose()

    async def welcome(self, *chats: Chat, money: str | None = None) -> None:
        """Let people in who accept the terms, the owner first; give them money by /topup."""
        if not self.owner.person.messages:
            await self.owner.join()
        for chat in chats:
            await chat.join()
            if money:
                await self.top_up(chat, money)

    async def wait_long(self, look: Callable[[], object]) -> None:
        """Let the shop's time fly, a second in a hundredth, until something is true."""

        def look_later() -> object:
            self.clock.skip(seconds=1)
            return look()

        await until(look_later, timeout_s=LONG_S)

    async def top_up(self, chat: Chat, amount: str) -> None:
        """Add money as the owner does."""
        last = chat.screen.id
        await self.owner.say(f"/topup {chat.id} {amount} welcome")
        await self.owner.tap("Confirm")
        await chat.sees(lambda one: one.id > last and "+" in one.text)

    async def wallet(self, chat: Chat) -> Money:
        return (await self.shop.services.read_wallet(user_id=UserId(chat.id))).available

    async def orders(self) -> list[Order]:
        """Every order of the shop, oldest first."""
        async with opened_database(self.environment) as database:
            return await _orders(database)

    async def accepted(self, count: int | None = None) -> int:
        """Wait until the provider has one order more than was asked about; its newest number."""
        wanted = count or self._known + 1
        await until(lambda: len(self.provider.orders) >= wanted)
        self._known = len(self.provider.orders)
        return max(self.provider.orders)

    @property
    def sent(self) -> int:
        """How many `add` requests reached the provider."""
        return sum(request.action == "add" for request in self.provider.requests)

    def logged(self, event: str, **facts: object) -> list[Any]:
        """The log lines of an event that carry these facts."""
        lines = (line for line in self.log if line["event"] == event)
        return [line for line in lines if facts.items() <= line.items()]

    def refused(self) -> list[Call]:
        """What Telegram refused as malformed, but for an edit that changes nothing."""
        return [
            call
            for call in self.telegram.calls.calls
            if call.status == 400 and not _is_harmless(call, self.refusals)
        ]

    async def curtain(self) -> None:
        """Close, then hold the books and the provider's own list of orders against each other."""
        await self.close()
        async with opened_database(self.environment) as database:
            report = await AuditLedger(database, self.clock)()
            placed = await _orders(database)
        assert report.ok, [check for check in report.checks if not check.holds]
        adopted = [
            (order.provider, order.upstream_id)
            for order in placed
            if order.upstream_id is not None
        ]
        accepted = [
            (name, provider.wire_id(number))
            for name, provider in {MAIN: self.provider, **self.others}.items()
            for number in provider.orders
        ]
        assert len(set(adopted)) == len(adopted), "two orders share one at the provider"
        assert set(adopted) <= set(accepted), "an order that the provider does not know"
        assert len(accepted) - len(adopted) == self.orphans, (accepted, adopted)
        assert self.refused() == [], self.refused()
        broken = [line for line in self.log if line["event"] in FAILURES]
        assert not broken, broken


async def until(look: Callable[[], object], *, timeout_s: float = PATIENCE_S) -> None:
    """Wait for something that rings no bell to become true."""
    async with asyncio.timeout(timeout_s):
        while not look():  # noqa: ASYNC110 - the local provider tells nobody of its changes
            await asyncio.sleep(0.01)


@asynccontextmanager
async def on_stage(
    url: str,
    *,
    provider: LocalProvider | None = None,
    opened: bool = True,
    settings: Mapping[str, str] = NO_SETTINGS,
) -> AsyncIterator[Stage]:
    """Build the servers and people, open the shop, and hold it to account at the end."""
    provider = provider or LocalProvider(key=KEY, auto=False, services=STOCK, balance="250.00")
    async with provider, LocalTelegram(name="Demo shop") as telegram:
        stage = set_stage(telegram, provider, url)
        stage.environment |= settings
        clock = patch.object(app, "SystemClock", lambda: stage.clock)
        with patch.multiple(passes, **QUICK), clock, _logged(stage.log):
            try:
                if opened:
                    await stage.open()
                yield stage
                await stage.curtain()
            finally:
                await stage.close()


def set_stage(telegram: LocalTelegram, provider: LocalProvider, url: str) -> Stage:
    """The people, and what an operator would write into `.env` for the two servers."""
    environment = {
        "BOT_TOKEN": telegram.token,
        "ADMIN_IDS": str(OWNER),
        "TELEGRAM_API_URL": telegram.api_url,
        "DATABASE_URL": url,
        "PROVIDER_URL": provider.api_url,
        "PROVIDER_KEY": provider.key,
        "HTTP_BIND": "127.0.0.1:0",
        "POLL_FIRST_S": "0.05",
        "POLL_MAX_S": "0.1",
        "SUBMIT_DEADLINE_S": "2",
        "SETTLE_S": "0.2",
    }
    return Stage(
        telegram=telegram,
        provider=provider,
        environment=environment,
        ann=Chat(telegram.add_person(ANN, "Ann", "ann", "en")),
        boris=Chat(telegram.add_person(BORIS, "Борис", "boris", "ru")),
        owner=Chat(telegram.add_person(OWNER, "Olivia", "olivia", "en")),
    )


@asynccontextmanager
async def _running(environment: Mapping[str, str]) -> AsyncIterator[Shop]:
    stopping, opened = asyncio.Event(), asyncio.Event()
    async with open_shop(load(environment)) as shop, asyncio.TaskGroup() as work:
        work.create_task(run(shop, stopping, opened=opened.set))
        try:
            await opened.wait()
            yield shop
        finally:
            stopping.set()


@asynccontextmanager
async def opened_database(environment: Mapping[str, str]) -> AsyncIterator[Database]:
    database = Database.open(environment["DATABASE_URL"])
    try:
        yield database
    finally:
        await database.close()


async def _orders(database: Database) -> list[Order]:
    async with database.read() as reads:
        numbers = await reads.connection.execute(select(orders.c.id).order_by(orders.c.id))
        return [await reads.orders.get(OrderId(number)) for number in numbers.scalars()]


@contextmanager
def _logged(lines: list[Any]) -> Iterator[None]:
    """Collect the shop's log lines, and the errors of libraries beside them."""
    collector = _Collector(lines)
    logging.getLogger().addHandler(collector)
    try:
        with capture_logs(processors=[format_exc_info, collector.keep]):
            yield
    finally:
        logging.getLogger().removeHandler(collector)


class _Collector(logging.Handler):
    """Puts what libraries log as an error beside the shop's own lines."""

    def __init__(self, lines: list[Any]) -> None:
        super().__init__(logging.ERROR)
        self._lines = lines

    def keep(self, _logger: object, _method: str, line: Any) -> Any:
        """A processor of log lines."""
        self._lines.append(dict(line))
        return line

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append({"event": "library.error", "text": self.format(record)})


def _is_harmless(call: Call, expected: list[str]) -> bool:
    """The command list of an owner who has not written yet, and edits that change nothing."""
    said = call.description or ""
    if call.method == "setMyCommands":
        return True
    return any(words in said for words in ("message is not modified", *expected))
