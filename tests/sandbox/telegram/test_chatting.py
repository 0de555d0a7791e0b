"""People and the bot in conversation: texts, buttons, files, menus, groups."""

from struct import pack

import pytest
from aiogram import Bot, Dispatcher
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    CallbackQuery,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
)
from aiogram.types import InlineKeyboardButton as Button
from aiogram.types import InlineKeyboardMarkup as Keyboard

from sandbox.telegram.messages import Button as Seen
from sandbox.telegram.people import NoSuchButtonError, Person
from sandbox.telegram.server import LocalTelegram
from tests.sandbox.telegram.conftest import MovableClock, polling

PNG = b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IHDR", 40, 30)
SHOP = Keyboard(
    inline_keyboard=[
        [Button(text="Order", callback_data="order", style="primary")],
        [Button(text="Site", url="https://example.com"), Button(text="Back", callback_data="b")],
    ]
)


async def test_a_shop_like_bot_answers_edits_and_toasts(bot: Bot, alice: Person) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer("<b>Welcome</b>", reply_markup=SHOP)

    @dispatcher.callback_query()
    async def press(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text(f"You pressed {query.data}")
        await query.answer("Saved", show_alert=True)

    async with polling(bot, dispatcher):
        await alice.send("/start ref_1")
        welcome = await alice.wait_for("Welcome")
        assert welcome.html == "<b>Welcome</b>"
        assert welcome.button("Order") == Seen("Order", data="order", style="primary")
        await alice.press("Order")
        edited = await alice.wait_for(lambda message: message.edits == 1)
        await alice.settle()
    assert (edited.id, edited.text, edited.buttons) == (welcome.id, "You pressed order", [])
    assert [(toast.text, toast.alert) for toast in alice.toasts] == [("Saved", True)]
    assert alice.messages[-2].entities[0].type == "bot_command"


async def test_a_missing_button_lists_those_that_are_there(bot: Bot, alice: Person) -> None:
    await bot.send_message(alice.id, "x", reply_markup=SHOP)
    with pytest.raises(NoSuchButtonError, match=r"No button 'Pay'.*'Order', 'Site', 'Back'"):
        await alice.press("Pay")
    with pytest.raises(NoSuchButtonError, match="'Site' is not a button that the bot hears"):
        await alice.press("Site")


async def test_a_press_may_be_answered_once_and_in_time(
    telegram: LocalTelegram, bot: Bot, alice: Person, clock: MovableClock
) -> None:
    await bot.send_message(alice.id, "x", reply_markup=SHOP)
    telegram.queries.lifetime_s = 15
    first = await alice.press("Order")
    await bot.answer_callback_query(first, "x" * 200)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(first)
    second = await alice.press("Order")
    clock.forward(16)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(second)
    assert len(alice.toasts) == 1


async def test_a_press_on_a_deleted_message_brings_an_inaccessible_one(
    bot: Bot, alice: Person
) -> None:
    sent = await bot.send_message(alice.id, "x", reply_markup=SHOP)
    shown = alice.last
    await sent.delete()
    await alice.press("Order", shown)
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.message
    assert update.callback_query.message.date == 0


async def test_documents_go_both_ways(bot: Bot, alice: Person) -> None:
    content = bytes(range(256)) * 400
    file = BufferedInputFile(content, "orders 2026.csv")
    sent = await bot.send_document(alice.id, file, caption="<b>Orders</b>")
    assert alice.last.document
    assert (alice.last.document.content, alice.last.text) == (content, "Orders")
    assert sent.document
    await bot.send_document(alice.id, sent.document.file_id)
    await sent.edit_caption(caption="New words")
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await sent.edit_text("x")
    await alice.send_document("receipt.pdf", content, caption="/paid")
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.document
    assert update.message.caption == "/paid"
    downloaded = await bot.download(update.message.document.file_id)
    assert downloaded
    assert downloaded.read() == content


async def test_photos_carry_their_size(bot: Bot, alice: Person) -> None:
    sent = await bot.send_photo(alice.id, BufferedInputFile(PNG, "chart.png"))
    assert sent.photo
    assert (sent.photo[0].width, sent.photo[0].height) == (40, 30)
    assert alice.last.photo


async def test_messages_carry_replies_previews_reactions_and_pins(bot: Bot, alice: Person) -> None:
    sent = await bot.send_message(
        alice.id,
        "https://example.com",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=1),
        disable_notification=True,
    )
    assert sent.link_preview_options
    assert sent.link_preview_options.is_disabled
    assert sent.reply_to_message
    assert sent.reply_to_message.text == "/start"
    await bot.set_message_reaction(alice.id, 1, [ReactionTypeEmoji(emoji="👍")])
    await sent.pin()
    assert alice.last.silent
    assert alice.last.pinned
    assert (await bot.get_chat(alice.id)).pinned_message
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(alice.id, "x", reply_parameters=ReplyParameters(message_id=99))


