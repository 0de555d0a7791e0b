"""The bucket of acts: a burst is fine, a flood waits, and nobody pays for another."""

from __future__ import annotations

import time

import pytest

from bot.telegram import throttle
from bot.telegram.throttle import Throttle

ANN, BORIS = 58213, 58214


class Dial:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def dial(monkeypatch: pytest.MonkeyPatch) -> Dial:
    made = Dial()
    monkeypatch.setattr(time, "monotonic", made)
    return made


def test_a_burst_passes_and_the_next_act_waits(dial: Dial) -> None:
    bucket = Throttle(burst=3, per_second=0.5)

    assert [bucket.wait_s(ANN) for _ in range(4)] == [0, 0, 0, 2]


def test_the_wait_that_was_told_is_enough(dial: Dial) -> None:
    bucket = Throttle(burst=1, per_second=0.3)
    bucket.wait_s(ANN)

    dial.at += bucket.wait_s(ANN)

    assert bucket.wait_s(ANN) == 0


def test_knocking_does_not_make_the_wait_longer(dial: Dial) -> None:
    bucket = Throttle(burst=1, per_second=0.5)
    bucket.wait_s(ANN)

    waits = [bucket.wait_s(ANN) for _ in range(50)]

    assert set(waits) == {2}


def test_a_bucket_never_holds_more_than_a_burst(dial: Dial) -> None:
    bucket = Throttle(burst=2, per_second=1)
    bucket.wait_s(ANN)

    dial.at += 3600

    assert [bucket.wait_s(ANN) for _ in range(3)] == [0, 0, 1]


def test_one_persons_flood_is_not_anothers(dial: Dial) -> None:
    bucket = Throttle(burst=1, per_second=1)
    bucket.wait_s(ANN)

    assert (bucket.wait_s(ANN), bucket.wait_s(BORIS)) == (1, 0)


def test_only_the_longest_silent_are_forgotten(
    dial: Dial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "REMEMBERED", 2)
    bucket = Throttle(burst=1, per_second=1)
    for person in (ANN, BORIS, ANN, 3):
        bucket.wait_s(person)

    assert bucket.wait_s(ANN) == 1, "she spoke after Boris"


def test_the_shop_lets_twenty_acts_in_ten_seconds_through(dial: Dial) -> None:
    bucket = Throttle()

    waits = []
    for _ in range(200):
        waits.append(bucket.wait_s(ANN))
        dial.at += 0.5

    assert set(waits) == {0}
