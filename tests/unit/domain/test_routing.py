"""A service with several routes: what is sold is what some route can serve."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Hidden, Service, ServiceType
from domain.ids import ProviderName, ServiceId, UpstreamId
from domain.money import Money
from domain.orders import OrderRequest
from domain.platforms import Kind, Platform
from domain.routing import as_sold, is_served_by
from tests.stock import service

OTHER = ProviderName("p2")
LINK = "https://www.instagram.com/name"


def a_service(**changes: Any) -> Service:
    return replace(service(number=1, upstream_id=UpstreamId("12"), min=10, max=1000), **changes)


def a_via(**changes: Any) -> Service:
    given_ = {"id": ServiceId(2), "provider": OTHER, "upstream_id": UpstreamId("887"), **changes}
    return a_service(**given_)


def a_request(quantity: int) -> OrderRequest:
    return OrderRequest(link=LINK, quantity=quantity, units=quantity)


def test_the_limits_are_those_that_some_route_serves() -> None:
    own = a_service()

    sold = as_sold(own, [own, a_via(min=1000, max=50_000)])

    assert (sold.min, sold.max) == (10, 50_000)
    assert (sold.id, sold.name, sold.rate) == (own.id, own.name, own.rate)


def test_a_gap_between_two_routes_is_not_sold() -> None:
    own = a_service()

    sold = as_sold(own, [own, a_via(min=5000, max=50_000)])

    assert (sold.min, sold.max) == (10, 1000)


def test_a_third_route_may_bridge_a_gap() -> None:
    own = a_service()

    sold = as_sold(own, [own, a_via(min=5000, max=9000), a_via(min=900, max=5000)])

    assert (sold.min, sold.max) == (10, 9000)


@pytest.mark.parametrize("why", [Hidden.GONE, Hidden.PROVIDER_REFUSED, Hidden.QUARANTINED])
def test_a_service_stays_on_sale_by_the_route_that_is_left(why: Hidden) -> None:
    own = a_service(hidden=why)

    sold = as_sold(own, [own, a_via(cost=Money.of("0.7"), refill=False, cancel=False)])

    assert sold.orderable
    assert (sold.provider, sold.upstream_id, sold.cost) == (OTHER, "887", Money.of("0.7"))
    assert (sold.refill, sold.cancel) == (False, False)


@pytest.mark.parametrize("why", [Hidden.OPERATOR, Hidden.SENSITIVE, Hidden.PRICE])
def test_what_people_or_its_nature_keep_from_sale_stays_so(why: Hidden) -> None:
    own = a_service(hidden=why)

    assert as_sold(own, [own, a_via()]).hidden is why


def test_without_any_listing_it_is_off_sale() -> None:
    own = a_service()
    gone = [a_service(hidden=Hidden.GONE), a_via(hidden=Hidden.REUSED)]

    assert as_sold(own, gone).hidden is Hidden.GONE


def test_a_route_kept_from_customers_serves_all_the_same() -> None:
    own = a_service(hidden=Hidden.GONE)

    assert as_sold(own, [own, a_via(hidden=Hidden.OPERATOR)]).orderable


def test_a_route_of_another_form_serves_nothing() -> None:
    own = a_service()

    assert not is_served_by(own, a_via(type=ServiceType.PACKAGE), a_request(10))


def test_the_link_is_judged_by_the_service_not_by_the_listing() -> None:
    own = a_service()
    elsewhere = a_via(platform=Platform.TIKTOK, kind=Kind.LIKES)

    assert is_served_by(own, elsewhere, a_request(10))


LIMITS = st.tuples(st.integers(1, 60), st.integers(1, 60)).map(sorted)


@given(
    vias=st.lists(
        st.builds(
            lambda limits, multiple, dripfeed: a_via(
                min=limits[0], max=limits[1], multiple=multiple, dripfeed=dripfeed
            ),
            LIMITS,
            st.sampled_from([None, 2, 5, 10]),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    ),
    quantity=st.integers(1, 70),
    runs=st.sampled_from([None, 2]),
)
def test_whatever_is_sold_some_route_serves(
    vias: list[Service], quantity: int, runs: int | None
) -> None:
    own = a_service()
    interval = None if runs is None else 60
    request = replace(
        a_request(quantity), units=quantity * (runs or 1), runs=runs, interval=interval
    )

    if is_served_by(own, as_sold(own, vias), request):
        assert any(is_served_by(own, via, request) for via in vias)
