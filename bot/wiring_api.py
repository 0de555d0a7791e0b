"""Hands the use cases of the served API the parts that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.clock import random_key
from services.api.add import AddByApi
from services.api.ask import AskCancels, AskRefills
from services.api.authenticate import Authenticate
from services.api.keys import HideApiKey, MakeApiKey, StopOldApiKey
from services.api.known import KnownKeys
from services.api.limits import RequestLimit, WrongKeyLimit
from services.api.read import ReadBalance, ReadRefills, ReadStatuses
from services.api.settings import ChooseApi, ReadApi
from services.api.sweep import DropOldCalls
from services.api.testing import TestDesk
from services.api.use import NoteApiUse, UseLog

if TYPE_CHECKING:
    from typing import Any

    from bot.parts import Parts


def api_keys(parts: Parts) -> dict[str, Any]:
    """Build what is done with keys."""
    database, clock, settings = parts.database, parts.clock, parts.configuration.settings
    uses = UseLog()
    note = NoteApiUse(database, uses)
    limit = RequestLimit(database, settings.api_rate_per_minute)
    return {
        "authenticate": Authenticate(KnownKeys(database), clock, limit, WrongKeyLimit(), uses),
        "choose_api": ChooseApi(database, settings.currency),
        "hide_api_key": HideApiKey(database, clock),
        "make_api_key": MakeApiKey(database, clock, random_key),
        "note_api_use": note,
        "read_api": ReadApi(database, clock, note, settings.public_url),
        "stop_old_api_key": StopOldApiKey(database, clock),
    }


def api_actions(parts: Parts, catalogue: dict[str, Any], orders: dict[str, Any]) -> dict[str, Any]:
    """Build what its callers do; they order, refill and cancel as the chat does."""
    database, clock = parts.database, parts.clock
    desk = TestDesk(database, clock)
    statuses = ReadStatuses(database, desk)
    return {
        "add_by_api": AddByApi(database, clock, parts.tokens, catalogue["catalogue"], desk),
        "cancel_by_api": AskCancels(orders["cancel_order"], statuses, desk),
        "drop_old_calls": DropOldCalls(database, clock),
        "read_api_balance": ReadBalance(database),
        "read_api_refills": ReadRefills(database, desk),
        "read_api_statuses": statuses,
        "refill_by_api": AskRefills(orders["ask_refill"], statuses, desk),
    }
