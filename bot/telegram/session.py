"""The session that talks to the Bot API: aiogram's own, which remembers what answers look like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import Response

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.methods import TelegramMethod
    from aiogram.methods.base import TelegramType


class Session(AiohttpSession):
    """Keeps the model of each method's answer.

    aiogram names it anew for each answer, and pydantic forgets a model that nobody holds: every
    collection of garbage made the next answer wait until its model was built once more.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - aiogram's own options
        super().__init__(**options)
        self._answers: dict[str, type[Response[Any]]] = {}

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Read an answer.

        Raises:
            TelegramAPIError: it is a refusal, or not readable.
        """
        if method.__api_method__ not in self._answers:
            self._answers[method.__api_method__] = Response[method.__returning__]  # type: ignore[name-defined]
        return super().check_response(bot, method, status_code, content)
