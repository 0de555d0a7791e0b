"""Every command answers: with its screen when right, with usage and an example when wrong."""

import pytest

from domain.catalogue import UpstreamService
from domain.errors import ForbiddenError
from domain.money import Money
from domain.orders import OrderStatus
from domain.provider import ProviderError
from handlers.admin.usage import COMMANDS
from tests.handler.admin.conftest import Shop
from tests.service.ordering.scene import CUSTOMER, status
from tests.stock import upstream


@pytest.mark.parametrize("command", sorted(COMMANDS))
async def test_a_command_without_words_is_answered_and_changes_nothing(
    shop: Shop, command: str
) -> None:
    screen = await shop.owner.say(f"/{command}")

    assert "Something broke" not in screen.text
    assert "I do not know this command" not in screen.text
    needs_words = COMMANDS[command].form != f"/{command}"
    optional = "[" in COMMANDS[command].form
    if needs_words and not optional:
        assert "For example:" in screen.text
        assert COMMANDS[command].example in screen.text
    assert await shop.wallet() == Money.of(10)


async def test_the_panel_names_every_command(shop: Shop) -> None:
    named = set((await shop.owner.say("/admin")).text.split())

    assert {f"/{command}" for command in COMMANDS} - named == {"/admin"}


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize("words", ["x", "<b>&", "1001 " + "9" * 3000, "🔥 🔥 🔥", "-1 -1 -1"])
async def test_odd_words_are_answered_in_plain_words(shop: Shop, command: str, words: str) -> None:
    screen = await shop.owner.say(f"/{command} {words}"[:4000])

    assert "Something broke" not in screen.text
    assert await shop.wallet() == Money.of(10)


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"topup", "orders"}))
async def test_to_strangers_no_command_exists(shop: Shop, command: str) -> None:
    unknown = (await shop.stranger.say("/nothinglikethis")).text

    assert (await shop.stranger.say(f"/{command} 1001 5 x")).text == unknown


async def test_the_panel_leads_everywhere(shop: Shop) -> None:
    panel = await shop.owner.say("/admin")

    assert "Operator panel" in panel.text
    assert "Owed to customers: $10.00" in shop.owner.text
    for button, says in (
        ("Inbox", "Nothing needs you"),
        ("Orders", "Nothing matches"),
        ("Providers", "Providers"),
        ("Today", "Top-ups: $10.00"),
    ):
        assert says in (await shop.owner.tap(button)).text
        await shop.owner.tap("Operator panel")


async def test_a_customer_card_leads_to_ledger_and_orders(shop: Shop) -> None:
    await shop.scene.running()

    card = await shop.owner.say("/user @ann")
    ledger = await shop.owner.tap("Ledger")
    await shop.owner.tap("Customer")
    orders = await shop.owner.tap("Orders")
    order = await shop.owner.tap("#1")

    assert "Ann · @ann · 1001" in card.text
    assert "Orders: 1, active: 1" in card.text
    assert "L-1 · top-up" in ledger.text
    assert "#1 · ⏳ Waiting · $2.00 · @ann" in orders.text
    assert "Cost: $1.00" in order.text
    assert "Its number: 23501" in order.text
    assert "L-3 · capture" in order.text


async def test_profit_counts_what_went_back(shop: Shop) -> None:
    order = await shop.scene.running()
    await shop.scene.answer(order, "partial", remains=500)

    card = await shop.owner.say(f"/order {order.id}")
    stats = await shop.owner.say("/stats")

    assert "Paid: $2.00 · Returned: $1.00" in card.text
    assert "Profit: +$0.50" in card.text.replace("\u2068", "")
    assert "Sales: $1.00" in stats.text
    assert "Cost: $0.50" in stats.text


async def test_asking_the_provider_now_settles_the_order(shop: Shop) -> None:
    order = await shop.scene.running()
    shop.scene.client.statuses[order.upstream_id] = status("completed")  # type: ignore[index]
    await shop.owner.say(f"/order {order.id}")

    card = await shop.owner.tap("Ask provider now")

    assert "✅ Completed" in card.text
    assert shop.owner.person.toasts[-1].text == "The provider answered just now."


async def test_sync_with_numbers_asks_about_these_orders(shop: Shop) -> None:
    order = await shop.scene.running()
    shop.scene.client.statuses[order.upstream_id] = status("in_progress")  # type: ignore[index]

    screen = await shop.owner.say(f"/sync {order.id} 999")

    assert "#1 · 🔄 In progress · The provider answered just now." in screen.text
    assert "#999 · There is no such order." in screen.text


async def test_sync_reports_what_each_provider_brought(shop: Shop) -> None:
    entries = [upstream(12), *(upstream(number) for number in range(100, 110))]
    shop.scene.client.services = lambda: _these(entries)  # type: ignore[method-assign]

    screen = await shop.owner.say("/sync")

    assert "main: 11 of 11 services are on sale." in screen.text
    assert "New: 10" in screen.text
    assert len(shop.services.catalogue.current.search("followers")) > 5


async def test_a_list_that_lost_too_much_is_applied_only_on_an_owners_word(shop: Shop) -> None:
    shop.scene.client.services = lambda: _these([upstream(99)])  # type: ignore[method-assign]

    refused = await shop.owner.say("/sync")
    assert "would switch off 1 services" in refused.text
    applied = await shop.owner.tap("They are gone: apply main")

    assert "main: 1 of 1 services are on sale." in applied.text


