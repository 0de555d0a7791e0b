"""What the wallet's own buttons carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from handlers.kit.callbacks import Number


class StatementAt(CallbackData, prefix="st"):
    """Show a page of the statement, counted from 1."""

    page: Number = 1
