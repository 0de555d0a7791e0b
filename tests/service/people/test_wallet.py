"""A customer reads their wallet, statement, orders and home."""

from __future__ import annotations

import pytest

from domain.drafts import Draft
from domain.errors import NotFoundError
from domain.fields import Field
from domain.history import LineFilter, OrderFilter
from domain.ids import OrderId, TransferId
from domain.money import ZERO, Money
from domain.orders import OrderStatus
from services.books import StopTheShop
from services.catalogue.figures import LiveFigures
from services.ordering.cards import ForgetCard, MarkCard, ReadLiveOrder, RememberCard
from services.ordering.history import ListOrders, ReadOrder
from services.people.home import ReadHome
from services.wallet.figures import ReadStatement, ReadWallet
from services.wallet.notices import ReadMoneyNotice
from tests.service.audit.books import Books
from tests.service.shopfloor import CUSTOMER, OTHER, ShopFloor

NOBODY = OrderId(999)


@pytest.fixture
async def books(floor: ShopFloor) -> Books:
    await floor.add_service()
    await floor.add_customer(CUSTOMER, money="20")
    await floor.add_customer(OTHER)
    return Books(floor)


async def test_waiting_orders_hold_what_they_will_cost(books: Books) -> None:
    await books.order()
    await books.order(2000)
    await books.accepted()

    wallet = await ReadWallet(books.floor.database)(user_id=CUSTOMER)

    assert wallet.available == Money.of("16.4")
    assert wallet.held == Money.of("2.7")
    assert wallet.held_orders == 2


async def test_every_line_of_the_statement_adds_up_to_the_balance(books: Books) -> None:
    await books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
    await books.released()

    statement = await reading(books)(user_id=CUSTOMER)

    changes = [entry.change.micros for entry in statement.entries]
    assert changes == [900_000, -900_000, 324_000, -900_000, 20_000_000]
    assert sum(changes) == statement.balance.micros
    assert statement.entries[0].balance == statement.balance
    for newer, older in zip(statement.entries, statement.entries[1:], strict=False):
        assert newer.balance == older.balance + newer.change


async def test_the_statement_has_ten_lines_a_page_and_shows_the_nearest(books: Books) -> None:
    for _ in range(10):
        await books.order(100)
    read = reading(books)

    first, last = [await read(user_id=CUSTOMER, page=page) for page in (1, 99)]

    assert (len(first.entries), first.pages, last.page, len(last.entries)) == (10, 2, 2, 1)
    assert last.entries[0].balance == Money.of("20")
    assert first.entries[-1].balance == last.entries[0].balance + first.entries[-1].change


async def test_an_empty_wallet_has_an_empty_page(books: Books) -> None:
    statement = await reading(books)(user_id=OTHER)

    assert (statement.entries, statement.page, statement.pages) == ((), 1, 1)


async def test_orders_are_listed_newest_first_by_filter(books: Books) -> None:
    done = await books.ended(OrderStatus.COMPLETED)
    running = await books.accepted()
    waiting = await books.order()
    listed = ListOrders(books.floor.database, books.floor.clock)

    pages = {which: await listed(user_id=CUSTOMER, which=which) for which in OrderFilter}

    assert [order.id for order in pages[OrderFilter.ALL].orders] == [
        waiting.id,
        running.id,
        done.id,
    ]
    assert [order.id for order in pages[OrderFilter.ACTIVE].orders] == [waiting.id, running.id]
    assert [order.id for order in pages[OrderFilter.DONE].orders] == [done.id]
    assert pages[OrderFilter.ALL].counts == {"a": 3, "r": 2, "d": 1, "p": 0, "h": 1}


async def test_orders_come_eight_a_page(books: Books) -> None:
    for _ in range(9):
        await books.order(100)

    page = await ListOrders(books.floor.database, books.floor.clock)(user_id=CUSTOMER, page=7)

    assert (page.page, page.pages, len(page.orders)) == (2, 2, 1)


async def test_orders_of_others_are_as_absent_as_no_orders(books: Books) -> None:
    order = await books.order()
    read = ReadOrder(books.floor.database)

    assert await read(user_id=CUSTOMER, order_id=order.id) == order
    for asker, number in ((OTHER, order.id), (CUSTOMER, NOBODY)):
        with pytest.raises(NotFoundError):
            await read(user_id=asker, order_id=number)
    assert (await ListOrders(books.floor.database, books.floor.clock)(user_id=OTHER)).orders == ()


async def test_home_counts_what_runs_and_names_the_draft(books: Books) -> None:
    await books.order()
    await books.ended(OrderStatus.COMPLETED)
    read = ReadHome(books.floor.database, books.floor.clock)
    before = await read(user_id=CUSTOMER)
    await keep_draft(books)

    home = await read(user_id=CUSTOMER)

    assert (home.active_orders, before.draft_service_name) == (1, None)
    assert home.draft_service_name == "Instagram followers"
    assert home.wallet.held == Money.of("0.9")


async def test_a_draft_that_ran_out_is_not_named(books: Books) -> None:
    await keep_draft(books)
    books.floor.clock.advance(days=8)

    home = await ReadHome(books.floor.database, books.floor.clock)(user_id=CUSTOMER)

    assert home.draft_service_name is None


async def test_a_notice_of_money_knows_the_wallet_and_the_draft(books: Books) -> None:
    await keep_draft(books)
    async with books.floor.database.read() as reads:
        (line,) = await reads.statement.page(CUSTOMER, LineFilter.ALL, limit=1)

    read = ReadMoneyNotice(books.floor.database, books.floor.clock)
    notice = await read(transfer_id=line.id)

    assert (notice.user.id, notice.available, notice.draft) == (CUSTOMER, Money.of("20"), True)
    with pytest.raises(NotFoundError):
        await read(transfer_id=TransferId(10**6))


async def test_a_card_is_shown_by_one_message_until_it_is_left(books: Books) -> None:
    database, order = books.floor.database, await books.order()
    read = ReadLiveOrder(database, books.floor.clock, LiveFigures())
    assert (await read(order_id=order.id)).card is None

    await RememberCard(database)(order_id=order.id, message_id=5, shown="a")
    await RememberCard(database)(order_id=order.id, message_id=6, shown="b")
    await MarkCard(database)(order_id=order.id, message_id=5, shown="late")
    await ForgetCard(database)(user_id=OTHER, order_id=order.id)

    live = await read(order_id=order.id)
    assert live.card is not None
    assert (live.user.id, live.card.message_id, live.card.shown) == (CUSTOMER, 6, "b")
    await ForgetCard(database)(user_id=CUSTOMER, order_id=order.id)
    left = (await read(order_id=order.id)).card
    assert left is not None
    assert left.is_left


async def test_nothing_is_held_for_somebody_without_orders(books: Books) -> None:
    wallet = await ReadWallet(books.floor.database)(user_id=OTHER)

    assert (wallet.held, wallet.held_orders) == (ZERO, 0)


def reading(books: Books) -> ReadStatement:
    floor = books.floor
    stop = StopTheShop(floor.database, floor.clock, frozenset())
    return ReadStatement(floor.database, stop)


async def keep_draft(books: Books) -> None:
    async with books.floor.database.write() as uow:
        services = await uow.services.list_all()
        draft = Draft(service_id=services[0].id, values={Field.QUANTITY: "1000"}, editing=None)
        now = books.floor.clock.now()
        until = now.replace(day=now.day + 7)
        await uow.drafts.keep(CUSTOMER, draft, at=now, until=until)
        await uow.commit()
