"""Saved services: kept for each customer, and every change worth telling told exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select, update

from db.database import Database
from db.models.catalogue import services
from db.models.outbox import outbox
from domain.accounts import User
from domain.catalogue import Hidden
from domain.errors import NotFoundError
from domain.favourites import MAX_FAVOURITES, CardFacts
from domain.ids import ServiceId, UserId
from domain.money import Money
from domain.notices import NoticeKind
from services.catalogue.favourite_notices import ReadFavouriteNotice
from services.catalogue.favourites import (
    DropFavourite,
    ReadCardFacts,
    ReadFavourites,
    SaveFavourite,
    TellFavourites,
)
from tests.service.shopfloor import CUSTOMER, OTHER, ShopFloor, a_service

FIRST, SECOND = ServiceId(1), ServiceId(2)


@dataclass(slots=True)
class Shelf(ShopFloor):
    """Two services at 0.90, and customers who save them."""

    async def save(self, user_id: UserId = CUSTOMER, service_id: ServiceId = FIRST) -> bool:
        self.clock.advance(seconds=1)
        save = SaveFavourite(self.database, self.clock)
        return await save(user_id=user_id, service_id=service_id)

    async def saved(self, user_id: UserId = CUSTOMER) -> tuple[ServiceId, ...]:
        return await ReadFavourites(self.database)(user_id=user_id)

    async def reprice(self, rate: str, service_id: ServiceId = FIRST) -> None:
        await self._change(service_id, rate_micros=Money.of(rate))

    async def hide(self, why: Hidden | None, service_id: ServiceId = FIRST) -> None:
        await self._change(service_id, hidden=why)

    async def tell(self, people: int = 200) -> int:
        return await TellFavourites(self.database, self.clock)(people=people)

    async def told(self, user_id: UserId = CUSTOMER) -> list[Any]:
        """Every list of changes that was ever to be told to somebody."""
        return [payload["changes"] for payload in await self._payloads(user_id)]

    async def _payloads(self, user_id: UserId) -> list[Mapping[str, Any]]:
        query = select(outbox.c.payload).where(
            outbox.c.chat_id == user_id, outbox.c.kind == NoticeKind.FAVOURITE_CHANGED
        )
        async with self.database.read() as reads:
            return list((await reads.connection.execute(query.order_by(outbox.c.id))).scalars())

    async def _change(self, service_id: ServiceId, **values: object) -> None:
        """Change a service, as a synchronisation would."""
        async with self.database.write() as uow:
            await uow.connection.execute(
                update(services).where(services.c.id == service_id).values(**values)
            )
            await uow.services.bump_version()
            await uow.commit()


@pytest.fixture
async def shelf(database: Database) -> Shelf:
    shelf = Shelf(database)
    await shelf.open()
    for user_id in (CUSTOMER, OTHER):
        await shelf.add_customer(user_id)
    await shelf.add_service(a_service(upstream_id="1"))
    await shelf.add_service(a_service(upstream_id="2"))
    return shelf


async def test_saved_services_are_listed_newest_first_and_for_their_customer_alone(
    shelf: Shelf,
) -> None:
    await shelf.save(service_id=FIRST)
    await shelf.save(service_id=SECOND)
    await shelf.save(service_id=FIRST)

    assert await shelf.saved() == (SECOND, FIRST)
    assert await shelf.saved(OTHER) == ()
    facts = ReadCardFacts(shelf.database)
    assert (await facts(user_id=CUSTOMER, service_id=FIRST)).is_saved
    assert not (await facts(user_id=OTHER, service_id=FIRST)).is_saved
    assert await facts(user_id=CUSTOMER, service_id=ServiceId(404)) == CardFacts()


async def test_a_forgotten_service_is_not_told_about(shelf: Shelf) -> None:
    await shelf.save()
    drop = DropFavourite(shelf.database)

    await drop(user_id=CUSTOMER, service_id=FIRST)
    await drop(user_id=CUSTOMER, service_id=FIRST)
    await shelf.reprice("5")

    assert await shelf.saved() == ()
    assert await shelf.tell() == 0


@pytest.mark.parametrize("why", [Hidden.SENSITIVE, Hidden.UNSUPPORTED])
async def test_what_was_never_for_sale_cannot_be_awaited(shelf: Shelf, why: Hidden) -> None:
    await shelf.hide(why)

    with pytest.raises(NotFoundError):
        await shelf.save()
    with pytest.raises(NotFoundError):
        await shelf.save(service_id=ServiceId(404))


async def test_nobody_saves_more_than_a_hundred(shelf: Shelf) -> None:
    for number in range(3, MAX_FAVOURITES + 2):
        await shelf.add_service(a_service(upstream_id=str(number)))
        assert await shelf.save(service_id=ServiceId(number))
    assert await shelf.save(service_id=FIRST)

    assert not await shelf.save(service_id=SECOND)
    assert await shelf.save(service_id=FIRST)
    assert len(await shelf.saved()) == MAX_FAVOURITES


@pytest.mark.parametrize(
    ("rate", "is_told"),
    [("0.945", True), ("0.855", True), ("0.944999", False), ("0.855001", False), ("9", True)],
)
async def test_a_price_is_told_from_five_percent_on(
    shelf: Shelf, rate: str, *, is_told: bool
) -> None:
    await shelf.save()
    await shelf.reprice(rate)

    assert await shelf.tell() == int(is_told)

    change = [FIRST, 900_000, Money.of(rate).micros]
    assert await shelf.told() == ([[change]] if is_told else [])


async def test_a_price_that_creeps_is_told_when_it_has_moved_far_enough_in_all(
    shelf: Shelf,
) -> None:
    await shelf.save()
    for rate in ("0.92", "0.94", "0.96", "0.98"):
        await shelf.reprice(rate)
        await shelf.tell()

    assert await shelf.told() == [[[FIRST, 900_000, 960_000]]]


async def test_each_change_is_told_once_however_often_it_is_looked_for(shelf: Shelf) -> None:
    await shelf.save()
    await shelf.reprice("2")

    assert [await shelf.tell() for _ in range(3)] == [1, 0, 0]

    await shelf.hide(Hidden.GONE)
    assert [await shelf.tell() for _ in range(3)] == [1, 0, 0]

    await shelf.hide(None)
    assert [await shelf.tell() for _ in range(3)] == [1, 0, 0]
    assert await shelf.told() == [
        [[FIRST, 900_000, 2_000_000]],
        [[FIRST, 2_000_000, None]],
        [[FIRST, None, 2_000_000]],
    ]


async def test_what_was_saved_while_it_was_off_is_told_when_it_is_back(shelf: Shelf) -> None:
    await shelf.hide(Hidden.GONE)
    await shelf.save()
    assert await shelf.tell() == 0

    await shelf.reprice("1.5")
    assert await shelf.tell() == 0

    await shelf.hide(None)
    assert await shelf.tell() == 1
    assert await shelf.told() == [[[FIRST, None, 1_500_000]]]


async def test_changes_of_one_customer_are_one_notice(shelf: Shelf) -> None:
    await shelf.save(service_id=FIRST)
    await shelf.save(service_id=SECOND)
    await shelf.save(OTHER, SECOND)
    await shelf.reprice("2", FIRST)
    await shelf.hide(Hidden.PROVIDER_REFUSED, SECOND)

    assert await shelf.tell() == 2

    assert await shelf.told() == [[[FIRST, 900_000, 2_000_000], [SECOND, 900_000, None]]]
    assert await shelf.told(OTHER) == [[[SECOND, 900_000, None]]]


async def test_thousands_who_saved_a_service_are_told_in_batches_once_each(shelf: Shelf) -> None:
    people = [UserId(number) for number in range(1, 1001)]
    async with shelf.database.write() as uow:
        customer = await uow.users.get(CUSTOMER)
        service = await uow.services.find(FIRST)
        assert service is not None
        for user_id in people:
            await uow.users.add(_copy(customer, user_id))
            await uow.favourites.add(user_id, service, shelf.clock.now())
        await uow.commit()
    await shelf.reprice("2")

    batches = [await shelf.tell(300) for _ in range(5)]

    assert batches == [300, 300, 300, 100, 0]
    assert await shelf.count(outbox) == 1000


async def test_nothing_is_read_while_the_catalogue_stands_still(shelf: Shelf) -> None:
    await shelf.save()
    await shelf.reprice("2")
    await shelf.tell()
    async with shelf.database.write() as uow:
        behind_the_back = update(services).values(rate_micros=Money.of("9"))
        await uow.connection.execute(behind_the_back)
        await uow.commit()

    assert await shelf.tell() == 0


async def test_a_notice_tells_of_the_services_that_there_are(shelf: Shelf) -> None:
    read = ReadFavouriteNotice(shelf.database)

    notice = await read(
        user_id=CUSTOMER, changes=[(FIRST, 900_000, None), (ServiceId(404), None, 1)]
    )

    assert notice.user.id == CUSTOMER
    assert [(one.service.id, one.before, one.now) for one in notice.told] == [
        (FIRST, Money.of("0.9"), None)
    ]
    with pytest.raises(NotFoundError):
        await read(user_id=CUSTOMER, changes=[(ServiceId(404), None, 1)])


def _copy(user: User, user_id: UserId) -> User:
    return replace(user, id=user_id)
