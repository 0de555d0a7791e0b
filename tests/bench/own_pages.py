"""The screens of a customer's own orders and wallet, for the measurement of every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.repositories.ledger import Movement, wallet_of
from domain.accounts import TransferKind
from domain.consent import WHATEVER_IS
from domain.history import LineFilter, OrderFilter
from domain.money import Money
from domain.orders import OrderRequest
from handlers.kit.callbacks import (
    HELP,
    HOME,
    ORDERS,
    PROFILE,
    SUPPORT,
    WALLET,
    Go,
    OpenOrder,
    OrdersAt,
    StatementAt,
)
from handlers.wallet.callbacks import OpenLine
from services.books import MANUAL_TOPUPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiogram.filters.callback_data import CallbackData

    from bot.app import Shop
    from domain.catalogue import Service
    from domain.ids import TransferId, UserId

PLACED: Final = 24


async def own_screens(shop: Shop, user: UserId, service: Service) -> Mapping[str, CallbackData]:
    """Let a customer order, and name the buttons of what is theirs then."""
    topup = await _top_up(shop, user)
    await shop.services.accept_terms(user_id=user)
    placed = [await _order(shop, user, service, number) for number in range(PLACED)]
    return {
        "orders": Go(to=ORDERS),
        "active orders": OrdersAt(which=OrderFilter.ACTIVE.value, page=2),
        "orders to refill": OrdersAt(which=OrderFilter.REFILL.value),
        "order card": OpenOrder(id=placed[-1], back="a2"),
        "home": Go(to=HOME),
        "wallet": Go(to=WALLET),
        "statement": StatementAt(),
        "statement, money out": StatementAt(which=LineFilter.OUT.value, page=2),
        "line of the statement": OpenLine(id=topup, back="a3"),
        "profile": Go(to=PROFILE),
        "support": Go(to=SUPPORT),
        "help": Go(to=HELP),
    }


async def _order(shop: Shop, user: UserId, service: Service, number: int) -> int:
    quantity = max(service.min, 100)
    link = f"https://www.instagram.com/shop{number}"
    request = OrderRequest(link=link, quantity=quantity, units=quantity)
    offer = await shop.services.quote_order(user_id=user, service_id=service.id, request=request)
    placed = await shop.services.place_order(
        user_id=user, quote_id=offer.quote.id, said=WHATEVER_IS
    )
    return placed.order.id


async def _top_up(shop: Shop, user: UserId) -> TransferId:
    movement = Movement(
        kind=TransferKind.TOPUP,
        ref="bench",
        source=MANUAL_TOPUPS,
        destination=wallet_of(user),
        amount=Money.of(1000),
        user_id=user,
        at=shop.clock.now(),
        reason="to measure",
    )
    async with shop.database.write() as uow:
        moved = await uow.ledger.move(movement)
        await uow.commit()
    assert moved is not None
    return moved
