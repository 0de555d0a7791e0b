"""What buttons about the catalogue carry: numbers of services, and short words."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.kit.callbacks import Number
from services.operators.catalogue.prices import Which


class Edit(StrEnum):
    """What a button of a service's panel does."""

    NAME = "name"
    CATEGORY = "category"
    DETAILS = "details"
    RULE = "rule"
    HIDE = "hide"
    SHOW = "show"
    BEST = "best"
    CHEAP = "cheap"
    SAFE = "safe"
    UNPIN = "unpin"
    SAME = "same"
    OTHER = "other"
    PRICE = "price"


class OpenServicePanel(CallbackData, prefix="gs"):
    """Open a service as operators see it."""

    id: Number


class EditService(CallbackData, prefix="ge"):
    """Prepare to change a service, or begin to type its new words."""

    id: Number
    what: Edit


class GiveBack(CallbackData, prefix="gb"):
    """Prepare to let a field belong to the provider again."""

    id: Number
    what: Edit


class UndoEditNow(CallbackData, prefix="gu"):
    """Take an act on the catalogue back."""

    id: Number


class WaitingAt(CallbackData, prefix="gw"):
    """A page of what waits for an owner's word, counted from 1."""

    page: Number = 1


class ApplyPrices(CallbackData, prefix="ga"):
    """Prepare to apply prices that wait."""

    which: Which


class WaitingFile(CallbackData, prefix="gf"):
    """Send what waits as a file."""
