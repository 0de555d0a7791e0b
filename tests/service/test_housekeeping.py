"""What nobody can use any more is forgotten; what still matters is not."""

import pytest

from db.database import Database
from db.models.orders import quotes
from db.models.outbox import outbox
from domain.ids import ServiceId
from services.housekeeping import DropOldNotices, DropOldQuotes
from tests.service.shopfloor import ShopFloor


@pytest.fixture
async def floor(database: Database) -> ShopFloor:
    floor = ShopFloor(database)
    await floor.open()
    await floor.add_customer(money="10")
    return floor


@pytest.fixture
async def service(floor: ShopFloor) -> ServiceId:
    return await floor.add_service()


@pytest.mark.parametrize(("hours", "kept"), [(24, 1), (25, 0)])
async def test_offers_are_kept_for_a_day_after_they_ran_out(
    floor: ShopFloor, service: ServiceId, hours: int, kept: int
) -> None:
    await floor.quote(service)
    floor.clock.advance(hours=hours)

    await DropOldQuotes(floor.database, floor.clock)()

    assert await floor.count(quotes) == kept


@pytest.mark.parametrize(("days", "kept"), [(29, 1), (31, 0)])
async def test_told_notices_are_kept_for_a_month(
    floor: ShopFloor, service: ServiceId, days: int, kept: int
) -> None:
    await floor.place((await floor.quote(service)).quote.id)
    async with floor.database.write() as uow:
        await uow.outbox.end(1, "done", floor.clock.now())
        await uow.commit()
    floor.clock.advance(days=days)

    await DropOldNotices(floor.database, floor.clock)()

    assert await floor.count(outbox) == kept


async def test_a_notice_that_was_not_told_is_never_forgotten(
    floor: ShopFloor, service: ServiceId
) -> None:
    await floor.place((await floor.quote(service)).quote.id)
    floor.clock.advance(days=400)

    await DropOldNotices(floor.database, floor.clock)()

    assert await floor.count(outbox) == 1
