"""From the card to the placed order, and all that can come between."""

import pytest

from domain.money import Money
from tests.handler.shop.conftest import Counter
from tests.service.shopfloor import LINK


async def start(counter: Counter, number: int = 1) -> None:
    await counter.say(f"/start s{number}")
    await counter.tap("Order")


async def confirm(counter: Counter, quantity: str = "1000") -> None:
    """Come to the confirm screen of an order at once."""
    await start(counter)
    await counter.say("@name")
    await counter.say(quantity)
    await counter.tap("All at once")


async def test_an_order_is_filled_confirmed_and_paid(counter: Counter) -> None:
    await start(counter)
    link = counter.screen
    quantity = await counter.say("@Name")
    speed = await counter.tap("1,000 · $0.90")
    check = await counter.tap("All at once")
    card = await counter.tap("Pay $0.90")

    assert "1 of 3 · Link" in link.text
    assert "2 of 3 · Quantity" in quantity.text
    assert "instagram.com/name" in quantity.text
    assert "Deliver at once or in parts?" in speed.text
    assert "Check your order" in check.text
    assert "Total: $0.90" in check.text
    assert "Balance after: $1.10" in check.text
    assert "Order #1 placed" in card.text
    assert [order.request.link for order in await counter.orders()] == [LINK]
    assert await counter.floor.wallet() == Money.of("1.10")


async def test_typed_answers_leave_one_live_screen(counter: Counter) -> None:
    await confirm(counter)

    live = [one for one in counter.person.messages if one.from_bot and one.buttons]

    assert len(live) == 1


async def test_a_second_tap_on_pay_shows_the_same_order(counter: Counter) -> None:
    await confirm(counter)
    pay = counter.screen.button("Pay $0.90")
    assert pay is not None
    assert pay.data is not None

    await counter.forge(pay.data)
    again = await counter.forge(pay.data)

    assert counter.toast == "Already done: order #1"
    assert "Order #1" in again.text
    assert len(await counter.orders()) == 1


async def test_delivery_in_parts_shows_parts_and_total(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")
    await counter.say("200")
    runs = await counter.tap("In parts")
    await counter.say("5")
    check = await counter.tap("1 h")

    assert "4 of 5 · Parts" in runs.text
    assert "5 parts of 200, one every 1 h. Total 1,000. Ends in about 4 h." in check.text
    await counter.tap("Pay $0.90")
    order = (await counter.orders())[0]
    assert (order.request.runs, order.request.interval, order.request.units) == (5, 60, 1000)


async def test_a_package_asks_only_for_the_link(counter: Counter) -> None:
    await start(counter, 4)
    check = await counter.say("@name")

    assert "One package" in check.text
    assert "Pay $0.90" in check.button_texts


async def test_a_wrong_value_is_asked_again_with_a_tap_that_repairs_it(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")
    wrong = await counter.say("7")
    right = await counter.tap("Use 100")

    assert "Minimum is 100. Use 100?" in wrong.text
    assert "instagram.com/name" in wrong.text
    assert "Quantity: 100" in right.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hello", "That is not a link. Example:"),
        ("https://www.tiktok.com/@shop", "This service is for Instagram, but the link is TikTok."),
        ("https://instagram.com/p/ABC123", "This needs a profile link. You sent a post."),
        ("https://www.instagram.com/direct/t/123", "That page is private."),
        ("http://169.254.169.254/latest", "We do not accept orders for this target."),
        ("x" * 4000, "That is not a link."),
        ("🔥", "That is not a link."),
    ],
)
async def test_bad_links_are_answered_in_plain_words(
    counter: Counter, typed: str, said: str
) -> None:
    await start(counter)

    assert said in (await counter.say(typed)).text.replace("\u2068", "").replace("\u2069", "")


async def test_a_link_for_another_service_finds_that_service(counter: Counter) -> None:
    await start(counter)
    await counter.say("https://instagram.com/p/ABC123")

    found = await counter.tap("Use post services")

    assert "Likes from $0.12" in found.button_texts


async def test_each_field_can_be_changed_from_the_confirm_screen(counter: Counter) -> None:
    await confirm(counter)

    asked = await counter.tap("Edit quantity")
    check = await counter.say("2k")

    assert "2 of 3 · Quantity" in asked.text
    assert "Pay $1.80" in check.button_texts
    assert "instagram.com/name" in check.text


async def test_back_from_a_change_leads_to_the_confirm_screen(counter: Counter) -> None:
    await confirm(counter)

    assert "Check your order" in (await counter.walk("Edit link", "‹ Back")).text


