"""What somebody may take along: everything the shop knows of them, as one JSON document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from db.repositories.ledger import hold_of, wallet_of
from domain.money import Money
from domain.pings import Topic

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from db.database import Database
    from db.repositories.own_data import OwnData
    from db.unit_of_work import Reads
    from domain.ids import UserId
    from domain.ports import Clock

    Read = Callable[..., Awaitable[list[dict[str, Any]]]]

BATCH: Final = 500
MOST_BYTES: Final = 40_000_000
"""Where the document stops, with `complete` false: Telegram takes 50 MB."""
PARTS: Final = ("orders", "lines", "words")
NAMES: Final = {"orders": "orders", "lines": "wallet_lines", "words": "ticket_messages"}


@dataclass(frozen=True, slots=True)
class ExportOwnData:
    """Write out a person's own data: nothing of others, no costs, no providers."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId) -> AsyncIterator[bytes]:
        """Yield the document piece by piece, a batch of rows read at a time.

        Raises:
            NotFoundError: they never wrote to the bot.
        """
        async with self.database.read() as reads:
            head = await self._about(reads, user_id)
        yield (_text(head).removesuffix("\n}") + ",\n").encode()
        written, complete = 0, True
        for part in PARTS:
            yield f' "{NAMES[part]}": ['.encode()
            separator = "\n  "
            async for row in self._rows(part, user_id):
                if written > MOST_BYTES:
                    complete = False
                    break
                piece = f"{separator}{_line(row)}".encode()
                written += len(piece)
                separator = ",\n  "
                yield piece
            yield b"],\n"
        yield f' "complete": {json.dumps(complete)}\n}}\n'.encode()

    async def _about(self, reads: Reads, user_id: UserId) -> dict[str, Any]:
        user = await reads.users.get(user_id)
        wishes = await reads.preferences.get(user_id)
        return {
            "written_at": self.clock.now(),
            "profile": {
                "telegram_id": user.id,
                "first_name": user.first_name,
                "username": user.username,
                "language": user.language,
                "customer_since": user.created_at,
                "terms_version": user.terms_version,
                "terms_accepted_at": await reads.users.terms_accepted_at(user_id),
                "blocked_reason": user.blocked_reason,
            },
            "preferences": {
                "alerts": {topic.value: topic in wishes.alerts for topic in Topic},
                "quiet_hours": wishes.quiet,
                "quiet_from": wishes.quiet_from,
                "quiet_until": wishes.quiet_until,
                "utc_offset_minutes": wishes.offset,
            },
            "wallet": {
                "available": await reads.ledger.balance(wallet_of(user_id)),
                "on_hold": await reads.ledger.balance(hold_of(user_id)),
            },
            "api": await self._api(reads, user_id),
        }

    async def _api(self, reads: Reads, user_id: UserId) -> dict[str, Any] | None:
        """Keys that work and what was chosen for them; None of those who never had one."""
        access = await reads.api_keys.find_access(user_id)
        if access is None:
            return None
        keys = await reads.api_keys.list_live(user_id, self.clock.now())
        return {
            "keys": [
                {
                    "ends_with": key.tail,
                    "made_at": key.created_at,
                    "ends_at": key.ends_at,
                    "last_used_at": key.used_at,
                    "last_used_from": key.used_from,
                }
                for key in keys
            ],
            "switched_on": access.enabled,
            "answers": access.style.value,
            "test_mode": access.test_mode,
            "repeat_guard": access.repeat_guard,
            "daily_cap": access.daily_cap,
            "allowed_addresses": access.addresses,
        }

    async def _rows(self, part: str, user_id: UserId) -> AsyncIterator[dict[str, Any]]:
        after = 0
        while True:
            async with self.database.read() as reads:
                rows = await _reader(reads.own_data, part)(user_id, after=after, limit=BATCH)
            for row in rows:
                yield row
            if len(rows) < BATCH:
                return
            after = rows[-1]["id"]


def _reader(own: OwnData, part: str) -> Read:
    readers: dict[str, Read] = {"orders": own.orders, "lines": own.lines, "words": own.words}
    return readers[part]


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)


def _line(row: dict[str, Any]) -> str:
    named = {name.removesuffix("_micros"): value for name, value in row.items()}
    return json.dumps(named, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    """Amounts as exact decimals, times in UTC."""
    if isinstance(value, Money):
        return f"{value.decimal:f}"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)
