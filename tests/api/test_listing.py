"""The list of services: written once, packed, tagged, in both styles."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import orjson
import pytest

from domain.api_keys import ApiStyle
from domain.catalogue import Hidden, ServiceType
from domain.ids import ServiceId
from domain.money import Money
from tests.api.counter import Counter
from tests.service.shopfloor import CUSTOMER, a_service

LISTED = {
    "service": 1,
    "name": "Instagram followers",
    "type": "Default",
    "category": "Instagram Followers",
    "rate": "0.90",
    "min": "100",
    "max": "50000",
    "dripfeed": True,
    "refill": True,
    "cancel": True,
}


async def test_services_are_listed_as_clients_know_them(lite: Counter) -> None:
    assert await lite.tell(action="services") == [LISTED]


async def test_in_the_other_style_limits_are_numbers(lite: Counter) -> None:
    await lite.give_key(style=ApiStyle.SMMPREMIUM)

    other = {**LISTED, "rate": "0.9000", "min": 100, "max": 50000}
    assert await lite.tell(action="services") == [other]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (ServiceType.SEO, "SEO"),
        (ServiceType.CUSTOM_COMMENTS_PACKAGE, "Custom Comments Package"),
        (ServiceType.MENTIONS_WITH_HASHTAGS, "Mentions with Hashtags"),
        (ServiceType.INVITES_FROM_GROUPS, "Invites from Groups"),
        (ServiceType.WEB_TRAFFIC, "Web Traffic"),
    ],
)
async def test_types_have_their_usual_names(bare: Counter, kind: ServiceType, shown: str) -> None:
    await bare.floor.add_customer(CUSTOMER)
    await bare.give_key()
    await bare.floor.add_service(a_service(type=kind))
    await bare.refresh()

    assert (await bare.tell(action="services"))[0]["type"] == shown


async def test_hidden_services_are_not_listed_and_prices_are_exact(lite: Counter) -> None:
    hidden = a_service(upstream_id="2", hidden=Hidden.OPERATOR)
    await lite.floor.add_service(hidden)
    await lite.floor.add_service(a_service(upstream_id="3", rate=Money(1_234_567)))
    await lite.refresh(anew=True)

    rates = {entry["service"]: entry["rate"] for entry in await lite.tell(action="services")}

    assert rates == {1: "0.90", 3: "1.234567"}


async def test_it_is_written_once_and_anew_for_another_catalogue(lite: Counter) -> None:
    with patch("api.listing.orjson.dumps", wraps=orjson.dumps) as dumps:
        for _ in range(3):
            await lite.tell(action="services")
        assert dumps.call_count == 1
        catalogue = lite.services.catalogue
        current = catalogue.current.get(ServiceId(1))
        assert current is not None
        changed = replace(current, rate=Money.of("2"))
        catalogue.current = type(catalogue.current).of([changed], version=99)
        assert (await lite.tell(action="services"))[0]["rate"] == "2.00"


async def test_it_comes_packed_to_who_takes_it(lite: Counter) -> None:
    call = {"key": lite.keys[CUSTOMER], "action": "services"}
    packed = await lite.send("POST", data=call, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.body == [LISTED]
    plain = await lite.send("POST", data=call, headers={"Accept-Encoding": "identity"})
    refused = await lite.send("POST", data=call, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in {*plain.headers, *refused.headers}


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_who_has_it_already_is_told_so(lite: Counter, method: str) -> None:
    call = {"key": lite.keys[CUSTOMER], "action": "services"}
    given: dict[str, Any] = {"params": call} if method == "GET" else {"data": call}
    first = await lite.send(method, **given)
    tag = first.headers["ETag"]

    again = await lite.send(method, **given, headers={"If-None-Match": f'"x", {tag}'})
    other = await lite.send(method, **given, headers={"If-None-Match": '"x"'})

    assert (again.status, again.body, again.headers["ETag"]) == (304, None, tag)
    assert other.body == [LISTED]
