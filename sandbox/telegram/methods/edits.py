"""Changing and removing: edits of text, caption and keyboard, deletion, reactions, pins."""

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    PinChatMessage,
    SetMessageReaction,
    UnpinAllChatMessages,
    UnpinChatMessage,
)

from sandbox.telegram.desk import Desk, Handlers
from sandbox.telegram.entities import formatted
from sandbox.telegram.limits import check_caption, check_inline_keyboard, check_text
from sandbox.telegram.methods.messages import preview
from sandbox.telegram.records import Json, StoredMessage
from sandbox.telegram.refusals import NOT_MODIFIED, bad_request
from sandbox.telegram.wire import given

DELETE_WITHIN_S = 48 * 3600
MANY = 100


def edit_message_text(desk: Desk, call: EditMessageText) -> Json:
    """Replace text and keyboard of one of the bot's texts."""
    message = desk.own_message(call.chat_id, call.message_id)
    if message.upload:
        raise bad_request("there is no text in the message to edit")
    text, entities = formatted(call.text or "", given(call.parse_mode), call.entities)
    before = message.content()
    markup = check_inline_keyboard(call.reply_markup)
    message.text, message.entities, message.markup = check_text(text), entities, markup
    message.link_preview = preview(call.link_preview_options)
    return _edited(desk, message, before)


def edit_message_caption(desk: Desk, call: EditMessageCaption) -> Json:
    """Replace caption and keyboard of one of the bot's files."""
    message = desk.own_message(call.chat_id, call.message_id)
    if not message.upload:
        raise bad_request("there is no caption in the message to edit")
    mode = given(call.parse_mode)
    text, entities = formatted(call.caption or "", mode, call.caption_entities)
    markup = check_inline_keyboard(call.reply_markup)
    before = message.content()
    message.text, message.entities, message.markup = check_caption(text), entities, markup
    return _edited(desk, message, before)


def edit_message_reply_markup(desk: Desk, call: EditMessageReplyMarkup) -> Json:
    """Replace the keyboard alone."""
    message = desk.own_message(call.chat_id, call.message_id)
    before = message.content()
    message.markup = check_inline_keyboard(call.reply_markup)
    return _edited(desk, message, before)


def _edited(desk: Desk, message: StoredMessage, before: tuple[object, ...]) -> Json:
    if message.content() == before:
        raise bad_request(NOT_MODIFIED)
    return desk.cloud.message_json(desk.cloud.edited(message))


def delete_message(desk: Desk, call: DeleteMessage) -> bool:
    """Remove one message."""
    message = desk.message(call.chat_id, call.message_id, "message to delete not found")
    if not _deletable(desk, message):
        raise bad_request("message can't be deleted for everyone")
    desk.cloud.delete(message)
    return True


def delete_messages(desk: Desk, call: DeleteMessages) -> bool:
    """Remove several messages; those that are not there are skipped, as in Telegram."""
    chat = desk.chat(call.chat_id)
    if not 1 <= len(call.message_ids) <= MANY:
        raise bad_request("message identifiers are not specified")
    for message_id in call.message_ids:
        message = chat.messages.get(message_id)
        if message and _deletable(desk, message):
            desk.cloud.delete(message)
    return True


def _deletable(desk: Desk, message: StoredMessage) -> bool:
    private = desk.cloud.chats[message.chat_id].kind == "private"
    young = desk.cloud.now() - message.date < DELETE_WITHIN_S
    return young and (private or message.from_bot)


def set_message_reaction(desk: Desk, call: SetMessageReaction) -> bool:
    """Put the bot's reaction under a message."""
    message = desk.message(call.chat_id, call.message_id, "message to react not found")
    message.reactions = [item.model_dump(exclude_none=True) for item in call.reaction or []]
    desk.cloud.changed("edit", chat_id=message.chat_id, message_id=message.id)
    return True


def pin_chat_message(desk: Desk, call: PinChatMessage) -> bool:
    """Pin a message."""
    message = desk.message(call.chat_id, call.message_id, "message to pin not found")
    return _pin(desk, message, pinned=True)


def unpin_chat_message(desk: Desk, call: UnpinChatMessage) -> bool:
    """Unpin one message, or the newest that is pinned."""
    chat = desk.chat(call.chat_id)
    pinned = [message for message in chat.messages.values() if message.pinned]
    chosen = [message for message in pinned if call.message_id in {None, message.id}]
    if not chosen:
        raise bad_request("message to unpin not found")
    return _pin(desk, chosen[-1], pinned=False)


def unpin_all_chat_messages(desk: Desk, call: UnpinAllChatMessages) -> bool:
    """Unpin everything."""
    for message in desk.chat(call.chat_id).messages.values():
        if message.pinned:
            _pin(desk, message, pinned=False)
    return True


def _pin(desk: Desk, message: StoredMessage, *, pinned: bool) -> bool:
    message.pinned = pinned
    desk.cloud.changed("edit", chat_id=message.chat_id, message_id=message.id)
    return True


HANDLERS: Handlers = {
    EditMessageText: edit_message_text,
    EditMessageCaption: edit_message_caption,
    EditMessageReplyMarkup: edit_message_reply_markup,
    DeleteMessage: delete_message,
    DeleteMessages: delete_messages,
    SetMessageReaction: set_message_reaction,
    PinChatMessage: pin_chat_message,
    UnpinChatMessage: unpin_chat_message,
    UnpinAllChatMessages: unpin_all_chat_messages,
}
