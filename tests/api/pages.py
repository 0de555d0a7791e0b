"""A documentation page of the trade on the stage: services, orders and refills as it has them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import update

from db.models.aftercare import asks
from db.models.catalogue import services
from db.models.ledger import accounts
from db.models.orders import orders
from db.repositories.ledger import wallet_of
from domain.aftercare import AskKind, AskState
from domain.catalogue import ServiceType
from domain.ids import OrderId, QuoteId, ServiceId
from domain.money import Money
from domain.orders import OrderRequest, OrderStatus, Quote
from domain.platforms import Platform
from tests.service.shopfloor import CUSTOMER, MAIN, a_service

if TYPE_CHECKING:
    from tests.api.counter import Counter

WIRE: Final = Path(__file__).parents[1] / "fixtures" / "wire"
LONG_AGO: Final = timedelta(days=3)
_TRAILING: Final = re.compile(r",(\s*[\]}])")


def answer_on(page: str, name: str) -> Any:
    """What a page shows as an answer; some of them show no strict JSON."""
    text = (WIRE / page / f"{name}.txt").read_text("utf-8")
    return json.loads(_TRAILING.sub(r"\1", text))


def ensure_alike(ours: Any, shown: Any, where: str = "answer") -> None:
    """Every field that a page shows is there, of the same sort and the same value."""
    if isinstance(shown, dict):
        assert isinstance(ours, dict), where
        for name, value in shown.items():
            assert name in ours, f"{where}.{name}"
            ensure_alike(ours[name], value, f"{where}.{name}")
    elif isinstance(shown, list):
        assert isinstance(ours, list), where
        assert len(ours) == len(shown), where
        for number, (mine, theirs) in enumerate(zip(ours, shown, strict=True)):
            ensure_alike(mine, theirs, f"{where}[{number}]")
    else:
        assert type(ours) is type(shown), f"{where}: {ours!r} for {shown!r}"
        assert plain(ours) == plain(shown), where


def plain(value: Any) -> Any:
    """Amounts are the same however many zeros they end with."""
    if isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    return value


@dataclass(frozen=True, slots=True)
class Page:
    """Puts rows where a page's answers say they are; the books are not kept."""

    counter: Counter

    async def put_service(self, shown: dict[str, Any]) -> None:
        """A service of this number, as it is listed."""
        kind = ServiceType(shown["type"].lower().replace(" ", "_"))
        made = await self.counter.floor.add_service(
            a_service(
                upstream_id=str(shown["service"]),
                name=shown["name"],
                category=shown["category"],
                type=kind,
                platform=Platform.OTHER,
                rate=Money.of(Decimal(shown["rate"])),
                min=int(shown["min"]),
                max=int(shown["max"]),
                refill=shown.get("refill", False),
                cancel=shown.get("cancel", False),
                dripfeed=shown.get("dripfeed", False),
            )
        )
        await self._run(update(services).where(services.c.id == made).values(id=shown["service"]))

    async def put_order(self, number: int, service: int, shown: dict[str, Any]) -> None:
        """An order of this number, as its status is told."""
        charge = Money.of(Decimal(shown.get("charge", "1")))
        floor = self.counter.floor
        request = OrderRequest(link=f"https://example.com/{number}", quantity=1000, units=1000)
        quote = Quote(
            id=QuoteId(f"page-{number}"),
            user_id=CUSTOMER,
            service_id=ServiceId(service),
            request=request,
            rate=charge,
            charge=charge,
            cost=charge,
            created_at=floor.clock.now(),
            expires_at=floor.clock.now(),
        )
        async with floor.database.write() as uow:
            found = await uow.services.find(ServiceId(service))
            assert found is not None
            order = await uow.orders.add(quote, found, floor.clock.now(), api_key_id=1)
            assert order is not None
            await uow.commit()
        status = STATUSES[shown.get("status", "Pending")]
        started = shown.get("start_count")
        await self._run(
            update(orders)
            .where(orders.c.id == order.id)
            .values(
                id=number,
                status=status,
                upstream_id=str(number),
                start_count=None if started is None else int(started),
                remains=int(shown["remains"]) if "remains" in shown else None,
                finished_at=floor.clock.now() - LONG_AGO,
            )
        )

    async def put_refill(self, number: int, order: int, state: AskState) -> None:
        """A refill of this number."""
        now = self.counter.floor.clock.now() - LONG_AGO
        ended = now if state in {AskState.DONE, AskState.DECLINED} else None
        await self._run(
            asks.insert().values(
                id=number,
                order_id=OrderId(order),
                provider=MAIN,
                kind=AskKind.REFILL,
                state=state,
                tries=0,
                asked_at=now,
                ended_at=ended,
            )
        )

    async def put_balance(self, amount: str) -> None:
        """What the wallet says."""
        mine = accounts.c.key == wallet_of(CUSTOMER)
        await self._run(update(accounts).where(mine).values(balance_micros=Money.of(amount)))

    async def _run(self, statement: Any) -> None:
        async with self.counter.floor.database.write() as uow:
            await uow.connection.execute(statement)
            await uow.commit()


STATUSES: Final = {
    "Pending": OrderStatus.PENDING,
    "In progress": OrderStatus.IN_PROGRESS,
    "Completed": OrderStatus.COMPLETED,
    "Partial": OrderStatus.PARTIAL,
}
