"""Order forms: what is asked, what is taken, what the provider is sent."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Service, ServiceType
from domain.errors import FormError
from domain.fields import Field, Problem, Speed
from domain.forms import FORMS, form_of, missing_field
from domain.links.model import LinkProblem
from domain.orders import OrderRequest
from domain.reading.amounts import MAX_RUNS
from domain.requests import add_fields, ensure_fits, request_for, values_of
from tests.stock import POST, PROFILE, service

DRIP = service(dripfeed=True)
PACKAGE = service(type=ServiceType.PACKAGE, min=1, max=1)
FULL = {"link": PROFILE, "quantity": "1000"}
PARTS = {**FULL, "speed": "parts", "runs": "5", "interval": "60"}


def read(field: Field, text: str, of: Service = DRIP, **values: str) -> str:
    return form_of(of).ask(field).read(text, of, values)


def refusal(field: Field, text: str, of: Service = DRIP, **values: str) -> FormError:
    with pytest.raises(FormError) as caught:
        read(field, text, of, **values)
    return caught.value


def asked(of: Service, values: dict[str, str]) -> list[str]:
    return [ask.field.value for ask in form_of(of).applying(of, values)]


def test_every_sold_type_has_a_form() -> None:
    assert set(FORMS) == set(ServiceType) - {ServiceType.UNSUPPORTED}


def test_a_default_service_asks_for_link_and_quantity() -> None:
    assert asked(service(), {}) == ["link", "quantity"]


def test_a_package_asks_for_the_link_alone() -> None:
    assert asked(PACKAGE, {}) == ["link"]


def test_a_drip_feed_service_asks_for_the_speed_too() -> None:
    assert asked(DRIP, {}) == ["link", "quantity", "speed"]


def test_delivery_in_parts_asks_how_many_and_how_often() -> None:
    assert asked(DRIP, {"speed": "parts"}) == ["link", "quantity", "speed", "runs", "interval"]


def test_the_first_empty_field_is_missing() -> None:
    assert missing_field(DRIP, {"quantity": "100"}) is Field.LINK
    assert missing_field(DRIP, FULL) is Field.SPEED
    assert missing_field(DRIP, PARTS) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1000", "1000"), ("1 000", "1000"), ("1.5k", "1500"), ("10к", "10000"), ("१०००", "1000")],
)
def test_quantities_are_read_in_all_the_ways_people_write_them(typed: str, kept: str) -> None:
    assert read(Field.QUANTITY, typed) == kept


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("99", Problem.TOO_SMALL),
        ("-5", Problem.TOO_SMALL),
        ("50001", Problem.TOO_LARGE),
        ("9" * 40, Problem.TOO_LARGE),
        ("many", Problem.NOT_A_NUMBER),
        ("", Problem.NOT_A_NUMBER),
        ("100.5", Problem.NOT_A_NUMBER),
    ],
)
def test_other_quantities_are_refused_with_the_limits(typed: str, problem: Problem) -> None:
    error = refusal(Field.QUANTITY, typed)

    assert error.problem == problem
    assert {**error.detail, "given": 0} == {"least": 100, "most": 50_000, "given": 0}


def test_a_name_is_read_as_a_profile_of_the_services_site() -> None:
    assert read(Field.LINK, "@Some.Shop ") == PROFILE


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("hello there", LinkProblem.NOT_A_LINK),
        ("https://www.tiktok.com/@name", LinkProblem.WRONG_SITE),
        (POST, LinkProblem.WRONG_KIND),
        ("https://bit.ly/abc", LinkProblem.SHORT_LINK),
        ("http://127.0.0.1/admin", LinkProblem.BAD_HOST),
        ("javascript:alert(1)", LinkProblem.BAD_SCHEME),
    ],
)
def test_unfit_links_are_refused_with_their_reason(typed: str, problem: LinkProblem) -> None:
    assert refusal(Field.LINK, typed).problem == problem


def test_a_sound_link_for_another_service_is_handed_on() -> None:
    assert refusal(Field.LINK, POST).detail["link"] == POST


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        (Field.RUNS, "1", Problem.TOO_SMALL),
        (Field.RUNS, "1001", Problem.TOO_LARGE),
        (Field.INTERVAL, "0", Problem.TOO_SMALL),
        (Field.INTERVAL, "10081", Problem.TOO_LARGE),
        (Field.SPEED, "fast", Problem.NOT_A_CHOICE),
    ],
)
def test_parts_have_their_bounds(field: Field, typed: str, problem: Problem) -> None:
    assert refusal(field, typed).problem == problem


def test_all_parts_together_stay_within_what_can_be_counted() -> None:
    error = refusal(Field.RUNS, "1000", quantity=str(10**8))

    assert error.detail["most"] == 10


def test_an_order_at_once_is_charged_for_its_quantity() -> None:
    request = request_for(DRIP, {**PARTS, "speed": Speed.ONCE})

    assert request == OrderRequest(link=PROFILE, quantity=1000, units=1000)


def test_an_order_in_parts_is_charged_for_all_of_them() -> None:
    request = request_for(DRIP, PARTS)

    assert (request.quantity, request.units, request.runs, request.interval) == (1000, 5000, 5, 60)


def test_a_package_is_one_unit() -> None:
    assert request_for(PACKAGE, {"link": PROFILE}).units == 1


def test_a_form_takes_no_field_of_another() -> None:
    with pytest.raises(FormError, match="quantity: not_offered"):
        form_of(PACKAGE).ask(Field.QUANTITY)


def test_an_unfilled_form_orders_nothing() -> None:
    with pytest.raises(FormError, match="quantity: missing"):
        request_for(service(), {"link": PROFILE})


def test_a_service_without_drip_feed_ignores_parts_of_an_older_draft() -> None:
    assert request_for(service(), PARTS).runs is None


@pytest.mark.parametrize(
    ("kind", "request_", "sent"),
    [
        (
            ServiceType.DEFAULT,
            OrderRequest(link=PROFILE, quantity=5, units=5),
            {"link": PROFILE, "quantity": "5"},
        ),
        (
            ServiceType.DEFAULT,
            OrderRequest(link=PROFILE, quantity=5, units=10, runs=2, interval=30),
            {"link": PROFILE, "quantity": "5", "runs": "2", "interval": "30"},
        ),
        (
            ServiceType.PACKAGE,
            OrderRequest(link=PROFILE, quantity=1, units=1),
            {"link": PROFILE},
        ),
    ],
)
def test_the_provider_is_sent_what_its_type_knows(
    kind: ServiceType, request_: OrderRequest, sent: dict[str, str]
) -> None:
    assert add_fields(kind, request_) == sent


@pytest.mark.parametrize(
    ("of", "changes"),
    [
        (service(min=2000), {}),
        (service(max=999), {}),
        (service(targets=frozenset({"post"})), {}),
        (service(type=ServiceType.UNSUPPORTED), {}),
        (service(), {"runs": 5, "interval": 60, "units": 5000}),
        (PACKAGE, {"runs": 5, "interval": 60, "quantity": 1, "units": 5}),
        (DRIP, {"runs": 5, "units": 5000}),
        (DRIP, {"runs": MAX_RUNS + 1, "interval": 60}),
        (DRIP, {"units": 999}),
        (DRIP, {"units": 1_000_000}),
    ],
)
def test_a_request_that_no_longer_fits_is_refused(of: Service, changes: dict[str, Any]) -> None:
    given_ = {"link": PROFILE, "quantity": 1000, "units": 1000, **changes}

    with pytest.raises(FormError):
        ensure_fits(of, OrderRequest(**given_))


@given(
    quantity=st.integers(100, 50_000),
    parts=st.none() | st.tuples(st.integers(2, 1000), st.integers(1, 10_080)),
)
def test_what_the_form_makes_fits_and_comes_back_the_same(
    quantity: int, parts: tuple[int, int] | None
) -> None:
    values = {"link": PROFILE, "quantity": str(quantity), "speed": "once"}
    if parts:
        values |= {"speed": "parts", "runs": str(parts[0]), "interval": str(parts[1])}

    request = request_for(DRIP, values)

    ensure_fits(DRIP, request)
    assert values_of(request) == values
    assert request.units == quantity * (parts[0] if parts else 1)


@given(typed=st.text(max_size=60), field=st.sampled_from(Field))
def test_whatever_is_typed_is_refused_by_name_or_kept_for_good(typed: str, field: Field) -> None:
    kept = taken(typed, field)

    assert kept is None or read(field, kept) == kept


def taken(typed: str, field: Field) -> str | None:
    try:
        return read(field, typed)
    except FormError:
        return None
