"""What operators do by hand: their acts, the confirm cards before them, the audit line after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from domain.ids import TransferId, UserId

VALID_FOR: Final = timedelta(minutes=5)
"""A confirm card shows figures that go stale; after this it has to be made anew."""

MAX_AMOUNT: Final = Money.of(1_000_000)
"""An amount beyond this is a Telegram id or a phone number that slipped into its place."""

MAX_REASON: Final = 300
"""Characters of a reason: what the ledger keeps."""


class Act(StrEnum):
    """Something that an operator does to money, customers, orders, tickets, or what is sold."""

    TOPUP = "topup"
    DEBIT = "debit"
    UNDO = "undo"
    SETSTATUS = "setstatus"
    REFUND = "refund"
    BLOCK = "block"
    UNBLOCK = "unblock"
    PAUSE = "pause"
    RESUME = "resume"
    SYNC = "sync"
    REVIEW = "review"
    REPLY = "reply"
    CLOSE = "close"
    API_KEY = "api_key"
    API_STOP = "api_stop"
    API_ALLOW = "api_allow"
    HIDE = "hide"
    SHOW = "show"
    RENAME = "rename"
    CATEGORY = "category"
    DESCRIBE = "describe"
    MOVE = "move"
    PIN = "pin"
    MARKUP = "markup"
    PRICES = "prices"
    SAME_SERVICE = "same_service"
    NEW_SERVICE = "new_service"
    ROUTE = "route"
    PROVIDER_PAUSE = "provider_pause"
    PROVIDER_RESUME = "provider_resume"
    LOW_ALERT = "low_alert"


CATALOGUE_ACTS: Final = frozenset(
    {
        Act.HIDE,
        Act.SHOW,
        Act.RENAME,
        Act.CATEGORY,
        Act.DESCRIBE,
        Act.MOVE,
        Act.PIN,
        Act.MARKUP,
        Act.PRICES,
        Act.SAME_SERVICE,
        Act.NEW_SERVICE,
    }
)
"""Acts on the catalogue; all but the last can be undone for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A confirm card: valid for one person until `expires_at`, carried out at most once.

    `result` is what was done, None before; `params` and `result` are JSON of ids and amounts.
    """

    nonce: str
    actor_id: UserId
    act: Act
    params: Mapping[str, Any]
    created_at: datetime
    expires_at: datetime
    done_at: datetime | None = None
    result: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """An audit line as stored: who did what to what, from where to where, why."""

    id: int
    actor_id: UserId
    act: Act
    target: str
    before: str | None
    after: str | None
    reason: str | None
    transfer_id: TransferId | None
    created_at: datetime