async def test_chat_actions_are_seen(bot: Bot, alice: Person) -> None:
    await bot.send_chat_action(alice.id, ChatAction.TYPING)
    assert alice.actions == ["typing"]


async def test_the_command_menu_depends_on_scope_and_language(
    telegram: LocalTelegram, bot: Bot, alice: Person
) -> None:
    bruno = telegram.add_person(7002, "Bruno", language_code="pt-br")
    await bot.set_my_commands([BotCommand(command="start", description="Open")])
    await bot.set_my_commands([BotCommand(command="start", description="Abrir")], None, "pt")
    scope = BotCommandScopeChat(chat_id=alice.id)
    await bot.set_my_commands([BotCommand(command="stats", description="Figures")], scope)
    assert [item["description"] for item in bruno.commands] == ["Abrir"]
    assert [item["command"] for item in alice.commands] == ["stats"]
    await bot.delete_my_commands(scope)
    assert [item["description"] for item in alice.commands] == ["Open"]
    assert (await bot.get_my_commands(language_code="pt"))[0].description == "Abrir"


async def test_names_and_descriptions_fall_back_to_the_common_one(bot: Bot) -> None:
    assert (await bot.get_me()).username == "shop_demo_bot"
    await bot.set_my_name("My shop")
    await bot.set_my_description("Hello")
    await bot.set_my_description("Olá", "pt")
    await bot.set_my_short_description("Short")
    assert (await bot.get_me()).first_name == "My shop"
    assert (await bot.get_my_name()).name == "My shop"
    assert (await bot.get_my_description("pt")).description == "Olá"
    assert (await bot.get_my_description("tr")).description == "Hello"
    assert (await bot.get_my_short_description()).short_description == "Short"


async def test_people_write_in_a_group(telegram: LocalTelegram, bot: Bot, alice: Person) -> None:
    group = telegram.add_group(-1001, "Resellers", [alice])
    await alice.send("@shop_demo_bot hello", chat=group)
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.chat.type == "group"
    await update.message.reply("I work in private chats.", reply_markup=SHOP)
    await alice.press("Order", group.messages[-1])
    assert [message.from_bot for message in group.messages] == [False, True]
    assert await bot.get_chat_member_count(group.id) == 2


async def test_inline_queries_are_answered(bot: Bot, alice: Person) -> None:
    dispatcher = Dispatcher()

    @dispatcher.inline_query()
    async def find(query: InlineQuery) -> None:
        content = InputTextMessageContent(message_text="<i>x</i>", parse_mode="HTML")
        article = InlineQueryResultArticle(
            id="1", title=query.query, input_message_content=content
        )
        await query.answer([article])

    async with polling(bot, dispatcher):
        await alice.ask_inline("followers")
        await alice.settle()
        assert [result.title for result in alice.inline_answer.results] == ["followers"]
        chosen = await alice.choose_inline("1")
    assert (chosen.text, chosen.from_bot) == ("x", False)


async def test_waiting_in_vain_shows_what_was_said(bot: Bot, alice: Person) -> None:
    await bot.send_message(alice.id, "Something else")
    with pytest.raises(TimeoutError, match="Something else"):
        await alice.wait_for("Welcome", timeout_s=0.01)


async def test_two_telegrams_share_nothing(telegram: LocalTelegram, bot: Bot) -> None:
    async with LocalTelegram() as other:
        other.add_person(7001, "Somebody else")
        assert telegram.people == {}
        assert other.api_url != telegram.api_url
