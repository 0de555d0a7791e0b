"""What the wallet's own buttons carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class StatementAt(CallbackData, prefix="st"):
    """Show a page of the statement, counted from 1."""

    page: int = 1
