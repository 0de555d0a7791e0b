"""From a platform to a pick, its card, a favourite and an order; and what is heard of it later."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.money import Money
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.e2e.stage import KEY, on_stage

if TYPE_CHECKING:
    from tests.e2e.stage import Stage

FOLLOWERS = [
    Service(n, f"Instagram Followers {n}", "Default", "Instagram Followers", rate, "100", "9000")
    for n, rate in enumerate(("0.90", "0.34", "2.10", "1.10"), 1)
]


async def test_a_pick_is_saved_ordered_and_its_rising_price_told_once(database_url: str) -> None:
    provider = LocalProvider(key=KEY, auto=False, services=FOLLOWERS)
    async with on_stage(database_url, provider=provider) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="50")
        await ann.tap("New order")
        await ann.walk("Instagram", "Followers")
        assert "1. Best value" in ann.text
        assert "New here: no numbers yet" in ann.text
        await ann.tap("1 ·")
        await ann.tap("☆ Save")
        assert ann.toast == "Saved. You will be told when its price moves or it stops."
        name = ann.text.splitlines()[0]

        await _order(stage)
        stage.provider.services = [
            replace(sold, rate=str(Decimal(sold.rate) * Decimal("1.15")))
            for sold in stage.provider.services
        ]
        await _sync(stage)
        await ann.sees("now costs")
        await _sync(stage)

        assert "⭐ Favourites" in (await _home(stage))
        assert "🔁 Repeat last" in (await _home(stage))
        await ann.say("/favorites")
        assert name in ann.text
        assert len(ann.shows("now costs")) == 1


async def _order(stage: Stage) -> None:
    """Order what the card is about, without drip-feed where that is asked."""
    ann = stage.ann
    await ann.tap("Order")
    await ann.say("instagram.com/name")
    await ann.say("1000")
    if "All at once" in ann.screen.button_texts:
        await ann.tap("All at once")
    await ann.tap("Pay")
    await stage.accepted()
    assert await stage.wallet(ann) < Money.of(50)


async def _sync(stage: Stage) -> None:
    await stage.shop.services.sync_catalogue(provider=next(iter(stage.shop.providers)))
    await stage.shop.services.refresh_catalogue()


async def _home(stage: Stage) -> list[str]:
    await stage.ann.say("/menu")
    return stage.ann.screen.button_texts
