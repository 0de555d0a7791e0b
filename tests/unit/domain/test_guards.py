"""What is not believed of a list: prices that jump, numbers that mean another service."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Hidden, ServiceType
from domain.guards import Verdict, is_another, judge_price
from domain.ids import ServiceId, UserId
from domain.listed import Edits, Listed, Listing, Why, own_of
from domain.listing import ListReader
from domain.money import Money
from domain.price_rules import PriceBook, PriceRule
from domain.sync import renewed
from tests.stock import MAIN, PRICING, upstream

READ = ListReader(MAIN, Decimal(1), PRICING)
BOOK = PriceBook(default=PriceRule(percent=Decimal(30)))
CHEAP = PriceBook(default=PriceRule(percent=Decimal(100)))


def entry(rate: str = "1.00", **changes: Any) -> Listing:
    return READ(upstream(1, rate=Decimal(rate), **changes))


def on_sale(rate: str = "1.00", book: PriceBook = BOOK, **changes: Any) -> Listed:
    listing = entry(rate, **changes)
    return Listed(id=ServiceId(1), listing=replace(listing, rate=book.rate_for(listing)))


@pytest.mark.parametrize(
    ("base", "cost", "rate", "verdict"),
    [
        (100, 100, 130, Verdict.FOLLOW),
        (100, 120, 130, Verdict.FOLLOW),
        (100, 121, 130, Verdict.KEEP),
        (100, 131, 130, Verdict.PAUSE),
        (100, 70, 130, Verdict.FOLLOW),
        (100, 69, 130, Verdict.KEEP),
        (0, 500, 0, Verdict.FOLLOW),
        (2, 4, 3, Verdict.FOLLOW),
    ],
)
def test_a_price_is_followed_kept_or_paused(
    base: int, cost: int, rate: int, verdict: Verdict
) -> None:
    money = {"base": Money(base), "cost": Money(cost), "rate": Money(rate)}

    assert judge_price(**money, floor=Money(cost)) is verdict


ONE: dict[str, Any] = {
    "name": "Instagram Followers | Real | R30",
    "category": "Instagram Followers",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": "🔥 Instagram Followers | Real | R60 | 100K"},
        {"name": "Instagram Followers + Likes | Real | R30"},
        {"category": "⭐ New: Instagram Followers ⭐"},
        {"name": "IG Followers HQ", "category": "Instagram Followers"},
    ],
)
def test_a_service_under_new_words_is_the_same_service(changes: dict[str, str]) -> None:
    assert not is_another(entry(**ONE), entry(**(ONE | changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "TikTok Followers | Real | R30", "category": "TikTok Followers"},
        {"name": "Instagram Likes | Real | R30", "category": "Instagram Likes"},
        {"name": "Instagram Followers | Real", "type": "Custom Comments"},
        {"name": "Spotify Plays", "category": "Spotify"},
    ],
)
def test_another_platform_action_or_type_is_another_service(changes: dict[str, str]) -> None:
    assert is_another(entry(**ONE), entry(**(ONE | changes)))


def test_words_that_nothing_recognises_must_have_something_in_common() -> None:
    before = entry(name="Growth alpha pack", category="Boost")

    assert not is_another(before, entry(name="Growth alpha pack 2", category="Boost"))
    assert is_another(before, entry(name="Zeta thing", category="Misc"))


def test_what_is_recognised_otherwise_today_is_no_other_service() -> None:
    before = replace(entry(**ONE), kind=entry(name="Instagram Likes").kind)

    assert not is_another(before, entry(**ONE))


def test_a_rise_that_leaves_a_margin_keeps_the_price_and_learns_the_cost() -> None:
    after = renewed(on_sale("1.00", CHEAP), entry("1.50"), CHEAP)

    assert (after.listing.rate, after.listing.cost) == (Money.of(2), Money.of("1.50"))
    assert after.listing.hidden is None
    assert after.waits is not None
    assert after.waits.why is Why.PRICE


def test_a_rule_of_ours_is_followed_however_far_it_moves_a_price() -> None:
    after = renewed(on_sale("1.00"), entry("1.00"), CHEAP)

    assert (after.listing.rate, after.waits) == (Money.of(2), None)


def test_what_waits_goes_on_waiting_until_the_price_is_near_again() -> None:
    paused = renewed(on_sale("1.00"), entry("2.00"), BOOK)

    assert renewed(paused, entry("2.00"), BOOK) == paused
    assert renewed(paused, entry("1.90"), BOOK).listing.hidden is Hidden.PRICE
    assert renewed(paused, entry("1.10"), BOOK).listing.rate == Money.of("1.43")


def test_a_mistake_for_an_hour_lets_no_jump_slip_through() -> None:
    before = on_sale("1.00")

    odd = renewed(before, entry("0"), BOOK)
    gone = renewed(before, None, BOOK)

    assert (odd.listing.hidden, odd.listing.cost) == (Hidden.QUARANTINED, Money.of(1))
    assert renewed(odd, entry("2.00"), BOOK).listing.hidden is Hidden.PRICE
    assert renewed(gone, entry("2.00"), BOOK).listing.hidden is Hidden.PRICE
    assert renewed(odd, entry("1.00"), BOOK) == before


def test_a_number_that_means_its_old_service_again_is_sold_again() -> None:
    before = on_sale(**ONE)
    other = entry(name="TikTok Views", category="TikTok Views")

    reused = renewed(before, other, BOOK)

    assert (reused.listing.hidden, reused.listing.name) == (Hidden.REUSED, ONE["name"])
    assert renewed(reused, other, BOOK) == reused
    assert renewed(reused, entry(**ONE), BOOK) == before


def test_a_sensitive_service_that_was_shown_is_guarded_like_any_other() -> None:
    report: dict[str, Any] = {"name": "Instagram Report Account"}
    shown = replace(on_sale(**report), shown_by=UserId(1))
    shown = replace(shown, listing=replace(shown.listing, hidden=None))

    assert renewed(shown, entry("1.10", **report), BOOK).listing.hidden is None
    assert renewed(shown, entry("3.00", **report), BOOK).listing.hidden is Hidden.PRICE


words = st.none() | st.text(min_size=1, max_size=20)


@given(edits=st.builds(Edits, name=words, category=words, details=words, hidden=st.booleans()))
def test_people_s_words_come_off_again_without_a_trace(edits: Edits) -> None:
    before = on_sale()

    edited = replace(before, edits=edits).having(before.unedited)
    given_back = edited.edited(name=None, category=None, details=None, hidden=False)

    assert given_back == before
    assert edited.unedited == before.listing
    assert edited.own is None or edited.own == own_of(before.listing)


@given(
    first=st.decimals(Decimal("0.01"), 9_000, places=4),
    second=st.decimals(Decimal("0.01"), 9_000, places=4),
    margin=st.decimals(0, 50, places=1),
    percent=st.decimals(0, 300, places=1),
)
def test_what_is_on_sale_after_any_move_of_prices_loses_nothing(
    first: Decimal, second: Decimal, margin: Decimal, percent: Decimal
) -> None:
    book = PriceBook(default=PriceRule(percent=percent), min_margin_percent=margin)

    after = renewed(on_sale(str(first), book), entry(str(second)), book)

    truly = entry(str(second)).cost
    assert after.listing.hidden is not None or after.listing.rate >= book.floor(truly)
    assert after.listing.type is ServiceType.DEFAULT
