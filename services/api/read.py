"""What resellers read by the served API: their balance, their orders, their refills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.repositories.ledger import wallet_of
from domain.api_keys import ApiStyle

if TYPE_CHECKING:
    from collections.abc import Collection

    from db.database import Database
    from domain.api_keys import ApiCaller
    from domain.api_orders import ApiOrder, ApiRefill
    from domain.ids import AskId, OrderId, UserId
    from domain.money import Money
    from services.api.testing import TestDesk


MOST_KEPT: Final = 10_000
"""Balances that are kept at once."""


class ReadBalance:
    """Read what a caller can spend; read anew only where anything was committed since."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._version: int | None = None
        self._kept: dict[UserId, Money] = {}

    async def __call__(self, *, caller: ApiCaller) -> Money:
        """Return the wallet's balance, in test mode too."""
        version = self._database.version()  # before reading: what changes meanwhile is seen then
        if version is None or version != self._version or len(self._kept) >= MOST_KEPT:
            self._kept, self._version = {}, version
        elif caller.user_id in self._kept:
            return self._kept[caller.user_id]
        async with self._database.read(brief=True) as reads:
            balance = await reads.ledger.balance(wallet_of(caller.user_id))
        if version is not None and version == self._version:
            self._kept[caller.user_id] = balance
        return balance


@dataclass(frozen=True, slots=True)
class ReadStatuses:
    """Read how orders of a caller stand."""

    database: Database
    desk: TestDesk

    async def __call__(
        self, *, caller: ApiCaller, numbers: Collection[OrderId]
    ) -> dict[OrderId, ApiOrder]:
        """Return those that are the caller's own; absent and foreign ones are left out alike.

        A key in test mode sees test orders, any other only real ones. In the smmpremium style
        a caller sees what came by the API, in the other one also what was ordered in the chat.
        """
        if caller.test_mode:
            return await self.desk.statuses(caller.user_id, numbers)
        by_api = caller.style is ApiStyle.SMMPREMIUM
        async with self.database.read(brief=True) as reads:
            return await reads.api_orders.list_own(caller.user_id, numbers, by_api=by_api)


@dataclass(frozen=True, slots=True)
class ReadRefills:
    """Read how refills of a caller's orders stand."""

    database: Database
    desk: TestDesk

    async def __call__(
        self, *, caller: ApiCaller, numbers: Collection[AskId]
    ) -> dict[AskId, ApiRefill]:
        """Return those of the caller's own orders; absent and foreign ones are left out alike."""
        if caller.test_mode:
            return await self.desk.refills(caller.user_id, numbers)
        async with self.database.read(brief=True) as reads:
            return await reads.api_orders.list_own_refills(caller.user_id, numbers)
