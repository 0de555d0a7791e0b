"""What the buttons of support carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from domain.tickets import TicketTopic
from handlers.kit.callbacks import Number


class About(CallbackData, prefix="tt"):
    """Say what it is about; the answers that are known come first."""

    topic: TicketTopic


class Write(CallbackData, prefix="tw"):
    """Write to the shop all the same; `order` is 0 where it is about none."""

    topic: TicketTopic
    order: Number = 0


class OpenOwnTicket(CallbackData, prefix="ti"):
    """Open one's own ticket."""

    id: Number


class WriteMore(CallbackData, prefix="tm"):
    """Say more in a ticket."""

    id: Number


class AddInstead(CallbackData, prefix="ta"):
    """Put what was just written into this ticket."""

    id: Number


class Solved(CallbackData, prefix="ts"):
    """Close a ticket: it helped."""

    id: Number


class Judge(CallbackData, prefix="tj"):
    """Say how the help was."""

    id: Number
    liked: bool


class HelpPage(CallbackData, prefix="th"):
    """Read a page of the help."""

    page: str
