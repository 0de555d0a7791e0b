"""A tap meets the handlers of its word, in their order, and routers that do not know it never."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Update, User

from handlers.kit.taps import Exactly, TapRouter


class Turn(CallbackData, prefix="turn"):
    page: int


class Open(CallbackData, prefix="open"):
    to: str


async def take_first(_event: CallbackQuery, callback_data: Turn) -> str:
    return f"first {callback_data.page}"


async def take_any_page(_event: CallbackQuery, callback_data: Turn) -> str:
    return f"page {callback_data.page}"


async def take_home(_event: CallbackQuery) -> str:
    return "home"


async def take_open(_event: CallbackQuery, callback_data: Open) -> str:
    return f"open {callback_data.to}"


async def pass_on(_event: CallbackQuery) -> None:
    raise SkipHandler


async def take_rest(_event: CallbackQuery) -> str:
    return "rest"


async def tapped(router: TapRouter, data: str | None) -> Any:
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    tap = CallbackQuery(
        id="1",
        from_user=User(id=1, is_bot=False, first_name="Ann"),
        chat_instance="1",
        data=data,
    )
    bot = Bot("700001:test-token")
    return await dispatcher.feed_update(bot, Update(update_id=1, callback_query=tap).as_(bot))


def a_router() -> TapRouter:
    router = TapRouter(name="one")
    router.callback_query.register(take_first, Turn.filter(F.page == 1))
    router.callback_query.register(take_any_page, Turn.filter())
    router.callback_query.register(take_home, Exactly(Open(to="home")))
    router.callback_query.register(take_open, Open.filter())
    return router


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ("turn:1", "first 1"),
        ("turn:2", "page 2"),
        ("open:home", "home"),
        ("open:away", "open away"),
    ],
)
async def test_a_tap_meets_the_first_handler_that_takes_it(data: str, answer: str) -> None:
    assert await tapped(a_router(), data) == answer


@pytest.mark.parametrize("data", ["turn", "turn:x", "turns:1", "other:1", "", None])
async def test_a_tap_that_nobody_knows_stays_unanswered(data: str | None) -> None:
    assert await tapped(a_router(), data) is UNHANDLED


@pytest.mark.parametrize("data", ["turn:x", "open:home", "other:1", None])
async def test_a_handler_for_any_tap_keeps_its_place_at_every_word(data: str | None) -> None:
    router = TapRouter(name="one")
    router.callback_query.register(take_any_page, Turn.filter())
    router.callback_query.register(take_rest)
    router.callback_query.register(take_home, Exactly(Open(to="home")))
    assert await tapped(router, data) == "rest"


async def test_a_handler_that_lets_a_tap_pass_gives_it_to_the_router_behind() -> None:
    router, behind = TapRouter(name="one"), a_router()
    router.callback_query.register(pass_on, Open.filter())
    outer = TapRouter(name="outer")
    outer.include_routers(router, behind)
    assert await tapped(outer, "open:home") == "home"


async def test_routers_that_do_not_know_a_tap_are_not_asked() -> None:
    asked: list[CallbackQuery] = []

    async def see(event: CallbackQuery) -> bool:
        asked.append(event)
        return True

    stranger = TapRouter(name="stranger")
    stranger.callback_query.filter(see)
    stranger.callback_query.register(take_open, Open.filter())
    outer = TapRouter(name="outer")
    outer.include_routers(stranger, a_router())
    assert await tapped(outer, "turn:3") == "page 3"
    assert not asked
