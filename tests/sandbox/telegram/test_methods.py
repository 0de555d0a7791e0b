"""The less used methods, and the corners of the local Telegram itself."""

from struct import pack

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    MenuButtonDefault,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiohttp import ClientSession

from sandbox.telegram.images import image_size
from sandbox.telegram.people import Person
from sandbox.telegram.server import LocalTelegram

JPEG = (
    b"\xff\xd8\xff\xe0"
    + pack(">H", 4)
    + b"xx"
    + b"\xff\xc0"
    + pack(">HBHH", 17, 8, 480, 640)
    + b"rest"
)


def test_the_size_of_pictures_is_read() -> None:
    assert image_size(JPEG) == (640, 480)
    assert image_size(b"GIF89a" + pack("<HH", 12, 34)) == (12, 34)
    assert image_size(b"\xff\xd8\xff") is None


async def test_chats_and_members_are_described(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    group = telegram.add_group(-1001, "Resellers", [alice])
    assert (await bot.get_chat(group.id)).title == "Resellers"
    assert (await bot.get_chat(alice.id)).username == "alice"
    assert (await bot.get_chat_member(group.id, alice.id)).user.first_name == "Alice"
    assert (await bot.get_chat_member(group.id, bot.id)).user.is_bot
    with pytest.raises(TelegramBadRequest, match="member not found"):
        await bot.get_chat_member(group.id, 4711)
    with pytest.raises(TelegramBadRequest, match="can't be changed in private chats"):
        await bot.leave_chat(alice.id)
    await bot.leave_chat(group.id)
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.get_chat(group.id)


async def test_pins_are_taken_off_again(bot: Bot, alice: Person) -> None:
    for text in ("one", "two"):
        await (await bot.send_message(alice.id, text)).pin()
    await bot.unpin_chat_message(alice.id)
    assert [message.pinned for message in alice.messages] == [False, True, False]
    await bot.unpin_all_chat_messages(alice.id)
    with pytest.raises(TelegramBadRequest, match="message to unpin not found"):
        await bot.unpin_chat_message(alice.id)


async def test_captions_belong_to_files_alone(bot: Bot, alice: Person) -> None:
    sent = await bot.send_message(alice.id, "x")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await sent.edit_caption(caption="x")


async def test_a_reply_keyboard_stays_until_it_is_removed(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Yes")]])
    await bot.send_message(alice.id, "Sure?", reply_markup=keyboard)
    assert telegram.cloud.chats[alice.id].keyboard
    await bot.send_message(alice.id, "Fine", reply_markup=ReplyKeyboardRemove())
    assert telegram.cloud.chats[alice.id].keyboard is None


async def test_profile_texts_have_limits_and_can_be_emptied(bot: Bot) -> None:
    for refused in (
        bot.set_my_commands([BotCommand(command="x", description="")]),
        bot.set_my_commands([BotCommand(command="x", description="x")] * 101),
        bot.set_my_short_description("x" * 121),
        bot.set_my_description("x" * 513),
    ):
        with pytest.raises(TelegramBadRequest):
            await refused
    await bot.set_my_description("x")
    await bot.set_my_description("")
    assert (await bot.get_my_description()).description == ""
    await bot.set_chat_menu_button(menu_button=MenuButtonDefault())
    assert (await bot.get_chat_menu_button()).type == "default"
    assert await bot.log_out()
    assert (await bot.get_webhook_info()).url == ""


async def test_inline_results_have_limits(bot: Bot, alice: Person) -> None:
    query_id = await alice.ask_inline("x")
    content = InputTextMessageContent(message_text="x")
    result = InlineQueryResultArticle(id="1", title="x", input_message_content=content)
    with pytest.raises(TelegramBadRequest, match="RESULT_ID_DUPLICATE"):
        await bot.answer_inline_query(query_id, [result, result])
    with pytest.raises(LookupError, match="no inline result '1'"):
        await alice.choose_inline("1")


async def test_a_file_beyond_fifty_megabytes_is_too_large(bot: Bot, alice: Person) -> None:
    file = BufferedInputFile(bytes(51 * 1024 * 1024), "big.bin")
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_document(alice.id, file)


async def test_files_beyond_twenty_megabytes_cannot_be_fetched(bot: Bot, alice: Person) -> None:
    sent = await alice.send_document("big.bin", bytes(20 * 1024 * 1024 + 1))
    assert sent.document
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(sent.document.file_id)


async def test_answers_to_presses_can_be_waited_for(bot: Bot, alice: Person) -> None:
    button = InlineKeyboardButton(text="Go", callback_data="go")
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    await bot.send_message(alice.id, "x", reply_markup=markup)
    await bot.answer_callback_query(await alice.press("Go"), "Going", show_alert=True)
    toast = await alice.wait_for_toast("Going")
    assert toast.alert


async def test_ids_are_unique_and_groups_negative(telegram: LocalTelegram, alice: Person) -> None:
    with pytest.raises(ValueError, match="already a chat 7001"):
        telegram.add_person(alice.id, "Twin")
    with pytest.raises(ValueError, match="negative"):
        telegram.add_group(1001, "x", [])


async def test_a_taken_port_is_an_error_and_another_may_be_tried(telegram: LocalTelegram) -> None:
    taken = int(telegram.api_url.rsplit(":", 1)[1])
    other = LocalTelegram()
    with pytest.raises(RuntimeError, match="not started"):
        assert other.chat_url
    with pytest.raises(OSError, match="address already in use"):
        await other.start(port=taken)
    await other.start()
    assert other.chat_url.endswith("/chat/")
    await other.stop()


async def test_bodies_that_are_no_json_objects_are_refused(telegram: LocalTelegram) -> None:
    address = f"{telegram.api_url}/bot{telegram.token}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with ClientSession(headers=headers) as session:
        for body in ("{", "[1]"):
            async with session.post(address, data=body) as answer:
                assert answer.status == 400
                assert "can't parse request" in (await answer.json())["description"]


async def test_group_members_act_on_the_page(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    group = telegram.add_group(-1001, "Resellers", [alice])
    guard = {"X-Local-Telegram": "1"}
    async with ClientSession(telegram.chat_url, headers=guard) as browser:
        said = {"text": "hello", "as": alice.id}
        await browser.post("seats/-1001/send", json=said)
        await browser.post("seats/-1001/inline", json={"text": "find", "as": alice.id})
        async with browser.get("../") as answer:
            assert str(answer.url).endswith("/chat/")
    assert group.messages[0].text == "hello"
    message, inline = await bot.get_updates()
    assert message.message
    assert inline.inline_query
    assert inline.inline_query.query == "find"
