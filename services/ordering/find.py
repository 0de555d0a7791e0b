"""A customer finds their own orders: by number, by link, by @name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.errors import NotFoundError
from domain.ids import OrderId
from domain.links.model import LinkError
from domain.links.parse import parse_link
from domain.platforms import Platform
from services.ordering.history import PAGE, guarantees_in, nearest_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.database import Database
    from db.unit_of_work import Reads
    from domain.history import Guarantee
    from domain.ids import UserId
    from domain.orders import Order
    from domain.ports import Clock

MAX_ID: Final = 2**31
_NUMBER: Final = re.compile(r"#?\s*([0-9]{1,10})")
_NAME: Final = re.compile(r"@?([\w.-]{2,64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrders:
    """A page of what was found, counted from 1."""

    orders: tuple[Order, ...]
    guarantees: Mapping[OrderId, Guarantee]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class FindOwnOrders:
    """Find a customer's orders by what they typed."""

    database: Database
    clock: Clock

    async def __call__(self, *, user_id: UserId, text: str, page: int = 1) -> FoundOrders:
        """Return a page, the nearest there is; others' orders are never among them.

        A number means the order itself; a link every order for it, however it is written; a
        name every order for that account, on whatever site.
        """
        async with self.database.read() as reads:
            numbered = await _numbered(reads, user_id, text)
            if numbered is not None:
                orders, total, page, pages = [numbered], 1, 1, 1
            else:
                links = links_for(text)
                total = await reads.history.count_about(user_id, links) if links else 0
                page, pages = nearest_page(page, total)
                offset = (page - 1) * PAGE
                orders = (
                    await reads.history.about(user_id, links, limit=PAGE, offset=offset)
                    if total
                    else []
                )
            guarantees = await guarantees_in(reads, orders, self.clock)
        return FoundOrders(
            orders=tuple(orders), guarantees=guarantees, page=page, pages=pages, total=total
        )


def links_for(text: str) -> frozenset[str]:
    """Every normal form under which an order may be kept that this text asks for."""
    link = _link(text)
    name = _NAME.fullmatch(text.strip())
    if name is None:
        return frozenset(filter(None, (link,)))
    accounts = (_link(f"@{name[1]}", site) for site in Platform)
    return frozenset(filter(None, (link, *accounts)))


def _link(text: str, site: Platform | None = None) -> str | None:
    try:
        return parse_link(text, expected=site).normal
    except LinkError:
        return None


async def _numbered(reads: Reads, user_id: UserId, text: str) -> Order | None:
    number = _NUMBER.fullmatch(text.strip())
    if number is None or not 0 < int(number[1]) < MAX_ID:
        return None
    try:
        return await reads.orders.get_own(user_id, OrderId(int(number[1])))
    except NotFoundError:
        return None
