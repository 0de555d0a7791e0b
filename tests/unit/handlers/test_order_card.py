"""What the card of an order and its notices tell, status by status."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.money import Money
from domain.orders import OrderRequest, OrderStatus, ReleaseReason
from handlers.kit.live import card_of
from handlers.kit.order_card import card_digest, order_card, page_behind
from handlers.kit.screen import markup
from handlers.orders.notices import money_returned, order_finished, order_released
from locales.translator import translator
from tests.unit.handlers.specimens import NOW, an_order

T = translator("en", "USD")
SAFE = "We are confirming this order. Your money is safe; we will not send it twice."


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (OrderStatus.QUEUED, ["⏳ Waiting", "On hold: <b>$0.90</b>"]),
        (OrderStatus.SUBMITTING, ["⏳ Waiting", "not spent yet"]),
        (OrderStatus.UNCONFIRMED, ["⏳ Confirming", SAFE]),
        (OrderStatus.PENDING, ["⏳ Waiting", "Paid: <b>$0.90</b>"]),
        (OrderStatus.PROCESSING, ["🔄 In progress"]),
        (OrderStatus.IN_PROGRESS, ["🔄 In progress"]),
        (OrderStatus.COMPLETED, ["✅ Completed", "▰▰▰▰▰▰▰▰▰▰ 1,000 of 1,000 (100%)"]),
        (OrderStatus.PARTIAL, ["◐ Partial"]),
        (OrderStatus.CANCELED, ["↩️ Canceled"]),
        (OrderStatus.RELEASED, ["↩️ Did not run", "Returned: <b>$0.90</b>"]),
    ],
)
def test_each_status_has_its_mark_and_its_words(status: OrderStatus, words: list[str]) -> None:
    text = order_card(an_order(status), T).text

    assert "Order #1043" in text
    for word in words:
        assert word in text


@pytest.mark.parametrize(
    ("remains", "bar"),
    [
        (580, "▰▰▰▰▱▱▱▱▱▱ 420 of 1,000 (42%)"),
        (1000, "▱▱▱▱▱▱▱▱▱▱ 0 of 1,000 (0%)"),
        (1, "▰▰▰▰▰▰▰▰▰▱ 999 of 1,000 (99%)"),
        (-7, "▰▰▰▰▰▰▰▰▰▰ 1,000 of 1,000 (100%)"),
        (5000, "▱▱▱▱▱▱▱▱▱▱ 0 of 1,000 (0%)"),
    ],
)
def test_progress_is_a_bar_and_its_number_between_nothing_and_all(remains: int, bar: str) -> None:
    assert bar in order_card(an_order(remains=remains), T).text


@pytest.mark.parametrize(
    "order",
    [
        an_order(),
        an_order(OrderStatus.PENDING, remains=1000),
        an_order(OrderStatus.CANCELED, remains=1000),
        an_order(request=OrderRequest(link="x", quantity=1, units=1), remains=1),
    ],
)
def test_without_a_figure_there_is_no_bar(order: object) -> None:
    assert "▱" not in order_card(order, T).text  # type: ignore[arg-type]


@pytest.mark.parametrize(("count", "shown"), [(None, False), (0, False), (3572, True)])
def test_the_start_count_is_told_only_when_it_is_known(count: int | None, *, shown: bool) -> None:
    assert ("Start count" in order_card(an_order(start_count=count), T).text) is shown


def test_parts_of_a_drip_feed_are_told_with_their_total() -> None:
    parts = OrderRequest(link="x", quantity=200, units=1000, runs=5, interval=60)

    text = order_card(an_order(request=parts), T).text

    assert "5 parts of 200, every 60 minutes; 1,000 in all" in text


@pytest.mark.parametrize("reason", [*ReleaseReason, None])
def test_an_order_that_never_ran_says_why(reason: ReleaseReason | None) -> None:
    order = an_order(OrderStatus.RELEASED, reason=reason)

    for screen in (order_card(order, T), order_released(order, T)):
        assert "Reason: " in screen.text
        assert "$0.90" in screen.text


def test_what_is_returned_is_told_to_the_micro_unit() -> None:
    order = an_order(OrderStatus.PARTIAL, remains=360, refunded=Money(323_999))

    assert "Returned: <b>$0.323999</b>" in order_card(order, T).text
    finished = order_finished(order, T).text
    assert "640 of 1,000 delivered. <b>$0.323999 is back</b> in your wallet." in finished


def test_a_finished_order_is_told_with_what_came_of_it() -> None:
    done = order_finished(an_order(OrderStatus.COMPLETED), T)
    canceled = order_finished(an_order(OrderStatus.CANCELED, refunded=Money.of("0.9")), T)

    assert "✅ #1043 is done: 1,000 of 1,000." in done.text
    assert "↩️ #1043 was canceled. <b>$0.90 is back</b> in your wallet." in canceled.text
    assert "<b>$0.36 is back</b>" in money_returned(an_order().id, Money.of("0.36"), T).text


def test_money_that_is_not_back_yet_is_not_promised() -> None:
    odd = an_order(OrderStatus.PARTIAL, review=True)

    for screen in (order_finished(odd, T), order_card(odd, T)):
        assert "is back" not in screen.text
        assert "A person at the shop" in screen.text


def test_a_card_is_known_by_its_buttons() -> None:
    card = order_card(an_order(), T, back="d3")
    message = type("Shown", (), {"reply_markup": markup(card)})()

    assert card_of(message) == 1043
    assert card_of(type("Bare", (), {"reply_markup": None})()) is None


def test_a_card_changes_only_when_its_facts_do() -> None:
    order = an_order(remains=580)
    digest = card_digest(order, "en")

    later = replace(order, polled_at=NOW + timedelta(hours=1), polls=9)
    assert card_digest(later, "en") == digest
    assert len(digest) <= 64
    changed = (
        replace(order, remains=579),
        replace(order, status=OrderStatus.PARTIAL),
        replace(order, refunded=Money(1)),
        replace(order, start_count=5),
        replace(order, review=True),
    )
    assert digest not in {card_digest(one, "en") for one in changed}
    assert digest != card_digest(order, "tr")


@pytest.mark.parametrize(
    ("back", "place"), [("a2", ("a", 2)), ("d10", ("d", 10)), ("", ("a", 1)), ("x:y", ("a", 1))]
)
def test_back_leads_to_the_same_page(back: str, place: tuple[str, int]) -> None:
    at = page_behind(back)

    assert (at.which, at.page) == place
