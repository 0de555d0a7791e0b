"""Two providers behind one service: the first goes down, and its customers notice nothing."""

from __future__ import annotations

from dataclasses import replace

from domain.ids import ProviderName
from sandbox.provider.provider import LocalProvider
from tests.e2e.stage import KEY, MAIN, STOCK, Stage, on_stage, until

LINK = "instagram.com/name"
OTHER = ProviderName("p2")
SECOND = {"PROVIDER_P2_CURRENCY": "INR", "FX_INR": "0.0125", "PROVIDER_P2_BONUS_PERCENT": "5"}


async def test_while_the_first_is_down_orders_take_the_other_way_and_then_the_first_again(
    sqlite_url: str,
) -> None:
    followers = replace(STOCK[0], service=887, rate="65")
    second = LocalProvider(
        key=KEY, auto=False, services=[followers], balance="5000", currency="INR"
    )
    async with second, on_stage(sqlite_url, opened=False) as stage:
        stage.others[OTHER] = second
        address = {"PROVIDER_P2_URL": second.api_url, "PROVIDER_P2_KEY": second.key}
        stage.environment |= SECOND | address
        await stage.open()
        await stage.welcome(stage.ann, money="100")
        number = await _set_route(stage)

        await stage.provider.switch("down", on=True)
        await _order(stage, number, "one")
        await until(lambda: len(second.orders) == 1)
        await stage.owner.say("/providers")
        await stage.owner.sees("p2 · 4935.00 INR\nA day costs 65")
        await stage.owner.sees("main gets no orders for now")

        await stage.provider.switch("down", on=False)
        stage.clock.skip(minutes=2)
        await stage.owner.sees("main works again")
        await _order(stage, number, "two")
        await until(lambda: len(stage.provider.orders) == 1)

        assert [order.provider for order in await stage.orders()] == [OTHER, MAIN]
        assert "supplier" not in " ".join(stage.ann.said)


async def _order(stage: Stage, number: int, name: str) -> None:
    await stage.ann.order(f"{LINK}{name}", service=number)


async def _set_route(stage: Stage) -> int:
    """Say in the chat that the first service is bought by either."""
    services = stage.shop.services.catalogue.current.search("followers real")
    number = next(one.id for one in services if one.provider == "main")
    await stage.owner.say(f"/route {number} main:101 p2:887")
    await stage.owner.sees("To hide them:")
    await stage.owner.tap("Confirm")
    await stage.owner.sees("The routes of service")
    return number
