"""Five panels, each in its own dialect: an order's whole life, and what goes wrong on the way."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pytest

from domain.money import Money
from domain.orders import OrderStatus
from sandbox.provider.dialect import FORM, JSON
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.e2e.chat import words
from tests.e2e.stage import KEY, on_stage, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from sandbox.provider.model import RequestLog
    from tests.e2e.stage import Stage

pytestmark = pytest.mark.timeout(60)

LINK: Final = "https://www.instagram.com/name"
STOCK: Final = (
    Service(
        101,
        "Instagram Followers | Real | Refill 30 Days",
        "Default",
        "Instagram Followers",
        "90.00",
        "100",
        "50000",
        refill=True,
        cancel=True,
        refill_days=30,
    ),
    Service(102, "Telegram Members", "Default", "Telegram Members", "9.50", "100", "50000"),
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel as its page documents it, and what the shop's settings say of it."""

    dialect: str
    told: bool = False  # the settings name the dialect; otherwise it is learnt
    way: str = FORM
    many: bool = True  # one request asks about several orders
    cancel: str = "asked"  # "at once", "asked" or "no"
    money: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.dialect}{'-told' if self.told else ''}"

    @property
    def settings(self) -> dict[str, str]:
        told = {"PROVIDER_DIALECT": self.dialect} if self.told else {}
        return {"REFILL_AFTER_H": "0", **told, **self.money}


RUPEES: Final = {"PROVIDER_CURRENCY": "INR", "FX_INR": "0.012"}
FIVE: Final = (
    Panel("smmpremium", cancel="at once", money=RUPEES),
    Panel("smmpanels", many=False, cancel="no"),
    Panel("smmpanelone"),
    Panel("smmpanelus", way=JSON),
    Panel("smpanelim", cancel="no"),
)
TOLD: Final = (
    Panel("smmpremium", told=True, cancel="at once", money=RUPEES),
    Panel("smmpanelus", told=True, way=JSON),
)
each_panel = pytest.mark.parametrize("panel", FIVE, ids=str)


@asynccontextmanager
async def selling(panel: Panel, url: str) -> AsyncIterator[Stage]:
    """A shop that resells what this panel sells, and Ann with money."""
    provider = LocalProvider(
        key=KEY,
        dialect=panel.dialect,
        services=STOCK,
        auto=False,
        balance="5000.00",
        refill_wait_s=0.0,
        per_minute=0,
    )
    async with on_stage(url, provider=provider, settings=panel.settings) as stage:
        await stage.welcome(stage.ann, money="500")
        yield stage


def taken(stage: Stage, action: str) -> list[RequestLog]:
    """The requests of a kind that the panel answered."""
    asked = stage.provider.requests
    return [one for one in asked if one.action == action and one.outcome == "ok"]


@pytest.mark.parametrize("panel", [*FIVE, *TOLD], ids=str)
async def test_an_order_lives_its_whole_life_at_each_panel(panel: Panel, sqlite_url: str) -> None:
    async with selling(panel, sqlite_url) as stage:
        await find_and_order(stage)
        await follow_to_the_end(stage)
        await refill(stage)
        await ask_about_many(stage, panel)
        await CANCELS[panel.cancel](stage)
        await read_balance(stage, panel)

        assert {one.way for one in stage.provider.requests if one.outcome == "ok"} == {panel.way}
        assert len(taken(stage, "add")) == len(await stage.orders()) == 4


async def find_and_order(stage: Stage) -> None:
    """Through the catalogue to a card, the form, the total, and the paid order."""
    ann = stage.ann
    await ann.walk("New order", "Instagram", "Followers")
    assert "Refill 30 Days" in await ann.tap("1 ·")
    await ann.tap("Order")
    await ann.say(LINK)
    check = await ann.say("1000")
    assert "Check your order" in check
    assert "Order #1" in await ann.tap("Pay")

    order = stage.provider.orders[await stage.accepted()]
    assert (order.link, order.quantity) == (LINK, 1000)
    [kept] = await stage.orders()
    assert await stage.wallet(ann) == Money.of(500) - kept.charge


async def follow_to_the_end(stage: Stage) -> None:
    [upstream] = stage.provider.orders
    stage.provider.move(upstream, status="In progress", remains=400, start_count=55)
    await stage.ann.sees("600 of 1,000 (60%)")
    stage.provider.complete(upstream)
    done = await stage.ann.sees("✅ #1 is done: 1,000 of 1,000.")
    [kept] = await stage.orders()
    assert (kept.upstream_id, kept.start_count) == (stage.provider.wire_id(upstream), 55)
    await stage.ann.tap("View order", done)


async def refill(stage: Stage) -> None:
    ann = stage.ann
    assert "Dropped?" in await ann.tap("Refill")
    assert "Refill of #1 asked." in await ann.tap("Ask for refill")
    await until(lambda: stage.provider.refills)
    assert "Refill asked" in await ann.tap("Back")
    stage.provider.advance(15)
    await ann.sees("Refill in progress")
    stage.provider.advance(30)
    await ann.sees("✅ Refill of #1 is done.")
    assert len(taken(stage, "refill")) == 1


