"""What the orders' own buttons carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.kit.callbacks import Number


class FindOrders(CallbackData, prefix="of"):
    """Ask for a number, a link or a name."""


class ExportOrders(CallbackData, prefix="ox"):
    """Send all orders as a file; the page is the one to come back to."""

    which: str = "a"
    page: Number = 1


class SpeedUp(CallbackData, prefix="os"):
    """Ask the shop's people to hurry the provider."""

    id: Number


class WaitOn(CallbackData, prefix="ow"):
    """Leave a late order as it is."""

    id: Number


class AskRefill(CallbackData, prefix="ry"):
    """Ask the provider for a refill."""

    id: Number
    back: str = ""


class AskCancel(CallbackData, prefix="cy"):
    """Cancel an order, or ask the provider to; stop a subscription."""

    id: Number
    back: str = ""
