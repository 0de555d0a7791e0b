"""What the local Telegram remembers: profiles, chats, messages and files."""

from dataclasses import dataclass, field
from typing import Any

from aiogram.types import MessageEntity

Json = dict[str, Any]


@dataclass(slots=True)
class Profile:
    """A person as Telegram knows them, and their standing with the bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str = "en"
    started: bool = False
    blocked: bool = False

    def user(self) -> Json:
        """Return the `User` object of the Bot API."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        return {**user, "language_code": self.language_code}


@dataclass(frozen=True, slots=True)
class Upload:
    """A stored file; `size` is (width, height) when it was sent as a photo."""

    file_id: str
    unique_id: str
    name: str
    mime: str
    content: bytes
    size: tuple[int, int] | None = None

    @property
    def path(self) -> str:
        """The path under which `/file/bot<token>/` serves it."""
        folder = "photos" if self.size else "documents"
        return f"{folder}/{self.unique_id}/{self.name}"

    def as_json(self) -> Json:
        """Return the fields that every file object of the Bot API has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    def fields(self) -> Json:
        """Return the `document` or `photo` field of a message."""
        if self.size:
            width, height = self.size
            return {"photo": [{**self.as_json(), "width": width, "height": height}]}
        return {
            "document": {**self.as_json(), "file_name": self.name, "mime_type": self.mime},
        }


@dataclass(slots=True)
class StoredMessage:
    """One message of one chat, as it stands after all its edits."""

    chat_id: int
    id: int
    date: int
    sender: Json
    text: str
    entities: list[MessageEntity] = field(default_factory=list)
    upload: Upload | None = None
    markup: Json | None = None
    keyboard: Json | None = None
    link_preview: Json | None = None
    edit_date: int | None = None
    edits: int = 0
    reply_to: int | None = None
    via_bot: Json | None = None
    reactions: list[Json] = field(default_factory=list)
    pinned: bool = False
    silent: bool = False
    protected: bool = False
    deleted: bool = False

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.sender["is_bot"])

    def content(self) -> tuple[object, ...]:
        """Return what an edit must change, or else it is refused as not modified."""
        return self.text, self.entity_json(), self.markup, self.link_preview

    def entity_json(self) -> list[Json]:
        """Return the entities as the Bot API writes them."""
        return [entity.model_dump(exclude_none=True) for entity in self.entities]


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's) or a group (its id is negative)."""

    id: int
    kind: str
    title: str | None = None
    members: list[int] = field(default_factory=list)
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    keyboard: Json | None = None
    next_id: int = 1

    def add(self, message: StoredMessage) -> None:
        """Keep a new message; ids only ever grow."""
        self.messages[message.id] = message
        self.next_id = message.id + 1
