"""The whole first journey: from /start to a placed, delivered, refunded and audited order."""

from __future__ import annotations

from domain.money import Money
from tests.e2e.stage import on_stage

LINK = "https://instagram.com/name?igshid=1"


async def test_a_customer_browses_fills_the_form_and_is_told_kindly_that_money_is_missing(
    sqlite_url: str,
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        assert "Use links you own or may promote" in await ann.say("/start")
        assert "Balance: $0.00" in await ann.tap("I agree, continue")
        await ann.tap("New order")
        assert "Instagram · 4" in ann.screen.button_texts
        await ann.walk("Instagram", "Followers")
        card = await ann.tap("1 ·")
        assert "Instagram Followers | Real" in card
        assert "Price: $1.02 / 1,000" in card
        await ann.tap("Order")
        await ann.say(LINK)
        await ann.say("1k")
        missing = await ann.tap("All at once")

        assert "Link: instagram.com/name" in missing
        assert "Quantity: 1,000" in missing
        assert "Total: $1.0101" in missing
        assert "You need $1.02 more." in missing
        assert "Your order is saved and will wait here." in missing
        assert str(ann.id) in await ann.tap("Add $1.02")


async def test_a_top_up_brings_the_customer_back_to_the_waiting_order_in_one_tap(
    database_url: str,
) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann)
        await ann.fill(LINK, "1000")
        card = await stage.owner.say(f"/topup {ann.id} 10 welcome")
        assert "Ann · @ann · 58213" in card
        assert "+$10.00 · balance $0.00 → $10.00" in card
        assert "Reason: welcome" in card
        await stage.owner.tap("Confirm +$10.00")

        notice = await ann.sees("+$10.00. Balance $10.00.")
        check = await ann.tap(notice.button_texts[0], notice)
        assert "Check your order" in check
        assert "Balance after: $8.98" in check
        await ann.tap("Pay")
        assert "Waiting" in ann.text
        assert await stage.wallet(ann) == Money.of("8.9899")
        await stage.accepted()
        await ann.sees("Order #1 · ⏳ Waiting")


async def test_the_card_is_edited_in_place_and_one_message_tells_the_end(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        card = ann.screen
        before = len(ann.person.messages)
        await ann.sees("Order #1 · ⏳ Waiting")

        upstream = await stage.accepted()
        stage.provider.move(upstream, status="In progress", remains=400, start_count=55)
        progress = await ann.sees("600 of 1,000 (60%)")
        assert progress.id == card.id
        assert "🔄 In progress" in progress.text
        assert "▰▰▰▰▰▰▱▱▱▱" in progress.text
        stage.provider.complete(upstream)
        done = await ann.sees("✅ #1 is done: 1,000 of 1,000.")

        final = await ann.sees("Order #1 · ✅ Completed")
        assert final.id == card.id
        assert done.id > card.id
        assert len(ann.person.messages) == before + 1
        assert "✅ Completed" in await ann.tap("View order", done)


async def test_partial_and_canceled_orders_give_back_the_undelivered_part_to_the_micro_unit(
    database_url: str,
) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order("instagram.com/first")
        stage.provider.partial(await stage.accepted(), remains=333)
        await ann.sees("◐")
        await ann.order("instagram.com/second")
        stage.provider.cancel(await stage.accepted())
        await ann.sees("↩️")

        # 1,000 at 0.777 plus 30 % cost 1.0101; the 667 delivered are charged, rounded up once
        assert await stage.wallet(ann) == Money.of(10) - Money.of("0.673737")
        await ann.say("/wallet")
        statement = await ann.tap("Statement")
        for line in ("+$10.00 · Top-up", "−$1.0101 · Order #1", "+$0.336363", "+$1.0101"):
            assert line in statement
        assert "Balance: $9.32" in statement
        assert "All lines add up to your balance: exactly $9.326263." in statement


async def test_the_owner_undoes_a_mistaken_top_up(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await stage.top_up(ann, "5")
        card = await stage.owner.say("/undo")
        assert "balance $15.00 → $10.00" in card
        assert "Done" in await stage.owner.tap("Confirm −$5.00")

        await ann.sees("was undone by the shop")
        assert await stage.wallet(ann) == Money.of(10)
        await ann.say("/wallet")
        assert "All lines add up to your balance." in await ann.tap("Statement")


async def test_terms_accepted_on_the_way_to_an_order_lead_on_with_it(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome()
        await ann.say("/start")
        await ann.tap("Not now")
        await ann.say("1")
        await ann.tap("Order")
        await ann.say(LINK)
        await ann.say("1000")
        asked = await ann.tap("All at once")
        assert "Ordering needs the terms." in asked
        await ann.tap("Read terms")
        assert await ann.tap("‹ Back") == asked

        await ann.tap("Read terms")
        assert "Quantity: 1,000" in await ann.tap("I agree, continue")


async def test_the_terms_of_a_refused_link_lead_back_to_its_question(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann)
        await ann.say("/start s1")
        await ann.tap("Order")
        await ann.say("javascript:alert(1)")
        await ann.tap("Terms")
        assert "I agree, continue" not in ann.screen.button_texts
        assert "1 of 3 · Link" in await ann.tap("‹ Back")
        assert "2 of 3 · Quantity" in await ann.say(LINK)
