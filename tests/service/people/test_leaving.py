"""Somebody deletes their account: what is personal goes, and the books still hold."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from db.models.ledger import transfers
from db.models.orders import orders
from db.models.people import preferences, users
from db.models.tickets import ticket_messages
from db.repositories.erasure import CLEANED, KEPT, OWNED
from db.schema import metadata
from domain.errors import DecisionError
from domain.ids import UserId
from domain.money import ZERO, Money
from domain.orders import OrderStatus
from domain.pings import Topic
from domain.tickets import TicketTopic
from services.audit import AuditLedger
from services.people.enter import EnterShop
from services.people.leaving import FORFEITED, DeleteAccount, ReadLeaving
from services.people.own_data import ExportOwnData
from services.people.wishes import ChoosePreferences, ReadPreferences
from services.support.customer import OpenTicket, Subject
from services.support.words import Said
from tests.service.api.keyring import Door, Keyring
from tests.service.audit.books import Books
from tests.service.shopfloor import CUSTOMER, OTHER, ShopFloor


@pytest.fixture
async def books(floor: ShopFloor) -> Books:
    await floor.add_service()
    await floor.add_customer(CUSTOMER, money="20")
    await floor.add_customer(OTHER, money="5")
    return Books(floor)


async def leave(books: Books, lost: str) -> None:
    delete = DeleteAccount(books.floor.database, books.floor.clock)
    await delete(user_id=CUSTOMER, lost=Money.of(lost))


async def enter(books: Books) -> None:
    use_case = EnterShop(books.floor.database, books.floor.clock, "USD", lambda _code: "tr")
    await use_case(user_id=CUSTOMER, first_name="Ann", username="ann", language_code="tr")


async def write_to_the_shop(books: Books) -> None:
    use_case = OpenTicket(books.floor.database, books.floor.clock, frozenset({UserId(900)}))
    subject = Subject(TicketTopic.OTHER)
    await use_case(user_id=CUSTOMER, subject=subject, said=Said("my secret"))


async def test_what_is_left_is_booked_away_and_the_books_hold(books: Books) -> None:
    await books.ended(OrderStatus.COMPLETED)
    leaving = await ReadLeaving(books.floor.database)(user_id=CUSTOMER)
    assert (leaving.lost, leaving.problem) == (Money.of("19.1"), None)

    await leave(books, "19.1")

    assert await books.floor.wallet() == ZERO
    assert await books.floor.wallet(OTHER) == Money.of("5")
    assert (await AuditLedger(books.floor.database, books.floor.clock)()).ok
    async with books.floor.database.read() as reads:
        found = await reads.connection.execute(
            select(transfers.c.amount_micros).where(transfers.c.destination == FORFEITED)
        )
        assert found.scalar_one() == Money.of("19.1")


async def test_nothing_personal_is_left(books: Books) -> None:
    await books.ended(OrderStatus.COMPLETED)
    choose = ChoosePreferences(books.floor.database, books.floor.clock)
    await choose.alert(user_id=CUSTOMER, topic=Topic.NEWS, on=True)
    await write_to_the_shop(books)

    await leave(books, "19.1")

    async with books.floor.database.read() as reads:
        mine = select(users.c.first_name, users.c.username, users.c.terms_version)
        person = (await reads.connection.execute(mine.where(users.c.id == CUSTOMER))).one()
        links = (await reads.connection.execute(select(orders.c.link, orders.c.fields))).all()
        words = (await reads.connection.execute(select(ticket_messages.c.text))).scalars().all()
    assert tuple(person) == ("", None, None)
    assert [tuple(row) for row in links] == [("", {})]
    assert words == [""]
    assert await books.floor.count(preferences) == 0


async def test_every_table_about_people_knows_what_to_do_when_they_leave() -> None:
    known = {table.name for table in OWNED} | KEPT | CLEANED

    about_people = {
        table.name
        for table in metadata.tables.values()
        if {"user_id", "chat_id"} & set(table.columns.keys())
    }
    assert about_people <= known, about_people - known


@pytest.mark.parametrize("problem", ["active", "changed"])
async def test_nobody_leaves_while_something_is_open(books: Books, problem: str) -> None:
    if problem == "active":
        await books.order()

    with pytest.raises(DecisionError) as refused:
        await leave(books, "20" if problem == "active" else "19")

    assert refused.value.problem == problem
    async with books.floor.database.read() as reads:
        assert (await reads.users.get(CUSTOMER)).first_name == "Ann"


async def test_whoever_comes_back_begins_anew_and_a_block_stays(books: Books) -> None:
    async with books.floor.database.write() as uow:
        await uow.users.set_blocked(CUSTOMER, "chargebacks")
        await uow.commit()
    await leave(books, "20")
    books.floor.clock.advance(days=1)

    await enter(books)

    async with books.floor.database.read() as reads:
        user = await reads.users.get(CUSTOMER)
    assert (user.first_name, user.username, user.language) == ("Ann", "ann", "tr")
    assert (user.terms_version, user.blocked_reason) == (None, "chargebacks")
    assert user.created_at == books.floor.clock.now()
    assert await books.floor.wallet() == ZERO
    await books.floor.give(CUSTOMER, "3")
    assert await books.floor.wallet() == Money.of("3")


async def test_an_account_can_be_deleted_more_than_once(books: Books) -> None:
    await leave(books, "20")
    books.floor.clock.advance(days=1)
    await enter(books)
    await books.floor.give(CUSTOMER, "3")

    await leave(books, "3")

    assert await books.floor.wallet() == ZERO


async def exported(books: Books) -> str:
    export = ExportOwnData(books.floor.database, books.floor.clock)
    return b"".join([piece async for piece in export(user_id=CUSTOMER)]).decode()


async def test_own_data_is_one_json_document_of_nobody_else(books: Books) -> None:
    order = await books.ended(OrderStatus.PARTIAL, refund="0.324", remains=360)
    await write_to_the_shop(books)

    text = await exported(books)

    told = json.loads(text)
    assert told["profile"]["telegram_id"] == CUSTOMER
    assert told["wallet"]["available"] == "19.424000"
    assert [row["id"] for row in told["orders"]] == [order.id]
    assert told["orders"][0]["link"] == order.request.link
    assert sum(float(row["change"]) for row in told["wallet_lines"]) == pytest.approx(19.424)
    assert [row["text"] for row in told["ticket_messages"]] == ["my secret"]
    assert told["complete"] is True
    for secret in ("cost", "provider", "upstream", str(OTHER)):
        assert secret not in text


async def test_own_data_tells_of_keys_but_no_key(books: Books) -> None:
    assert json.loads(await exported(books))["api"] is None
    keyring = Keyring(books.floor, Door(books.floor.database, books.floor.clock))
    key = await keyring.make()
    await keyring.choose.addresses(user_id=CUSTOMER, text="203.0.113.7")
    await keyring.choose.daily_cap(user_id=CUSTOMER, text="50")

    text = await exported(books)

    told = json.loads(text)["api"]
    assert [one["ends_with"] for one in told["keys"]] == [key[-4:]]
    assert (told["allowed_addresses"], told["daily_cap"]) == (["203.0.113.7"], "50.000000")
    assert key not in text


async def test_own_data_is_read_in_batches_to_the_end(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.people.own_data.BATCH", 2)
    for _ in range(5):
        await books.order(100)

    told = json.loads(await exported(books))

    assert len(told["orders"]) == 5
    assert len(told["wallet_lines"]) == 6


async def test_wishes_are_kept_and_default_to_the_shops(books: Books) -> None:
    database, clock = books.floor.database, books.floor.clock
    choose = ChoosePreferences(database, clock)
    await choose.alert(user_id=CUSTOMER, topic=Topic.LATE, on=False)
    await choose.hours(user_id=CUSTOMER, start=22, end=7)
    await choose.clock_at(user_id=CUSTOMER, offset=330)
    await choose.quiet(user_id=CUSTOMER, on=False)

    mine = (await ReadPreferences(database, clock)(user_id=CUSTOMER)).preferences
    theirs = (await ReadPreferences(database, clock)(user_id=OTHER)).preferences

    assert mine.alerts == {Topic.COMPLETED, Topic.PRICES}
    assert (mine.quiet, mine.quiet_from, mine.quiet_until, mine.offset) == (False, 22, 7, 330)
    assert (theirs.quiet, theirs.quiet_from, theirs.quiet_until, theirs.offset) == (
        True, 23, 8, None,
    )  # fmt: skip
