"""An owner looks at a customer's API and switches it."""

import pytest

from domain.api_keys import OldKey
from domain.errors import ApiKeyError
from tests.handler.admin.conftest import Shop
from tests.service.ordering.scene import CUSTOMER


async def make_key(shop: Shop) -> str:
    return await shop.services.make_api_key(
        user_id=CUSTOMER, replaces=0, old=OldKey.ENDS_NOW, message_id=1
    )


async def test_the_card_of_a_customer_shows_and_switches_their_api(shop: Shop) -> None:
    key = await make_key(shop)
    await shop.services.authenticate(key=key, address="203.0.113.7")
    await shop.services.note_api_use()
    await shop.owner.say(f"/user {CUSTOMER}")
    assert "API: on" in shop.owner.text
    assert f"sk_••••{key[-4:]} · last used" in shop.owner.text
    assert "from 203.0.113.•" in shop.owner.text
    assert "Today by API: requests 1, orders 0, money $0.00" in shop.owner.text

    await shop.owner.tap("Switch API off")
    assert "Their keys will be answered as wrong ones." in shop.owner.text
    await shop.owner.tap("Confirm API off")

    assert "is off. Running orders continue." in shop.owner.text
    with pytest.raises(ApiKeyError):
        await shop.services.authenticate(key=key, address="203.0.113.7")
    await shop.owner.say(f"/user {CUSTOMER}")
    assert "API: switched off by the shop" in shop.owner.text
    assert "API switched off · by" in shop.owner.text
    await shop.owner.tap("Switch API on")
    await shop.owner.tap("Confirm API on")
    assert (await shop.services.authenticate(key=key, address="203.0.113.7")).user_id == CUSTOMER


async def test_a_button_that_is_out_of_date_shows_how_it_stands(shop: Shop) -> None:
    await make_key(shop)
    await shop.owner.say(f"/user {CUSTOMER}")

    await shop.owner.forge(f"ia:{CUSTOMER}:1")

    assert "API: on" in shop.owner.text


async def test_nobody_else_has_the_switch(shop: Shop) -> None:
    key = await make_key(shop)

    await shop.stranger.forge(f"ia:{CUSTOMER}:0")

    assert (await shop.services.authenticate(key=key, address="203.0.113.7")).user_id == CUSTOMER


async def test_customers_without_keys_have_no_lines_about_them(shop: Shop) -> None:
    await shop.owner.say(f"/user {CUSTOMER}")

    assert "API" not in shop.owner.text
    assert not any("API" in text for text in shop.owner.screen.button_texts)
