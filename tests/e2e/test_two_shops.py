"""Two shops in a chain: what the second one's customers order, the first one buys for it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from db.database import Database
from domain.money import Money
from domain.orders import OrderStatus
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from sandbox.telegram.server import LocalTelegram
from services.audit import AuditLedger
from tests.e2e.reselling import api_url, make_key
from tests.e2e.stage import KEY, on_stage, set_stage, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.e2e.stage import Stage

LINK: Final = "https://www.instagram.com/name"
FOLLOWERS: Final = Service(
    101,
    "Instagram Followers | Real | Refill 30 Days",
    "Default",
    "Instagram Followers",
    "10",
    "100",
    "50000",
    refill=True,
    cancel=True,
    refill_days=30,
)
SETTINGS: Final = {"REFILL_AFTER_H": "0", "API_RATE_PER_MINUTE": "5000"}


@asynccontextmanager
async def chained(wholesale_url: str, folder: Path) -> AsyncIterator[tuple[Stage, Stage]]:
    """A wholesaler that buys from a panel, and a retailer that knows only the wholesaler."""
    panel = LocalProvider(
        key=KEY, services=[FOLLOWERS], auto=False, balance="250.00", refill_wait_s=0.0
    )
    async with (
        on_stage(wholesale_url, provider=panel, settings=SETTINGS) as wholesale,
        LocalTelegram(name="Retail shop") as telegram,
    ):
        await wholesale.welcome(wholesale.ann, money="100")
        key = await make_key(wholesale.ann)
        retail = set_stage(telegram, panel, f"sqlite+aiosqlite:///{folder}/retail.db")
        retail.environment |= SETTINGS
        retail.environment |= {"PROVIDER_URL": api_url(wholesale), "PROVIDER_KEY": key}
        retail.clock = wholesale.clock
        await retail.open()
        try:
            await retail.welcome(retail.ann, money="100")
            yield wholesale, retail
        finally:
            await retail.close()
        await balanced(retail)


async def balanced(stage: Stage) -> None:
    """The second shop's own books."""
    database = Database.open(stage.environment["DATABASE_URL"])
    try:
        report = await AuditLedger(database, stage.clock)()
    finally:
        await database.close()
    assert report.ok, [check for check in report.checks if not check.holds]


async def test_an_order_passes_through_two_shops_and_money_comes_back_the_same_way(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with chained(sqlite_url, tmp_path) as (wholesale, retail):
        ann, panel = retail.ann, wholesale.provider
        # 10 at the panel, 13 at the wholesaler, 16.90 at the retailer
        await ann.order(LINK)
        assert await retail.wallet(ann) == Money.of("83.10")
        upstream = await wholesale.accepted()
        assert (panel.orders[upstream].link, panel.orders[upstream].quantity) == (LINK, 1000)
        assert await wholesale.wallet(wholesale.ann) == Money.of(87)

        panel.move(upstream, status="In progress", remains=400, start_count=55)
        await ann.sees("600 of 1,000 (60%)")
        panel.complete(upstream)
        await ann.tap("View order", await ann.sees("#1 is done"))
        await ann.walk("Refill", "Ask for refill")
        await until(lambda: panel.refills)
        panel.advance(60)
        await ann.sees("✅ Refill of #1 is done.")

        await ann.order(f"{LINK}.second")
        panel.partial(await wholesale.accepted(), remains=250)
        await ann.sees("#2: 750 of 1,000 delivered.")
        assert await retail.wallet(ann) == Money.of("83.10") - Money.of("12.675")
        assert await wholesale.wallet(wholesale.ann) == Money.of(87) - Money.of("9.75")
        await cancel_the_third(wholesale, retail)


async def cancel_the_third(wholesale: Stage, retail: Stage) -> None:
    """Whoever is asked passes it on; money moves down the chain when the panel confirms."""
    ann = retail.ann
    before = await retail.wallet(ann), await wholesale.wallet(wholesale.ann)
    await ann.order(f"{LINK}.third")
    await wholesale.accepted()
    adopted = {"order": 3, "step": "adopt"}  # one log holds the lines of both shops
    await until(lambda: len(wholesale.logged("order.submitted", **adopted)) == 2)
    await ann.tap("Refresh")
    await ann.walk("Cancel order", "Ask to cancel")
    await until(lambda: any(one.action == "cancel" for one in wholesale.provider.requests))
    wholesale.provider.advance(5)
    await retail.wait_long(lambda: ann.shows("#3 was canceled"))

    assert (await retail.wallet(ann), await wholesale.wallet(wholesale.ann)) == before
    assert (await retail.orders())[-1].status is OrderStatus.CANCELED


async def test_a_wholesaler_without_money_keeps_the_retailers_order_waiting(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with chained(sqlite_url, tmp_path) as (wholesale, retail):
        await retail.top_up(retail.ann, "100")
        await retail.ann.order(LINK, "9000")  # 152.10 here, 117 there
        await retail.owner.sees("main is running out of money")
        assert "Waiting" in retail.ann.text
        assert not wholesale.provider.orders
        await wholesale.top_up(wholesale.ann, "100")
        retail.clock.skip(hours=1)
        await retail.wait_long(lambda: wholesale.provider.orders)
