"""A customer sifts, finds and takes away their own orders, and nobody else's."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from db.models.orders import orders
from domain.csv_text import BOM
from domain.history import OrderFilter
from domain.ids import OrderId, UpstreamId
from domain.orders import Order, OrderStatus
from services.export import BATCH, BeginExport, EndExport, Export
from services.ordering.export import COLUMNS, ExportOrders
from services.ordering.find import FindOwnOrders
from services.ordering.history import ListOrders, OrderPage
from tests.service.audit.books import Books
from tests.service.shopfloor import CUSTOMER, OTHER, ShopFloor, a_service

MANY = 2_345


@pytest.fixture
async def books(floor: ShopFloor) -> Books:
    await floor.add_service()
    await floor.add_customer(CUSTOMER, money="50")
    await floor.add_customer(OTHER, money="50")
    return Books(floor)


async def listed(books: Books, which: OrderFilter, page: int = 1) -> OrderPage:
    read = ListOrders(books.floor.database, books.floor.clock)
    return await read(user_id=CUSTOMER, which=which, page=page)


async def ids(books: Books, which: OrderFilter) -> list[OrderId]:
    return [order.id for order in (await listed(books, which)).orders]


async def foreign(books: Books) -> Order:
    """Somebody else's order for the same link."""
    service = (await books.order()).service_id
    offer = await books.floor.quote(service, user_id=OTHER)
    return (await books.floor.place(offer.quote.id, OTHER)).order


async def test_every_filter_shows_its_own_orders_newest_first(books: Books) -> None:
    waiting = await books.order()
    running = await books.accepted()
    done = await books.ended(OrderStatus.COMPLETED)
    partial = await books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
    canceled = await books.ended(OrderStatus.CANCELED, refund="0.9", remains=1000)
    released = await books.released()

    assert await ids(books, OrderFilter.ACTIVE) == [running.id, waiting.id]
    assert await ids(books, OrderFilter.HELD) == [waiting.id]
    assert await ids(books, OrderFilter.DONE) == [done.id]
    assert await ids(books, OrderFilter.RETURNED) == [released.id, canceled.id, partial.id]
    assert len(await ids(books, OrderFilter.ALL)) == 6
    counts = (await listed(books, OrderFilter.ALL)).counts
    assert counts == {"a": 6, "r": 2, "d": 1, "p": 3, "h": 1}


async def test_what_can_be_refilled_is_listed_until_its_guarantee_ends(books: Books) -> None:
    promised = await books.ended(OrderStatus.COMPLETED)
    await books.set(promised.id, finished_at=books.floor.clock.now())
    plain = a_service(upstream_id=UpstreamId("102"), refill=False, refill_days=None)
    bare = await books.floor.add_service(plain)
    other = await books.ended(OrderStatus.COMPLETED)
    await books.set(other.id, finished_at=books.floor.clock.now(), service_id=bare)

    page = await listed(books, OrderFilter.REFILL)
    assert [order.id for order in page.orders] == [promised.id]
    assert page.counts[OrderFilter.REFILL] == 1
    until = page.guarantees[promised.id].until
    assert until == books.floor.clock.now() + timedelta(days=30)

    books.floor.clock.advance(days=30)
    assert (await listed(books, OrderFilter.REFILL)).orders == ()
    assert (await listed(books, OrderFilter.DONE)).guarantees == {}


async def test_a_guarantee_without_a_day_does_not_end(books: Books) -> None:
    endless = await books.floor.add_service(
        a_service(upstream_id=UpstreamId("103"), refill_days=None)
    )
    order = await books.ended(OrderStatus.COMPLETED)
    await books.set(order.id, finished_at=books.floor.clock.now(), service_id=endless)
    books.floor.clock.advance(days=5000)

    page = await listed(books, OrderFilter.REFILL)

    assert [one.id for one in page.orders] == [order.id]
    assert page.guarantees[order.id].until is None


@pytest.mark.parametrize(
    "text",
    [
        "https://www.instagram.com/name",
        "instagram.com/Name/?igshid=abc",
        "@name",
        "@NAME",
        "name",
    ],
)
async def test_an_order_is_found_by_its_link_or_name_however_it_is_written(
    books: Books, text: str
) -> None:
    mine = await books.order()
    await foreign(books)
    find = FindOwnOrders(books.floor.database, books.floor.clock)

    found = await find(user_id=CUSTOMER, text=text)

    assert mine.id in [order.id for order in found.orders]
    assert {order.user_id for order in found.orders} == {CUSTOMER}
    assert (found.total, found.pages) == (2, 1)


@pytest.mark.parametrize("form", ["{id}", "#{id}", " # {id} "])
async def test_an_order_is_found_by_its_number(books: Books, form: str) -> None:
    mine = await books.order()
    find = FindOwnOrders(books.floor.database, books.floor.clock)

    found = await find(user_id=CUSTOMER, text=form.format(id=mine.id))

    assert [order.id for order in found.orders] == [mine.id]


