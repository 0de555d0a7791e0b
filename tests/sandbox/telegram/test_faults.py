"""Scripted faults: before the effect, after it, and what the log tells."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram


async def test_a_429_names_its_seconds_and_is_used_up(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    telegram.faults.add("sendMessage", kind="429", retry_after=7)
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(alice.id, "x")
    assert caught.value.retry_after == 7
    await bot.send_message(alice.id, "x")
    assert [call.status for call in telegram.calls.of("sendMessage")] == [429, 200]
    assert len(telegram.calls.of("sendMessage", chat_id=alice.id)) == 2
    assert telegram.calls.count()["sendMessage"] == 2


async def test_a_fault_can_be_meant_for_one_person(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    bruno = telegram.add_person(7002, "Bruno")
    await bruno.send("/start")
    telegram.faults.add("sendMessage", person=bruno, kind="403", times=2)
    await bot.send_message(alice.id, "x")
    for _ in range(2):
        with pytest.raises(TelegramForbiddenError):
            await bot.send_message(bruno.id, "x")
    await bot.send_message(bruno.id, "x")


@pytest.mark.parametrize(("kind", "arrived"), [("500", False), ("502_after", True)])
async def test_a_server_error_may_hide_a_success(
    telegram: LocalTelegram,
    bot: Bot,
    alice: Person,
    kind: str,
    arrived: bool,  # noqa: FBT001
) -> None:
    telegram.faults.add(kind=kind)  # type: ignore[arg-type]
    with pytest.raises(TelegramServerError):
        await bot.send_message(alice.id, "x")
    assert alice.last.from_bot == arrived


@pytest.mark.parametrize(("kind", "arrived"), [("reset", False), ("reset_after", True)])
async def test_a_connection_may_break_before_or_after_the_effect(
    telegram: LocalTelegram,
    bot: Bot,
    alice: Person,
    kind: str,
    arrived: bool,  # noqa: FBT001
) -> None:
    telegram.faults.add("sendMessage", kind=kind)  # type: ignore[arg-type]
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(alice.id, "x")
    assert alice.last.from_bot == arrived


@pytest.mark.parametrize(("kind", "arrived"), [("timeout", False), ("timeout_after", True)])
async def test_an_answer_may_never_come(
    telegram: LocalTelegram,
    bot: Bot,
    alice: Person,
    kind: str,
    arrived: bool,  # noqa: FBT001
) -> None:
    telegram.faults.add("sendMessage", kind=kind)  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await bot.send_message(alice.id, "x")
    assert alice.last.from_bot == arrived


def test_an_unknown_kind_of_fault_is_an_error_in_the_script() -> None:
    with pytest.raises(ValueError, match="Unknown kind of fault"):
        LocalTelegram().faults.add(kind="earthquake")  # type: ignore[arg-type]
