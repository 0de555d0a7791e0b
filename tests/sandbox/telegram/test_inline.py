"""Inline mode of the local Telegram: what is asked, what is refused, what picking sends."""

from collections.abc import Sequence
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from aiohttp import ClientSession

from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram


def article(key: str = "1", text: str = "x", **more: Any) -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text=text, parse_mode="HTML")
    given = {"id": key, "title": "Likes", "input_message_content": content}
    return InlineQueryResultArticle.model_validate(given | more)


def keyboard(**button: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Open", **button)]])


PHOTO = InlineQueryResultPhoto(
    id="1", photo_url="https://example.com/a.jpg", thumbnail_url="https://example.com/a.jpg"
)


@pytest.mark.parametrize(
    ("results", "refusal"),
    [
        ([article(str(n)) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article("я" * 33)], "RESULT_ID_INVALID"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article(title=" ")], "ARTICLE_TITLE_EMPTY"),
        ([article(text="")], "message text is empty"),
        ([article(text="<b>x")], "can't parse entities"),
        ([article(text="x" * 4097)], "message is too long"),
        ([article(reply_markup=keyboard(callback_data="x" * 65))], "BUTTON_DATA_INVALID"),
        ([PHOTO], "photo is not available in the local Telegram"),
    ],
)
async def test_results_that_telegram_refuses_are_refused(
    bot: Bot, alice: Person, results: Sequence[Any], refusal: str
) -> None:
    query_id = await alice.ask_inline("likes")

    with pytest.raises(TelegramBadRequest, match=refusal):
        await bot.answer_inline_query(query_id, list(results))

    assert alice.inline_answer.results == []


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"next_offset": "9" * 65}, "NEXT_OFFSET_INVALID"),
        (
            {"button": InlineQueryResultsButton(text=" ", start_parameter="x")},
            "SWITCH_PM_TEXT_EMPTY",
        ),
        (
            {"button": InlineQueryResultsButton(text="Shop", start_parameter="a b")},
            "START_PARAM_INVALID",
        ),
    ],
)
async def test_what_stands_around_the_results_is_checked(
    bot: Bot, alice: Person, more: dict[str, Any], refusal: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=refusal):
        await bot.answer_inline_query(await alice.ask_inline("likes"), [], **more)


async def test_a_query_is_answered_once_and_in_time(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    answered = await alice.ask_inline("likes")
    await bot.answer_inline_query(answered, [article()])
    telegram.queries.lifetime_s = -1
    late = await alice.ask_inline("views")

    for query_id in (answered, late, "1"):
        with pytest.raises(TelegramBadRequest, match="query is too old"):
            await bot.answer_inline_query(query_id, [])


async def test_picking_sends_the_result_as_the_person_by_way_of_the_bot(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    group = telegram.add_group(-1001, "Friends", [alice])
    query_id = await alice.ask_inline("l" * 300, offset="20", chat=group)
    result = article(text="<b>Likes</b>", reply_markup=keyboard(url="https://t.me/a?start=s1"))
    await bot.answer_inline_query(query_id, [result], is_personal=True)

    await alice.choose_inline("1", chat=group)

    (shown,) = group.messages
    assert (shown.html, shown.from_bot, shown.via_bot) == ("<b>Likes</b>", False, True)
    asked, sent = await bot.get_updates()
    assert asked.inline_query
    assert (asked.inline_query.offset, asked.inline_query.chat_type) == ("20", "group")
    assert asked.inline_query.query == "l" * 256
    assert sent.message
    assert sent.message.via_bot
    assert sent.message.via_bot.id == bot.id
    assert sent.message.reply_markup
    with pytest.raises(LookupError, match="no inline result '2'"):
        await alice.choose_inline("2")


async def test_a_bot_without_inline_mode_is_not_asked(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    telegram.profile.inline = False

    assert not (await bot.get_me()).supports_inline_queries
    with pytest.raises(LookupError, match="not switched inline mode on"):
        await alice.ask_inline("likes")


async def test_the_page_asks_picks_and_says_by_whom(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    guard = {"X-Local-Telegram": "1"}
    async with ClientSession(telegram.chat_url, headers=guard) as browser:
        address = f"seats/{alice.id}/inline"
        await browser.post(address, json={"text": "likes", "offset": "8"})
        (asked,) = await bot.get_updates()
        assert asked.inline_query
        assert asked.inline_query.offset == "8"
        await bot.answer_inline_query(asked.inline_query.id, [article()])
        await browser.post(address, json={"result_id": "1"})
        async with browser.get("state") as answer:
            (seat,) = (await answer.json())["seats"]

    assert seat["messages"][-1]["via"] == telegram.cloud.bot["username"]
