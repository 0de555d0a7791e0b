"""Markup that Telegram cannot read costs nobody the message."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from structlog.testing import capture_logs

from locales.html import words_of
from sandbox.telegram.people import Person

BROKEN = "Your <b>money <i>is</b> back &amp; safe, 1 < 2 <wow>"
READ = "Your money is back & safe, 1 < 2 <wow>"
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Home", callback_data="go:home")]]
)


async def test_a_new_message_arrives_as_plain_text_with_its_buttons(bot: Bot, ann: Person) -> None:
    await ann.send("/start")

    with capture_logs() as logs:
        await bot.send_message(ann.id, BROKEN, reply_markup=KEYBOARD)

    assert ann.last.text == READ
    assert [[button.text for button in row] for row in ann.last.buttons] == [["Home"]]
    (log,) = [entry for entry in logs if entry["event"] == "markup.refused"]
    assert "money" not in str(log)


async def test_an_edit_and_a_caption_arrive_as_plain_text(bot: Bot, ann: Person) -> None:
    await ann.send("/start")
    sent = await bot.send_message(ann.id, "before")

    await bot.edit_message_text(BROKEN, chat_id=ann.id, message_id=sent.message_id)
    file = BufferedInputFile(b"1,2", "lines.csv")
    shown = await bot.send_document(ann.id, file, caption=BROKEN)

    assert shown.caption == READ
    assert [message.text for message in ann.messages if message.id == sent.message_id] == [READ]


async def test_other_refusals_stay_what_they_are(bot: Bot, ann: Person) -> None:
    await ann.send("/start")

    with pytest.raises(TelegramBadRequest, match="empty"):
        await bot.send_message(ann.id, "<b></b>")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain", "plain"),
        ("a &lt;b&gt; c", "a <b> c"),
        ('<tg-time unix="1" format="dt">Jan 1</tg-time>', "Jan 1"),
        ("<code>x</code> <blockquote expandable>y</blockquote>", "x y"),
        ("1 < 2 > 1", "1 < 2 > 1"),
    ],
)
def test_the_words_of_a_text_stay(text: str, words: str) -> None:
    assert words_of(text) == words
