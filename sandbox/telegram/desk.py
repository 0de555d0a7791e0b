"""The desk where the bot's calls are served: what every method may look at and change."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram.methods import TelegramMethod
from aiogram.types import InlineKeyboardMarkup

from sandbox.telegram.callbacks import Queries
from sandbox.telegram.cloud import Cloud
from sandbox.telegram.flood import FloodLimits
from sandbox.telegram.inline import InlineAnswer
from sandbox.telegram.limits import check_inline_keyboard
from sandbox.telegram.profile import BotProfile
from sandbox.telegram.records import Chat, Json, StoredMessage
from sandbox.telegram.refusals import bad_request, forbidden
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.wire import SentFile

Answer = object
Handler = Callable[["Desk", Any], Answer | Awaitable[Answer]]
Handlers = dict[type[TelegramMethod[Any]], Handler]


@dataclass(slots=True)
class Desk:
    """One server's parts, and the files of the request at hand."""

    cloud: Cloud
    updates: UpdateQueue
    queries: Queries
    flood: FloodLimits
    profile: BotProfile
    inline_answers: dict[int, InlineAnswer] = field(default_factory=dict)
    files: dict[str, SentFile] = field(default_factory=dict)

    def with_files(self, files: dict[str, SentFile]) -> "Desk":
        """Return the same desk for a request that brings files."""
        return Desk(
            self.cloud,
            self.updates,
            self.queries,
            self.flood,
            self.profile,
            self.inline_answers,
            files,
        )

    def chat(self, chat_id: int | str | None) -> Chat:
        """Return a chat the bot may write to; 400 when it never met it, 403 when blocked."""
        chat = self.cloud.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.kind == "private":
            profile = self.cloud.profiles[chat.id]
            if not profile.started:
                raise bad_request("chat not found")
            if profile.blocked:
                raise forbidden("bot was blocked by the user")
        return chat

    def message(
        self, chat_id: int | str | None, message_id: int | None, missing: str
    ) -> StoredMessage:
        """Return a message; 400 with the given words when it is not there."""
        found = self.chat(chat_id).messages.get(message_id or 0)
        if found is None:
            raise bad_request(missing)
        return found

    def own_message(self, chat_id: int | str | None, message_id: int | None) -> StoredMessage:
        """Return a message that the bot may edit."""
        if chat_id is None or message_id is None:
            raise bad_request("message identifier is not specified")
        found = self.message(chat_id, message_id, "message to edit not found")
        if not found.from_bot:
            raise bad_request("message can't be edited")
        return found

    def outgoing(self, call: Any) -> StoredMessage:  # noqa: ANN401 - any of the send methods
        """Return an empty message of the bot with the parameters that all sends share."""
        chat = self.chat(call.chat_id)
        markup, keyboard = _split_markup(call.reply_markup)
        message = StoredMessage(
            chat.id, chat.next_id, self.cloud.now(), self.cloud.bot, "",
            markup=markup, keyboard=keyboard, silent=bool(call.disable_notification),
            protected=call.protect_content is True,
        )  # fmt: skip
        message.reply_to = self._reply_target(chat, call)
        return message

    @staticmethod
    def _reply_target(chat: Chat, call: Any) -> int | None:  # noqa: ANN401 - as above
        if call.reply_parameters is None:
            return None
        target = int(call.reply_parameters.message_id)
        lenient = call.reply_parameters.allow_sending_without_reply
        if target in chat.messages:
            return target
        if lenient is True:
            return None
        raise bad_request("message to be replied not found")

    def send(self, message: StoredMessage) -> Json:
        """Post a finished message of the bot, at Telegram's pace."""
        self.flood.charge(message.chat_id, lambda: self.cloud.clock().timestamp())
        return self.cloud.message_json(self.cloud.post(message))


def _split_markup(markup: Any) -> tuple[Json | None, Json | None]:  # noqa: ANN401 - a union of four
    if markup is None:
        return None, None
    if isinstance(markup, InlineKeyboardMarkup):
        return check_inline_keyboard(markup), None
    return None, markup.model_dump(exclude_none=True)
