"""What operators' buttons carry: ids and short words, never texts of people."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.kit.callbacks import Number


class Page(StrEnum):
    """Screens of the shop as a whole."""

    PANEL = "panel"
    PROVIDERS = "providers"
    STATS = "stats"
    PAUSE = "pause"
    RESUME = "resume"
    SYNC = "sync"


class Word(StrEnum):
    """What a button of a case says."""

    FOUND = "found"
    SURELY_FOUND = "found2"
    AGAIN = "again"
    REFUND = "refund"
    SURELY_REFUND = "refund2"
    WAIT = "wait"
    SEEN = "seen"


class AtPage(CallbackData, prefix="ap"):
    """Open a screen of the shop as a whole."""

    page: Page


class Confirm(CallbackData, prefix="ac"):
    """Carry out a confirm card: the one button by which an operator changes something."""

    nonce: str


class Withdraw(CallbackData, prefix="ax"):
    """Put a confirm card away."""

    nonce: str


class UndoTransfer(CallbackData, prefix="au"):
    """Prepare to undo a top-up or debit."""

    id: Number


class OpenCustomer(CallbackData, prefix="aq"):
    """Open a customer's card."""

    id: Number


class HistoryAt(CallbackData, prefix="ah"):
    """A page of a customer's ledger, counted from 1."""

    id: Number
    page: Number = 1


class StaffOrder(CallbackData, prefix="ao"):
    """Open an order as operators see it."""

    id: Number


class RefreshOrder(CallbackData, prefix="af"):
    """Ask the provider about an order now."""

    id: Number


class StaffOrders(CallbackData, prefix="al"):
    """A page of orders: `status` is empty for all, `user` 0 for everybody's."""

    status: str = ""
    user: Number = 0
    page: Number = 1


class InboxAt(CallbackData, prefix="ai"):
    """A page of open cases, counted from 1."""

    page: Number = 1


class OpenReview(CallbackData, prefix="ar"):
    """Open a case."""

    id: Number


class Decide(CallbackData, prefix="ad"):
    """Say what a case is, or begin to."""

    id: Number
    word: Word


class SyncProvider(CallbackData, prefix="as"):
    """Read a provider's services now; `sure` accepts that many are gone."""

    provider: str
    sure: bool = False


class TicketsAt(CallbackData, prefix="at"):
    """A page of open tickets, counted from 1."""

    page: Number = 1


class OpenTicketNow(CallbackData, prefix="av"):
    """Open a ticket as the shop's people see it."""

    id: Number


class CloseTicketNow(CallbackData, prefix="az"):
    """Close a ticket."""

    id: Number


class SwitchApi(CallbackData, prefix="ia"):
    """Prepare to switch a customer's API off, or on again."""

    id: Number
    on: bool
