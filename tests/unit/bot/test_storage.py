"""Chat states in the database: they outlive the process, and forget what is empty."""

from __future__ import annotations

import pytest
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey

from bot.storage import DatabaseStorage
from db.database import Database
from db.models.people import chat_states
from tests.clock import MovableClock

KEY = StorageKey(bot_id=7, chat_id=58213, user_id=58213)
OTHER = StorageKey(bot_id=7, chat_id=58214, user_id=58214)


class Form(StatesGroup):
    link = State()


@pytest.fixture
def storage(database: Database, clock: MovableClock) -> DatabaseStorage:
    return DatabaseStorage(database, clock)


async def rows(database: Database) -> int:
    async with database.read() as reads:
        return len((await reads.connection.execute(chat_states.select())).all())


async def test_a_chat_that_was_never_heard_of_stands_nowhere(storage: DatabaseStorage) -> None:
    assert await storage.get_state(KEY) is None
    assert await storage.get_data(KEY) == {}


async def test_a_restart_in_the_middle_of_a_form_loses_nothing(
    storage: DatabaseStorage, database: Database, clock: MovableClock
) -> None:
    await storage.set_state(KEY, Form.link)
    await storage.set_data(KEY, {"quantity": 1000, "words": ["ж", "<b>"]})

    restarted = DatabaseStorage(database, clock)

    assert await restarted.get_state(KEY) == "Form:link"
    assert await restarted.get_data(KEY) == {"quantity": 1000, "words": ["ж", "<b>"]}


async def test_the_state_and_the_data_do_not_disturb_each_other(storage: DatabaseStorage) -> None:
    await storage.set_data(KEY, {"a": 1})
    await storage.set_state(KEY, "Form:link")
    await storage.set_state(KEY, None)

    assert await storage.get_data(KEY) == {"a": 1}


async def test_chats_do_not_see_each_other(storage: DatabaseStorage) -> None:
    await storage.set_state(KEY, Form.link)

    assert await storage.get_state(OTHER) is None


async def test_data_can_be_added_to(storage: DatabaseStorage) -> None:
    await storage.set_data(KEY, {"a": 1})

    await storage.update_data(KEY, {"b": 2})

    assert await storage.get_data(KEY) == {"a": 1, "b": 2}


async def test_a_chat_that_is_done_leaves_no_row(
    storage: DatabaseStorage, database: Database
) -> None:
    await storage.set_state(KEY, Form.link)
    await storage.set_data(KEY, {"a": 1})
    assert await rows(database) == 1

    await storage.set_state(KEY, None)
    await storage.set_data(KEY, {})

    assert await rows(database) == 0
