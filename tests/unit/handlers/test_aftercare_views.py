"""Screens of refills, cancels and posts at their worst: every state, reason and tongue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.aftercare import Ask, AskKind, AskState, Closed, Gate
from domain.ids import AskId, ProviderName, UpstreamId
from domain.money import Money
from domain.orders import OrderRequest, OrderStatus
from domain.provider import Decline
from domain.subscriptions import Post
from handlers.admin.views.orders import staff_order
from handlers.kit.aftercare import aftercare_facts, aftercare_lines, aftercare_rows, cancel_button
from handlers.kit.order_card import order_card
from handlers.kit.screen import Screen
from handlers.orders.aftercare_notices import cancel_refused, refill_ended
from handlers.orders.aftercare_views import (
    cancel_asked,
    cancel_screen,
    order_released,
    post_list,
    refill_asked,
    refill_screen,
)
from handlers.orders.notices import order_finished
from locales.languages import LANGUAGES, Language
from locales.translator import Translator, translator
from sandbox.telegram.entities import formatted
from services.operators.orders import StaffOrderCard
from services.ordering.aftercare.care import Care
from services.ordering.aftercare.refill import RefillView
from services.ordering.cards import Background
from tests.stock import service
from tests.unit.handlers.specimens import HOSTILE, NOW, a_person, an_order, worst_order
from tests.unit.handlers.test_screens import PLACEHOLDER, is_accepted

T = translator("en", "USD")
FIELDS = {
    "username": ("a" * 100 + HOSTILE)[:120],
    "min": "200",
    "max": "400",
    "posts": "999",
    "delay": "600",
    "expiry": "31/12/2026",
}
CARED = service(refill=True, refill_days=30, cancel=True)


def an_ask(kind: AskKind, state: AskState, why: Decline | None = None) -> Ask:
    return Ask(
        id=AskId(2**53),
        order_id=an_order().id,
        provider=ProviderName("main"),
        kind=kind,
        state=state,
        refill_id=UpstreamId("R" * 64),
        why=why,
        detail=HOSTILE * 10,
        tries=1,
        asked_at=NOW,
        next_at=NOW,
        sent_at=NOW,
        ended_at=NOW if why else None,
    )


ASKS = [
    *(an_ask(kind, state) for kind in AskKind for state in AskState),
    *(an_ask(kind, AskState.DECLINED, why) for kind in AskKind for why in Decline),
]


def a_post(number: int, status: OrderStatus) -> Post:
    return Post(
        id=number,
        order_id=an_order().id,
        provider=ProviderName("main"),
        upstream_id=UpstreamId("9" * 64),
        status=status,
        quantity=None if number % 3 else 400,
        remains=None,
        delivered=None if number % 2 else 300,
        odd_polls=0,
        seen_at=NOW,
        poll_at=None,
        ended_at=None,
    )


def a_care(status: OrderStatus = OrderStatus.IN_PROGRESS, **changes: Any) -> Care:
    return Care(**{"order": worst_order(status), "service": CARED, **changes})


def a_subscription(status: OrderStatus = OrderStatus.IN_PROGRESS) -> Care:
    request = OrderRequest(link="x", quantity=10**6, units=10**6, fields=FIELDS)
    posts = tuple(a_post(number, OrderStatus.PENDING) for number in range(3000))
    order = replace(worst_order(status), request=request, upstream_status="Paused")
    return a_care(order=order, posts=posts)


def screens(t: Translator) -> Iterator[Screen]:
    for care in (*map(a_care, OrderStatus), *map(a_subscription, OrderStatus)):
        yield cancel_screen(care, t, "wa9999")
        yield cancel_asked(care, t, "wa9999")
        yield order_released(care, t, "wa9999")
        yield post_list(care, t, page=299, back="wa9999")
        yield order_finished(care.order, t)
    for closed in (None, *_CLOSED):
        view = RefillView(care=a_care(OrderStatus.COMPLETED), gate=Gate(closed, NOW))
        yield refill_screen(view, t, "wa9999")
        yield refill_asked(view, t, "wa9999")
    for ask in ASKS:
        yield refill_ended(worst_order(OrderStatus.COMPLETED), ask, t)
        yield cancel_refused(worst_order(OrderStatus.IN_PROGRESS), ask, t)
        for care in (a_care(asks=(ask,)), replace(a_subscription(), asks=(ask,))):
            yield card(care, t)
            yield staff_order(_staff(care), t)


_CLOSED = [
    Closed.RUNNING,
    Closed.ENDED_SHORT,
    Closed.NOT_OFFERED,
    Closed.BY_HAND,
    Closed.GUARANTEE_ENDED,
    Closed.TOO_EARLY,
    Closed.ASKED,
    Closed.ASKED_LATELY,
]


def card(care: Care, t: Translator) -> Screen:
    background = Background(care=care, outlook=None, guarantee=None, is_late=False)
    return order_card(care.order, t, background=background, back="wa9999")


def _staff(care: Care) -> StaffOrderCard:
    return StaffOrderCard(
        order=care.order,
        customer=a_person(),
        transfers=(),
        attempts=(),
        reviews=(),
        journal=(),
        asks=care.asks * 9,
        posts=care.posts,
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_telegram_accepts_every_screen(language: Language) -> None:
    for screen in screens(translator(language.code, "USD")):
        text, _ = formatted(screen.text, "HTML", None)

        assert 0 < len(text.encode("utf-16-le")) // 2 <= 4096
        assert all(is_accepted(button) for row in screen.rows for button in row), screen
        words = [screen.text, *(button.label for row in screen.rows for button in row)]
        assert not [word for word in words if PLACEHOLDER.search(word)]
        assert screen.rows, "no dead ends"


def test_at_most_one_button_is_the_next_step() -> None:
    for screen in screens(T):
        styles = [button.style for row in screen.rows for button in row if button.style]
        assert len(styles) <= 1, screen


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        (Closed.NOT_OFFERED, "No refill on this service."),
        (Closed.GUARANTEE_ENDED, "Guarantee ended Nov 3"),
        (Closed.ENDED_SHORT, "Canceled or partial orders have no refill."),
        (Closed.TOO_EARLY, "available from"),
        (Closed.ASKED_LATELY, "You can ask again"),
    ],
)
def test_a_refill_that_cannot_be_asked_says_why_and_offers_no_button(
    closed: Closed, words: str
) -> None:
    gate = Gate(closed, NOW - timedelta(days=18))
    view = RefillView(care=a_care(OrderStatus.COMPLETED), gate=gate)

    screen = refill_screen(view, T, "")

    assert words in screen.text
    assert not [button for row in screen.rows for button in row if button.style]


def labels(care: Care) -> list[str]:
    return [button.label for row in aftercare_rows(care, T, "") for button in row]


def test_a_card_offers_only_what_is_possible() -> None:
    taken = an_ask(AskKind.CANCEL, AskState.TAKEN)

    assert labels(a_care(OrderStatus.QUEUED)) == ["Cancel order"]
    assert labels(a_care(OrderStatus.SUBMITTING)) == []
    assert labels(a_care(OrderStatus.IN_PROGRESS)) == ["Cancel order"]
    assert labels(a_care(OrderStatus.IN_PROGRESS, asks=(taken,))) == []
    assert labels(a_care(OrderStatus.IN_PROGRESS, service=service())) == []
    assert labels(a_care(OrderStatus.COMPLETED)) == ["Refill"]
    assert labels(a_care(OrderStatus.PARTIAL)) == []
    assert labels(a_subscription()) == ["Posts: 3,000", "Stop"]
    assert cancel_button(a_care(OrderStatus.COMPLETED), T) is None


def test_the_card_changes_with_every_request_and_every_post() -> None:
    care = a_subscription()
    asked = replace(care, asks=(an_ask(AskKind.CANCEL, AskState.WAITING),))
    taken = replace(care, asks=(an_ask(AskKind.CANCEL, AskState.TAKEN),))
    grown = replace(care, posts=care.posts[:-1])

    facts = {repr(aftercare_facts(one)) for one in (care, asked, taken, grown)}

    assert len(facts) == 4


def test_nothing_asked_is_nothing_told() -> None:
    assert aftercare_lines(a_care(), T) is None


def test_a_subscription_that_used_a_part_has_ended_rather_than_failed() -> None:
    care = a_subscription(OrderStatus.PARTIAL)
    order = replace(care.order, remains=999_150, captured=Money.of(2), refunded=Money.of("1.9983"))

    assert "✅ Ended" in card(replace(care, order=order), T).text
    told = order_finished(order, T).text
    assert "ended: 850 of up to 1,000,000 used." in told
    assert "<b>$1.9983 is back</b>" in told
