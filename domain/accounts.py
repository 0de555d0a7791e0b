"""People and their wallets: a user, a wallet's figures, a ledger entry as its owner reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.history import LineFilter

if TYPE_CHECKING:
    from datetime import datetime

    from domain.ids import OrderId, TransferId, UserId
    from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who has written to the bot."""

    id: UserId
    first_name: str
    username: str | None
    language: str
    """A language that the shop speaks: the user's choice, else from Telegram, else `en`."""
    terms_version: int | None
    blocked_reason: str | None
    unreachable: bool
    screen_id: int | None
    """Message id of the one live screen in the private chat."""
    created_at: datetime


class TransferKind(StrEnum):
    """Why money moved. UNIQUE(kind, ref) makes each happen once."""

    TOPUP = "topup"
    DEBIT = "debit"
    HOLD = "hold"
    CAPTURE = "capture"
    RELEASE = "release"
    REFUND = "refund"
    REVERSAL = "reversal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One ledger row: `amount` > 0 moved from account `source` to `destination` (keys)."""

    id: TransferId
    kind: TransferKind
    ref: str
    source: str
    destination: str
    amount: Money
    user_id: UserId
    order_id: OrderId | None
    actor_id: UserId | None
    reason: str | None
    reverses: TransferId | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A ledger row seen from a wallet: `change` is signed, `balance` the wallet after it."""

    transfer: Transfer
    change: Money
    balance: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """What a customer has: `available` to spend, `held` for orders not yet accepted."""

    user_id: UserId
    available: Money
    held: Money
    held_orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One page of a wallet's entries under a filter, newest first; `pages` counts from 1.

    `balance` is what can be spent.
    """

    balance: Money
    entries: tuple[Entry, ...]
    page: int
    pages: int
    which: LineFilter = LineFilter.ALL
    adds_up: bool
    """Whether all entries, of every filter and page, are together the balance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletPage:
    """A wallet at a glance: its figures and the latest entries, newest first."""

    wallet: Wallet
    latest: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What a wallet's entry came from: the transfer it undid, and the one that undid it."""

    transfer: Transfer
    change: Money
    undid: Transfer | None
    undone_by: Transfer | None
