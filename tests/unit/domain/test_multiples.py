"""Multiples and splitting: what a service takes, and how many orders a large quantity is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import ServiceType
from domain.errors import FormError
from domain.fields import Field, Problem, Speed
from domain.forms import FORMS, form_of
from domain.money import Money
from domain.multiples import multiple_in, multiple_of, nearest_multiple
from domain.presets import affordable, has_quantity, price_list, quantity_presets
from domain.pricing import price_of
from domain.splitting import MOST_PARTS, requests_for, split
from tests.stock import PROFILE, service


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Quantity must be a multiple of 50", 50),
        ("neworder.error: quantity must to be multiples of 1,000.", 1000),
        ("Telegram Views [Multiple of 1 000]", 1000),
        ("The quantity should be divisible by 10", 10),
        ("Instagram Likes | in steps of 100", 100),
        ("multiple of 1", None),
        ("multiple accounts, 50 a day", None),
        ("quantity less than minimal 50", None),
    ],
)
def test_a_text_that_demands_multiples_is_understood(text: str, number: int | None) -> None:
    assert multiple_in(text) == number


def test_what_a_refusal_taught_counts_before_what_the_name_says() -> None:
    assert multiple_of(service(name="Views, multiple of 10")) == 10
    assert multiple_of(service(name="Views, multiple of 10", multiple=50)) == 50
    assert multiple_of(service()) == 1


@pytest.mark.parametrize(
    ("quantity", "nearest"),
    [(1020, 1000), (1025, 1000), (1026, 1050), (1000, 1000), (101, 150), (49_999, 50_000)],
)
def test_the_nearest_multiple_is_in_range(quantity: int, nearest: int) -> None:
    assert nearest_multiple(service(multiple=50, min=120), quantity) == nearest


def test_a_range_without_any_multiple_has_no_nearest_one() -> None:
    assert nearest_multiple(service(multiple=1000, min=100, max=900), 500) is None
    assert affordable(service(multiple=1000, min=100, max=900), Money.of(100)) == 0


def test_a_quantity_that_is_no_multiple_is_refused_with_the_nearest_one() -> None:
    sold = service(multiple=50)

    with pytest.raises(FormError) as refused:
        form_of(sold).ask(Field.QUANTITY).read("1030", sold, {})

    assert refused.value.problem == Problem.NOT_A_MULTIPLE
    assert refused.value.detail == {"multiple": 50, "nearest": 1050}


@given(st.integers(1, 3000), st.integers(1, 10**5), st.integers(0, 10**6))
def test_everything_on_a_button_is_a_multiple(multiple: int, least: int, span: int) -> None:
    sold = service(multiple=multiple, min=least, max=least + span)
    if nearest_multiple(sold, least) is None:
        return

    shown = (*quantity_presets(sold), *price_list(sold))

    assert all(number % multiple == 0 and sold.min <= number <= sold.max for number in shown)


@given(
    least=st.integers(1, 10_000),
    span=st.integers(0, 100_000),
    multiple=st.integers(1, 500),
    quantity=st.integers(1, 10**6),
)
def test_a_split_quantity_adds_up_and_every_part_can_be_ordered(
    least: int, span: int, multiple: int, quantity: int
) -> None:
    sold = service(min=least, max=least + span, multiple=multiple)

    sizes = split(sold, quantity)

    if sizes is None:
        return
    assert sum(sizes) == quantity
    assert len(sizes) <= MOST_PARTS
    assert all(sold.min <= size <= sold.max and size % multiple == 0 for size in sizes)
    assert max(sizes) - min(sizes) <= multiple


def test_a_quantity_is_split_into_as_few_orders_as_possible() -> None:
    sold = service(min=100, max=50_000)

    assert split(sold, 50_000) == (50_000,)
    assert split(sold, 60_000) == (30_000, 30_000)
    assert split(sold, 100_001) == (33_334, 33_334, 33_333)
    assert split(sold, 500_001) is None
    assert split(service(min=40_000, max=50_000), 60_000) is None


def test_only_a_quantity_that_was_meant_to_be_split_becomes_several_orders() -> None:
    sold = service()
    values: dict[str, str] = {Field.LINK: PROFILE, Field.QUANTITY: "60000"}

    assert len(requests_for(sold, values)) == 1
    assert [one.quantity for one in requests_for(sold, {**values, "split": "split"})] == [
        30_000,
        30_000,
    ]


@given(
    kind=st.sampled_from([kind for kind in FORMS if kind is not ServiceType.UNSUPPORTED]),
    rate=st.integers(0, 10**8),
    available=st.integers(0, 10**9),
    multiple=st.integers(1, 300),
    runs=st.integers(2, 50),
)
def test_the_most_that_can_be_afforded_is_exact_for_every_type_and_price(
    kind: ServiceType, rate: int, available: int, multiple: int, runs: int
) -> None:
    sold = service(
        type=kind, rate=Money(rate), min=37, max=10**6, multiple=multiple, dripfeed=True
    )
    parts = form_of(sold).has(Field.RUNS)
    values: dict[str, str] = {Field.SPEED: Speed.PARTS, Field.RUNS: str(runs)} if parts else {}
    times = runs if parts else 1
    least = -(-37 // multiple) * multiple

    most = affordable(sold, Money(available), values)

    if not has_quantity(sold):
        assert most == 0
    elif most == 0:
        assert price_of(sold, least * times).charge > Money(available)
    else:
        assert sold.min <= most <= sold.max
        assert most % multiple == 0
        assert price_of(sold, most * times).charge <= Money(available)
        more = most + multiple
        assert more > sold.max or price_of(sold, more * times).charge > Money(available)
