"""Orders in every state with their books, and the means to damage what the shop would never."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text, update

from db.database import Database
from db.models.orders import orders
from db.repositories.ledger import REVENUE, Movement, hold_of, wallet_of
from domain.accounts import TransferKind
from domain.ids import OrderId, UserId
from domain.money import ZERO, Money
from domain.orders import Order, OrderStatus
from services.audit import AuditLedger, AuditReport, Check
from tests.service.shopfloor import CUSTOMER, ShopFloor, a_request

CHARGE = Money.of("0.90")


@dataclass(slots=True)
class Books:
    """A shop with orders, and its auditor."""

    floor: ShopFloor

    async def audit(self) -> AuditReport:
        return await AuditLedger(self.floor.database, self.floor.clock)()

    async def check(self, name: str) -> Check:
        return next(check for check in (await self.audit()).checks if check.id == name)

    async def order(self, quantity: int = 1000) -> Order:
        """An order that waits, its charge on hold."""
        services = await self._services()
        offer = await self.floor.quote(services, a_request(quantity))
        return (await self.floor.place(offer.quote.id)).order

    async def accepted(self, quantity: int = 1000) -> Order:
        """An order that the provider has."""
        order = await self.order(quantity)
        values = {
            "held_micros": ZERO,
            "captured_micros": order.charge,
            "upstream_id": str(order.id),
        }
        to = hold_of(order.user_id), REVENUE
        await self._moved(order, TransferKind.CAPTURE, to, order.charge)
        return await self.set(order.id, status=OrderStatus.IN_PROGRESS, **values)

    async def released(self) -> Order:
        """An order that never ran."""
        order = await self.order()
        to = hold_of(order.user_id), wallet_of(order.user_id)
        await self._moved(order, TransferKind.RELEASE, to, order.charge)
        return await self.set(
            order.id,
            status=OrderStatus.RELEASED,
            held_micros=ZERO,
            released_micros=order.charge,
        )

    async def ended(self, status: OrderStatus, *, refund: str = "0", remains: int = 0) -> Order:
        """An accepted order that ended, so much of it refunded by the shop."""
        order = await self.accepted()
        if Money.of(refund):
            await self.refund(order, refund)
        return await self.set(order.id, status=status, remains=remains)

    async def refund(self, order: Order, amount: str, actor: UserId | None = None) -> None:
        """Give part of an order back."""
        to = REVENUE, wallet_of(order.user_id)
        await self._moved(order, TransferKind.REFUND, to, Money.of(amount), actor)
        current = await self.read(order.id)
        await self.set(order.id, refunded_micros=current.refunded + Money.of(amount))

    async def set(self, order_id: OrderId, **values: Any) -> Order:
        async with self.floor.database.write() as uow:
            change = update(orders).where(orders.c.id == order_id).values(**values)
            await uow.connection.execute(change)
            await uow.commit()
        return await self.read(order_id)

    async def read(self, order_id: OrderId) -> Order:
        async with self.floor.database.read() as reads:
            return await reads.orders.get(order_id)

    async def _services(self) -> Any:
        async with self.floor.database.read() as reads:
            return (await reads.services.list_all())[0].id

    async def _moved(
        self,
        order: Order,
        kind: TransferKind,
        ends: tuple[str, str],
        amount: Money,
        actor: UserId | None = None,
    ) -> None:
        source, destination = ends
        movement = Movement(
            kind=kind,
            ref=f"{order.id}:{self.floor.token()}",
            source=source,
            destination=destination,
            amount=amount,
            user_id=order.user_id,
            order_id=order.id,
            actor_id=actor,
            at=self.floor.clock.now(),
        )
        async with self.floor.database.write() as uow:
            assert await uow.ledger.move(movement)
            await uow.commit()


async def books_of(database: Database) -> Books:
    """A shop with a customer who has 20 and a service."""
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_service()
    await floor.add_customer(CUSTOMER, money="20")
    return Books(floor)


async def damage(database: Database, *statements: str) -> None:
    """Do what every guard of the database forbids: triggers, checks and foreign keys are off."""
    if database.dialect == "sqlite":
        _damage_file(database.url.split("///")[1], statements)
        return
    async with database.engines.write.begin() as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        checks = await connection.execute(text(_CHECKS))
        for table, name in checks.all():
            await connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
        for statement in statements:
            await connection.execute(text(statement))


_CHECKS = (
    "SELECT conrelid::regclass::text, conname FROM pg_constraint "
    "WHERE contype = 'c' AND conrelid::regclass::text IN ('accounts', 'orders', 'transfers')"
)


def _damage_file(path: str, statements: Sequence[str]) -> None:
    file = sqlite3.connect(path, isolation_level=None)
    try:
        file.execute("PRAGMA ignore_check_constraints = ON")
        for event in ("update", "delete"):
            file.execute(f"DROP TRIGGER IF EXISTS transfers_no_{event}")
        for statement in statements:
            file.execute(statement)
    finally:
        file.close()
