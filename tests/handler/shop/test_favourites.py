"""Saving services from their cards, and waiting for those that are off sale."""

from tests.handler.shop.conftest import Counter
from tests.service.shopfloor import CUSTOMER


async def test_a_card_saves_its_service_and_takes_it_back(counter: Counter) -> None:
    await counter.say("/new")
    await counter.walk("Instagram · 3", "Followers · 2", "1 · $0.90")

    saved = await counter.tap("☆ Save")
    assert "★ Saved" in saved.button_texts
    assert counter.toast == "Saved. You will be told when its price moves or it stops."
    assert "Instagram followers, real" in (await counter.say("/favorites")).text

    await counter.walk("1 · $0.90", "★ Saved")
    assert counter.toast == "Removed from your favourites."
    assert "Nothing saved yet" in (await counter.say("/favorites")).text


async def test_saving_keeps_the_way_back(counter: Counter) -> None:
    await counter.say("/new")
    await counter.walk("Instagram · 3", "Followers · 2")
    shelf = counter.screen.text

    await counter.walk("1 · $0.90", "☆ Save", "★ Saved", "‹ Back")

    assert counter.screen.text == shelf


async def test_favourites_are_offered_once_there_are_any(counter: Counter) -> None:
    assert "⭐ Favourites" not in (await counter.say("/menu")).button_texts
    await counter.say("3")
    await counter.tap("☆ Save")

    assert "⭐ Favourites" in (await counter.say("/new")).button_texts
    await counter.say("/menu")
    listed = await counter.tap("⭐ Favourites")

    assert "TikTok.com <views> & more" in listed.text
    await counter.tap("1 · $0.90")
    assert (await counter.tap("‹ Back")).text == listed.text


async def test_a_service_that_went_can_be_waited_for(counter: Counter) -> None:
    await counter.say("/new")
    await counter.walk("Instagram · 3", "Followers · 2")
    await counter.switch_off(1)

    gone = await counter.tap("1 · $0.90")
    assert gone.button_texts == ["Open", "Tell me when back", "All services", "Home"]

    waiting = await counter.tap("Tell me when back")
    assert "You will be told when it is back." in waiting.text
    assert "Switched off" in (await counter.say("/favorites")).text

    await counter.walk("1 · off", "Do not wait for it")
    assert await counter.services.read_favourites(user_id=CUSTOMER) == ()


async def test_a_deep_link_to_a_service_that_never_was_offers_nothing_to_wait_for(
    counter: Counter,
) -> None:
    screen = await counter.say("/start s404")

    assert screen.button_texts == ["All services", "Home"]
