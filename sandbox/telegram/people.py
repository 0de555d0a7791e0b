"""People and groups: what a person does in the chat, and what they see there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aiogram.types import MessageEntity

from sandbox.telegram.desk import Desk
from sandbox.telegram.entities import with_found
from sandbox.telegram.images import image_size
from sandbox.telegram.inline import InlineAnswer
from sandbox.telegram.limits import check_text
from sandbox.telegram.messages import Button, Message, Toast, view
from sandbox.telegram.records import Chat, Json, Profile, StoredMessage, Upload

INLINE_QUERY_LIMIT = 256

Wanted = str | Callable[[Message], bool]


class NoSuchButtonError(LookupError):
    """No message in the chat has the button; the text lists those that are there."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat; its members speak with `person.send(text, chat=group)`."""

    desk: Desk
    chat: Chat

    @property
    def id(self) -> int:
        """The chat id, negative."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """Everything said in the group, oldest first."""
        return [view(message) for message in self.chat.messages.values()]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a private chat with the bot."""

    desk: Desk
    profile: Profile

    @property
    def id(self) -> int:
        """The numeric Telegram id, which is also the id of the private chat."""
        return self.profile.id

    @property
    def messages(self) -> list[Message]:
        """The private chat as it stands, oldest first, both sides."""
        return [view(message) for message in self._chat(None).messages.values()]

    @property
    def last(self) -> Message:
        """The newest message in the private chat; LookupError when it is empty."""
        for message in self._newest_first():
            return message
        raise LookupError(f"{self.profile.first_name}'s chat is empty")

    @property
    def toasts(self) -> list[Toast]:
        """All answers to this person's presses, also the wordless ones."""
        return [
            Toast(item["text"], item["alert"], item["query_id"], item["url"])
            for item in self.desk.cloud.toasts[self.id]
        ]

    @property
    def actions(self) -> list[str]:
        """The chat actions that were shown, such as `typing`."""
        return list(self.desk.cloud.actions[self.id])

    @property
    def inline_answer(self) -> InlineAnswer:
        """The answer to this person's newest inline query; an empty one before there is any."""
        return self.desk.inline_answers.get(self.id) or InlineAnswer([])

    @property
    def commands(self) -> list[Json]:
        """The command menu this person sees."""
        return self.desk.profile.commands_for(self._chat(None), self.profile)

    async def send(
        self, text: str, *, chat: Group | None = None, reply_to: Message | None = None
    ) -> Message:
        """Write to the bot, or into a group, perhaps as a reply; return the own message."""
        text = check_text(text.strip())
        return self._post(self._draft(text, with_found(text, []), group=chat), reply_to)

    async def send_photo(self, content: bytes, *, caption: str = "") -> Message:
        """Send a picture to the bot."""
        text = caption.strip()
        upload = self.desk.cloud.keep("photo.png", content, image_size(content))
        return self._post(self._draft(text, with_found(text, []), upload, group=None))

    async def send_document(
        self,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        chat: Group | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Send a file, perhaps as a reply."""
        text = caption.strip()
        upload = self.desk.cloud.keep(name, content)
        return self._post(self._draft(text, with_found(text, []), upload, group=chat), reply_to)

    def _draft(
        self,
        text: str,
        entities: list[MessageEntity],
        upload: Upload | None = None,
        *,
        group: Group | None,
    ) -> StoredMessage:
        cloud, chat = self.desk.cloud, self._chat(group)
        return StoredMessage(
            chat.id, chat.next_id, cloud.now(), self.profile.user(), text,
            entities, upload,
        )  # fmt: skip

    def _post(self, message: StoredMessage, reply_to: Message | None = None) -> Message:
        cloud = self.desk.cloud
        message.reply_to = reply_to.id if reply_to else None
        self._meet(cloud.chats[message.chat_id])
        cloud.post(message)
        self.desk.updates.put("message", self.id, cloud.message_json(message))
        return view(message)

    def _meet(self, chat: Chat) -> None:
        if chat.kind == "private":
            self.unblock()
            self.profile.started = True

    async def press(self, wanted: str, message: Message | None = None) -> str:
        """Press the button with this text or data; return the id of the query.

        Without a message the newest one with such a button is taken. Raises NoSuchButtonError,
        which lists the buttons that are there.
        """
        seen: list[list[str]] = []
        for candidate in [message] if message else self._newest_first():
            button = candidate.button(wanted)
            if button:
                return await self._press(button, candidate)
            if candidate.buttons:
                seen.append(candidate.button_texts)
        raise NoSuchButtonError(f"No button {wanted!r}; the chat shows, newest first: {seen}")

    async def _press(self, button: Button, message: Message) -> str:
        if button.data is None:
            raise NoSuchButtonError(f"{button.text!r} is not a button that the bot hears")
        return await self.press_data(button.data, message)

    async def press_data(self, data: str, message: Message) -> str:
        """Send any callback data from a message, forged or from a button long gone."""
        chat = self.desk.cloud.chats[message.chat_id]
        stored = chat.messages.get(message.id) or _gone(message)
        query = self.desk.queries.ask(self.id, stored, data)
        self.desk.updates.put("callback_query", self.id, self.desk.queries.update(query))
        return query.id

    async def choose_inline(self, result_id: str, *, chat: Group | None = None) -> Message:
        """Send one result of the newest inline query; LookupError when it is not there."""
        for result in self.inline_answer.results:
            if result.id == result_id:
                message = self._draft(result.text, result.entities, group=chat)
                message.markup, message.via_bot = result.markup, self.desk.cloud.bot
                return self._post(message)
        raise LookupError(f"There is no inline result {result_id!r}")

    async def ask_inline(self, text: str, *, offset: str = "", chat: Group | None = None) -> str:
        """Type `@bot text` into a composer; return the id of the query.

        `offset` asks for the results after those that were shown.
        """
        if not self.desk.profile.inline:
            raise LookupError("The bot's owner has not switched inline mode on")
        query = self.desk.queries.ask(self.id, data=offset)
        self.desk.updates.put(
            "inline_query",
            self.id,
            {
                "id": query.id,
                "from": self.profile.user(),
                "query": text[:INLINE_QUERY_LIMIT],
                "offset": offset,
                "chat_type": "group" if chat else "sender",
            },
        )
        return query.id

    def block(self) -> None:
        """Block the bot: it gets 403 and a `my_chat_member` update."""
        self._change_standing(blocked=True)

    def unblock(self) -> None:
        """Let the bot write again; writing to the bot does it too."""
        self._change_standing(blocked=False)

    def _change_standing(self, *, blocked: bool) -> None:
        if self.profile.blocked == blocked:
            return
        self.profile.blocked = blocked
        words = ("member", "kicked") if blocked else ("kicked", "member")
        bot = self.desk.cloud.bot
        states: list[Json] = [{"status": word, "user": bot} for word in words]
        for state in states:
            if state["status"] == "kicked":
                state["until_date"] = 0
        payload = {
            "chat": self.desk.cloud.chat_json(self._chat(None)),
            "from": self.profile.user(),
            "date": self.desk.cloud.now(),
            "old_chat_member": states[0],
            "new_chat_member": states[1],
        }
        self.desk.updates.put("my_chat_member", self.id, payload)
        self.desk.cloud.changed("seats")

    async def wait_for(self, wanted: Wanted, timeout_s: float = 5.0) -> Message:
        """Return the newest message of the bot that holds a text or satisfies a predicate.

        Waits for it to arrive or to be edited so; raises TimeoutError, which shows the chat.
        """
        look = (lambda message: wanted in message.text) if isinstance(wanted, str) else wanted

        def find() -> Message | None:
            found = (item for item in self._newest_first() if item.from_bot and look(item))
            return next(found, None)

        try:
            found = await self.desk.cloud.bell.until(find, timeout_s=timeout_s)
        except TimeoutError:
            shown = [message.text for message in self.messages[-5:]]
            raise TimeoutError(f"Waited {timeout_s} s for {wanted!r}; saw {shown}") from None
        if found is None:
            raise AssertionError("the bell only answers with what was found")
        return found

    async def wait_for_toast(self, text: str = "", timeout_s: float = 5.0) -> Toast:
        """Return the newest answer to a press that holds a text."""

        def find() -> list[Toast]:
            return [toast for toast in self.toasts[::-1] if text in toast.text]

        return (await self.desk.cloud.bell.until(find, timeout_s=timeout_s))[0]

    async def settle(self, timeout_s: float = 10.0) -> None:
        """Wait until the bot confirmed every update of this person; TimeoutError else."""
        updates = self.desk.updates
        await self.desk.cloud.bell.until(
            lambda: not updates.busy_with(self.id), timeout_s=timeout_s
        )

    def _newest_first(self) -> Iterator[Message]:
        return map(view, reversed(self._chat(None).messages.values()))

    def _chat(self, group: Group | None) -> Chat:
        return group.chat if group else self.desk.cloud.chats[self.id]


def _gone(message: Message) -> StoredMessage:
    return StoredMessage(
        message.chat_id, message.id, message.date, {"is_bot": True}, "", deleted=True
    )
