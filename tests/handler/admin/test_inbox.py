"""The inbox in the chat: the evidence, the lock, the two questions before "not there"."""

from decimal import Decimal

from domain.ids import UpstreamId
from domain.money import Money
from domain.orders import Order, OrderStatus
from domain.provider import Unconfirmed
from tests.handler.admin.conftest import Shop
from tests.service.ordering.scene import status


async def lost(shop: Shop) -> Order:
    """An order of $2.00 that was sent and not answered."""
    shop.scene.client.script.append(Unconfirmed("the connection broke"))
    return await shop.scene.running()


async def open_case(shop: Shop) -> Order:
    order = await lost(shop)
    await shop.owner.say("/inbox")
    await shop.owner.tap(f"#{order.id}")
    return order


async def test_owners_are_told_and_led_to_the_case(shop: Shop) -> None:
    order = await lost(shop)
    for _ in range(2):
        shop.scene.clock.advance(seconds=10)
        await shop.deliver()

    assert "needs your decision" in shop.owner.text
    case = await shop.owner.tap("Look at it")

    assert f"#{order.id} · sent, no clear answer" in case.text
    assert "the connection broke" in case.text
    assert "On hold: $2.00" in case.text
    assert "Not resent, not refunded" in case.text
    assert {"Enter upstream ID", "Not there: send again", "Refund customer", "Wait"} <= set(
        case.button_texts
    )


async def test_a_found_number_is_checked_and_adopted(shop: Shop) -> None:
    order = await open_case(shop)
    shop.scene.client.statuses[UpstreamId("777")] = status("in_progress", charge=Decimal(1))

    asked = await shop.owner.tap("Enter upstream ID")
    unknown = await shop.owner.say("778")
    found = await shop.owner.say("777")

    assert "send the number" in asked.text
    assert "does not know this number" in unknown.text
    assert "it was found at the provider" in found.text
    assert (await shop.scene.order(order)).upstream_id == "777"


async def test_a_number_whose_figures_do_not_fit_needs_a_second_yes(shop: Shop) -> None:
    order = await open_case(shop)
    shop.scene.client.statuses[UpstreamId("777")] = status("in_progress", charge=Decimal(9))
    await shop.owner.tap("Enter upstream ID")

    doubt = await shop.owner.say("777")
    assert "belongs to another order" in doubt.text
    await shop.owner.tap("It is this order, take it")

    assert (await shop.scene.order(order)).status is OrderStatus.PENDING


async def test_not_there_is_locked_for_ten_minutes(shop: Shop) -> None:
    order = await open_case(shop)

    for button in ("Not there: send again", "Refund customer"):
        locked = await shop.owner.tap(button)
        assert "Locked for 10 minutes more." in locked.text
        await shop.owner.say("/inbox")
        await shop.owner.tap(f"#{order.id}")

    assert (await shop.scene.order(order)).status is OrderStatus.UNCONFIRMED
    assert await shop.wallet() == Money.of(8)


async def test_sending_again_needs_the_number_typed(shop: Shop) -> None:
    order = await open_case(shop)
    shop.scene.clock.advance(minutes=11)

    await shop.owner.tap("Not there: send again")
    wrong = await shop.owner.say("9999")
    assert "not the number of this order" in wrong.text
    assert (await shop.scene.order(order)).status is OrderStatus.UNCONFIRMED
    again = await shop.owner.say(str(order.id))

    assert "it was sent again" in again.text
    assert (await shop.scene.order(order)).status is OrderStatus.QUEUED


async def test_a_refund_is_asked_twice_and_gives_the_hold_back(shop: Shop) -> None:
    order = await open_case(shop)
    shop.scene.clock.advance(minutes=11)

    sure = await shop.owner.tap("Refund customer")
    assert "gets it for nothing" in sure.text
    assert await shop.wallet() == Money.of(8)
    done = await shop.owner.tap("Yes, refund $2.00")

    assert "the money went back" in done.text
    assert await shop.wallet() == Money.of(10)
    assert (await shop.scene.order(order)).status is OrderStatus.RELEASED


async def test_waiting_keeps_the_case(shop: Shop) -> None:
    order = await open_case(shop)

    inbox = await shop.owner.tap("Wait")

    assert f"#{order.id}" in inbox.button_texts
    assert (await shop.scene.order(order)).status is OrderStatus.UNCONFIRMED


async def test_a_decided_case_says_so_to_a_late_tap(shop: Shop) -> None:
    order = await open_case(shop)
    shop.scene.clock.advance(minutes=11)
    await shop.owner.tap("Refund customer")
    yes = shop.owner.screen.button("Yes, refund $2.00")
    assert yes is not None
    assert yes.data is not None
    await shop.owner.forge(yes.data)

    late = await shop.owner.forge(yes.data)

    assert "Somebody decided this case already." in late.text
    assert await shop.wallet() == Money.of(10)
    assert order.id == 1


async def test_a_case_of_another_kind_is_looked_at_and_closed(shop: Shop) -> None:
    order = await shop.scene.running()
    await shop.scene.answer(order, "in_progress", charge=Decimal(5))
    await shop.owner.say("/inbox")

    case = await shop.owner.tap(f"#{order.id}")
    assert "took another amount than expected" in case.text
    assert "It took: 5" in case.text
    await shop.owner.tap("Looked at, close")

    assert "Nothing needs you" in (await shop.owner.say("/inbox")).text