async def ask_about_many(stage: Stage, panel: Panel) -> None:
    """Two orders at once, of which the panel completes one and drops a part of the other."""
    for name in ("first", "second"):
        await stage.ann.order(f"t.me/{name}_channel", service=2)
        await stage.accepted()
    _, first, second = stage.provider.orders
    both = f"{stage.provider.wire_id(first)},{stage.provider.wire_id(second)}"
    if panel.many:
        await until(
            lambda: any(ask.fields.get("orders") == both for ask in taken(stage, "status"))
        )
    stage.provider.complete(first)
    stage.provider.partial(second, remains=250)
    await stage.ann.sees("#2 is done")
    await stage.ann.sees("#3: 750 of 1,000 delivered.")
    assert any("," in one.fields.get("orders", "") for one in taken(stage, "status")) == panel.many


async def canceled_at_once(stage: Stage) -> None:
    """The panel pays back with its answer, and the shop as soon as it has asked."""
    before = await stage.wallet(stage.ann)
    await ask_to_cancel(stage)
    await stage.ann.sees("#4 was canceled", 3)
    assert await stage.wallet(stage.ann) == before


async def canceled_when_confirmed(stage: Stage) -> None:
    """The panel says "requested"; money moves when it says that it is done, and not before."""
    before = await stage.wallet(stage.ann)
    await ask_to_cancel(stage)
    await until(lambda: taken(stage, "cancel"))
    assert await stage.wallet(stage.ann) < before
    stage.provider.advance(5)
    await stage.wait_long(lambda: stage.ann.shows("#4 was canceled"))
    assert await stage.wallet(stage.ann) == before


async def ask_to_cancel(stage: Stage) -> None:
    await stage.ann.order(f"{LINK}.fourth")
    await stage.accepted()
    await until(lambda: stage.logged("order.submitted", order=4, step="adopt"))
    await stage.ann.tap("Refresh")
    await stage.ann.tap("Cancel order")
    answer = await stage.ann.tap("Ask to cancel")
    assert "Money returns only after the provider confirms." in answer


async def not_canceled(stage: Stage) -> None:
    """No button; whoever forges one reads the shop's own rule, and the panel is not asked."""
    await stage.ann.order(f"{LINK}.fourth")
    upstream = await stage.accepted()
    stage.provider.move(upstream, status="In progress", remains=900)
    await stage.ann.sees("100 of 1,000 (10%)")
    assert not any("Cancel" in word for word in stage.ann.screen.button_texts)
    assert "This service cannot be canceled once it was accepted." in await stage.ann.forge(
        "cx:4:"
    )
    assert not [one for one in stage.provider.requests if one.action == "cancel"]


CANCELS: Final = {
    "at once": canceled_at_once,
    "asked": canceled_when_confirmed,
    "no": not_canceled,
}


async def read_balance(stage: Stage, panel: Panel) -> None:
    told = await stage.owner.say("/providers")
    assert "main" in told
    assert panel.money.get("PROVIDER_CURRENCY", "USD") in told


@each_panel
async def test_what_each_panel_refuses_is_understood(panel: Panel, sqlite_url: str) -> None:
    async with selling(panel, sqlite_url) as stage:
        await wait_for_money(stage)
        await lose_the_service(stage)
        await be_shut_out(stage)
        await be_slowed_down(stage)


async def wait_for_money(stage: Stage) -> None:
    """Customers read "waiting", the owner is told; the top-up at the panel is enough."""
    provider, ann = stage.provider, stage.ann
    await provider.switch("out_of_money", on=True)
    for name in ("first", "second"):
        await ann.order(f"t.me/{name}_channel", service=2)
    await until(lambda: stage.logged("order.submitted", step="wait"))
    assert "Waiting" in ann.text
    assert not provider.orders
    await stage.owner.sees("main is running out of money")
    await provider.switch("out_of_money", on=False)
    stage.clock.skip(hours=1)
    await stage.wait_long(lambda: len(provider.orders) == 2)
    for number in provider.orders:
        provider.move(number, status="In progress", remains=500)
    await until(lambda: "500 of 1,000" in ann.text)
    for number in provider.orders:
        provider.complete(number)
    for number in (1, 2):
        await ann.sees(f"#{number} is done")


async def lose_the_service(stage: Stage) -> None:
    """A service that is gone costs nobody anything."""
    before = await stage.wallet(stage.ann)
    stage.provider.services = STOCK[:1]
    await stage.ann.order("t.me/third_channel", service=2)
    await until(lambda: stage.logged("order.submitted", order=3, step="release"))
    assert await stage.wallet(stage.ann) == before
    assert (await stage.orders())[-1].status is OrderStatus.RELEASED
    await stage.ann.sees("#3 did not run")


async def be_shut_out(stage: Stage) -> None:
    """A suspended account: the owner is told, the order waits, and goes out once it may."""
    await stage.provider.switch("suspended", on=True)
    number = await stage.ann.order(f"{LINK}.fourth")
    await stage.owner.sees("It refuses our key")
    assert all("Waiting" in words(one) for one in stage.ann.shows(f"Order #{number}"))
    assert len(stage.provider.orders) == 2
    await stage.provider.switch("suspended", on=False)
    stage.clock.skip(hours=1)
    await stage.wait_long(lambda: len(stage.provider.orders) == 3)


async def be_slowed_down(stage: Stage) -> None:
    """Told to come back later, the shop does, and buys once."""
    stage.provider.faults.add("add", "throttled", seconds=30)
    await stage.ann.order(f"{LINK}.fifth")
    await until(lambda: stage.logged("order.submitted", order=5, step="wait"))
    stage.clock.skip(minutes=2)
    await stage.wait_long(lambda: len(stage.provider.orders) == 4)
    assert len(stage.provider.orders) == 4
