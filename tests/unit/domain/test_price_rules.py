"""How prices are made: what rules say, which one counts, and that none of them ever loses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Hidden
from domain.ids import ServiceId
from domain.listing import ListReader
from domain.money import Money, charge_for
from domain.price_rules import PriceBook, PriceRule, RuleError, book_of, read_rule, scopes_of
from domain.pricing import cost_factor, discounted, floor_of, net_cost
from tests.stock import MAIN, PRICING, upstream

FREE = Money(0)


def price(rule: str, cost: str, floor: str = "0") -> str:
    made = read_rule(rule).price(Money.of(cost), Money.of(floor)).decimal
    return f"{made.normalize():f}"


@pytest.mark.parametrize(
    ("rule", "cost", "sold"),
    [
        ("35%", "1", "1.35"),
        ("+0.02", "1", "1.02"),
        ("35% +0.02", "1", "1.37"),
        ("35% min=2", "1", "2"),
        ("35% max=1.2", "1", "1.2"),
        ("0% max=0.5", "1", "1"),
        ("35% round=1", "1", "1.4"),
        ("35% round=0", "1", "2"),
        ("23% .x9", "1", "1.29"),
        ("29% .x9", "1", "1.29"),
        ("30% .x9", "1", "1.39"),
        ("20% .99", "1", "1.99"),
        ("99.5% .99", "1", "2.99"),
        ("20% .xx5", "1.0001", "1.205"),
        ("1,5%", "100", "101.5"),
        ("30%", "0.000001", "0.000002"),
    ],
)
def test_a_rule_makes_a_price(rule: str, cost: str, sold: str) -> None:
    assert price(rule, cost, floor=cost) == sold


@pytest.mark.parametrize(
    "text",
    [
        "", "cheap", "35", "-5%", "35% 40%", "min=0.02", "35% min=2 max=1", "20000%", "round=2",
        "35% round=9", "35% .x", "35% .xxxxxx9", "35% min=abc", "1e9%", "٣%", "35% min=99999999",
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        read_rule(text)


amounts = st.integers(0, 10**12).map(Money)
costs = st.integers(1, 10**10).map(Money)
percents = st.decimals(0, 10_000, places=3)
written = st.builds(
    PriceRule,
    percent=percents,
    fixed=amounts,
    least=amounts,
    most=st.none() | amounts,
    places=st.none() | st.integers(0, 6),
    ending=st.sampled_from(["", "9", "99", "x9", "x5", "xx9", "x95", "0"]),
)


@given(rule=written, cost=costs, margin=st.decimals(0, 500, places=2))
def test_no_rule_sells_below_cost_and_margin(
    rule: PriceRule, cost: Money, margin: Decimal
) -> None:
    floor = floor_of(cost, margin)

    sold = rule.price(cost, floor)

    assert sold >= floor >= cost


@given(
    rate=st.decimals(Decimal("0.0001"), 9_000, places=6),
    fx=st.decimals(Decimal("0.0001"), 5_000, places=6),
    bonus=st.decimals(0, 50, places=2),
    fee=st.decimals(0, 20, places=2),
    rule=written,
    discount=st.decimals(0, 150, places=2),
    margin=st.decimals(0, 100, places=1),
    units=st.integers(1, 10**7),
)
def test_no_discount_exchange_or_rounding_loses_money_on_an_order(
    *,
    rate: Decimal,
    fx: Decimal,
    bonus: Decimal,
    fee: Decimal,
    rule: PriceRule,
    discount: Decimal,
    margin: Decimal,
    units: int,
) -> None:
    cost = net_cost(rate, cost_factor(fx=fx, bonus_percent=bonus, fee_percent=fee))
    floor = floor_of(cost, margin)
    sold = discounted(rule.price(cost, floor), discount, floor)

    assert sold >= floor
    assert charge_for(sold, units) >= charge_for(cost, units)
    assert cost.decimal >= rate * fx / (1 + bonus / 100) * (1 + fee / 100)


@given(rule=written)
def test_a_rule_that_is_written_down_reads_as_itself(rule: PriceRule) -> None:
    if rule.most is not None and rule.most < rule.least:
        return

    again = read_rule(str(rule))

    assert str(again) == str(rule)
    assert again.price(Money(777_777), FREE) == rule.price(Money(777_777), FREE)


def test_the_most_specific_rule_counts() -> None:
    listing = ListReader(MAIN, Decimal(1), PRICING)(upstream(1, rate=Decimal(1)))
    scopes = scopes_of(listing, ServiceId(7))
    rules = {scope: f"{10 * place}%" for place, scope in enumerate(reversed(scopes), 1)}

    assert scopes == (
        "service=7",
        "platform=instagram action=followers",
        "platform=instagram",
        "provider=main",
        "all",
    )
    for scope in scopes:
        book = book_of(rules, percent=Decimal(1), min_margin_percent=Decimal(0))
        found, rule = book.rule_for(listing, ServiceId(7))
        assert (found, str(rule)) == (scope, rules.pop(scope))
    assert PriceBook(default=read_rule("1%")).rate_for(listing) == Money.of("1.01")


def test_a_bonus_makes_cheaper_and_a_fee_dearer() -> None:
    factor = cost_factor(fx=Decimal(2), bonus_percent=Decimal(25), fee_percent=Decimal(10))

    assert net_cost(Decimal("0.5"), factor) == Money.of("0.88")


def test_a_discount_ends_at_the_floor() -> None:
    rate, floor = Money.of("1.00"), Money.of("0.80")

    assert discounted(rate, Decimal(10), floor) == Money.of("0.90")
    assert discounted(rate, Decimal(50), floor) == floor
    assert discounted(rate, Decimal(-5), floor) == rate


def test_what_cannot_be_meant_has_no_price() -> None:
    listing = ListReader(MAIN, Decimal(1), PRICING)(upstream(rate=Decimal("1e400")))

    assert (listing.cost, listing.hidden) == (FREE, Hidden.QUARANTINED)
