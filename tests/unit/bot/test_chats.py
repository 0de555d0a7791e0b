"""Turns by chat: one after another within a chat, side by side between chats."""

from __future__ import annotations

import asyncio

import pytest
from aiogram.types import Update

from bot.telegram.chats import ChatOrder, chat_of

ANN, BORIS = 58213, 58214
CHAT = {"id": ANN, "type": "private"}
PERSON = {"id": ANN, "is_bot": False, "first_name": "Ann"}


async def test_updates_of_one_chat_keep_their_order() -> None:
    chats, seen = ChatOrder(), []

    async def handle(number: int) -> None:
        async with chats.turn(ANN):
            seen.append(number)
            await asyncio.sleep(0)
            seen.append(number)

    await asyncio.gather(*(handle(number) for number in range(5)))

    assert seen == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


async def test_a_slow_chat_does_not_stop_another() -> None:
    chats = ChatOrder()

    async with chats.turn(ANN), asyncio.timeout(1), chats.turn(BORIS):
        pass


async def test_a_handler_that_fails_gives_its_turn_away() -> None:
    chats = ChatOrder()
    with pytest.raises(RuntimeError):
        async with chats.turn(ANN):
            raise RuntimeError

    async with asyncio.timeout(1), chats.turn(ANN):
        pass


async def test_one_who_stops_waiting_does_not_stop_the_queue() -> None:
    chats, seen = ChatOrder(), []

    async def handle(name: str) -> None:
        async with chats.turn(ANN):
            seen.append(name)

    async with asyncio.TaskGroup() as group, chats.turn(ANN):
        impatient = group.create_task(handle("impatient"))
        group.create_task(handle("patient"))
        await asyncio.sleep(0)
        impatient.cancel()

    assert seen == ["patient"]


async def test_silent_chats_take_no_memory() -> None:
    chats = ChatOrder()
    for chat in range(1000):
        async with chats.turn(chat):
            pass

    assert not chats._turns


@pytest.mark.parametrize(
    "event",
    [
        {"message": {"message_id": 1, "date": 0, "chat": CHAT, "from": PERSON, "text": "a"}},
        {"callback_query": {"id": "1", "from": PERSON, "chat_instance": "1", "data": "a"}},
        {"inline_query": {"id": "1", "from": PERSON, "query": "a", "offset": ""}},
        {"channel_post": {"message_id": 1, "date": 0, "chat": CHAT, "text": "a"}},
    ],
)
def test_an_update_belongs_to_its_person_or_else_its_chat(event: dict[str, object]) -> None:
    update = Update.model_validate({"update_id": 1, **event})

    assert chat_of(update) == ANN


def test_an_update_of_a_kind_that_is_not_known_belongs_to_nobody() -> None:
    assert chat_of(Update.model_validate({"update_id": 1, "new_thing": {"id": 1}})) == 0
