"""Orders get on with the provider's clock, or when a test moves them."""

from collections.abc import AsyncIterator
from decimal import Decimal

import httpx
import pytest

from sandbox.provider.model import Order
from sandbox.provider.panel import DAY_S
from sandbox.provider.provider import LocalProvider
from tests.sandbox.provider.conftest import KEY, PLAIN, REFILLED, SERVICES, Shop


async def test_an_order_is_worked_off_in_falling_steps(shop: Shop) -> None:
    order = await shop.order(quantity="1000")
    seen: list[tuple[str, int]] = []
    for _ in range(40):
        shop.provider.advance(1)
        seen.append((order.status, order.remains))
    assert list(dict.fromkeys(word for word, _ in seen)) == [
        "Pending",
        "Processing",
        "In progress",
        "Completed",
    ]
    remains = [left for _, left in seen]
    assert remains == sorted(remains, reverse=True)
    assert len(set(remains)) == 11
    assert order.charge == Decimal("0.90")


async def test_the_link_steers_how_an_order_ends(shop: Shop) -> None:
    partial = await shop.order(quantity="1000", link="https://example.com/partial")
    canceled = await shop.order(quantity="1000", link="https://example.com/Cancel-me")
    slow = await shop.order(link="https://example.com/slow")
    stuck = await shop.order(link="https://example.com/stuck")
    shop.provider.advance(60)
    assert (partial.status, partial.remains, partial.charge) == ("Partial", 360, Decimal("0.576"))
    assert (canceled.status, canceled.charge) == ("Canceled", Decimal(0))
    assert (slow.status, stuck.status) == ("In progress", "Pending")
    assert shop.provider.balance == 100 - Decimal("0.576") - slow.charge - stuck.charge


async def test_a_drip_feed_rests_between_its_runs(shop: Shop) -> None:
    order = await shop.order(quantity="100", runs="3", interval="60")
    shop.provider.advance(6 + 45)
    assert (order.status, order.remains) == ("In progress", 200)
    shop.provider.advance(60)
    assert order.remains == 100
    shop.provider.advance(60)
    assert (order.status, order.remains) == ("Completed", 0)


async def test_money_goes_back_once_for_what_was_not_delivered(shop: Shop) -> None:
    provider, order = shop.provider, await shop.order(PLAIN, quantity="300")
    provider.partial(order.id, remains=100)
    once = provider.balance
    provider.partial(order.id, remains=100)
    assert provider.balance == once
    provider.cancel(order.id)
    provider.cancel(order.id)
    assert (provider.balance, order.charge) == (Decimal(100), Decimal(0))


async def test_an_order_moved_by_hand_is_left_alone_by_the_clock(shop: Shop) -> None:
    order = await shop.order(quantity="100")
    shop.provider.move(order.id, status="In progress", remains=40, start_count=7)
    shop.provider.advance(10_000)
    status = await shop.ask("status", order=str(order.id))
    assert (status["status"], status["remains"], status["start_count"]) == (
        "In progress",
        "40",
        "7",
    )


async def test_the_clock_runs_by_itself_at_its_speed() -> None:
    wall = [0.0]
    provider = LocalProvider(key=KEY, services=SERVICES, clock=lambda: wall[0], speed=10)
    account = provider.panel.accounts[KEY]
    order = provider.panel.add(
        account, {"service": "7", "link": "https://e.com", "quantity": "50"}
    )
    wall[0] = 1.0
    assert provider.orders[order.id].status == "In progress"
    wall[0] = 4.0
    assert provider.orders[order.id].status == "Completed"


