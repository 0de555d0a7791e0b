"""The made-up catalogue looks like those of real panels, and is the same every time."""

from collections import Counter
from decimal import Decimal

import pytest

from sandbox.provider.catalogue import catalogue
from sandbox.provider.order_form import TYPES

SENSITIVE = ("Reports", "Dislikes", "Votes", "Reviews", "Verification", "Downvotes")


def test_the_same_seed_makes_the_same_catalogue() -> None:
    assert catalogue(420, 3) == catalogue(420, 3)
    assert catalogue(420, 3) != catalogue(420, 4)


@pytest.mark.parametrize("count", [0, 3, 420, 6000])
def test_as_many_services_as_asked_for_each_with_its_own_id(count: int) -> None:
    services = catalogue(count)
    assert len({service.service for service in services}) == len(services) == count


def test_every_service_can_be_sold() -> None:
    for service in catalogue(6000):
        assert Decimal(service.rate) > 0
        assert 1 <= int(service.min) <= int(service.max)
        assert service.name == service.name.strip()
        assert service.refill == (service.refill_days > 0)


def test_most_are_default_and_every_known_type_occurs() -> None:
    types = Counter(service.type for service in catalogue(6000))
    assert types["Default"] > 4000
    assert set(TYPES) <= set(types)
    assert "Special" in types


def test_a_small_shop_has_every_type_too() -> None:
    assert set(TYPES) <= {service.type for service in catalogue(150)}


def test_the_sensitive_ones_are_there_to_be_hidden() -> None:
    names = " ".join(service.name for service in catalogue(420))
    assert all(word.rstrip("s") in names for word in SENSITIVE)


def test_hostile_names_are_within_a_panel_s_limits() -> None:
    hostile = [service.name for service in catalogue(420, hostile=True)]
    assert max(map(len, hostile)) == 200
    assert any("<script>" in name for name in hostile)
