"""Orders that ended, put straight into the table, for figures that need many of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.database import Database
from db.models.orders import orders
from domain.ids import ServiceId, UserId
from domain.money import ZERO
from domain.orders import OrderStatus
from tests.service.shopfloor import CUSTOMER, LINK, MAIN, START

FIRST = ServiceId(1)


@dataclass(frozen=True, kw_only=True)
class Ended:
    """An order that was accepted at noon; times are seconds after that."""

    service: ServiceId = FIRST
    status: OrderStatus = OrderStatus.COMPLETED
    started_s: float | None = 60
    finished_s: float | None = 600
    units: int = 1000
    runs: int | None = None
    user: UserId = CUSTOMER
    accepted_at: datetime = START

    @property
    def started_at(self) -> datetime | None:
        return self._after(self.started_s)

    @property
    def finished_at(self) -> datetime | None:
        return self._after(self.finished_s)

    def _after(self, seconds: float | None) -> datetime | None:
        return None if seconds is None else self.accepted_at + timedelta(seconds=seconds)


async def put(database: Database, ended: Sequence[Ended]) -> None:
    """Write the orders, free of charge."""
    async with database.write() as uow:
        first = len((await uow.connection.execute(orders.select())).all())
        rows = [_row(one, number) for number, one in enumerate(ended, first)]
        await uow.connection.execute(orders.insert(), rows)
        await uow.commit()


def _row(one: Ended, number: int) -> dict[str, object]:
    money = ("rate", "charge", "cost", "held", "released", "captured", "refunded")
    return {
        **{f"{name}_micros": ZERO for name in money},
        "quote_id": f"ended-{number}",
        "user_id": one.user,
        "service_id": one.service,
        "service_name": "Instagram followers",
        "provider": MAIN,
        "upstream_service_id": "101",
        "upstream_id": f"ended-{number}",
        "status": one.status,
        "link": LINK,
        "quantity": one.units,
        "units": one.units,
        "runs": one.runs,
        "fields": {},
        "created_at": one.accepted_at,
        "submit_at": one.accepted_at,
        "accepted_at": one.accepted_at,
        "started_at": one.started_at,
        "finished_at": one.finished_at,
    }
