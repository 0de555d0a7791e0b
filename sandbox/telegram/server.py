"""The local Telegram: one object with a Bot API server, people, faults and a chat page."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from aiohttp import web

from sandbox.telegram.botapi import MAX_REQUEST_BYTES, BotApi
from sandbox.telegram.callbacks import Queries
from sandbox.telegram.calls import CallLog
from sandbox.telegram.cloud import Clock, Cloud
from sandbox.telegram.desk import Desk
from sandbox.telegram.faults import Faults
from sandbox.telegram.flood import FloodLimits
from sandbox.telegram.page.web import ChatPage
from sandbox.telegram.people import Group, Person
from sandbox.telegram.profile import BotProfile
from sandbox.telegram.records import Profile
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.webhooks import Postman

DEMO_TOKEN = "7000000001:local-telegram-demo-token-0000000000"  # noqa: S105 - opens nothing


class LocalTelegram:
    """A Telegram of one's own, for the demo and the tests; nothing is shared between two.

    Args:
        token: what the bot must use; another one is answered with 401.
        username: the bot's username, without the at sign.
        name: the bot's first name, until it sets one.
        clock: returns the present time (aware UTC); the wall clock when left out.
        links: (words, address) pairs shown in the header of the chat page.

    Attributes:
        faults: scripted faults, see `Faults.add`.
        calls: the log of the bot's calls, see `CallLog`.
        flood: Telegram's pace, off until `flood.enabled` is set.
        queries: `queries.lifetime_s` is how long a press may be answered.
        postman: `postman.retry_s` is the pause between webhook deliveries.
    """

    def __init__(
        self,
        token: str = DEMO_TOKEN,
        username: str = "shop_demo_bot",
        *,
        name: str = "Shop",
        clock: Clock | None = None,
        links: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.token = token
        bot_id = int(token.split(":", maxsplit=1)[0])
        bot = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        self.cloud = Cloud(bot, clock)
        self.updates = UpdateQueue(self.cloud)
        self.queries = Queries(self.cloud, lifetime_s=60.0)
        self.flood, self.faults, self.calls = FloodLimits(), Faults(), CallLog()
        self.profile = BotProfile()
        self.desk = Desk(self.cloud, self.updates, self.queries, self.flood, self.profile)
        self.links = list(links)
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self._stopping = asyncio.Event()
        self._api = BotApi(token, self.desk, self.faults, self.calls, self._stopping)
        self.postman = Postman(self.updates, self._api.carry_out)
        self._runner: web.AppRunner | None = None
        self._delivery: asyncio.Task[None] | None = None
        self._base = ""

    def add_person(
        self,
        person_id: int,
        first_name: str,
        username: str | None = None,
        language_code: str = "en",
    ) -> Person:
        """Let somebody exist; the bot cannot write to them before they wrote to it."""
        profile = Profile(person_id, first_name, username, language_code)
        self.people[person_id] = Person(self.desk, profile)
        self.cloud.add_profile(profile)
        return self.people[person_id]

    def add_group(self, chat_id: int, title: str, members: Sequence[Person]) -> Group:
        """Let a group exist that the bot is in; its id is negative."""
        if chat_id >= 0:
            raise ValueError("The id of a group is negative")
        chat = self.cloud.add_group(chat_id, title, [person.id for person in members])
        self.groups[chat_id] = Group(self.desk, chat)
        return self.groups[chat_id]

    @property
    def api_url(self) -> str:
        """The address for `TelegramAPIServer.from_base`, without a slash at its end."""
        return self._started_base()

    @property
    def chat_url(self) -> str:
        """The address of the chat page."""
        return f"{self._started_base()}/chat/"

    def _started_base(self) -> str:
        if not self._base:
            raise RuntimeError("The local Telegram is not started")
        return self._base

    @property
    def bot_connected(self) -> bool:
        """Whether a bot listens at the moment."""
        return self.updates.connected

    def redeliver(self, update_id: int) -> None:
        """Hand out an update once more, also a confirmed one; KeyError when unknown."""
        self.updates.repeat(update_id)

    @property
    def update_ids(self) -> list[int]:
        """The ids of all updates so far, oldest first."""
        return list(self.updates.history)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen once; port 0 takes any free one. After an OSError another port may be tried."""
        page = ChatPage(self.desk, self.people, self.groups, self.links)
        app = web.Application(client_max_size=MAX_REQUEST_BYTES)
        app.add_routes([*self._api.routes(), *page.routes()])
        self._runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=1.0
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            self._runner = None
            raise
        host, port = self._runner.addresses[0][:2]
        self._base = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        # This object outlives the call that starts it, so no task group can hold the postman.
        self._delivery = asyncio.get_running_loop().create_task(self.postman.run())

    async def stop(self) -> None:
        """End polls and open pages, and stop listening for good."""
        self._stopping.set()
        self.updates.close()
        self.cloud.feed.close()
        if self._delivery:
            self._delivery.cancel()
            with suppress(asyncio.CancelledError):
                await self._delivery
        if self._runner:
            await self._runner.cleanup()
        self._runner = self._delivery = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()
