"""What the wallet's own buttons carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.kit.callbacks import Number


class OpenLine(CallbackData, prefix="sl"):
    """Show what a line of the statement was; `back` is the page it stands on, such as `a2`."""

    id: Number
    back: str = ""


class ExportStatement(CallbackData, prefix="sx"):
    """Send the whole statement as a file."""

    which: str = "a"
    page: Number = 1
