"""Orders and wallet as their owner lives with them: found, taken away, late, explained."""

from __future__ import annotations

import csv
import io

from domain.reviews import Review, ReviewKind
from tests.e2e.chat import Chat, words
from tests.e2e.stage import Stage, on_stage

SHOP = "instagram.com/corner.bakery"


def file_of(chat: Chat, name: str) -> list[dict[str, str]]:
    """The rows of the newest file of this name."""
    documents = [one.document for one in chat.person.messages if one.document]
    found = next(one for one in reversed(documents) if one.name == name)
    return list(csv.DictReader(io.StringIO(found.content.decode("utf-8-sig")), strict=True))


async def test_orders_are_sifted_found_and_taken_away(database_url: str) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        done = await ann.order(SHOP, "1000")
        upstream = await stage.accepted()
        stage.provider.move(upstream, status="Completed", remains=0)
        await ann.sees(f"#{done} is done")
        running = await ann.order("instagram.com/another", "500")

        assert "Orders · All: 2" in await ann.say("/orders")
        assert f"1. #{done} " in await ann.tap("Finished 1")
        assert f"1. #{running} " in await ann.tap("Active 1")
        assert "On hold" not in " ".join(ann.screen.button_texts)
        await ann.tap("Find")
        assert f"Order #{done}" in await ann.say("@corner.bakery")
        assert f"Order #{running}" in await ann.say(f"/orders #{running}")
        assert "None of your orders fits" in await ann.say("/orders 999")
        await ann.say("/orders")
        await ann.tap("Export CSV")

        rows = file_of(ann, "orders.csv")
        assert [int(row["order_id"]) for row in rows] == [running, done]
        assert rows[1]["link"] == f"https://www.{SHOP}"
        assert rows[1]["status"] == "completed"


async def test_a_delay_is_told_once_and_its_remedies_reach_the_owners(database_url: str) -> None:
    async with on_stage(database_url) as stage:
        ann, owner = stage.ann, stage.owner
        await stage.welcome(ann, money="10")
        number = await ann.order(SHOP)
        stage.provider.move(await stage.accepted(), status="In progress", remains=900)
        await ann.sees("100 of 1,000 (10%)")

        stage.clock.skip(hours=25)
        late = await ann.sees(f"#{number} takes longer than it should.")
        assert "Ask to speed up" in late.button_texts
        await ann.tap("Ask to speed up", late)
        assert "A person at the shop talks to the provider" in ann.text

        await owner.sees("An order needs your decision.")
        await owner.tap("Look at it")
        assert "late, and the customer asks for haste" in owner.text
        assert len(ann.shows("takes longer than it should")) <= 1
        assert [one.kind for one in await reviews(stage)] == [ReviewKind.LATE]
        await ann.tap("View order")
        assert "It takes longer than usual." in ann.text
        stage.provider.move(max(stage.provider.orders), status="Completed", remains=0)
        await ann.sees(f"#{number} is done")


async def test_the_statement_explains_itself_under_every_filter(database_url: str) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        number = await ann.order(SHOP)
        stage.provider.move(await stage.accepted(), status="Partial", remains=400)
        await ann.sees("is back in your wallet")

        wallet = await ann.say("/wallet")
        assert "$9.39" in wallet
        statement = await ann.tap("Statement")
        assert "All lines add up to your balance: exactly $9.39394." in statement
        returned = await ann.tap("Returned")
        assert f"Returned, order #{number}" in returned
        assert "balance $9.39394" in returned
        assert f"Order #{number}" in await ann.tap("1")
        assert await ann.tap("‹ Back") == returned
        assert "balance $10.00" in await ann.tap("In")
        opened = await ann.tap("1")
        assert "Reason: welcome" in opened
        await ann.tap("‹ Back")
        assert "balance $8.9899" in await ann.tap("Out")
        await ann.tap("Export CSV")

        rows = file_of(ann, "statement.csv")
        assert [row["kind"] for row in rows] == ["refund", "hold", "topup"]
        assert rows[-1]["reason"] == "welcome"
        assert rows[0]["balance_after"].startswith("9.39394")


async def test_refresh_asks_the_provider_and_says_when_it_was_checked(sqlite_url: str) -> None:
    async with on_stage(
        sqlite_url, settings={"POLL_FIRST_S": "600", "POLL_MAX_S": "900"}
    ) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(SHOP)
        stage.provider.move(await stage.accepted(), status="In progress", remains=250)
        await ann.sees("Accepted. It waits for its start.")
        assert "750 of 1,000" not in ann.text

        await ann.tap("Refresh")

        card = await ann.sees("750 of 1,000 (75%)")
        assert ann.toast in {"Updated.", "Asked. The card changes by itself."}
        assert "Checked:" in words(card)
        asked = len([one for one in stage.provider.requests if one.action == "status"])
        await ann.tap("Refresh")
        assert ann.toast == "Checked a moment ago."
        assert len([one for one in stage.provider.requests if one.action == "status"]) == asked


async def test_a_finished_order_is_ordered_again_in_two_taps(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        number = await ann.order(SHOP)
        stage.provider.move(await stage.accepted(), status="Completed", remains=0)
        done = await ann.sees(f"#{number} is done")
        stage.clock.skip(minutes=15)

        check = await ann.tap("Order again", done)
        assert "Check your order" in check
        assert SHOP in check
        await ann.tap("Pay")
        await stage.accepted()
        assert len(await stage.orders()) == 2


async def reviews(stage: Stage) -> list[Review]:
    async with stage.shop.database.read() as reads:
        return list(await reads.reviews.list_open(limit=9))
