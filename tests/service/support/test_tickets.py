"""Tickets go to every owner and come back to their customer, each word once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db.models.outbox import outbox
from domain.errors import DecisionError, ForbiddenError, NotFoundError, TicketLimitError
from domain.ids import OrderId, TicketId, UserId
from domain.money import ZERO
from domain.notices import NoticeKind
from domain.tickets import MAX_PART, MAX_UNANSWERED, Attachment, FileKind, Ticket, TicketTopic
from services.people.leaving import DeleteAccount
from services.support.customer import (
    AddToTicket,
    JudgeTicket,
    OpenTicket,
    ReadSupport,
    ReadTicket,
    SolveTicket,
    Subject,
)
from services.support.posts import FindTicket, ReadTicketPost, RememberPost
from services.support.staff import CloseTicket, ListTickets, ReadStaffTicket, ReplyTicket
from services.support.words import Said
from tests.service.audit.books import Books
from tests.service.operators.office import OWNER, PARTNER, STRANGER, Office
from tests.service.shopfloor import CUSTOMER, OTHER

OTHER_THINGS = Subject(TicketTopic.OTHER)
PHOTO = Attachment("photo-1", FileKind.PHOTO)
HELLO = Said("Hello <b>you</b>")


async def asked(
    office: Office, said: Said = HELLO, subject: Subject = OTHER_THINGS, user: UserId = CUSTOMER
) -> Ticket:
    use_case = OpenTicket(office.floor.database, office.floor.clock, office.desk.owners)
    return await use_case(user_id=user, subject=subject, said=said)


async def added(office: Office, ticket: Ticket, said: Said = HELLO) -> Ticket:
    use_case = AddToTicket(office.floor.database, office.floor.clock, office.desk.owners)
    return await use_case(user_id=CUSTOMER, ticket_id=ticket.id, said=said)


async def replied(office: Office, ticket: Ticket, text: str = "Done.") -> Ticket:
    return await ReplyTicket(office.desk)(actor_id=OWNER, ticket_id=ticket.id, said=Said(text))


async def read(office: Office, ticket: Ticket) -> Ticket:
    found = await ReadTicket(office.floor.database)(user_id=CUSTOMER, ticket_id=ticket.id)
    return found.ticket


async def chats(office: Office, kind: NoticeKind) -> list[UserId]:
    rows = await office._rows(select(outbox).where(outbox.c.kind == kind).order_by(outbox.c.id))
    return [row["chat_id"] for row in rows]


async def test_every_owner_is_told_of_every_word(office: Office) -> None:
    ticket = await asked(office, Said("Look at this", PHOTO))

    assert await chats(office, NoticeKind.TICKET_POST) == [OWNER, PARTNER] * 2
    found = await ReadTicket(office.floor.database)(user_id=CUSTOMER, ticket_id=ticket.id)
    assert [(one.text, one.attachment) for one in found.messages] == [
        ("Look at this", None),
        ("", PHOTO),
    ]
    assert found.ticket.waits


async def test_the_first_words_are_known_as_such(office: Office) -> None:
    ticket = await asked(office)
    await added(office, ticket)
    found = await ReadTicket(office.floor.database)(user_id=CUSTOMER, ticket_id=ticket.id)
    await office.floor.add_customer(OWNER)

    posts = [
        await ReadTicketPost(office.floor.database)(reader_id=OWNER, message_id=message.id)
        for message in found.messages
    ]

    assert [post.opens for post in posts] == [True, False]
    assert posts[0].customer.id == CUSTOMER


async def test_an_answer_reaches_the_customer_and_the_other_owner(office: Office) -> None:
    ticket = await asked(office)

    await replied(office, ticket)

    assert await chats(office, NoticeKind.TICKET_REPLY) == [CUSTOMER]
    assert (await chats(office, NoticeKind.TICKET_POST))[2:] == [PARTNER]
    now = await read(office, ticket)
    assert (now.waits, now.answered_at) == (False, office.floor.clock.now())
    (line,) = await office.lines()
    assert (line["act"], line["actor_id"], line["target"]) == (
        "reply",
        OWNER,
        f"ticket:{ticket.id}",
    )
    assert "Done." not in str(line)


async def test_only_owners_answer_list_read_and_close(office: Office) -> None:
    ticket = await asked(office)
    said = Said("I am Olga")

    for act in (
        ReplyTicket(office.desk)(actor_id=STRANGER, ticket_id=ticket.id, said=said),
        CloseTicket(office.desk)(actor_id=STRANGER, ticket_id=ticket.id),
        ListTickets(office.desk)(actor_id=STRANGER),
        ReadStaffTicket(office.desk)(actor_id=STRANGER, ticket_id=ticket.id),
    ):
        with pytest.raises(ForbiddenError):
            await act
    assert await chats(office, NoticeKind.TICKET_REPLY) == []


async def test_tickets_of_others_look_absent(office: Office) -> None:
    ticket = await asked(office)
    await office.floor.add_customer(OTHER)
    database, clock = office.floor.database, office.floor.clock

    for number in (ticket.id, TicketId(10**12)):
        for act in (
            ReadTicket(database)(user_id=OTHER, ticket_id=number),
            SolveTicket(database, clock)(user_id=OTHER, ticket_id=number),
            JudgeTicket(database)(user_id=OTHER, ticket_id=number, liked=False),
            AddToTicket(database, clock, office.desk.owners)(
                user_id=OTHER, ticket_id=number, said=HELLO
            ),
        ):
            with pytest.raises(NotFoundError):
                await act


async def test_an_order_of_somebody_else_is_no_subject(office: Office) -> None:
    await office.floor.give(CUSTOMER, "5")
    order = await Books(office.floor).order()
    await office.floor.add_customer(OTHER)

    about = Subject(TicketTopic.ORDER, order.id)
    assert (await asked(office, subject=about)).order_id == order.id
    for number, user in ((order.id, OTHER), (OrderId(999), CUSTOMER)):
        with pytest.raises(NotFoundError):
            await asked(office, subject=Subject(TicketTopic.ORDER, number), user=user)


async def test_a_fourth_open_ticket_is_refused_until_one_is_closed(office: Office) -> None:
    tickets = [await asked(office) for _ in range(3)]

    with pytest.raises(TicketLimitError):
        await asked(office)
    closed = await SolveTicket(office.floor.database, office.floor.clock)(
        user_id=CUSTOMER, ticket_id=tickets[0].id
    )

    assert not closed.is_open
    assert (await asked(office)).is_open


async def test_words_that_wait_for_an_answer_have_an_end(office: Office) -> None:
    ticket = await asked(office)
    for _ in range(MAX_UNANSWERED - 1):
        await added(office, ticket)

    with pytest.raises(TicketLimitError) as refused:
        await added(office, ticket)
    assert refused.value.full == ticket.id

    await replied(office, ticket)
    assert (await added(office, ticket)).id == ticket.id


async def test_a_long_text_loses_nothing(office: Office) -> None:
    text = "\n".join(f"line {number} " + "x" * 90 for number in range(80))

    ticket = await asked(office, Said(text))

    found = await ReadTicket(office.floor.database)(user_id=CUSTOMER, ticket_id=ticket.id)
    parts = [message.text for message in found.messages]
    assert len(parts) == 3
    assert max(map(len, parts)) <= MAX_PART
    assert "\n".join(parts) == text


async def test_a_closed_ticket_is_opened_by_more_words(office: Office) -> None:
    ticket = await asked(office)
    assert await CloseTicket(office.desk)(actor_id=OWNER, ticket_id=ticket.id)
    assert not await CloseTicket(office.desk)(actor_id=OWNER, ticket_id=ticket.id)
    assert await chats(office, NoticeKind.TICKET_CLOSED) == [CUSTOMER]

    await added(office, ticket)

    assert (await read(office, ticket)).is_open


async def test_a_thumb_is_kept(office: Office) -> None:
    ticket = await asked(office)
    await JudgeTicket(office.floor.database)(user_id=CUSTOMER, ticket_id=ticket.id, liked=True)

    assert (await read(office, ticket)).liked is True


async def test_open_tickets_are_listed_the_longest_waiting_first(office: Office) -> None:
    first = await asked(office)
    office.floor.clock.advance(minutes=5)
    second = await asked(office)
    await replied(office, first)

    page = await ListTickets(office.desk)(actor_id=OWNER, page=9)

    assert [ticket.id for ticket, _ in page.tickets] == [second.id, first.id]
    assert (page.total, page.page, page.pages) == (2, 1, 1)


async def test_the_usual_reply_is_told_once_five_are_known(office: Office) -> None:
    desk = ReadSupport(office.floor.database, office.floor.clock)
    for minutes in (10, 20, 30, 40):
        await answered_after(office, minutes)
    assert (await desk(user_id=CUSTOMER)).usual_s is None

    await answered_after(office, 50)

    assert (await desk(user_id=CUSTOMER)).usual_s == 30 * 60
    office.floor.clock.advance(days=31)
    assert (await desk(user_id=CUSTOMER)).usual_s is None


async def answered_after(office: Office, minutes: int) -> None:
    ticket = await asked(office)
    office.floor.clock.advance(minutes=minutes)
    await replied(office, ticket)
    await CloseTicket(office.desk)(actor_id=OWNER, ticket_id=ticket.id)


async def test_a_message_stands_for_its_ticket(office: Office) -> None:
    ticket = await asked(office)
    database = office.floor.database
    for _ in range(2):
        await RememberPost(database)(chat_id=OWNER, message_id=77, ticket_id=ticket.id)

    assert await FindTicket(database)(chat_id=OWNER, message_id=77) == ticket.id
    assert await FindTicket(database)(chat_id=PARTNER, message_id=77) is None


async def test_nobody_answers_somebody_who_deleted_their_account(office: Office) -> None:
    ticket = await asked(office)
    await DeleteAccount(office.floor.database, office.floor.clock)(user_id=CUSTOMER, lost=ZERO)

    with pytest.raises(DecisionError) as refused:
        await replied(office, ticket)

    assert refused.value.problem == "gone"
