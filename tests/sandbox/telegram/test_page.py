"""The server side of the chat page: assets, state, events, and what people do there."""

from collections.abc import AsyncIterator
from json import loads

import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import ClientSession, FormData

from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram

GUARD = {"X-Local-Telegram": "1"}


@pytest.fixture
async def browser(telegram: LocalTelegram) -> AsyncIterator[ClientSession]:
    async with ClientSession(telegram.chat_url, headers=GUARD) as session:
        yield session


async def test_everything_the_page_needs_comes_from_here(browser: ClientSession) -> None:
    async with browser.get("") as answer:
        page = await answer.text()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "http://" not in page
    assert "https://" not in page
    for name in ("app.js", "theme.css", "layout.css", "bubble.css", "icon.svg"):
        assert f"/chat/assets/{name}" in page
        async with browser.get(f"assets/{name}") as answer:
            assert answer.status == 200
    async with browser.get("assets/web.py") as answer:
        assert answer.status == 404


async def test_the_state_shows_seats_messages_and_menus(
    telegram: LocalTelegram, browser: ClientSession, alice: Person
) -> None:
    telegram.links.append(("Provider switches", "http://127.0.0.1:1/"))
    telegram.add_group(-1001, "Resellers", [alice])
    async with browser.get("state") as answer:
        state = await answer.json()
    private, group = state["seats"]
    assert private["messages"][0]["text"] == "/start"
    assert group["members"] == [{"id": 7001, "name": "Alice"}]
    assert state["links"] == [{"words": "Provider switches", "url": "http://127.0.0.1:1/"}]
    assert state["connected"] is False


async def test_what_is_done_on_the_page_reaches_the_bot(
    browser: ClientSession, bot: Bot, alice: Person
) -> None:
    keyboard = [[InlineKeyboardButton(text="Go", callback_data="go")]]
    markup = InlineKeyboardMarkup(inline_keyboard=keyboard)
    sent = await bot.send_message(alice.id, "x", reply_markup=markup)
    async with browser.post("seats/7001/send", json={"text": "hello"}) as answer:
        assert answer.status == 200
    press = {"message_id": sent.message_id, "data": "go"}
    async with browser.post("seats/7001/press", json=press) as answer:
        query_id = (await answer.json())["query_id"]
    form = FormData()
    form.add_field("file", b"content", filename="receipt.txt")
    async with browser.post("seats/7001/document", data=form) as answer:
        assert answer.status == 200
    text, query, file = await bot.get_updates()
    assert text.message
    assert text.message.text == "hello"
    assert query.callback_query
    assert (query.callback_query.id, query.callback_query.data) == (query_id, "go")
    assert file.message
    assert file.message.document
    async with browser.get(f"files/{file.message.document.file_id}") as answer:
        assert await answer.read() == b"content"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    async with browser.post("seats/7001/block", json={"blocked": True}) as answer:
        assert alice.profile.blocked


async def test_what_is_written_may_answer_a_message_that_is_there(
    browser: ClientSession, bot: Bot, alice: Person
) -> None:
    sent = await bot.send_message(alice.id, "Which one?")
    for quoted in (sent.message_id, 4711):
        said = {"text": "this", "reply_to": quoted}
        async with browser.post("seats/7001/send", json=said) as answer:
            assert answer.status == 200
    form = FormData({"reply_to": str(sent.message_id)})
    form.add_field("file", b"content", filename="receipt.txt")
    async with browser.post("seats/7001/document", data=form) as answer:
        assert answer.status == 200
    updates = [update.message for update in await bot.get_updates() if update.message]
    answered = [one.reply_to_message and one.reply_to_message.text for one in updates]
    assert answered == ["Which one?", None, "Which one?"]


async def test_events_stream_messages_edits_and_answers(
    browser: ClientSession, bot: Bot, alice: Person
) -> None:
    async with browser.get("events") as stream:
        await stream.content.readuntil(b"\n\n")
        sent = await bot.send_message(alice.id, "<b>x</b>")
        await sent.edit_text("y")
        await sent.delete()
        query_id = await alice.press_data("forged", alice.last)
        await bot.answer_callback_query(query_id, "Done")
        events = [
            loads((await stream.content.readuntil(b"\n\n")).removeprefix(b"data: "))
            for _ in range(4)
        ]
    assert [event["event"] for event in events] == ["message", "edit", "delete", "answer"]
    assert events[1]["message"] is None or events[1]["message"]["edited"]
    assert (events[3]["person_id"], events[3]["text"]) == (7001, "Done")


async def test_another_site_cannot_act_for_people(telegram: LocalTelegram, alice: Person) -> None:
    async with ClientSession(telegram.chat_url) as stranger:
        for path in ("send", "press", "document", "block"):
            async with stranger.post(f"seats/7001/{path}", data="{}") as answer:
                assert answer.status == 403


async def test_a_text_too_long_is_refused_on_the_page_too(
    browser: ClientSession, alice: Person
) -> None:
    async with browser.post("seats/7001/send", json={"text": "x" * 4097}) as answer:
        assert answer.status == 400
        assert "too long" in (await answer.json())["error"]
    async with browser.post("seats/4711/send", json={"text": "x"}) as answer:
        assert answer.status == 404
