"""A customer with keys for the served API, and processes that let them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import pytest

from domain.api_keys import ApiCaller, OldKey
from services.api.authenticate import Authenticate
from services.api.keys import HideApiKey, MakeApiKey, StopOldApiKey
from services.api.known import KnownKeys
from services.api.limits import RequestLimit, WrongKeyLimit
from services.api.settings import ApiView, ChooseApi, ReadApi
from services.api.use import NoteApiUse, UseLog
from tests.service.shopfloor import CUSTOMER, ShopFloor

if TYPE_CHECKING:
    from db.database import Database
    from domain.ids import UserId
    from domain.ports import Clock

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what the two databases cannot do differently."""
HERE = "203.0.113.7"
LIMIT = 100


def a_key(number: int = 1) -> str:
    return f"sk_{number:043}"


class Door:
    """What one process keeps of the served API."""

    def __init__(self, database: Database, clock: Clock, per_minute: int = LIMIT) -> None:
        self.uses = UseLog()
        self.note = NoteApiUse(database, self.uses)
        limit = RequestLimit(database, per_minute)
        self._authenticate = Authenticate(
            KnownKeys(database), clock, limit, WrongKeyLimit(), self.uses
        )

    async def __call__(self, key: str, address: str = HERE) -> ApiCaller:
        return await self._authenticate(key=key, address=address)


@dataclass(slots=True)
class Keyring:
    """A shop floor and its door for resellers."""

    floor: ShopFloor
    door: Door
    _numbers: count[int] = field(default_factory=lambda: count(1))

    @classmethod
    async def open(cls, database: Database) -> Keyring:
        floor = ShopFloor(database)
        await floor.open()
        await floor.add_customer()
        return cls(floor, Door(database, floor.clock))

    @property
    def database(self) -> Database:
        return self.floor.database

    @property
    def choose(self) -> ChooseApi:
        return ChooseApi(self.database, "USD")

    async def make(self, old: OldKey = OldKey.ENDS_NOW, *, user_id: UserId = CUSTOMER) -> str:
        """Make a key in the place of the one in use, as its owner does."""
        seen = (await self.read(user_id)).key
        return await self.make_instead_of(0 if seen is None else seen.id, old, user_id=user_id)

    async def make_instead_of(
        self, key_id: int, old: OldKey = OldKey.ENDS_NOW, *, user_id: UserId = CUSTOMER
    ) -> str:
        number = next(self._numbers)
        use_case = MakeApiKey(self.database, self.floor.clock, lambda: a_key(number))
        return await use_case(user_id=user_id, replaces=key_id, old=old, message_id=number)

    async def hide(self, message_id: int) -> bool:
        use_case = HideApiKey(self.database, self.floor.clock)
        return await use_case(user_id=CUSTOMER, message_id=message_id)

    async def stop_old(self) -> bool:
        return await StopOldApiKey(self.database, self.floor.clock)(user_id=CUSTOMER)

    async def read(self, user_id: UserId = CUSTOMER) -> ApiView:
        read = ReadApi(self.database, self.floor.clock, self.door.note, None)
        return await read(user_id=user_id)
