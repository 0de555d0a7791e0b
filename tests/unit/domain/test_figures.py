"""Figures of a service: parts of a hundred, times that are told only where they are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.figures import ServiceFigures, ShopFigures
from domain.ids import ServiceId

counts = st.integers(0, 10**9)


@given(counts, counts, counts)
def test_shares_add_up_to_a_hundred_and_are_off_by_less_than_one(
    completed: int, partial: int, canceled: int
) -> None:
    figures = ServiceFigures(completed=completed + 1, partial=partial, canceled=canceled)

    shares = figures.shares

    assert sum(shares) == 100
    for part, share in zip((completed + 1, partial, canceled), shares, strict=True):
        assert abs(part * 100 / figures.finished - share) < 1


@pytest.mark.parametrize(("finished", "shown"), [(19, False), (20, True), (21, True)])
def test_figures_are_shown_from_twenty_finished_orders_on(*, finished: int, shown: bool) -> None:
    figures = ServiceFigures(completed=finished - 2, partial=1, canceled=1)
    shop = ShopFigures({ServiceId(1): figures})

    assert (shop.of(ServiceId(1)) is figures) is shown
    assert shop.of(ServiceId(2)) is None


def test_a_thousand_takes_the_start_and_the_work() -> None:
    known = ServiceFigures(completed=20, partial=0, canceled=0, starts_p50_s=60)

    assert known.thousand_s is None
    assert (
        ServiceFigures(
            completed=20, partial=0, canceled=0, starts_p50_s=60, thousand_p50_s=600
        ).thousand_s
        == 660
    )


def test_services_that_nobody_completed_are_not_popular() -> None:
    never = ServiceFigures(completed=0, partial=5, canceled=5)
    once = ServiceFigures(completed=1, partial=0, canceled=0, customers=1)

    shop = ShopFigures({ServiceId(1): never, ServiceId(2): once})

    assert shop.popular() == (2,)
