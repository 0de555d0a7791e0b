"""Every screen, at its worst and in every language, is one that Telegram accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiogram.types import InlineKeyboardMarkup

from domain.accounts import Cause, TransferKind, WalletPage
from domain.errors import (
    BlockedUserError,
    BusyError,
    DecisionError,
    FormError,
    InsufficientFundsError,
    NotFoundError,
    OrdersPausedError,
    QuoteStaleError,
    ServiceUnavailableError,
    ShopError,
    TermsError,
)
from domain.history import Guarantee, LineFilter, OrderFilter
from domain.ids import QuoteId, ServiceId
from domain.money import ZERO, Money
from domain.orders import Order, OrderRequest, OrderStatus, Quote, ReleaseReason
from domain.outlook import Outlook
from handlers.kit.errors import broken_screen, error_screen
from handlers.kit.order_card import order_card
from handlers.kit.screen import Button, Screen, markup
from handlers.orders.late_views import haste_asked, order_late
from handlers.orders.notices import money_returned, order_finished, order_released
from handlers.orders.views import ask_what, found_list, nothing_found, order_list
from handlers.start import views as start
from handlers.wallet import views as wallet
from handlers.wallet.notices import debited, topped_up
from handlers.wallet.statement import cause_screen, statement_screen
from locales.languages import LANGUAGES, Language
from locales.translator import Translator, translator
from sandbox.telegram.entities import formatted
from services.ordering.aftercare.care import Care
from services.ordering.cards import Background
from services.ordering.find import FoundOrders
from services.ordering.history import OrderPage
from services.people.home import Home
from services.wallet.notices import MoneyNotice
from tests.unit.handlers.people_specimens import (
    captions,
    profile_screens,
    support_screens,
    ticket_screens,
)
from tests.unit.handlers.specimens import (
    BIG,
    HOSTILE,
    NOW,
    a_person,
    a_statement,
    a_wallet,
    an_entry,
    an_order,
    worst_order,
)

PLACEHOLDER = re.compile(r"\{(?!x)\w+\}")
GOAL = "s" + "9" * 39
QUOTE = Quote(
    id=QuoteId("q" * 16),
    user_id=BIG,
    service_id=ServiceId(1),
    request=OrderRequest(link="https://x.com/a", quantity=1, units=1),
    rate=Money(10**15),
    charge=Money(10**15),
    cost=ZERO,
    created_at=NOW,
    expires_at=NOW,
)
ERRORS: tuple[ShopError, ...] = (
    NotFoundError(),
    BlockedUserError(HOSTILE),
    TermsError(),
    OrdersPausedError(HOSTILE),
    OrdersPausedError(),
    ServiceUnavailableError(ServiceId(1)),
    FormError("link", "odd", detail=HOSTILE),
    InsufficientFundsError(charge=Money(10**15), available=Money(1)),
    QuoteStaleError(old_charge=Money(1), parts=[QUOTE]),
    QuoteStaleError(old_charge=QUOTE.charge, parts=[QUOTE]),
    DecisionError("late"),
    BusyError(),
    ShopError(),
)


def all_screens(t: Translator) -> Iterator[Screen]:
    yield from (error_screen(error, t) for error in ERRORS)
    yield broken_screen("E7K2", t)
    yield broken_screen("E7K2", t, paying=True)
    yield from start_screens(t)
    yield from order_screens(t)
    yield from wallet_screens(t)
    yield from profile_screens(t)
    yield from support_screens(t)
    yield from ticket_screens(t)
    yield from captions(t)


def start_screens(t: Translator) -> Iterator[Screen]:
    yield start.welcome(HOSTILE, t, GOAL)
    yield start.full_terms(t, GOAL)
    yield start.about(HOSTILE, t, GOAL)
    yield start.declined(t, GOAL)
    yield start.languages(t, GOAL)
    yield start.stopped(t, draft=True)
    yield start.stopped(t, draft=False)
    yield start.unknown_command(t)
    yield start.unreadable(t)
    rich = a_wallet(held_orders=3)
    poor = replace(rich, available=ZERO, held=ZERO, held_orders=0)
    yield start.home(home_of(rich, 3, (HOSTILE * 20)[:255]), HOSTILE, t)
    yield start.home(home_of(poor, 0, None), HOSTILE, t)


def home_of(wallet: object, active: int, draft: str | None) -> Home:
    return Home(wallet=wallet, active_orders=active, draft_service_name=draft)  # type: ignore[arg-type]


def order_screens(t: Translator) -> Iterator[Screen]:
    for status in OrderStatus:
        for order in (an_order(status), worst_order(status)):
            yield order_card(order, t, back="a9999", placed=True)
            yield order_card(replace(order, review=True), t)
            yield order_finished(order, t)
            yield order_finished(replace(order, refunded=order.captured, review=True), t)
    for reason in ReleaseReason:
        yield order_released(an_order(OrderStatus.RELEASED, reason=reason), t)
    yield money_returned(an_order().id, Money(10**15), t)
    yield from late_screens(t)
    yield from finding_screens(t)
    worst = tuple(worst_order(status) for status in OrderStatus)[:8]
    counts = dict.fromkeys(OrderFilter, 10**6)
    guarantees = {worst[0].id: Guarantee(NOW), worst[1].id: Guarantee(None)}
    for which in OrderFilter:
        page = OrderPage(
            orders=worst, guarantees=guarantees, which=which, page=9998, pages=9999, counts=counts
        )
        yield order_list(page, t)
        yield order_list(replace(page, orders=()), t)
        yield order_list(replace(page, counts=dict.fromkeys(OrderFilter, 0), orders=()), t)


def late_screens(t: Translator) -> Iterator[Screen]:
    for order in (an_order(), worst_order(OrderStatus.IN_PROGRESS)):
        for measured in (True, False):
            late = a_background(order, is_late=True, is_measured=measured)
            yield order_late(order, late, t)
            yield order_card(order, t, background=late, back="wa9999")
        yield order_card(order, t, background=a_background(order))
        yield haste_asked(order.id, t)
    ended = an_order(OrderStatus.COMPLETED, finished_at=NOW)
    yield order_card(ended, t, background=a_background(ended))
    yield order_finished(ended, t, Guarantee(NOW))


def a_background(order: Order, **changes: bool) -> Background:
    measured = changes.get("is_measured", True)
    outlook = Outlook(starts_s=90, done_at=NOW, late_from=NOW, is_measured=measured)
    return Background(
        care=Care(order=order, service=None),
        outlook=outlook,
        guarantee=Guarantee(NOW),
        is_late=changes.get("is_late", False),
    )


def finding_screens(t: Translator) -> Iterator[Screen]:
    worst = tuple(worst_order(status) for status in OrderStatus)[:8]
    found = FoundOrders(
        orders=worst,
        guarantees={worst[0].id: Guarantee(NOW)},
        page=998,
        pages=999,
        total=10**6,
    )
    yield ask_what(t)
    yield found_list(HOSTILE * 20, found, t)
    yield nothing_found(HOSTILE * 20, t)


def wallet_screens(t: Translator) -> Iterator[Screen]:
    lines = [an_entry(kind, sign * 10**15) for kind in TransferKind for sign in (1, -1)]
    worst = a_statement(*lines[:10])
    for statement in (a_statement(), worst, replace(worst, adds_up=False)):
        held = 2 if statement.entries else 0
        page = WalletPage(wallet=a_wallet(held_orders=held), latest=statement.entries[:3])
        yield wallet.wallet_screen(page, t)
        for which in LineFilter:
            yield statement_screen(replace(statement, which=which), t)
    for line in lines:
        cause = Cause(transfer=line.transfer, change=line.change, undid=None, undone_by=None)
        yield cause_screen(cause, t, back="o9999")
        both = replace(cause, undid=line.transfer, undone_by=line.transfer)
        yield cause_screen(both, t, back="")
    for people in ([], [a_person()]):
        yield wallet.add_money_screen(BIG, people, t, draft=True)
    for kind in (TransferKind.TOPUP, TransferKind.DEBIT, TransferKind.REVERSAL):
        notice = MoneyNotice(
            user=a_person(),
            transfer=an_entry(kind, -5).transfer,
            available=Money(10**15),
            draft=kind is TransferKind.TOPUP,
        )
        yield topped_up(notice, Money(1), t)
        yield debited(notice, Money(10**15), t)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_telegram_accepts_every_screen(language: Language) -> None:
    for screen in all_screens(translator(language.code, "USD")):
        text, _ = formatted(screen.text, "HTML", None)

        assert 0 < len(text.encode("utf-16-le")) // 2 <= 4096
        assert all(is_accepted(button) for row in screen.rows for button in row), screen


def is_accepted(button: Button) -> bool:
    """One deed, words on it, and no more than 64 bytes behind it."""
    keyboard = markup(Screen("", ((button,),)))
    assert keyboard is not None
    sent = keyboard.inline_keyboard[0][0]
    deeds = [sent.callback_data, sent.url, sent.copy_text, sent.switch_inline_query]
    small = len((sent.callback_data or "").encode()) <= 64
    return bool(sent.text.strip()) and len([deed for deed in deeds if deed]) == 1 and small


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_no_screen_leaves_a_placeholder_open(language: Language) -> None:
    t = translator(language.code, "USD")

    for screen in all_screens(t):
        words = [screen.text, *(button.label for row in screen.rows for button in row)]
        assert not [word for word in words if PLACEHOLDER.search(word)]


def test_at_most_one_button_of_a_screen_is_the_next_step() -> None:
    for screen in all_screens(translator("en", "USD")):
        styles = [button.style for row in screen.rows for button in row if button.style]
        assert len(styles) <= 1, screen


def test_rows_run_from_right_to_left_where_the_language_does() -> None:
    screen = Screen("x", ((Button("1", "1"), Button("2", "2")), (), (Button("3", "3"),)))

    assert labels(markup(screen)) == [["1", "2"], ["3"]]
    assert labels(markup(screen, rtl=True)) == [["2", "1"], ["3"]]


def labels(keyboard: InlineKeyboardMarkup | None) -> list[list[str]]:
    assert keyboard is not None
    return [[button.text for button in row] for row in keyboard.inline_keyboard]


def test_a_screen_without_buttons_has_no_keyboard() -> None:
    assert markup(Screen("x", ((),))) is None