async def test_a_list_that_cannot_be_read_changes_nothing(shop: Shop) -> None:
    shop.scene.client.services = _unreadable  # type: ignore[method-assign]

    screen = await shop.owner.say("/sync")

    assert "main: nothing was changed." in screen.text
    assert "could not be read" in screen.text


async def _these(entries: list[UpstreamService]) -> list[UpstreamService]:
    return entries


async def _unreadable() -> list[UpstreamService]:
    raise ProviderError(None, "HTTP 500")


@pytest.mark.parametrize(
    "query", ["https://instagram.com/shop1", "instagram.com/shop1", "@ann", "1001", "23501", "#1"]
)
async def test_find_knows_links_people_and_numbers(shop: Shop, query: str) -> None:
    await shop.scene.running()

    screen = await shop.owner.say(f"/find {query}")

    assert "#1 · " in screen.text


async def test_find_says_when_there_is_nothing(shop: Shop) -> None:
    assert "No orders." in (await shop.owner.say("/find <zebra>")).text


async def test_orders_are_listed_by_status_and_customer(shop: Shop) -> None:
    await shop.scene.running()

    assert "1 in all" in (await shop.owner.say("/orders pending @ann")).text
    assert "0 in all" in (await shop.owner.say("/orders completed")).text
    assert "is no status" in (await shop.owner.say("/orders nonsense")).text


async def test_a_status_is_set_after_its_effect_was_shown(shop: Shop) -> None:
    order = await shop.scene.running()

    card = await shop.owner.say(f"/setstatus {order.id} cancelled seen dead")
    assert "+$2.00 · balance $8.00 → $10.00" in shop.owner.text
    assert card.button_texts[0] == "Confirm ↩️ Canceled"
    await shop.owner.tap("Confirm ↩️ Canceled")
    for _ in range(2):  # the order's card comes first, once it is clear that no tap shows it
        shop.scene.clock.advance(seconds=10)
        await shop.deliver()

    assert (await shop.scene.order(order)).status is OrderStatus.CANCELED
    assert await shop.wallet() == Money.of(10)
    assert "$2.00" in shop.customer.text
    assert "Status: ↩️ Canceled · by " in (await shop.owner.say(f"/order {order.id}")).text


async def test_an_impossible_status_says_why(shop: Shop) -> None:
    order = await shop.scene.running()
    await shop.scene.answer(order, "completed")

    screen = await shop.owner.say(f"/setstatus {order.id} pending again")

    assert "An order that is Completed (completed) cannot become Waiting (pending)." in screen.text


async def test_a_refund_happens_once_whatever_is_tapped(shop: Shop) -> None:
    order = await shop.scene.running()
    await shop.scene.answer(order, "completed")
    card = await shop.owner.say(f"/refund {order.id} 0.50 late")
    button = card.button("Confirm +$0.50")
    assert button is not None
    assert button.data is not None

    await shop.owner.forge(button.data)
    done = await shop.owner.forge(button.data)

    assert "+$0.50 for order #1 · balance $8.50" in shop.owner.text
    assert "this one changed nothing" in done.text
    assert await shop.wallet() == Money.of("8.50")
    assert "At most $1.50" in (await shop.owner.say(f"/refund {order.id} 1.51 late")).text
    assert "+$1.50" in (await shop.owner.say(f"/refund {order.id} all late")).text
    assert "\nRefund · by " in (await shop.owner.say(f"/order {order.id}")).text


async def test_blocking_keeps_a_customer_from_ordering_until_unblocked(shop: Shop) -> None:
    card = await shop.owner.say("/block @ann stolen card")
    assert "They will read: stolen card" in card.text
    await shop.owner.tap("Confirm block")

    assert "Reason: stolen card" in (await shop.customer.say("/start")).text
    assert "blocked already" in (await shop.owner.say("/block @ann again")).text
    await shop.owner.say("/unblock @ann")
    await shop.owner.tap("Confirm unblock")
    assert "Reason" not in (await shop.customer.say("/start")).text


async def test_an_owner_is_never_blocked(shop: Shop) -> None:
    assert "An owner cannot be blocked." in (await shop.owner.say("/block @olga x")).text


async def test_a_pause_is_confirmed_shown_and_ended(shop: Shop) -> None:
    card = await shop.owner.say("/pause back at 18:00")
    assert "Customers read: back at 18:00" in card.text
    await shop.owner.tap("Confirm pause")

    panel = await shop.owner.say("/admin")
    assert "New orders are paused" in panel.text
    assert "“back at 18:00”" in panel.text
    assert "taken again" in (await shop.owner.tap("Resume orders")).text
    assert "were not paused" in (await shop.owner.say("/resume")).text


async def test_a_forged_panel_tap_of_a_stranger_leads_home(shop: Shop) -> None:
    await shop.owner.say("/admin")

    for data in ("ap:panel", "ap:resume", f"aq:{CUSTOMER}", "ad:1:refund2", "as:main:1", "ai:1"):
        screen = await shop.stranger.forge(data)
        assert "Operator" not in screen.text
        assert "Ann" not in screen.text


async def test_the_use_cases_themselves_refuse_strangers(shop: Shop) -> None:
    with pytest.raises(ForbiddenError):
        await shop.services.read_panel(actor_id=CUSTOMER)
    with pytest.raises(ForbiddenError):
        await shop.services.resume_orders(actor_id=CUSTOMER)
