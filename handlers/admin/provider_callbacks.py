"""What buttons about providers and routes carry: a provider's name, a number, a nonce."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.kit.callbacks import Number


class Turn(StrEnum):
    """What a button of a provider's card does."""

    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    LOW = "low"
    ROUTES = "routes"


class AtProvider(CallbackData, prefix="pv"):
    """Open a provider's card, or do what its button says."""

    name: str
    turn: Turn = Turn.OPEN


class LowAlert(CallbackData, prefix="pl"):
    """Tell owners when a provider has less than so many units of its currency."""

    name: str
    limit: Number


class OpenRoutes(CallbackData, prefix="rt"):
    """Show by which listings a service is bought."""

    id: Number


class UndoRoutes(CallbackData, prefix="ru"):
    """Prepare to put back the routes of before a card that was confirmed."""

    nonce: str
