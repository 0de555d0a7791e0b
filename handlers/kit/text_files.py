"""Reading a text file that a person sent: fetched from Telegram, bounded, decoded sensibly."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import structlog
from aiogram.exceptions import TelegramAPIError
from aiohttp import ClientError

from domain.encodings import decoded
from domain.fields import Problem

if TYPE_CHECKING:
    from aiogram.types import Document, Message
    from typing_extensions import Buffer

MAX_BYTES: Final = 1024 * 1024
_NAME_ENDS: Final = (".txt", ".csv", ".text")
_PLAIN: Final = "text/"

log = structlog.get_logger(__name__)


class TextFileError(Exception):
    """The file cannot be used: `problem` says why; `most` is the largest size in KB."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.most = MAX_BYTES // 1024


async def read_text_file(message: Message) -> str:
    """The text of a message's document.

    Raises:
        TextFileError: it is no text, too large, or cannot be fetched.
    """
    document, bot = message.document, message.bot
    assert document is not None  # noqa: S101 - the handler's filter saw it
    assert bot is not None  # noqa: S101 - updates come from a bot
    _ensure_text(document)
    content = _Bounded()
    try:
        await bot.download(document, content)
    except (TelegramAPIError, ClientError, OSError) as error:
        log.info("file.unread", error=type(error).__name__)
        raise TextFileError(Problem.NO_TEXT_FILE) from error
    text = decoded(content.getvalue())
    if text is None:
        raise TextFileError(Problem.NO_TEXT_FILE)
    return text


class _Bounded(BytesIO):
    """Takes so much and no more, whatever size was announced."""

    def write(self, piece: Buffer, /) -> int:
        written = super().write(piece)
        if self.tell() > MAX_BYTES:
            raise TextFileError(Problem.FILE_TOO_LARGE)
        return written


def _ensure_text(document: Document) -> None:
    name = (document.file_name or "").lower()
    if not name.endswith(_NAME_ENDS) and not (document.mime_type or "").startswith(_PLAIN):
        raise TextFileError(Problem.NO_TEXT_FILE)
    if (document.file_size or 0) > MAX_BYTES:
        raise TextFileError(Problem.FILE_TOO_LARGE)
