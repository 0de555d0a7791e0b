"""Hands the use cases by which owners see and switch providers the parts that they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.operators.providers import ReadProviders, SwitchProvider
from services.operators.routes import ProposeRoutes, ReadRoutes, RouteDesk

if TYPE_CHECKING:
    from typing import Any

    from bot.parts import Parts
    from services.operators.desk import Desk
    from services.providers.provider import Providers


def provider_desk(parts: Parts, desk: Desk, providers: Providers) -> dict[str, Any]:
    """Build what owners do with providers and routes."""
    margin = parts.configuration.settings.min_margin_percent
    routes = RouteDesk(desk, providers, margin)
    return {
        "propose_routes": ProposeRoutes(routes),
        "read_providers": ReadProviders(desk, providers),
        "read_routes": ReadRoutes(routes),
        "switch_provider": SwitchProvider(desk, providers),
    }
