"""Hands the use cases by which operators change the catalogue the parts that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.pricing import Pricing
from services.catalogue.sync import SyncCatalogue
from services.operators.catalogue.cards import EditDesk
from services.operators.catalogue.edits import ProposeEdit
from services.operators.catalogue.prices import ProposeMarkup, ProposePrices, ReadRules
from services.operators.catalogue.reading import ReadServicePanel, ReadWaiting
from services.operators.catalogue.reused import ProposeReused
from services.operators.catalogue.undoing import FindEdit, UndoEdit
from services.operators.desk import Desk

if TYPE_CHECKING:
    from typing import Any

    from bot.parts import Parts


def catalogue_desk(parts: Parts) -> dict[str, Any]:
    """Build what operators do to the catalogue."""
    desk = Desk(parts.database, parts.clock, parts.tokens, parts.owners)
    edit_desk = EditDesk(desk, pricing_of(parts))
    return {
        "find_edit": FindEdit(desk),
        "propose_edit": ProposeEdit(edit_desk),
        "propose_markup": ProposeMarkup(edit_desk),
        "propose_prices": ProposePrices(edit_desk),
        "propose_reused": ProposeReused(edit_desk),
        "read_rules": ReadRules(edit_desk),
        "read_service_panel": ReadServicePanel(edit_desk),
        "read_waiting": ReadWaiting(edit_desk),
        "undo_edit": UndoEdit(desk),
    }


def pricing_of(parts: Parts) -> Pricing:
    """How the settings make prices."""
    settings = parts.configuration.settings
    return Pricing(
        currency=settings.currency,
        markup_percent=settings.markup_percent,
        fx=parts.configuration.rates,
        min_margin_percent=settings.min_margin_percent,
    )


def sync_of(parts: Parts) -> SyncCatalogue:
    """Build what brings providers' lists in."""
    return SyncCatalogue(
        parts.database,
        parts.providers,
        parts.clock,
        pricing_of(parts),
        parts.owners,
        {given.name: given.bonus_percent for given in parts.configuration.providers},
    )
