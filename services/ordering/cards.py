"""Order cards: what stands on one, which message shows it, and what redrawing it needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from db.repositories.cards import Card
from domain.errors import NotFoundError
from domain.history import OrderFilter, guarantee_of
from domain.orders import OrderStatus
from domain.outlook import outlook_of
from services.ordering.aftercare.care import care_of

if TYPE_CHECKING:
    from datetime import datetime

    from db.database import Database
    from db.unit_of_work import Reads
    from domain.accounts import User
    from domain.history import Guarantee
    from domain.ids import OrderId, UserId
    from domain.orders import Order
    from domain.outlook import Outlook
    from domain.ports import Clock
    from services.catalogue.figures import LiveFigures
    from services.ordering.aftercare.care import Care


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What an order's card tells beside the order: its service and requests, what to expect."""

    care: Care
    outlook: Outlook | None
    """None where nothing is expected any more."""
    guarantee: Guarantee | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderView:
    """An order as its card shows it."""

    order: Order
    background: Background


@dataclass(frozen=True, slots=True)
class OpenOwnOrder:
    """Read one order of a customer as its card shows it."""

    database: Database
    clock: Clock
    figures: LiveFigures

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> OrderView:
        """Return it.

        Raises:
            NotFoundError: it is absent or someone else's.
        """
        return await self.database.peek(partial(self._view, user_id, order_id))

    async def _view(self, user_id: UserId, order_id: OrderId, reads: Reads) -> OrderView:
        order = await reads.orders.get_own(user_id, order_id)
        background = await background_of(reads, order, self.figures, self.clock.now())
        return OrderView(order=order, background=background)


async def background_of(
    reads: Reads, order: Order, figures: LiveFigures, now: datetime
) -> Background:
    """Read what a card tells beside the order."""
    care = await care_of(reads, order)
    outlook = outlook_of(order, figures.of(order.service_id))
    return Background(
        care=care,
        outlook=outlook,
        guarantee=guarantee_of(order, care.service, now),
        is_late=outlook is not None and now >= outlook.late_from,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveOrder:
    """An order with its customer; `card` is None where none was ever shown."""

    order: Order
    background: Background
    user: User
    card: Card | None
    is_first: bool
    """Whether it is the first order of its customer that was delivered in full."""


@dataclass(frozen=True, slots=True)
class ReadLiveOrder:
    """Read an order, whoever owns it, with what is shown of it: for notices only."""

    database: Database
    clock: Clock
    figures: LiveFigures

    async def __call__(self, *, order_id: OrderId) -> LiveOrder:
        """Return it.

        Raises:
            NotFoundError: there is no such order.
        """
        async with self.database.read() as reads:
            order = await reads.orders.get(order_id)
            return LiveOrder(
                order=order,
                background=await background_of(reads, order, self.figures, self.clock.now()),
                user=await reads.users.get(order.user_id),
                card=await reads.cards.find(order_id),
                is_first=await _is_first(reads, order),
            )


async def _is_first(reads: Reads, order: Order) -> bool:
    if order.status is not OrderStatus.COMPLETED:
        return False
    completed = await reads.history.page(order.user_id, OrderFilter.DONE, limit=2)
    return [one.id for one in completed] == [order.id]


@dataclass(frozen=True, slots=True)
class RememberCard:
    """Let a message show an order live from now on. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, order_id: OrderId, message_id: int, shown: str = "") -> None:
        """Store the message with a digest of what it shows, in the place of an earlier one."""
        async with self.database.write(brief=True) as uow:
            await uow.cards.put(Card(order_id=order_id, message_id=message_id, shown=shown))
            await uow.commit()


@dataclass(frozen=True, slots=True)
class MarkCard:
    """Note what a card shows after it was redrawn. Commits; may be repeated."""

    database: Database

    async def __call__(self, *, order_id: OrderId, message_id: int, shown: str) -> None:
        """Store the digest, unless another message shows the order by now."""
        async with self.database.write(brief=True) as uow:
            await uow.cards.mark_shown(Card(order_id=order_id, message_id=message_id, shown=shown))
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ForgetCard:
    """Stop showing a customer's order live: its message has become something else. Commits."""

    database: Database

    async def __call__(self, *, user_id: UserId, order_id: OrderId) -> None:
        """Forget the card; nothing happens for orders of others and without a card."""
        async with self.database.write(brief=True) as uow:
            try:
                await uow.orders.get_own(user_id, order_id)
            except NotFoundError:
                return
            await uow.cards.leave(order_id)
            await uow.commit()
