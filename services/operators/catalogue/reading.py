"""A service as operators see it, and the list of what waits for their word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.csv_text import csv_line
from domain.errors import NotFoundError

if TYPE_CHECKING:
    from domain.catalogue import Service
    from domain.ids import ServiceId, UserId
    from domain.listed import Listed
    from domain.money import Money
    from domain.operators import JournalLine
    from domain.price_rules import PriceRule
    from services.operators.catalogue.cards import EditDesk

ON_A_PAGE: Final = 8
JOURNAL: Final = 5
_HEADING: Final = (
    "service", "name", "why", "cost before", "cost now", "price before", "price now", "on sale",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePanel:
    """One service. `scope` is where its rule is written, `floor` its least price.

    `routes` are the listings that it is bought by, in the order of trying; none where it is
    bought by its own.
    """

    item: Listed
    scope: str
    rule: PriceRule
    floor: Money
    routes: tuple[Service, ...]
    journal: tuple[JournalLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPage:
    """A page of what waits, with the price that each would have; `rises` of all are dearer."""

    items: tuple[tuple[Listed, Money], ...]
    page: int
    pages: int
    total: int
    rises: int
    priced: int


@dataclass(frozen=True, slots=True)
class ReadServicePanel:
    """Read all that is known of a service. Changes nothing."""

    edit_desk: EditDesk

    async def __call__(self, *, actor_id: UserId, number: ServiceId) -> ServicePanel:
        """Return the panel.

        Raises:
            ForbiddenError: the asker is no owner.
            NotFoundError: there is no such service.
        """
        self.edit_desk.desk.admit(actor_id)
        async with self.edit_desk.desk.database.read() as reads:
            item = await reads.listed.find(number)
            if item is None:
                raise NotFoundError
            book = await self.edit_desk.book(reads)
            routes = await reads.routes.of([number])
            journal = await reads.journal.of_target(f"service:{number}", limit=JOURNAL)
        scope, rule = book.rule_for(item.listing, item.id)
        return ServicePanel(
            item=item,
            scope=scope,
            rule=rule,
            floor=book.floor(item.listing.cost),
            routes=tuple(routes.get(number, ())),
            journal=tuple(journal),
        )


@dataclass(frozen=True, slots=True)
class ReadWaiting:
    """Read what waits for an owner's word. Changes nothing."""

    edit_desk: EditDesk

    async def __call__(self, *, actor_id: UserId, page: int = 1) -> WaitingPage:
        """Return a page, counted from 1.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        items = await self._priced(actor_id)
        pages = max(-(-len(items) // ON_A_PAGE), 1)
        page = min(max(page, 1), pages)
        start = (page - 1) * ON_A_PAGE
        prices = [item.waits for item, _ in items if item.waits and item.waits.why == "price"]
        return WaitingPage(
            items=tuple(items[start : start + ON_A_PAGE]),
            page=page,
            pages=pages,
            total=len(items),
            rises=sum(waits.entry.cost > waits.base for waits in prices),
            priced=len(prices),
        )

    async def as_csv(self, *, actor_id: UserId) -> str:
        """Everything that waits, for a spreadsheet.

        Raises:
            ForbiddenError: the asker is no owner.
        """
        lines = [csv_line(_HEADING)]
        for item, rate in await self._priced(actor_id):
            waits = item.waits
            assert waits is not None  # noqa: S101 - of services that wait
            on_sale = "no" if item.listing.hidden else "yes"
            prices = (waits.base, waits.entry.cost, item.listing.rate, rate)
            lines.append(csv_line((item.id, item.listing.name, waits.why, *prices, on_sale)))
        return "".join(lines)

    async def _priced(self, actor_id: UserId) -> list[tuple[Listed, Money]]:
        self.edit_desk.desk.admit(actor_id)
        async with self.edit_desk.desk.database.read() as reads:
            waiting = await reads.listed.waiting()
            book = await self.edit_desk.book(reads)
        return [(item, book.rate_for(item.waits.entry, item.id)) for item in waiting if item.waits]
