"""When a notice may disturb somebody: alerts, quiet hours, and the digest of many."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.notices import NoticeKind
from domain.pings import (
    COMPLETED,
    DIGEST_FROM,
    FURTHEST_OFFSET,
    LATE,
    MANNERS,
    MONEY,
    NEEDS_YOU,
    NEWS,
    PRICES,
    SILENT,
    Drop,
    Gather,
    Later,
    Manner,
    Now,
    Preferences,
    Topic,
    manner_of,
    quiet_until,
    verdict_for,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 21, 0, tzinfo=UTC)
HERE = Preferences(offset=0)

moments = st.integers(0, 2 * 365 * 24 * 3600).map(lambda s: NOON + timedelta(seconds=s))
hours = st.integers(0, 23)
people = st.builds(
    Preferences,
    alerts=st.frozensets(st.sampled_from(Topic)),
    quiet=st.booleans(),
    quiet_from=hours,
    quiet_until=hours,
    offset=st.none() | st.integers(-FURTHEST_OFFSET, FURTHEST_OFFSET),
)
manners = st.sampled_from([SILENT, NEEDS_YOU, MONEY, COMPLETED, LATE, PRICES, NEWS])


def test_every_kind_of_notice_has_its_manner() -> None:
    assert set(MANNERS) == set(NoticeKind)


def test_news_is_off_until_it_is_wanted_and_all_other_alerts_are_on() -> None:
    told = {topic for topic in Topic if topic in Preferences().alerts}

    assert told == {Topic.COMPLETED, Topic.LATE, Topic.PRICES}
    assert Preferences().switched(Topic.NEWS) == set(Topic)
    assert Topic.LATE not in Preferences().switched(Topic.LATE)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (datetime(2026, 11, 21, 22, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 21, 23, 0, tzinfo=UTC), datetime(2026, 11, 22, 8, tzinfo=UTC)),
        (datetime(2026, 11, 21, 7, 59, 59, tzinfo=UTC), datetime(2026, 11, 21, 8, tzinfo=UTC)),
        (datetime(2026, 11, 21, 8, 0, tzinfo=UTC), None),
    ],
)
def test_the_night_is_from_eleven_to_eight(now: datetime, ends: datetime | None) -> None:
    assert quiet_until(HERE, now) == ends


def test_the_night_is_that_of_the_customers_own_clock() -> None:
    delhi = Preferences(offset=330)

    assert quiet_until(delhi, datetime(2026, 11, 21, 17, 30, tzinfo=UTC)) == datetime(
        2026, 11, 22, 2, 30, tzinfo=UTC
    )
    assert quiet_until(delhi, datetime(2026, 11, 21, 2, 30, tzinfo=UTC)) is None


def test_nobody_guesses_the_night_of_an_unknown_clock() -> None:
    assert quiet_until(Preferences(), MIDNIGHT) is None


@given(people, moments)
def test_quiet_hours_end_within_a_day_when_the_clock_strikes(
    wanted: Preferences, now: datetime
) -> None:
    ends = quiet_until(wanted, now)

    if ends is not None:
        assert wanted.offset is not None
        theirs = ends + timedelta(minutes=wanted.offset)
        assert now < ends <= now + timedelta(days=1)
        assert (theirs.hour, theirs.minute, theirs.second) == (wanted.quiet_until, 0, 0)
        assert quiet_until(wanted, ends) is None


@given(people, moments, st.integers(0, 50))
def test_money_and_what_needs_you_is_never_put_off_nor_dropped(
    wanted: Preferences, now: datetime, pings: int
) -> None:
    assert verdict_for(NEEDS_YOU, wanted, now, pings=pings) == Now()
    expected = Gather() if pings >= DIGEST_FROM else Now()
    assert verdict_for(MONEY, wanted, now, pings=pings) == expected


@given(manners, people, moments, st.integers(0, 50))
def test_only_an_alert_that_was_switched_off_is_dropped(
    manner: Manner, wanted: Preferences, now: datetime, pings: int
) -> None:
    dropped = isinstance(verdict_for(manner, wanted, now, pings=pings), Drop)

    assert dropped == (manner.topic is not None and manner.topic not in wanted.alerts)


@given(manners, people, moments, st.integers(0, 50))
def test_what_was_put_off_is_told_when_it_is_asked_about_again(
    manner: Manner, wanted: Preferences, now: datetime, pings: int
) -> None:
    verdict = verdict_for(manner, wanted, now, pings=pings)

    if isinstance(verdict, Later):
        assert manner.waits
        assert not isinstance(verdict_for(manner, wanted, verdict.until), Later | Drop)


@given(people, moments, st.integers(0, 50))
def test_live_cards_never_ring_and_never_wait(
    wanted: Preferences, now: datetime, pings: int
) -> None:
    assert verdict_for(SILENT, wanted, now, pings=pings) == Now(aloud=False)


def test_five_pings_in_ten_minutes_become_one() -> None:
    verdicts = [verdict_for(MONEY, HERE, NOON, pings=pings) for pings in range(1, 7)]

    assert verdicts == [Now()] * 4 + [Gather()] * 2


def test_an_order_that_ended_in_full_can_wait_and_one_that_gives_money_back_cannot() -> None:
    done = manner_of(NoticeKind.ORDER_FINISHED, {"order_id": 1, "completed": True})
    partial = manner_of(NoticeKind.ORDER_FINISHED, {"order_id": 1})

    assert isinstance(verdict_for(done, HERE, MIDNIGHT), Later)
    assert verdict_for(partial, HERE, MIDNIGHT) == Now()
