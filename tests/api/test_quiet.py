"""Orders by the API ring nobody in the chat, and are shown live there once somebody opens them."""

from __future__ import annotations

from db.models.outbox import outbox
from db.repositories.cards import Card
from domain.ids import OrderId
from domain.orders import OrderStatus, ReleaseReason
from services.ordering.history import ListOrders
from services.ordering.moves import finish, release
from tests.api.counter import Counter
from tests.service.shopfloor import CUSTOMER, LINK

ORDER = OrderId(1)


async def ordered(counter: Counter) -> None:
    added = await counter.tell(action="add", service=1, link=LINK, quantity=1000)
    assert added == {"order": ORDER}


async def test_an_end_is_told_to_nobody(counter: Counter) -> None:
    await ordered(counter)

    async with counter.floor.database.write() as uow:
        order = await uow.orders.get(ORDER)
        await finish(uow, order, OrderStatus.COMPLETED, counter.floor.clock.now())
        await uow.commit()

    assert await counter.floor.count(outbox) == 0


async def test_money_that_came_back_is_told_to_nobody_but_who_asks(counter: Counter) -> None:
    await ordered(counter)

    async with counter.floor.database.write() as uow:
        order = await uow.orders.get(ORDER)
        now = counter.floor.clock.now()
        await release(uow, order, ReleaseReason.BAD_LINK, at=now)
        await uow.commit()

    assert await counter.floor.count(outbox) == 0
    told = await counter.tell(action="status", order=ORDER)
    assert (told["status"], told["charge"]) == ("Canceled", "0.00")
    assert (await counter.tell(action="balance"))["balance"] == "10.00"


async def test_an_order_that_is_opened_in_the_chat_is_shown_live_from_then_on(
    counter: Counter,
) -> None:
    await ordered(counter)
    now = counter.floor.clock.now()

    async with counter.floor.database.write() as uow:
        await uow.outbox.touch_cards([(CUSTOMER, ORDER)], now)
        await uow.cards.put(Card(order_id=ORDER, message_id=7, shown=""))
        await uow.outbox.touch_card(CUSTOMER, ORDER, now)
        await uow.commit()

    assert await counter.floor.count(outbox) == 1


async def test_it_stands_in_the_chats_list_like_any_other(counter: Counter) -> None:
    await ordered(counter)

    listed = await ListOrders(counter.floor.database, counter.floor.clock)(user_id=CUSTOMER)

    assert [order.id for order in listed.orders] == [ORDER]
