"""Every screen of profile, support and tickets at its worst: overlong, hostile, of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from domain.accounts import Wallet
from domain.ids import OrderId, TicketId
from domain.money import ZERO, Money
from domain.orders import OrderStatus
from domain.pings import Preferences, Topic
from domain.tickets import MAX_PART, FileKind, Ticket, TicketMessage, TicketTopic
from handlers.admin.views import tickets as staff
from handlers.kit.digest import digest_screen, first_line
from handlers.kit.screen import Screen
from handlers.profile import alert_views, data_views
from handlers.profile import views as profile
from handlers.support import help_views, notices
from handlers.support import views as support
from locales.translator import Translator
from services.people.wishes import Wishes
from services.support.answers import OrderAnswer, PaymentAnswer
from services.support.customer import SHOWN, Conversation, SupportDesk
from services.support.posts import TicketPost
from services.support.staff import StaffTicket, TicketPage
from tests.unit.handlers.specimens import (
    BIG,
    HOSTILE,
    NOW,
    a_person,
    an_order,
    worst_order,
)

WALLET = Wallet(
    user_id=BIG, available=Money(10**15 + 1), held=Money(10**15 + 1), held_orders=10**6
)
WORST = (HOSTILE * 400)[:MAX_PART]


def a_ticket(topic: TicketTopic = TicketTopic.ORDER, **changes: object) -> Ticket:
    ticket = Ticket(
        id=TicketId(10**15),
        user_id=BIG,
        topic=topic,
        order_id=OrderId(2**31 - 1),
        code="E7K2QA",
        waits=True,
        opened_at=NOW,
        changed_at=NOW,
        answered_at=None,
        closed_at=None,
        liked=None,
    )
    return replace(ticket, **changes)  # type: ignore[arg-type]


def some_words(**changes: object) -> TicketMessage:
    words = TicketMessage(
        id=1,
        ticket_id=TicketId(10**15),
        author_id=BIG,
        from_staff=False,
        text=WORST,
        file_id=None,
        file_kind=None,
        created_at=NOW,
    )
    return replace(words, **changes)  # type: ignore[arg-type]


A_PHOTO = {"text": "", "file_id": "photo-1", "file_kind": FileKind.PHOTO}


def a_post(**changes: object) -> TicketPost:
    post = TicketPost(
        reader=a_person(),
        ticket=a_ticket(),
        message=some_words(),
        author=a_person(),
        customer=replace(a_person(), blocked_reason=HOSTILE * 10),
        wallet=WALLET,
        order=worst_order(OrderStatus.IN_PROGRESS),
        opens=True,
    )
    return replace(post, **changes)  # type: ignore[arg-type]


def a_conversation() -> Conversation:
    words = (some_words(), some_words(from_staff=True), some_words(**A_PHOTO)) * (SHOWN // 3)
    return Conversation(ticket=a_ticket(), messages=words, people={BIG: a_person()})


def profile_screens(t: Translator) -> Iterator[Screen]:
    yield profile.profile(a_person(), t)
    yield profile.language_choice(t)
    for wishes in (Preferences(), Preferences(alerts=frozenset(Topic), quiet=False, offset=345)):
        yield alert_views.alerts(Wishes(wishes, NOW), t)
        yield alert_views.quiet_hours(Wishes(wishes, NOW), t)
        yield alert_views.ask_clock(Wishes(wishes, NOW), 45, t)
    yield alert_views.choose_start(t)
    yield alert_views.choose_end(23, t)
    yield data_views.my_data(t)
    yield data_views.ask_for_word(Money(10**15), t)
    yield data_views.ask_for_word(ZERO, t)
    yield data_views.not_the_word(t)
    yield from (data_views.cannot_leave(problem, t) for problem in data_views.REFUSALS)
    yield data_views.farewell(t)


def support_screens(t: Translator) -> Iterator[Screen]:
    tickets = tuple(a_ticket(topic) for topic in TicketTopic)[:3]
    yield support.support_screen(SupportDesk(tickets, 1200), t)
    yield support.support_screen(SupportDesk((), None), t)
    yield support.choose_order([worst_order(OrderStatus.IN_PROGRESS)] * 8, t)
    yield support.choose_order([], t)
    for status in OrderStatus:
        for order in (an_order(status), an_order(status, review=True)):
            answer = OrderAnswer(order=order, outlook=None, asked_at=NOW)
            yield support.order_answer(answer, t)
    yield support.payment_answer(PaymentAnswer(wallet=WALLET, added=None, returned=None), t)
    yield support.ask_for_words(support.subject_line(TicketTopic.ERROR, 0, "E7K2QA", t), t)
    yield support.opened(a_ticket(), 10**6, t)
    yield support.added(a_ticket(), t)
    yield support.too_many(tickets, t)
    yield support.full(10**15, t)
    yield support.own_ticket(a_conversation(), t)
    yield support.solved_screen(a_ticket(), t)
    yield support.thanks(t, liked=False)
    yield support.not_words(t)
    yield notices.ticket_reply(a_post(), t)
    yield notices.ticket_closed(TicketId(10**15), t)
    yield help_views.help_screen(t)
    yield from (help_views.help_page(page, t) for page in (*help_views.Page, "tiktok", "odd"))
    yield help_views.terms_screen(t, accepted=False)
    yield help_views.terms_screen(t, accepted=True)
    yield digest_screen([first_line(WORST)] * 20, t)


def ticket_screens(t: Translator) -> Iterator[Screen]:
    for opens in (True, False):
        yield staff.ticket_post(a_post(opens=opens), t)
        yield staff.ticket_post(a_post(opens=opens, message=some_words(from_staff=True)), t)
    yield staff.tickets_screen(
        TicketPage(tickets=((a_ticket(), a_person()),) * 8, total=99, page=2, pages=13), t
    )
    yield staff.tickets_screen(TicketPage(tickets=(), total=0, page=1, pages=1), t)
    found = StaffTicket(
        conversation=a_conversation(),
        customer=a_person(),
        order=worst_order(OrderStatus.IN_PROGRESS),
    )
    yield staff.staff_ticket(found, t)
    yield staff.replied_screen(a_ticket(), t)
    yield staff.closed_screen(10**15, t, was_open=True)
    yield staff.closed_screen(10**15, t, was_open=False)


def captions(t: Translator) -> Iterator[Screen]:
    """What stands under a picture, where a quarter of a message's length is allowed."""
    photo = some_words(**A_PHOTO)
    yield staff.ticket_post(a_post(message=photo, opens=False), t)
    yield notices.ticket_reply(a_post(message=photo), t)
