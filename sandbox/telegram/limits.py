"""What Telegram accepts in a message: lengths of texts and shapes of keyboards."""

from urllib.parse import urlsplit

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.telegram.records import Json
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.utf16 import utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER_LIMIT = 200
COPY_TEXT_LIMIT = 256
BUTTONS_LIMIT = 100
ROW_LIMIT = 8
BUTTON_STYLES = {"danger", "success", "primary"}
ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
    "disabled",
)


def check_text(text: str) -> str:
    """Return a message text that Telegram would take (counted in UTF-16 units)."""
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text


def check_caption(caption: str) -> str:
    """Return a caption that Telegram would take."""
    if utf16_length(caption) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return caption


def check_answer(text: str) -> str:
    """Return the text of a callback answer that Telegram would take."""
    if utf16_length(text) > CALLBACK_ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return text


def check_inline_keyboard(markup: InlineKeyboardMarkup | None) -> Json | None:
    """Return the keyboard as the Bot API writes it, None when it has no buttons."""
    rows = [row for row in markup.inline_keyboard if row] if markup else []
    if not rows:
        return None
    too_wide = any(len(row) > ROW_LIMIT for row in rows)
    if too_wide or sum(len(row) for row in rows) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    dumped = [[button.model_dump(exclude_none=True) for button in row] for row in rows]
    return {"inline_keyboard": dumped}


def _check_button(button: InlineKeyboardButton) -> None:
    actions = [name for name in ACTIONS if getattr(button, name) is not None]
    if not button.text.strip():
        raise bad_request("BUTTON_INVALID")
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            "can't parse inline keyboard button: exactly one type must be used for the button"
        )
    if button.style is not None and button.style not in BUTTON_STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    _check_action(button)


def _check_action(button: InlineKeyboardButton) -> None:
    data = button.callback_data
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    copied = button.copy_text
    if copied is not None and not 1 <= utf16_length(copied.text) <= COPY_TEXT_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if button.url is not None and not _is_web_address(button.url):
        raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")


def _is_web_address(url: str) -> bool:
    if any(character.isspace() for character in url):
        return False
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme == "tg":
        return bool(parts.netloc)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and ("." in host or host == "localhost")
