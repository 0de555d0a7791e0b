"""Small facts that are kept for chats and for the shop as a whole."""

from __future__ import annotations

from db.models.people import chat_states
from db.repositories.states import EMPTY, ChatState
from tests.service.shopfloor import ShopFloor

CHAT = "1:2:default"


async def test_a_chat_stands_where_it_was_left(floor: ShopFloor) -> None:
    here = ChatState("Form:link", {"service": 12, "text": "ж<b>"})
    async with floor.database.write() as uow:
        await uow.states.write(CHAT, here, floor.clock.now())
        await uow.commit()

    async with floor.database.read() as reads:
        assert await reads.states.read(CHAT) == here
        assert await reads.states.read("1:3") == EMPTY


async def test_a_chat_that_stands_nowhere_leaves_nothing_behind(floor: ShopFloor) -> None:
    async with floor.database.write() as uow:
        await uow.states.write(CHAT, ChatState("Form:link", {}), floor.clock.now())
        await uow.states.write(CHAT, EMPTY, floor.clock.now())
        await uow.commit()

    assert await floor.count(chat_states) == 0


async def test_a_fact_is_settled_once_and_changed_on_purpose(floor: ShopFloor) -> None:
    async with floor.database.write() as uow:
        assert await uow.shop.settle("colour", "red") == "red"
        assert await uow.shop.settle("colour", "blue") == "red"
        await uow.shop.set("colour", "green")
        assert await uow.shop.get("colour") == "green"
        await uow.shop.drop("colour")
        assert await uow.shop.get("colour") is None
