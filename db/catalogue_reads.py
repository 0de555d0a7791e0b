"""The repositories of what the shop sells, made only when first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.repositories.catalogue_acts import CatalogueActs
from db.repositories.favourites import Favourites
from db.repositories.listed import ListedServices
from db.repositories.providers import Providers
from db.repositories.service_figures import FinishedOrders
from db.repositories.services import Services

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


class CatalogueReads:
    """Repositories of the catalogue on one connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    @cached_property
    def service_figures(self) -> FinishedOrders:
        """What finished orders say about services."""
        return FinishedOrders(self.connection)

    @cached_property
    def favourites(self) -> Favourites:
        """Services that customers saved."""
        return Favourites(self.connection)

    @cached_property
    def services(self) -> Services:
        """The catalogue's rows."""
        return Services(self.connection)

    @cached_property
    def listed(self) -> ListedServices:
        """Catalogue entries with all that is known of them."""
        return ListedServices(self.connection)

    @cached_property
    def catalogue_acts(self) -> CatalogueActs:
        """Price rules, and what operators did to the catalogue."""
        return CatalogueActs(self.connection)

    @cached_property
    def providers(self) -> Providers:
        """What is known of providers."""
        return Providers(self.connection)
