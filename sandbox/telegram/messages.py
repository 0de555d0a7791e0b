"""Messages as a person reads them: plain text, markup, buttons, files."""

from dataclasses import dataclass

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from sandbox.telegram.records import Json, StoredMessage, Upload


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message; `share` is an inline query to be typed in another chat."""

    text: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    share: str | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file in a chat."""

    name: str
    mime: str
    content: bytes
    file_id: str


@dataclass(frozen=True, slots=True)
class Toast:
    """An answer to a press: an alert asks to be closed, a toast goes by itself."""

    text: str
    alert: bool
    query_id: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stood when it was looked at; a later edit does not change it."""

    id: int
    chat_id: int
    from_bot: bool
    text: str
    entities: list[MessageEntity]
    buttons: list[list[Button]]
    edits: int
    date: int
    document: Document | None = None
    photo: bool = False
    reply_keyboard: Json | None = None
    silent: bool = False
    protected: bool = False
    pinned: bool = False
    via_bot: bool = False

    @property
    def html(self) -> str:
        """The text with its markup, written when it is asked for: chats are looked at often."""
        return html_decoration.unparse(self.text, self.entities)

    @property
    def button_texts(self) -> list[str]:
        """The words on all buttons, row by row."""
        return [button.text for row in self.buttons for button in row]

    def button(self, wanted: str) -> Button | None:
        """Return the button whose text or data is (or, failing that, whose text holds) this."""
        flat = [button for row in self.buttons for button in row]
        for button in flat:
            if wanted in {button.text, button.data}:
                return button
        return next((button for button in flat if wanted in button.text), None)


def view(message: StoredMessage) -> Message:
    """Return what a person sees of a stored message now."""
    upload = message.upload
    return Message(
        id=message.id,
        chat_id=message.chat_id,
        from_bot=message.from_bot,
        text=message.text,
        entities=list(message.entities),
        buttons=_buttons(message.markup),
        edits=message.edits,
        date=message.date,
        document=_document(upload),
        photo=bool(upload and upload.size),
        reply_keyboard=message.keyboard,
        silent=message.silent,
        protected=message.protected,
        pinned=message.pinned,
        via_bot=message.via_bot is not None,
    )


def _document(upload: Upload | None) -> Document | None:
    if upload is None:
        return None
    return Document(upload.name, upload.mime, upload.content, upload.file_id)


def _buttons(markup: Json | None) -> list[list[Button]]:
    rows = markup["inline_keyboard"] if markup else []
    return [[_button(item) for item in row] for row in rows]


def _button(item: Json) -> Button:
    return Button(
        text=item["text"],
        data=item.get("callback_data"),
        url=item.get("url"),
        copy_text=item.get("copy_text", {}).get("text"),
        share=item.get("switch_inline_query"),
        style=item.get("style"),
    )
