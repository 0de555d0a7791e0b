"""The counter of the served API: a shop floor, customers with keys, and a real HTTP server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from aiohttp import ClientSession, DummyCookieJar

from api.app import make_api
from bot.clock import random_token
from bot.http import make_app, serving
from domain.api_keys import TAIL, digest_of
from services.api.add import AddByApi
from services.api.ask import AskCancels, AskRefills
from services.api.authenticate import Authenticate
from services.api.known import KnownKeys
from services.api.limits import RequestLimit, WrongKeyLimit
from services.api.read import ReadBalance, ReadRefills, ReadStatuses
from services.api.testing import TestDesk
from services.api.use import UseLog
from services.catalogue.refresh import Catalogue, RefreshCatalogue
from services.catalogue.snapshot import Snapshot
from services.ordering.aftercare.cancel import CancelOrder
from services.ordering.aftercare.refill import AskRefill
from tests.service.shopfloor import CUSTOMER, ShopFloor

if TYPE_CHECKING:
    from db.database import Database
    from domain.ids import UserId
    from domain.ports import Clock
    from services.shop import Services

KEY = "sk_canary-of-the-tests"
REFILL_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer over HTTP."""

    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass(slots=True)
class Counter:
    """Where resellers knock."""

    floor: ShopFloor
    services: Services
    port: int
    session: ClientSession
    keys: dict[UserId, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v2"

    async def give_key(self, user_id: UserId = CUSTOMER, **chosen: object) -> str:
        """A key for a customer who is let in already, with what they chose."""
        key = f"{KEY}-{user_id}"
        async with self.floor.database.write() as uow:
            await uow.api_keys.choose(user_id, **chosen)
            if user_id not in self.keys:
                at = self.floor.clock.now()
                await uow.api_keys.add(user_id, digest=digest_of(key), tail=key[-TAIL:], at=at)
            await uow.commit()
        self.keys[user_id] = key
        return key

    async def ask(self, user_id: UserId = CUSTOMER, **fields: Any) -> Reply:
        """Post a form with a customer's key, as most clients do."""
        form = {"key": self.keys[user_id]} | {name: str(value) for name, value in fields.items()}
        return await self.send("POST", data=form)

    async def tell(self, user_id: UserId = CUSTOMER, **fields: Any) -> Any:
        """The body of an answer, which must be of status 200."""
        reply = await self.ask(user_id, **fields)
        assert reply.status == 200, reply
        return reply.body

    async def send(self, method: str, url: str | None = None, **options: Any) -> Reply:
        """Any request at all."""
        async with self.session.request(method, url or self.url, **options) as answer:
            body = await answer.read()
            parsed = await answer.json() if body else None
            return Reply(answer.status, parsed, answer.headers)

    async def refresh(self, *, anew: bool = False) -> None:
        """Let the API see the catalogue as it is now; `anew` where no number tells of a change."""
        if anew:
            self.services.catalogue.current = Snapshot.empty()
        await RefreshCatalogue(self.floor.database, self.services.catalogue)()


@asynccontextmanager
async def open_counter(
    database: Database, *, clock: Clock | None = None, per_minute: int = 100_000
) -> AsyncIterator[Counter]:
    """A shop with its API, on a database that is migrated and empty."""
    floor = ShopFloor(database)
    await floor.open()
    services = services_of(database, clock or floor.clock, per_minute)
    app = make_app(database, None, api=make_api(services, "USD"))
    async with (
        serving(app, host="127.0.0.1", port=0) as port,
        ClientSession(cookie_jar=DummyCookieJar()) as session,
    ):
        yield Counter(floor, services, port, session)


def services_of(database: Database, clock: Clock, per_minute: int) -> Services:
    """What the API needs of all use cases."""
    catalogue, desk = Catalogue(), TestDesk(database, clock)
    statuses = ReadStatuses(database, desk)
    limits = RequestLimit(database, per_minute), WrongKeyLimit(per_minute)
    made = SimpleNamespace(
        catalogue=catalogue,
        authenticate=Authenticate(KnownKeys(database), clock, *limits, UseLog()),
        add_by_api=AddByApi(database, clock, random_token, catalogue, desk),
        cancel_by_api=AskCancels(CancelOrder(database, clock), statuses, desk),
        read_api_balance=ReadBalance(database),
        read_api_refills=ReadRefills(database, desk),
        read_api_statuses=statuses,
        refill_by_api=AskRefills(AskRefill(database, clock, REFILL_AFTER), statuses, desk),
    )
    return cast("Services", made)
