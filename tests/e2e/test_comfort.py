"""Orders that wait for each other and orders that pay themselves, with everything running."""

from __future__ import annotations

from domain.money import Money
from domain.orders import OrderStatus
from tests.e2e.stage import MAIN, on_stage

LINK = "instagram.com/name"


async def test_an_order_starts_by_itself_when_the_one_on_its_link_has_ended(
    database_url: str,
) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        first = await stage.accepted()
        await ann.fill(LINK, "500")
        assert "Order #1 is already running on this link." in await ann.tap("Pay")
        assert "Waits for #1" in await ann.tap("Start after #1 ends")
        await stage.shop.services.submit_orders(provider=MAIN, limit=10)
        assert stage.sent == 1

        stage.provider.complete(first)
        await ann.sees("✅ #1 is done")
        await stage.accepted()

        card = await ann.sees("Order #2 · ⏳ Waiting")
        assert "Waits for" not in card.text
        assert stage.sent == 2


async def test_a_waiting_order_is_canceled_at_once_with_all_its_money(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        await stage.accepted()
        await ann.fill(LINK, "500")
        await ann.walk("Pay", "Start after #1 ends")
        before = await stage.wallet(ann)

        await ann.walk("Cancel order", "Cancel order")
        await ann.sees("↩️ #2 is canceled.")

        assert (await stage.orders())[1].status is OrderStatus.RELEASED
        assert await stage.wallet(ann) > before
        assert stage.sent == 1


async def test_a_split_order_runs_part_after_part(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="100")
        await ann.say("/start s1")
        await ann.tap("Order")
        await ann.say(LINK)
        await ann.say("60000")
        await ann.walk("Split into 2 orders", "All at once")
        assert "2 orders placed" in await ann.tap("Pay")
        first = await stage.accepted()
        assert stage.sent == 1

        stage.provider.complete(first)
        await ann.sees("✅ #1 is done: 30,000 of 30,000.")
        stage.provider.complete(await stage.accepted())
        await ann.sees("✅ #2 is done: 30,000 of 30,000.")

        assert stage.sent == 2


async def test_the_order_that_waits_for_money_is_paid_by_itself_also_after_a_restart(
    database_url: str,
) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann)
        await ann.fill(LINK, "1000")
        await ann.tap("Pay automatically: off")
        await stage.close()
        await stage.open()
        await stage.top_up(ann, "1")
        await ann.sees("Your order waits. You need $0.02 more.")
        assert await stage.orders() == []

        await stage.top_up(ann, "9")
        card = await ann.sees("Order #1 placed")

        assert card.date
        assert await stage.wallet(ann) == Money.of("8.9899")
        stage.provider.complete(await stage.accepted())
        await ann.sees("✅ #1 is done")
        await stage.top_up(ann, "5")
        await ann.sees("+$5.00")
        assert len(await stage.orders()) == 1


async def test_an_order_that_does_not_pay_itself_is_ready_when_its_money_arrives(
    sqlite_url: str,
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann)
        await ann.fill(LINK, "1000")
        await stage.top_up(ann, "5")
        notice = await ann.sees("Your order is ready.")

        assert "Check your order" in await ann.tap("Pay $1.0101", notice)


async def test_a_finished_order_is_ordered_again_from_its_card(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        stage.provider.complete(await stage.accepted())
        done = await ann.sees("✅ #1 is done")

        check = await ann.tap("Order again", done)

        assert "Check your order" in check
        assert "Quantity: 1,000" in check
        stage.clock.skip(minutes=11)
        await ann.forge(ann.data("Pay"))
        assert len(await stage.orders()) == 1 or "Order #2" in ann.text


async def test_home_repeats_the_last_order_in_two_taps(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.say("/start")
        assert "🔁 Repeat last" not in ann.screen.button_texts
        for number, quantity in enumerate(("500", "1000"), start=1):
            await ann.order(f"{LINK}{number}", quantity)
            stage.provider.complete(await stage.accepted())
            await ann.sees(f"✅ #{number} is done")
        stage.clock.skip(minutes=15)
        await ann.say("/start")

        check = await ann.tap("🔁 Repeat last")

        assert "Check your order" in check
        assert "Quantity: 1,000" in check
        assert f"{LINK}2" in check
        await ann.tap("Pay")
        await stage.accepted()
        placed = [(one.request.link, one.request.quantity) for one in await stage.orders()]
        assert placed[2] == placed[1]
