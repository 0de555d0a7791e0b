"""What an open page is shown: seats, messages and menus as JSON."""

from sandbox.telegram.desk import Desk
from sandbox.telegram.records import Chat, Json, StoredMessage


def message_view(message: StoredMessage) -> Json:
    """Return one message for the page."""
    upload = message.upload
    return {
        "id": message.id,
        "from_bot": message.from_bot,
        "sender": message.sender["first_name"],
        "text": message.text,
        "entities": message.entity_json(),
        "rows": message.markup["inline_keyboard"] if message.markup else [],
        "date": message.date,
        "edited": message.edits > 0,
        "reply_to": message.reply_to,
        "reactions": [item.get("emoji", "★") for item in message.reactions],
        "pinned": message.pinned,
        "silent": message.silent,
        "via": message.via_bot and message.via_bot["username"],
        "file": upload
        and {
            "id": upload.file_id,
            "name": upload.name,
            "size": len(upload.content),
            "photo": upload.size,
        },
    }


def seat_view(desk: Desk, chat: Chat) -> Json:
    """Return one chat of the list: a person's private chat, or a group."""
    seat: Json = {
        "id": chat.id,
        "kind": chat.kind,
        "messages": [message_view(message) for message in chat.messages.values()],
        "keyboard": chat.keyboard,
    }
    if chat.kind == "group":
        members = [desk.cloud.profiles[member] for member in chat.members]
        people = [{"id": person.id, "name": person.first_name} for person in members]
        return {**seat, "name": chat.title, "members": people, "commands": [], "started": True}
    person = desk.cloud.profiles[chat.id]
    return {
        **seat,
        "name": person.first_name,
        "username": person.username,
        "language": person.language_code,
        "started": person.started,
        "blocked": person.blocked,
        "commands": desk.profile.commands_for(chat, person),
        "bot": bot_view(desk, person.language_code),
    }


def bot_view(desk: Desk, language: str) -> Json:
    """Return the bot's texts in one person's language."""
    profile = desk.profile
    return {
        "name": profile.text_for(profile.names, language) or desk.cloud.bot["first_name"],
        "username": desk.cloud.bot["username"],
        "description": profile.text_for(profile.descriptions, language),
    }
