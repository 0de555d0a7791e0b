"""What Telegram refuses, said in Telegram's words, as aiogram's bot meets it."""

from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendInvoice
from aiogram.types import BotCommand, BufferedInputFile, CopyTextButton, LabeledPrice
from aiogram.types import InlineKeyboardButton as Button
from aiogram.types import InlineKeyboardMarkup as Keyboard
from aiohttp import ClientSession

from sandbox.telegram.people import Person
from sandbox.telegram.refusals import NOT_MODIFIED
from sandbox.telegram.server import LocalTelegram
from tests.sandbox.telegram.conftest import MovableClock, connected_bot

Attempt = Callable[[Bot, int], Awaitable[object]]


def with_buttons(*buttons: Button, rows: int = 1) -> Attempt:
    keyboard = Keyboard(inline_keyboard=[list(buttons)] * rows)
    return lambda bot, chat: bot.send_message(chat, "x", reply_markup=keyboard)


PLAIN = Button(text="x", callback_data="x")
TABLE: list[tuple[str, Attempt]] = [
    ("message text is empty", lambda bot, chat: bot.send_message(chat, " \n")),
    ("message text is empty", lambda bot, chat: bot.send_message(chat, "<b></b>")),
    ("message is too long", lambda bot, chat: bot.send_message(chat, "x" * 4097)),
    ("message is too long", lambda bot, chat: bot.send_message(chat, "😀" * 2049)),
    ("chat not found", lambda bot, _: bot.send_message(1, "x")),
    ("chat not found", lambda bot, _: bot.send_message("@nobody", "x")),
    (
        "message caption is too long",
        lambda bot, chat: bot.send_document(
            chat, BufferedInputFile(b"x", "x.txt"), caption="x" * 1025
        ),
    ),
    (
        "file must be non-empty",
        lambda bot, chat: bot.send_document(chat, BufferedInputFile(b"", "x.txt")),
    ),
    (
        "wrong file identifier/HTTP URL specified",
        lambda bot, chat: bot.send_document(chat, "https://example.com/x.pdf"),
    ),
    (
        "IMAGE_PROCESS_FAILED",
        lambda bot, chat: bot.send_photo(chat, BufferedInputFile(b"no picture", "x.png")),
    ),
    ("BUTTON_DATA_INVALID", with_buttons(Button(text="x", callback_data=""))),
    ("BUTTON_DATA_INVALID", with_buttons(Button(text="x", callback_data="é" * 33))),
    ("reply markup is too long", with_buttons(*[PLAIN] * 9)),
    ("reply markup is too long", with_buttons(*[PLAIN] * 8, rows=13)),
    (
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        with_buttons(Button(text="x")),
    ),
    (
        "can't parse inline keyboard button: exactly one type must be used for the button",
        with_buttons(Button(text="x", callback_data="x", url="https://example.com")),
    ),
    (
        "can't parse inline keyboard button: invalid button style specified",
        with_buttons(Button(text="x", callback_data="x", style="pink")),
    ),
    (
        "BUTTON_COPY_TEXT_INVALID",
        with_buttons(Button(text="x", copy_text=CopyTextButton(text="x" * 257))),
    ),
    (
        "inline keyboard button URL 'no address' is invalid: Wrong HTTP URL",
        with_buttons(Button(text="x", url="no address")),
    ),
    ("message to edit not found", lambda bot, chat: bot.edit_message_text("x", None, chat, 99)),
    ("message can't be edited", lambda bot, chat: bot.edit_message_text("x", None, chat, 1)),
    ("message to delete not found", lambda bot, chat: bot.delete_message(chat, 99)),
    (
        "query is too old and response timeout expired or query ID is invalid",
        lambda bot, _: bot.answer_callback_query("17"),
    ),
    ("MESSAGE_TOO_LONG", lambda bot, _: bot.answer_callback_query("17", "x" * 201)),
    ("invalid file_id", lambda bot, _: bot.get_file("nothing")),
    (
        "wrong parameter action in request",
        lambda bot, chat: bot.send_chat_action(chat, "dancing"),
    ),
    (
        "BOT_COMMAND_INVALID",
        lambda bot, _: bot.set_my_commands([BotCommand(command="No-Go", description="x")]),
    ),
    ("LANG_CODE_INVALID", lambda bot, _: bot.set_my_name("x", language_code="english")),
    ("bot name is too long", lambda bot, _: bot.set_my_name("x" * 65)),
    (
        "bad webhook: An HTTPS URL must be provided for webhook",
        lambda bot, _: bot.set_webhook("http://shop.example/hook"),
    ),
    (
        "sendInvoice is not available in the local Telegram",
        lambda bot, chat: bot(
            SendInvoice(
                chat_id=chat,
                title="x",
                description="x",
                payload="x",
                currency="USD",
                prices=[LabeledPrice(label="x", amount=100)],
            )
        ),
    ),
]


