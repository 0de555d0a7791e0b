"""Providers and routes in the owner's chat: what is shown, and what its buttons change."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.catalogue import Hidden, ServiceType
from domain.ids import ProviderName, UpstreamId
from domain.money import Money
from domain.platforms import Kind
from domain.provider import ProviderError
from domain.provider_state import ProviderState
from handlers.admin.provider_callbacks import AtProvider, LowAlert, Turn
from tests.handler.admin.conftest import Shop
from tests.service.ordering.routed import other_listing
from tests.service.ordering.scene import MAIN


async def state(shop: Shop) -> ProviderState:
    async with shop.scene.database.read() as reads:
        found = await reads.providers.find(MAIN)
    assert found is not None
    return found


async def routes(shop: Shop) -> list[str]:
    async with shop.scene.database.read() as reads:
        found = await reads.routes.of([shop.scene.service.id])
    return [f"{via.provider}:{via.upstream_id}" for via in found.get(shop.scene.service.id, [])]


async def list_another(shop: Shop, upstream_id: str = "99", hidden: Hidden | None = None) -> None:
    """Let the provider list the same thing under a second number."""
    listing = replace(
        other_listing(hidden),
        provider=MAIN,
        upstream_id=UpstreamId(upstream_id),
        cost=Money.of("1.5"),
    )
    async with shop.scene.database.write() as uow:
        await uow.listed.add_all([listing], shop.scene.clock.now())
        await uow.services.bump_version()
        await uow.commit()
    await shop.services.refresh_catalogue()


async def test_a_provider_shows_its_balance_of_now_and_how_long_it_lasts(shop: Shop) -> None:
    await shop.scene.running(quantity=4000)
    shop.scene.client.money = Decimal("14.20")

    screen = await shop.owner.say("/providers")

    assert "✅ main · 14.20 USD" in shop.owner.text
    assert "A day costs 4 USD · the balance lasts 3 days" in shop.owner.text
    assert "errors of the last day: 0%" in shop.owner.text
    assert {"Sync", "Pause", "Routes", "Low alert 5 USD"} <= set(screen.button_texts)


async def test_a_provider_that_is_silent_shows_what_it_said_last(shop: Shop) -> None:
    await shop.owner.say("/providers")
    shop.scene.client.trouble = ProviderError(None, "HTTP 502")
    shop.scene.clock.advance(hours=1)

    await shop.owner.say("/providers")

    assert "main · 100 USD at " in shop.owner.text
    assert "Last trouble: HTTP 502" in shop.owner.text


async def test_a_provider_is_paused_over_a_card_and_resumed_by_a_tap(shop: Shop) -> None:
    await shop.owner.say("/providers")
    card = await shop.owner.tap("Pause")
    assert "gets no orders until you resume it" in card.text
    assert (await state(shop)).paused_by is None

    await shop.owner.tap("Confirm pause")
    order = await shop.scene.place()
    await shop.scene.submit()
    assert shop.scene.client.adds == []
    assert "Paused by" in (await shop.owner.say("/providers")).text

    await shop.owner.tap("Resume")
    await shop.scene.submit()
    assert (await shop.scene.order(order)).upstream_id is not None


async def test_an_owner_chooses_below_what_a_balance_is_low(shop: Shop) -> None:
    await shop.owner.say("/providers")
    await shop.owner.tap("Low alert 5 USD")
    card = await shop.owner.tap("250 USD")

    assert "Low alert 250 USD" in card.button_texts
    assert (await state(shop)).low_alert == Money.of(250)


async def test_forged_names_and_limits_are_refused(shop: Shop) -> None:
    for data in ("pv:nobody:open", "pv:nobody:pause", "pl:nobody:5", "pl:main:0", "pl:main:-3"):
        screen = await shop.owner.forge(data, await shop.owner.say("/providers"))
        assert "Nothing was changed." in screen.text


async def test_routes_are_shown_set_after_a_preview_and_put_back(shop: Shop) -> None:
    await list_another(shop)
    number = shop.scene.service.id

    alone = await shop.owner.say(f"/route {number}")
    assert "bought by its own listing alone" in alone.text
    card = await shop.owner.say(f"/route {number} main:99 main:12")
    assert "Before: main:12" in card.text
    assert "1. main:99 · cost $1.50" in shop.owner.text
    assert "To hide them:" in card.text
    assert await routes(shop) == []

    done = await shop.owner.tap("Confirm")
    assert await routes(shop) == ["main:99", "main:12"]
    order = await shop.scene.running()
    assert order.upstream_service_id == "99"

    await shop.owner.forge(done.button("Undo").data, done)  # type: ignore[union-attr, arg-type]
    await shop.owner.tap("Confirm")
    assert await routes(shop) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x", "For example:"),
        ("999", "nothing by this number"),
        ("{number} nonsense", "is no route"),
        ("{number} p9:1", "no such provider"),
        ("{number} main:1", "in no provider's list"),
        ("{number} main:12", "bought already"),
        ("{number} off", "bought already"),
        ("{number} " + "main:12 a:1 b:2 c:3 d:4 e:5 f:6 g:7 h:8", "at most 8"),
    ],
)
async def test_a_route_that_cannot_be_is_said_to_be_wrong(
    shop: Shop, typed: str, said: str
) -> None:
    screen = await shop.owner.say(f"/route {typed.format(number=shop.scene.service.id)}")

    assert said in screen.text
    assert await routes(shop) == []


async def test_a_listing_with_another_form_is_no_route(shop: Shop) -> None:
    async with shop.scene.database.write() as uow:
        listing = replace(
            other_listing(None),
            provider=MAIN,
            upstream_id=UpstreamId("77"),
            type=ServiceType.PACKAGE,
        )
        await uow.listed.add_all([listing], shop.scene.clock.now())
        await uow.commit()

    screen = await shop.owner.say(f"/route {shop.scene.service.id} main:77")

    assert "takes another order form" in screen.text


async def test_what_is_odd_about_a_route_stands_beside_it(shop: Shop) -> None:
    await list_another(shop, hidden=Hidden.GONE)
    async with shop.scene.database.write() as uow:
        [_, other] = await uow.listed.of_provider(MAIN)
        listing = replace(other.listing, kind=Kind.LIKES, cost=Money.of(3))
        await uow.listed.save_all([replace(other, listing=listing)], shop.scene.clock.now())
        await uow.commit()

    await shop.owner.say(f"/route {shop.scene.service.id} main:12 main:99")

    for hitch in ("does not list it", "would lose money", "another platform or action"):
        assert hitch in shop.owner.text


async def test_a_providers_routes_are_listed(shop: Shop) -> None:
    await list_another(shop)
    await shop.owner.say(f"/route {shop.scene.service.id} main:12 main:99")
    await shop.owner.tap("Confirm")
    await shop.owner.say("/providers")

    listed = await shop.owner.tap("Routes")
    assert "main:12 main:99" in listed.text
    shown = await shop.owner.tap(f"#{shop.scene.service.id}")

    assert f"Routes of #{shop.scene.service.id}" in shown.text


def test_names_of_providers_fit_into_every_button() -> None:
    longest = ProviderName("p" * 32)

    assert len(AtProvider(name=longest, turn=Turn.RESUME).pack()) <= 64
    assert len(LowAlert(name=longest, limit=5000).pack()) <= 64