@pytest.mark.parametrize("text", ["", "nothing at all", "@x", "99999999999", "<b>", "%", "0"])
async def test_what_means_no_order_finds_none(books: Books, text: str) -> None:
    await books.order()
    find = FindOwnOrders(books.floor.database, books.floor.clock)

    found = await find(user_id=CUSTOMER, text=text, page=9**9)

    assert (found.orders, found.total, found.page) == ((), 0, 1)


async def test_orders_of_others_are_not_found_by_number_or_link(books: Books) -> None:
    theirs = await foreign(books)
    find = FindOwnOrders(books.floor.database, books.floor.clock)

    by_number = await find(user_id=CUSTOMER, text=str(theirs.id))
    by_link = await find(user_id=CUSTOMER, text=theirs.request.link)

    assert by_number.orders == ()
    assert theirs.id not in [order.id for order in by_link.orders]


async def test_finds_come_eight_a_page(books: Books) -> None:
    for _ in range(10):
        await books.order(100)
    find = FindOwnOrders(books.floor.database, books.floor.clock)

    second = await find(user_id=CUSTOMER, text="@name", page=2)

    assert (second.page, second.pages, second.total, len(second.orders)) == (2, 2, 10, 2)


async def test_a_file_has_every_order_with_exact_amounts(books: Books) -> None:
    partial = await books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
    waiting = await books.order(777)
    await foreign(books)
    await books.set(partial.id, service_name='=cmd|"x"\n;@SUM(1)')

    rows = await rows_of(await ExportOrders(books.floor.database)(user_id=CUSTOMER))

    assert [int(row["order_id"]) for row in rows][-2:] == [waiting.id, partial.id]
    assert len(rows) == 3
    last = rows[-1]
    assert last["status"] == "partial"
    assert (last["price"], last["charged"], last["returned"]) == (
        "0.900000",
        "0.576000",
        "0.324000",
    )
    assert last["service"] == "'=cmd|\"x\" ;'@SUM(1)"
    assert last["placed_at"] == "2026-11-21T12:00:00Z"
    assert rows[-2]["on_hold"] == "0.699300"


async def test_a_long_file_is_written_in_steps_and_misses_nothing(books: Books) -> None:
    template = await books.ended(OrderStatus.COMPLETED)
    await copy_order(books, template, MANY)

    export = await ExportOrders(books.floor.database)(user_id=CUSTOMER)
    steps = [lines.number async for lines in export.batches]

    assert export.total == MANY + 1
    assert sum(steps) == MANY + 1
    assert max(steps) == BATCH


async def test_a_file_of_nothing_is_its_heading(books: Books) -> None:
    nobody = await books.floor.add_customer(OTHER)

    export = await ExportOrders(books.floor.database)(user_id=nobody)

    assert await rows_of(export) == []
    assert export.heading.count(",") == len(COLUMNS) - 1


async def test_one_file_at_a_time_is_sent_to_a_customer(books: Books) -> None:
    database, clock = books.floor.database, books.floor.clock
    begin, end = BeginExport(database, clock), EndExport(database, clock)

    assert await begin(user_id=CUSTOMER)
    assert not await begin(user_id=CUSTOMER)
    assert await begin(user_id=OTHER)

    await end(user_id=CUSTOMER)
    assert not await begin(user_id=CUSTOMER), "a second tap that waited asks for the same file"
    clock.advance(seconds=5)
    assert await begin(user_id=CUSTOMER)


async def test_a_file_whose_process_died_does_not_lock_its_customer_out(books: Books) -> None:
    begin = BeginExport(books.floor.database, books.floor.clock)
    assert await begin(user_id=CUSTOMER)

    books.floor.clock.advance(minutes=6)

    assert await begin(user_id=CUSTOMER)


async def rows_of(export: Export) -> list[dict[str, str]]:
    text = export.heading + "".join([lines.text async for lines in export.batches])
    assert not text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


async def copy_order(books: Books, order: Order, times: int) -> None:
    """Many like this one; the books do not mind, because every one is paid back by none."""
    kept = [column for column in orders.c if column.name not in {"id", "quote_id", "upstream_id"}]
    async with books.floor.database.write() as uow:
        row = (await uow.connection.execute(select(*kept).where(orders.c.id == order.id))).one()
        values = {
            **row._mapping,
            "status": OrderStatus.RELEASED,
            "captured_micros": type(order.charge)(0),
            "released_micros": order.charge,
        }
        values["charge_micros"] = values["released_micros"] = type(order.charge)(0)
        await uow.connection.execute(
            insert(orders), [{**values, "quote_id": f"copy{n}"} for n in range(times)]
        )
        await uow.commit()