@pytest.mark.parametrize(("words", "attempt"), TABLE, ids=range(len(TABLE)))
async def test_bad_requests_are_refused(
    bot: Bot, alice: Person, words: str, attempt: Attempt
) -> None:
    with pytest.raises(TelegramBadRequest) as caught:
        await attempt(bot, alice.id)
    assert caught.value.message == f"Bad Request: {words}"


async def test_what_is_just_short_enough_passes(bot: Bot, alice: Person) -> None:
    row = [Button(text="x", callback_data="x" * 64)] * 8
    keyboard = Keyboard(inline_keyboard=[row] * 12)
    await bot.send_message(alice.id, f"<b>{'x' * 4096}</b>", reply_markup=keyboard)
    assert len(alice.last.text) == 4096
    assert len(alice.last.button_texts) == 96


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, alice: Person) -> None:
    keyboard = Keyboard(inline_keyboard=[[PLAIN]])
    sent = await bot.send_message(alice.id, "<b>x</b>", reply_markup=keyboard)
    with pytest.raises(TelegramBadRequest, match="message is not modified") as caught:
        await sent.edit_text(" <b>x</b> ", reply_markup=keyboard)
    assert caught.value.message == f"Bad Request: {NOT_MODIFIED}"
    await sent.edit_text("x", reply_markup=keyboard)
    await sent.edit_reply_markup(reply_markup=None)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await sent.edit_reply_markup(reply_markup=None)
    assert alice.last.edits == 2


async def test_a_blocked_bot_may_not_write_until_it_is_unblocked(bot: Bot, alice: Person) -> None:
    alice.block()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(alice.id, "x")
    alice.unblock()
    await bot.send_message(alice.id, "x")
    updates = await bot.get_updates()
    assert [update.my_chat_member.new_chat_member.status for update in updates] == [  # type: ignore[union-attr]
        "kicked",
        "member",
    ]


async def test_the_bot_cannot_write_first(telegram: LocalTelegram, bot: Bot) -> None:
    stranger = telegram.add_person(7002, "Bruno")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(stranger.id, "x")


async def test_a_wrong_token_is_unauthorized(telegram: LocalTelegram) -> None:
    async with connected_bot(telegram, "7000000001:wrong") as bot:
        with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
            await bot.get_me()


async def test_unknown_methods_and_unparsable_parameters(
    telegram: LocalTelegram, alice: Person
) -> None:
    base = f"{telegram.api_url}/bot{telegram.token}"
    async with ClientSession() as session:
        async with session.get(f"{base}/makeCoffee") as answer:
            assert answer.status == 404
            assert (await answer.json())["description"] == "Not Found: method not found"
        async with session.post(f"{base}/SENDMESSAGE", json={"chat_id": alice.id}) as answer:
            assert (await answer.json())["description"] == "Bad Request: message text is empty"
        broken = {"chat_id": str(alice.id), "text": "x", "reply_markup": "{broken"}
        async with session.post(f"{base}/sendMessage", data=broken) as answer:
            assert (await answer.json())["description"] == (
                "Bad Request: can't parse reply keyboard markup JSON object"
            )
        async with session.get(f"{base}/sendMessage?chat_id={alice.id}&text=hi") as answer:
            assert answer.status == 200
    assert alice.last.text == "hi"


async def test_old_messages_cannot_be_deleted(
    bot: Bot, alice: Person, clock: MovableClock
) -> None:
    first = await bot.send_message(alice.id, "first")
    clock.forward(48 * 3600)
    second = await bot.send_message(alice.id, "second")
    with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
        await first.delete()
    await bot.delete_messages(alice.id, [first.message_id, second.message_id, 4711])
    assert alice.last.text == "first"


async def test_flood_limits_name_the_seconds_to_wait(
    telegram: LocalTelegram, bot: Bot, alice: Person, clock: MovableClock
) -> None:
    telegram.flood.enabled = True
    for number in range(5):
        await bot.send_message(alice.id, str(number))
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(alice.id, "too soon")
    assert caught.value.retry_after == 1
    clock.forward(1)
    await bot.send_message(alice.id, "in time")


async def test_flood_limits_count_all_chats(telegram: LocalTelegram, bot: Bot) -> None:
    telegram.flood.enabled = True
    people = [telegram.add_person(8000 + number, "P") for number in range(31)]
    for person in people:
        await person.send("/start")
    for person in people[:30]:
        await bot.send_message(person.id, "x")
    with pytest.raises(TelegramAPIError, match="Too Many Requests: retry after 1"):
        await bot.send_message(people[30].id, "x")


async def test_files_under_a_wrong_token_or_path_are_not_served(
    telegram: LocalTelegram,
) -> None:
    async with connected_bot(telegram, "1:x") as thief:
        with pytest.raises(TelegramUnauthorizedError):
            await thief.get_file("LOCAL-000001")
    async with ClientSession() as session:
        address = f"{telegram.api_url}/file/bot{telegram.token}/documents/none"
        async with session.get(address) as answer:
            assert answer.status == 404
