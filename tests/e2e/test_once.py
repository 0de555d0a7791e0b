"""Once and only once: double taps, races, repeated updates, restarts, webhooks."""

from __future__ import annotations

import socket

from domain.money import Money
from tests.e2e.chat import Chat
from tests.e2e.stage import Stage, on_stage

LINK = "instagram.com/name"
CHARGE = Money.of("1.0101")


async def press_all(chat: Chat, *datas: str, times: int) -> None:
    """Press without waiting for answers, then wait for all of them."""
    for _ in range(times):
        for data in datas:
            await chat.person.press_data(data, chat.screen)
    await chat.person.settle()


async def test_twenty_presses_with_funds_for_one_make_one_order(database_url: str) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="1.50")
        await ann.fill(LINK, "1000")
        await press_all(ann, ann.data("Pay"), times=20)
        await stage.accepted()

        assert len(await stage.orders()) == 1
        assert len(stage.provider.orders) == stage.sent == 1
        assert await stage.wallet(ann) == Money.of("1.50") - CHARGE
        assert len([t for t in ann.person.toasts if t.text == "Already done: order #1"]) == 19


async def test_twenty_presses_on_two_quotes_with_funds_for_one_make_one_order(
    database_url: str,
) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="1.50")
        await ann.fill(LINK, "1000")
        first = ann.data("Pay")
        await ann.tap("Edit quantity")
        await ann.say("1100")
        second = ann.data("Pay")
        assert first != second
        await press_all(ann, first, second, times=10)
        await stage.accepted()

        assert len(await stage.orders()) == 1
        assert len(stage.provider.orders) == 1
        assert await stage.wallet(ann) == Money.of("1.50") - CHARGE


async def test_two_customers_at_once_pay_only_for_themselves(database_url: str) -> None:
    async with on_stage(database_url) as stage:
        people = (stage.ann, stage.boris)
        await stage.owner.join()
        for chat in people:
            await chat.say("/start")
            await chat.forge(chat.screen.buttons[0][0].data or "")
            await stage.top_up(chat, "1.50")
        await _fill_both(stage)
        pays = {chat.id: _pay(chat) for chat in people}
        for _ in range(10):
            for chat in people:
                await chat.person.press_data(pays[chat.id], chat.screen)
        for chat in people:
            await chat.person.settle()
        await stage.accepted(2)

        assert sorted(order.user_id for order in await stage.orders()) == [58213, 58214]
        for chat in people:
            assert await stage.wallet(chat) == Money.of("1.50") - CHARGE


async def _fill_both(stage: Stage) -> None:
    for chat in (stage.ann, stage.boris):
        await chat.say("/start s1")
        await chat.forge("n:1:0:")
        await chat.say(LINK)
        await chat.say("1000")
        await chat.forge(chat.screen.buttons[0][0].data or "")


def _pay(chat: Chat) -> str:
    """The pay button, in whatever language it is."""
    datas = [button.data or "" for row in chat.screen.buttons for button in row]
    return next(data for data in datas if data.startswith("pay:"))


async def test_somebody_elses_pay_button_buys_nothing(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann, boris = stage.ann, stage.boris
        await stage.welcome(ann, money="5")
        await boris.say("/start")
        await boris.forge(boris.screen.buttons[0][0].data or "")
        await stage.top_up(boris, "5")
        await ann.fill(LINK, "1000")
        await boris.forge(ann.data("Pay"))

        assert await stage.orders() == []
        assert await stage.wallet(boris) == Money.of(5)
        await ann.tap("Pay")
        await stage.accepted()
        foreign = await boris.forge("o:1:")
        assert foreign == await boris.forge("o:999999:")
        assert "Instagram" not in foreign


async def test_a_repeated_update_has_no_second_effect(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.order(LINK)
        stage.refusals.append("query is too old")
        for update in stage.telegram.update_ids:
            stage.telegram.redeliver(update)
        await ann.person.settle()
        await stage.owner.person.settle()
        await stage.accepted()

        assert len(await stage.orders()) == len(stage.provider.orders) == 1
        assert await stage.wallet(ann) == Money.of(10) - CHARGE


async def test_a_restart_in_the_middle_of_a_form_keeps_the_draft(database_url: str) -> None:
    async with on_stage(database_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.say("/new")
        await ann.walk("Instagram", "Followers", "1 ·", "Order")
        await ann.say(LINK)
        await stage.close()
        await ann.person.send("1000")
        await stage.open()
        await ann.person.settle()

        check = await ann.tap("All at once")
        assert "Link: instagram.com/name" in check
        assert "Quantity: 1,000" in check
        await ann.tap("Pay")
        await stage.accepted()


async def test_an_order_placed_before_a_restart_is_sent_after_it_once(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await stage.provider.switch("down", on=True)
        await ann.order(LINK)
        await stage.close()
        await stage.provider.switch("down", on=False)
        await stage.open()
        await stage.accepted()
        await ann.sees("Order #1 · ⏳ Waiting")


async def test_the_shop_works_through_a_webhook_as_well(sqlite_url: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hook = {
        "HTTP_BIND": f"127.0.0.1:{port}",
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": "a-long-secret-of-the-test",
    }
    async with on_stage(sqlite_url, settings=hook) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="1.50")
        await ann.fill(LINK, "1000")
        await press_all(ann, ann.data("Pay"), times=5)
        await stage.accepted()

        assert len(await stage.orders()) == 1
        assert stage.telegram.calls.of("getUpdates") == []