async def test_back_goes_field_by_field_to_the_card(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")

    assert "1 of 3 · Link" in (await counter.tap("‹ Back")).text
    assert "Price: $0.90" in (await counter.tap("‹ Back")).text


async def test_too_little_money_saves_the_order_and_names_the_ways_on(counter: Counter) -> None:
    await confirm(counter, "10k")
    short = counter.screen

    assert "You need $7.00 more." in short.text
    assert "Your order is saved and will wait here." in short.text
    assert short.button_texts[:2] == ["Add $7.00", "Smaller quantity: 2,222"]
    smaller = await counter.tap("Smaller quantity: 2,222")
    assert "Pay $1.9998" in smaller.button_texts


async def test_a_saved_order_waits_and_is_paid_after_a_top_up(counter: Counter) -> None:
    await confirm(counter, "10k")
    home = await counter.tap("Home")
    assert "Draft: Instagram followers, real" in home.text

    await counter.floor.give(counter.customer, "10")
    check = await counter.tap("Continue your draft")
    card = await counter.tap("Pay $9.00")

    assert "10,000" in check.text
    assert "Order #1 placed" in card.text


async def test_money_that_went_meanwhile_is_said_at_pay(counter: Counter) -> None:
    await confirm(counter, "2k")
    check = counter.screen
    await counter.say("/start s2")
    await counter.tap("Order")
    await counter.say("https://instagram.com/p/ABC123")
    await counter.say("15000")
    await counter.tap("Pay $1.80")

    pay = check.button("Pay $1.80")
    assert pay is not None
    assert pay.data is not None
    screen = await counter.forge(pay.data)

    assert "more" in screen.text
    assert len(await counter.orders()) == 1


async def test_a_price_that_moved_is_shown_before_it_is_paid(counter: Counter) -> None:
    await confirm(counter)
    counter.floor.clock.advance(minutes=11)
    await counter.reprice("0.97")

    changed = await counter.tap("Pay $0.90")
    card = await counter.tap("Pay $0.97")

    assert "Price changed from $0.90 to $0.97" in changed.text
    assert "Nothing was charged." in changed.text
    assert "Order #1 placed" in card.text
    assert await counter.floor.wallet() == Money.of("1.03")


async def test_save_and_exit_keeps_the_draft_and_frees_the_text(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")
    saved = await counter.tap("Save & exit")
    found = await counter.say("likes")
    await counter.say("/menu")
    resumed = await counter.tap("Continue your draft")

    assert "Saved" in saved.text
    assert "Instagram likes" in found.text
    assert "2 of 3 · Quantity" in resumed.text


async def test_cancel_on_the_confirm_screen_drops_the_draft(counter: Counter) -> None:
    await confirm(counter)
    dropped = await counter.tap("Cancel")

    assert "Nothing was charged." in dropped.text
    assert await counter.services.read_form(user_id=counter.customer) is None


async def test_a_service_switched_off_in_the_middle_says_so(counter: Counter) -> None:
    await start(counter)
    await counter.switch_off(1)

    assert "switched off" in (await counter.say("@name")).text


async def test_limits_that_changed_meanwhile_ask_only_for_the_quantity(counter: Counter) -> None:
    await confirm(counter)
    await counter.limit(2000)

    screen = await counter.walk("Edit link", "‹ Back")

    assert "Minimum is 2,000. Use 2,000?" in screen.text
    assert "instagram.com/name" in screen.text


@pytest.mark.parametrize(
    "data",
    ["f:quantity:1000", "f:runs:5", "e:runs", "e:", "dr", "pay:nothing", "f:quantity:-1", "x:1"],
)
async def test_buttons_of_a_draft_that_is_gone_do_no_harm(counter: Counter, data: str) -> None:
    await counter.say("/new")

    screen = await counter.forge(data)

    assert screen.buttons
    assert "Something broke" not in screen.text
    assert await counter.orders() == []


async def test_a_restart_in_the_middle_of_a_form_loses_nothing(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")

    await counter.restart()
    speed = await counter.say("1000")

    assert "3 of 3 · Speed" in speed.text
    assert "instagram.com/name" in speed.text


async def test_a_refusal_at_the_quote_keeps_the_draft_and_frees_the_text(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")
    await counter.say("1000")
    await counter.pause()

    refused = await counter.tap("All at once")
    found = await counter.say("likes")

    assert "paused" in refused.text
    assert "Instagram likes" in found.text
    assert await counter.services.read_form(user_id=counter.customer) is not None
