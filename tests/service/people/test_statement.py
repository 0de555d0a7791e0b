"""A statement proves itself: every line with the balance after it, under every filter."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest

from db.models.outbox import outbox
from db.repositories.ledger import Movement, wallet_of
from domain.accounts import Entry, Statement, TransferKind
from domain.errors import NotFoundError
from domain.history import LineFilter
from domain.ids import TransferId, UserId
from domain.money import Money
from domain.notices import NoticeKind
from domain.orders import OrderStatus
from services.books import MANUAL_TOPUPS, StopTheShop
from services.ordering.admission import PAUSED
from services.wallet.export import ExportStatement
from services.wallet.figures import OpenWallet, ReadLine, ReadStatement
from tests.service.audit.books import Books, damage
from tests.service.shopfloor import CUSTOMER, OTHER, ShopFloor

BOSS = UserId(7)


@pytest.fixture
async def books(floor: ShopFloor) -> Books:
    await floor.add_service()
    await floor.add_customer(CUSTOMER, money="20")
    await floor.add_customer(OTHER, money="3")
    return Books(floor)


async def read(books: Books, which: LineFilter = LineFilter.ALL, page: int = 1) -> Statement:
    floor = books.floor
    stop = StopTheShop(floor.database, floor.clock, frozenset({BOSS}))
    return await ReadStatement(floor.database, stop)(user_id=CUSTOMER, which=which, page=page)


async def everything(books: Books) -> list[Entry]:
    first = await read(books)
    pages = [await read(books, page=number) for number in range(1, first.pages + 1)]
    return [entry for page in pages for entry in page.entries]


async def busy(books: Books) -> None:
    """Lines of every filter, mixed, on more than one page."""
    for _ in range(3):
        await books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
        await books.released()
        await books.order(100)
        await books.floor.give(CUSTOMER, "1.5")


async def test_the_balance_after_each_line_is_the_same_under_every_filter(books: Books) -> None:
    await busy(books)
    lines = {entry.transfer.id: entry for entry in await everything(books)}

    for which in set(LineFilter) - {LineFilter.ALL}:
        page = await read(books, which)
        assert page.entries
        assert page.adds_up
        for entry in page.entries:
            assert entry == lines[entry.transfer.id]
        assert [one.transfer.id for one in page.entries] == sorted(
            (one.transfer.id for one in page.entries), reverse=True
        )


async def test_filters_part_the_lines_and_forget_none(books: Books) -> None:
    await busy(books)
    every = {entry.transfer.id for entry in await everything(books)}

    parts = [
        {entry.transfer.id for entry in (await read(books, which)).entries}
        for which in (LineFilter.IN, LineFilter.OUT, LineFilter.RETURNED)
    ]

    assert set().union(*parts) == every
    assert sum(map(len, parts)) == len(every)


async def test_balances_run_on_from_page_to_page(books: Books) -> None:
    await busy(books)

    lines = await everything(books)

    assert len(lines) > 10
    assert lines[-1].balance == Money.of(20)
    for newer, older in pairwise(lines):
        assert newer.balance == older.balance + newer.change
    assert lines[0].balance == await books.floor.wallet()


async def test_lines_that_do_not_add_up_stop_the_shop_and_call_the_owners(
    database_url: str, books: Books
) -> None:
    await damage(
        books.floor.database,
        f"UPDATE accounts SET balance_micros = balance_micros + 1 WHERE key = 'wallet:{CUSTOMER}'",
    )

    first, again = await read(books), await read(books)

    assert not first.adds_up
    assert not again.adds_up
    async with books.floor.database.read() as reads:
        assert await reads.shop.get(PAUSED)
        told = await reads.connection.execute(outbox.select())
        alerts = [row for row in told if row.kind is NoticeKind.ALERT_LEDGER]
    assert [(row.chat_id, row.payload) for row in alerts] == [(BOSS, {"check": "I2"})]
    await damage(
        books.floor.database,
        f"UPDATE accounts SET balance_micros = balance_micros - 1 WHERE key = 'wallet:{CUSTOMER}'",
    )


async def test_an_empty_wallet_adds_up(books: Books) -> None:
    empty = await books.floor.add_customer(UserId(9))
    floor = books.floor
    stop = StopTheShop(floor.database, floor.clock, frozenset({BOSS}))

    statement = await ReadStatement(floor.database, stop)(user_id=empty)

    assert (statement.entries, statement.adds_up) == ((), True)


async def test_a_line_tells_who_said_why_and_what_it_undid(books: Books) -> None:
    topup = await move(books, "5", "bank TU-58C2")
    undo = await move(books, "5", "typed twice", reverses=topup)
    line = ReadLine(books.floor.database)

    added = await line(user_id=CUSTOMER, transfer_id=topup)
    undone = await line(user_id=CUSTOMER, transfer_id=undo)

    assert added.transfer.reason == "bank TU-58C2"
    assert added.undone_by is not None
    assert added.undone_by.id == undo
    assert undone.undid is not None
    assert (undone.undid.id, undone.change) == (topup, -Money.of(5))


async def test_lines_of_others_are_as_absent_as_no_lines(books: Books) -> None:
    theirs = await move(books, "5", "private", user=OTHER)
    held = (await books.accepted()).id
    line = ReadLine(books.floor.database)
    async with books.floor.database.read() as reads:
        capture = next(
            one for one in await reads.ledger.of_order(held) if one.kind is TransferKind.CAPTURE
        )

    for number in (theirs, capture.id, TransferId(10**6)):
        with pytest.raises(NotFoundError):
            await line(user_id=CUSTOMER, transfer_id=number)


async def test_the_wallet_shows_its_latest_lines_with_their_balances(books: Books) -> None:
    await busy(books)

    page = await OpenWallet(books.floor.database)(user_id=CUSTOMER)

    assert list(page.latest) == (await everything(books))[:3]
    assert page.wallet.held_orders == 3


async def test_a_file_has_every_line_and_its_balance(books: Books) -> None:
    await busy(books)
    await move(books, "0.000001", '=1+1\n"bank"')
    export = await ExportStatement(books.floor.database)(user_id=CUSTOMER)

    text = export.heading + "".join([lines.text async for lines in export.batches])

    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    lines = await everything(books)
    assert len(rows) == len(lines) == export.total
    for row, entry in zip(rows, lines, strict=True):
        added, taken = Money.of(row["in"] or "0"), Money.of(row["out"] or "0")
        assert added - taken == entry.change
        assert Money.of(row["balance_after"]) == entry.balance
    assert rows[0]["reason"] == '\'=1+1 "bank"'


async def move(
    books: Books,
    amount: str,
    reason: str,
    *,
    user: UserId = CUSTOMER,
    reverses: TransferId | None = None,
) -> TransferId:
    """What an operator does: add money, or take back what was added."""
    ends = (MANUAL_TOPUPS, wallet_of(user))
    source, destination = ends if reverses is None else ends[::-1]
    movement = Movement(
        kind=TransferKind.TOPUP if reverses is None else TransferKind.REVERSAL,
        ref=books.floor.token(),
        source=source,
        destination=destination,
        amount=Money.of(amount),
        user_id=user,
        at=books.floor.clock.now(),
        actor_id=BOSS,
        reason=reason,
        reverses=reverses,
    )
    async with books.floor.database.write() as uow:
        moved = await uow.ledger.move(movement)
        await uow.commit()
    assert moved is not None
    return moved
