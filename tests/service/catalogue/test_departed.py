"""A provider that is taken out of the settings: off sale at the next start, back with its list."""

from __future__ import annotations

from domain.catalogue import Hidden
from domain.ids import ProviderName
from services.catalogue.departed import HideDeparted
from tests.service.catalogue.conftest import BOSS, OWNER, Import
from tests.stock import MAIN

OTHER = ProviderName("other")


def hiding(shop: Import, *providers: ProviderName) -> HideDeparted:
    return HideDeparted(shop.database, shop.clock, providers, frozenset({OWNER, BOSS}))


async def test_nothing_of_a_provider_that_is_gone_from_the_settings_stays_on_sale(
    shop: Import,
) -> None:
    await shop.sync()

    hidden = await hiding(shop, OTHER)()

    assert hidden == 10
    assert {service.hidden for service in await shop.rows()} == {Hidden.GONE}
    assert (await shop.snapshot()).count == 0
    assert await shop.alerts() == [(OWNER, "departed"), (BOSS, "departed")]


async def test_it_has_its_services_again_once_it_is_back(shop: Import) -> None:
    await shop.sync()
    await hiding(shop, OTHER)()

    await shop.sync()

    assert (await shop.snapshot()).count == 10


async def test_owners_hear_of_it_once_and_what_is_hidden_is_not_hidden_again(
    shop: Import,
) -> None:
    await shop.sync()

    counts = [await hiding(shop, OTHER)(), await hiding(shop, OTHER)()]

    assert counts == [10, 0]
    assert len(await shop.alerts()) == 2


async def test_providers_of_the_settings_keep_theirs_and_a_shop_without_any_hides_nothing(
    shop: Import,
) -> None:
    await shop.sync()

    assert await hiding(shop, MAIN)() == 0
    assert await hiding(shop)() == 0
    assert (await shop.snapshot()).count == 10
