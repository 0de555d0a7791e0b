"""What spares a customer typing, slips and double payments, tapped through from end to end."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from db.models.catalogue import services as services_table
from domain.consent import WHATEVER_IS
from domain.money import Money
from domain.orders import OrderStatus, ReleaseReason
from services.ordering.moves import release
from tests.handler.shop.conftest import Counter
from tests.service.shopfloor import CUSTOMER, a_request


async def start(counter: Counter, number: int = 1) -> None:
    await counter.say(f"/start s{number}")
    await counter.tap("Order")


async def confirm(counter: Counter, link: str = "@name", quantity: str = "1000") -> None:
    await start(counter)
    await counter.say(link)
    await counter.say(quantity)
    await counter.tap("All at once")


async def placed(counter: Counter, link: str = "@name", quantity: str = "1000") -> None:
    await confirm(counter, link, quantity)
    await counter.tap("Pay")


async def give_up(counter: Counter, number: int) -> None:
    """Let an order have ended."""
    async with counter.floor.database.write() as uow:
        order = (await counter.orders())[number - 1]
        assert await release(uow, order, ReleaseReason.CUSTOMER, at=counter.floor.clock.now())
        await uow.commit()


async def rich(counter: Counter) -> None:
    await counter.floor.give(CUSTOMER, "1000")


async def test_links_of_earlier_orders_are_one_tap_and_no_button_holds_a_link(
    counter: Counter,
) -> None:
    await placed(counter, "@first", "100")
    await placed(counter, "@second", "100")
    await placed(counter, "@first", "200")
    await counter.tap("Order now anyway")
    await start(counter)

    recent = [one for row in counter.screen.buttons for one in row if "Recent" in one.text]
    assert [button.text for button in recent] == ["Recent: @first", "Recent: @second"]
    assert not [button for button in recent if "instagram" in (button.data or "")]

    quantity = await counter.tap("Recent: @second")
    assert "instagram.com/second" in quantity.text
    assert "How many?" in quantity.text


async def test_links_that_do_not_suit_the_service_are_not_offered(counter: Counter) -> None:
    await placed(counter, "@first", "100")
    await start(counter, 2)

    assert not [text for text in counter.screen.button_texts if "Recent" in text]


async def test_the_link_of_somebody_elses_order_is_not_to_be_had(counter: Counter) -> None:
    await start(counter)

    assert "Updated." in (await counter.forge("ul:7")).text or counter.toast == "Updated."


async def test_the_last_quantity_and_the_most_that_can_be_afforded_are_one_tap(
    counter: Counter,
) -> None:
    await placed(counter, quantity="700")
    await start(counter)
    await counter.say("@other")

    assert "Same as last · 700" in counter.screen.button_texts
    assert "Most I can afford · 1,522" in counter.screen.button_texts
    await counter.tap("Most I can afford")
    check = await counter.tap("All at once")

    assert "Total: $1.3698" in check.text
    assert "Balance after: $0.00" in check.text


async def test_a_quantity_below_the_minimum_is_put_right_by_a_tap(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")
    asked = await counter.say("50")

    assert "Minimum is 100. Use 100?" in asked.text
    assert "Deliver at once" in (await counter.tap("Use 100")).text


async def test_a_quantity_over_the_maximum_becomes_two_orders_by_one_confirm(
    counter: Counter,
) -> None:
    await rich(counter)
    await start(counter)
    await counter.say("@name")
    asked = await counter.say("60000")
    assert "Maximum is 50,000 per order. Split it into several orders?" in asked.text
    await counter.tap("Split into 2 orders")
    check = await counter.tap("All at once")
    assert "Quantity: 60,000" in check.text
    assert "In 2 orders, one after another on the same link: " in check.text
    assert "30,000 + 30,000" in check.text
    assert "Total: $54.00" in check.text
    pay = check.button("Pay $54.00")
    assert pay is not None
    assert pay.data is not None

    card = await counter.forge(pay.data)
    again = await counter.forge(pay.data)

    assert "2 orders placed · $54.00" in card.text
    assert "#2\u2069 · 30,000" in card.text
    assert counter.toast == "Already done: order #1"
    assert "2 orders placed" in again.text
    first, second = await counter.orders()
    assert (first.waits_for, second.waits_for) == (None, first.id)
    assert await counter.floor.wallet() == Money.of(948)


async def test_a_split_that_the_limits_do_not_allow_is_not_offered(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")

    asked = await counter.say("600000")

    assert "Maximum is 50,000 per order. Use 50,000?" in asked.text
    assert not [text for text in asked.button_texts if "Split" in text]
    assert "Maximum" in (await counter.forge("sp:600000")).text


async def test_a_service_that_demands_multiples_names_the_nearest(counter: Counter) -> None:
    async with counter.floor.database.write() as uow:
        await uow.connection.execute(
            update(services_table).where(services_table.c.id == 1).values(multiple=50)
        )
        await uow.services.bump_version()
        await uow.commit()
    await counter.services.refresh_catalogue()
    await start(counter)
    await counter.say("@name")

    asked = await counter.say("1020")

    assert "Must be a multiple of 50. Nearest: 1,000." in asked.text
    assert "Deliver at once" in (await counter.tap("Use 1,000")).text


async def test_too_little_money_offers_the_quantity_that_it_is_enough_for(
    counter: Counter,
) -> None:
    await confirm(counter, quantity="5000")

    assert "You need $2.50 more." in counter.screen.text
    check = await counter.tap("Smaller quantity: 2,222")

    assert "Total: $1.9998" in check.text


async def test_another_order_on_the_link_is_asked_about_and_waited_for(
    counter: Counter,
) -> None:
    await placed(counter)
    await confirm(counter, quantity="500")
    asked = await counter.tap("Pay $0.45")

    assert (
        "Order #1 is already running on this link. "
        "Two at once usually mix counts and void the refill."
    ) in asked.text
    assert len(await counter.orders()) == 1
    assert "Check your order" in (await counter.tap("‹ Back")).text
    await counter.tap("Pay $0.45")
    card = await counter.tap("Start after #1 ends")

    assert "Order #2 placed" in card.text
    assert "Waits for #1" in card.text
    assert (await counter.orders())[1].waits_for == 1
    assert await counter.floor.wallet() == Money.of("0.65")


async def test_an_order_may_run_beside_the_other_one(counter: Counter) -> None:
    await placed(counter)
    await confirm(counter, quantity="500")
    await counter.tap("Pay $0.45")

    card = await counter.tap("Order now anyway")

    assert "Waits for" not in card.text
    assert (await counter.orders())[1].waits_for is None


async def test_the_same_again_is_asked_about_with_its_minutes(counter: Counter) -> None:
    await placed(counter)
    counter.floor.clock.advance(minutes=3)
    await confirm(counter)
    asked = await counter.tap("Pay $0.90")

    assert "You placed this 3 minutes ago as #1. Place a second one?" in asked.text
    assert "It still runs. Two at once usually mix counts and void the refill." in asked.text
    await counter.tap("Start after #1 ends")

    assert (await counter.orders())[1].waits_for == 1


async def test_a_large_order_asks_for_its_amount_twice(counter: Counter) -> None:
    await rich(counter)
    for number in range(1, 6):
        offer = await counter.floor.quote(1, a_request(100 + number))  # type: ignore[arg-type]
        await counter.floor.place(offer.quote.id, said=WHATEVER_IS)
    await confirm(counter, "@other", "10000")
    asked = await counter.tap("Pay $9.00")

    assert "This is much more than you usually order: $9.00." in asked.text
    assert len(await counter.orders()) == 5
    assert "Order #6 placed" in (await counter.tap("Pay $9.00")).text


async def test_an_order_is_repeated_up_to_its_confirm_screen_at_todays_price(
    counter: Counter,
) -> None:
    await placed(counter)
    await give_up(counter, 1)
    await counter.reprice("1.00")

    check = await counter.forge("oa:1:s")

    assert "Check your order" in check.text
    assert "instagram.com/name" in check.text
    assert "Total: $1.00" in check.text
    assert "Order #2 placed" in (await counter.tap("Pay $1.00")).text


async def test_an_order_whose_service_is_gone_is_offered_the_closest_one(
    counter: Counter,
) -> None:
    await placed(counter)
    await give_up(counter, 1)
    await counter.switch_off(1)

    offered = await counter.forge("oa:1:s")

    assert "Service 1 is gone." in offered.text
    assert "Closest: Starter pack" in offered.text
    assert "Check your order" in (await counter.tap("Use it")).text


@pytest.mark.parametrize(("how", "seen"), [("f", "Send the profile link"), ("r", "Closest:")])
async def test_an_order_is_fixed_with_another_link_or_its_rest_taken_elsewhere(
    counter: Counter, how: str, seen: str
) -> None:
    await placed(counter)

    assert seen in (await counter.forge(f"oa:1:{how}")).text


async def test_orders_of_others_cannot_be_repeated(counter: Counter) -> None:
    await start(counter)
    shown = await counter.forge("oa:99:s")

    assert counter.toast == "Updated."
    assert "Check your order" not in shown.text


async def test_paying_by_itself_is_switched_on_the_screen_that_asks_for_money(
    counter: Counter,
) -> None:
    await confirm(counter, quantity="5000")
    assert "Pay automatically when money arrives: off" in counter.screen.text

    shown = await counter.tap("Pay automatically")
    assert "Pay automatically when money arrives: on" in shown.text
    await counter.walk("Edit quantity")
    back = await counter.tap("‹ Back")
    assert "Pay automatically when money arrives: on" in back.text

    off = await counter.tap("Pay automatically")
    assert "Pay automatically when money arrives: off" in off.text


async def test_a_form_is_stopped_anywhere_and_resumed_after_a_restart(counter: Counter) -> None:
    await start(counter)
    await counter.say("@name")
    await counter.say("1000")
    stopped = await counter.say("/cancel")
    assert "Stopped. Your draft is saved." in stopped.text
    assert "Draft: Instagram followers, real, 1,000" in (await counter.tap("Home")).text
    await counter.restart()

    resumed = await counter.tap("Continue your draft")

    assert "Deliver at once or in parts?" in resumed.text
    assert "instagram.com/name" in resumed.text


async def test_a_waiting_order_that_is_given_up_gives_its_money_back(counter: Counter) -> None:
    await placed(counter)
    await confirm(counter, quantity="500")
    await counter.tap("Pay $0.45")
    await counter.tap("Start after #1 ends")
    await give_up(counter, 2)

    assert (await counter.orders())[1].status is OrderStatus.RELEASED
    assert await counter.floor.wallet() == Money.of("1.10")