async def test_cancel_is_a_request_that_takes_its_time(shop: Shop) -> None:
    fresh, begun, plain = await shop.order(), await shop.order(), await shop.order(PLAIN)
    shop.provider.workshop.push(begun, 0.5)
    asked = f"{fresh.id},{begun.id},{plain.id},5"
    assert await shop.ask("cancel", orders=asked) == [
        {"order": fresh.id, "cancel": 1},
        {"order": begun.id, "cancel": 1},
        {"order": plain.id, "cancel": {"error": "This order cannot be canceled"}},
        {"order": 5, "cancel": {"error": "Incorrect order ID"}},
    ]
    assert fresh.status == "Pending"
    again = await shop.ask("cancel", orders=str(fresh.id))
    assert again[0]["cancel"] == {"error": "Cancel already requested"}
    shop.provider.advance(3)
    assert (fresh.status, fresh.charge) == ("Canceled", Decimal(0))
    assert (begun.status, begun.remains) == ("Partial", 50)


async def _completed(shop: Shop) -> Order:
    order = await shop.order(REFILLED)
    return shop.provider.complete(order.id)


async def test_a_refill_waits_a_day_and_is_then_worked_off(shop: Shop) -> None:
    order, other = await _completed(shop), await shop.order(PLAIN)
    early = await shop.ask("refill", order=str(order.id))
    assert early["error"].endswith("less than 24 hours ago")
    shop.provider.advance(DAY_S)
    many = await shop.ask("refill", orders=f"{order.id},{other.id}")
    assert many == [
        {"order": order.id, "refill": 701},
        {"order": other.id, "refill": {"error": "Refill is disabled for this service"}},
    ]
    open_already = await shop.ask("refill", order=str(order.id))
    assert open_already == {"error": "The refill task is not completed for this order"}
    assert await shop.ask("refill_status", refill="701") == {"status": "Pending"}
    shop.provider.advance(40)
    assert await shop.ask("refill_status", refills="701,5") == [
        {"refill": 701, "status": "Completed"},
        {"refill": 5, "status": {"error": "Refill not found"}},
    ]


async def test_a_refill_is_refused_when_its_days_are_over(shop: Shop) -> None:
    order = await _completed(shop)
    shop.provider.advance(31 * DAY_S)
    assert await shop.ask("refill", order=str(order.id)) == {"error": "Refill days are over"}


@pytest.fixture
async def split() -> AsyncIterator[Shop]:
    """A shop at a panel that delivers a drip-feed by an order for each run."""
    panel = LocalProvider(key=KEY, dialect="dripfeeds", services=SERVICES, auto=False)
    async with panel, httpx.AsyncClient(timeout=5) as http:
        yield Shop(panel, http)


async def test_a_drip_feed_may_be_delivered_by_orders_of_its_own(split: Shop) -> None:
    parent = await split.order(quantity="100", runs="3", interval="60")
    waiting = await split.ask("status", order=str(parent.id))
    assert waiting == {"status": "Pending", "runs": "3", "orders": []}
    assert split.provider.balance == Decimal("99.73")

    split.provider.advance(66)
    begun = await split.ask("status", order=str(parent.id))
    assert begun == {"status": "In progress", "runs": "3", "orders": [23502, 23503]}
    first = await split.ask("status", order="23502")
    assert (first["status"], first["charge"], first["remains"]) == ("Completed", "0.09", "0")

    split.provider.partial(23503, remains=40)
    assert split.provider.balance == Decimal("99.73") + Decimal("0.036")
    split.provider.advance(200)
    ended = await split.ask("status", order=str(parent.id))
    assert (ended["status"], len(ended["orders"])) == ("Completed", 3)
    kept = sum(order.charge for order in split.provider.orders.values())
    assert split.provider.balance == 100 - kept


async def test_a_canceled_drip_feed_pays_back_the_runs_that_never_began(split: Shop) -> None:
    parent = await split.order(quantity="100", runs="4", interval="60")
    split.provider.advance(10)
    await split.ask("cancel", orders=str(parent.id))
    split.provider.advance(5)
    told = await split.ask("status", order=str(parent.id))
    assert (told["status"], told["orders"]) == ("Partial", [23502])
    assert split.provider.balance == Decimal("99.91")
    split.provider.advance(1000)
    assert len(parent.children) == 1
    assert split.provider.orders[23502].status == "Completed"
