"""Telegram's own side: people, chats, messages and files, and who is told of changes."""

import mimetypes
from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.telegram.bell import Bell
from sandbox.telegram.feed import Feed
from sandbox.telegram.records import Chat, Json, Profile, StoredMessage, Upload

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Return the present time, aware, UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock of the sandbox


class Cloud:
    """Everything that both the bot and the people see."""

    def __init__(self, bot: Json, clock: Clock | None = None) -> None:
        self.bot = bot
        self.clock = clock or wall_clock
        self.bell = Bell()
        self.feed = Feed()
        self.profiles: dict[int, Profile] = {}
        self.chats: dict[int, Chat] = {}
        self.uploads: dict[str, Upload] = {}
        self.toasts: dict[int, list[Json]] = {}
        self.actions: dict[int, list[str]] = {}

    def now(self) -> int:
        """Return Unix seconds by the clock that was handed in."""
        return int(self.clock().timestamp())

    def changed(self, event: str, **data: object) -> None:
        """Tell the pages and wake everybody who waits."""
        self.feed.publish(event, data)
        self.bell.ring()

    def add_profile(self, profile: Profile) -> Chat:
        """Let a person exist, with a private chat that is still empty."""
        if profile.id in self.chats:
            message = f"There is already a chat {profile.id}"
            raise ValueError(message)
        self.profiles[profile.id] = profile
        self.toasts[profile.id] = []
        return self._add_chat(Chat(profile.id, "private", members=[profile.id]))

    def add_group(self, chat_id: int, title: str, members: list[int]) -> Chat:
        """Let a group exist that the bot is a member of."""
        return self._add_chat(Chat(chat_id, "group", title, members))

    def _add_chat(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        self.actions[chat.id] = []
        self.changed("seats")
        return chat

    def chat_json(self, chat: Chat) -> Json:
        """Return the `Chat` object of the Bot API."""
        if chat.kind == "group":
            return {"id": chat.id, "type": "group", "title": chat.title}
        profile = self.profiles[chat.id]
        names: Json = {"first_name": profile.first_name}
        if profile.username:
            names["username"] = profile.username
        return {"id": chat.id, "type": "private", **names}

    def message_json(self, message: StoredMessage, *, with_reply: bool = True) -> Json:
        """Return the `Message` object of the Bot API; a reply shows one message, not a chain."""
        chat = self.chats[message.chat_id]
        answer: Json = {
            "message_id": message.id,
            "from": message.sender,
            "chat": self.chat_json(chat),
            "date": message.date,
        }
        if message.edit_date:
            answer["edit_date"] = message.edit_date
        if with_reply and message.reply_to in chat.messages:
            original = chat.messages[message.reply_to]
            answer["reply_to_message"] = self.message_json(original, with_reply=False)
        return {**answer, **self._body(message)}

    @staticmethod
    def _body(message: StoredMessage) -> Json:
        body: Json = message.upload.fields() if message.upload else {}
        if message.text:
            body["caption" if message.upload else "text"] = message.text
        if message.entities:
            body["caption_entities" if message.upload else "entities"] = message.entity_json()
        if message.markup:
            body["reply_markup"] = message.markup
        if message.via_bot:
            body["via_bot"] = message.via_bot
        if message.link_preview:
            body["link_preview_options"] = message.link_preview
        return body

    def post(self, message: StoredMessage) -> StoredMessage:
        """Put a new message into its chat."""
        chat = self.chats[message.chat_id]
        chat.add(message)
        if message.keyboard is not None:
            removed = message.keyboard.get("remove_keyboard")
            chat.keyboard = None if removed else message.keyboard
        self.changed("message", chat_id=chat.id, message_id=message.id)
        return message

    def edited(self, message: StoredMessage) -> StoredMessage:
        """Note that a message has new content."""
        message.edits += 1
        message.edit_date = self.now()
        self.changed("edit", chat_id=message.chat_id, message_id=message.id)
        return message

    def delete(self, message: StoredMessage) -> None:
        """Take a message out of its chat."""
        message.deleted = True
        del self.chats[message.chat_id].messages[message.id]
        self.changed("delete", chat_id=message.chat_id, message_id=message.id)

    def keep(self, name: str, content: bytes, size: tuple[int, int] | None = None) -> Upload:
        """Store a file and return it with its ids."""
        number = len(self.uploads) + 1
        mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
        safe = name.replace("/", "_").replace("\\", "_") or "file"
        upload = Upload(f"LOCAL-{number:06}", f"u{number:06}", safe, mime, content, size)
        self.uploads[upload.file_id] = upload
        return upload
