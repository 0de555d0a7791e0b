"""Profile -> API: a key shown once, its limits and switches, in the chat."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.telegram.messenger import TelegramMessenger
from bot.telegram.wording import Reading
from domain.api_keys import ApiStyle
from domain.errors import ApiKeyError
from domain.money import Money
from sandbox.telegram.cloud import wall_clock
from services.catalogue.figures import LiveFigures
from services.outbox import DeliverNotices
from tests.handler.people.conftest import API_URL, Lobby
from tests.sandbox.telegram.conftest import connected_bot
from tests.service.shopfloor import CUSTOMER

if TYPE_CHECKING:
    from domain.api_keys import ApiCaller
    from sandbox.telegram.messages import Message


async def open_api(lobby: Lobby) -> Message:
    await lobby.move_in()
    await lobby.say("/profile")
    return await lobby.tap("API")


async def take_key(lobby: Lobby) -> str:
    """Make the first key; what stands in its message is the key."""
    await open_api(lobby)
    return key_in(await lobby.tap("Make a key"))


def key_in(message: Message) -> str:
    button = message.button("Copy key")
    assert button is not None
    assert button.copy_text is not None
    assert button.copy_text in message.text
    return button.copy_text


def main(lobby: Lobby) -> Message:
    """The API's main screen, above the message with a key."""
    return next(one for one in reversed(lobby.person.messages) if "API for" in one.text)


async def asks(lobby: Lobby, key: str, address: str = "203.0.113.7") -> ApiCaller:
    return await lobby.services.authenticate(key=key, address=address)


async def tap_main(lobby: Lobby, button: str) -> Message:
    await lobby.person.press(button, main(lobby))
    await lobby.person.settle()
    return lobby.screen


def plain(text: str) -> str:
    """Without the marks that keep runs of signs together."""
    return text.replace("\u2068", "").replace("\u2069", "")


async def deliver(lobby: Lobby) -> None:
    """What the background does with messages whose time has come."""
    database, clock = lobby.floor.database, lobby.floor.clock
    async with connected_bot(lobby.telegram) as bot:
        reading = Reading.of(database, clock, LiveFigures())
        messenger = TelegramMessenger(bot=bot, currency="USD", reading=reading, clock=clock)
        await DeliverNotices(database, clock, messenger)(limit=100)


async def test_a_key_is_shown_once_in_a_protected_message_that_goes_away(lobby: Lobby) -> None:
    before = await open_api(lobby)
    assert "You have no key yet." in before.text
    assert API_URL + "/api/v2" in before.text

    shown = await lobby.tap("Make a key")

    key = key_in(shown)
    assert shown.protected
    assert (await asks(lobby, key)).user_id == CUSTOMER
    assert f"sk_••••{key[-4:]}" in main(lobby).text
    assert key not in main(lobby).text
    lobby.floor.clock.advance(seconds=59)
    await deliver(lobby)
    assert key_in(lobby.screen) == key
    lobby.floor.clock.advance(seconds=1)
    await deliver(lobby)
    assert not [one for one in lobby.person.messages if key in one.text]


async def test_a_key_can_be_hidden_before_its_time(lobby: Lobby) -> None:
    key = await take_key(lobby)

    screen = await lobby.tap("Done, hide it")

    assert lobby.toast == "The key is hidden."
    assert key not in screen.text
    assert "Key: sk_" in screen.text
    lobby.floor.clock.advance(minutes=2)
    await deliver(lobby)
    assert lobby.screen.id == screen.id


async def test_hiding_takes_nothing_away_but_a_key(lobby: Lobby) -> None:
    await take_key(lobby)
    await lobby.tap("Done, hide it")

    screen = await lobby.forge("ix")

    assert "API for resellers" in screen.text


async def test_a_key_that_telegram_keeps_loses_its_words(lobby: Lobby) -> None:
    key = await take_key(lobby)
    cloud = lobby.telegram.desk.cloud
    cloud.clock = lambda: wall_clock() + timedelta(days=3)
    lobby.floor.clock.advance(days=3)

    await deliver(lobby)

    assert lobby.screen.text == "A key was shown here."
    assert not [one for one in lobby.person.messages if key in one.text]


@pytest.mark.parametrize(("choice", "goes_on"), [("At once", False), ("In 24 hours", True)])
async def test_the_old_key_ends_as_was_chosen(
    lobby: Lobby,
    choice: str,
    goes_on: bool,  # noqa: FBT001 - a column of the table
) -> None:
    old = await take_key(lobby)
    await lobby.tap("Done, hide it")
    question = await lobby.tap("New key")
    assert f"sk_••••{old[-4:]}" in question.text

    new = key_in(await lobby.tap(choice))

    assert (await asks(lobby, new)).user_id == CUSTOMER
    if goes_on:
        assert "The old key" in main(lobby).text
        assert (await asks(lobby, old)).user_id == CUSTOMER
        await tap_main(lobby, "Stop the old key now")
        assert lobby.toast == "The old key has stopped."
    assert "The old key" not in main(lobby).text
    with pytest.raises(ApiKeyError):
        await asks(lobby, old)


async def test_a_second_tap_makes_no_second_key(lobby: Lobby) -> None:
    key = await take_key(lobby)
    await lobby.tap("Done, hide it")

    screen = await lobby.forge("ik:0:now")

    assert lobby.toast == "Updated."
    assert f"sk_••••{key[-4:]}" in screen.text
    assert (await asks(lobby, key)).user_id == CUSTOMER
    assert not [one for one in lobby.person.messages if "comes in this message" in one.text]


async def test_the_daily_cap_is_typed_and_taken_away(lobby: Lobby) -> None:
    await take_key(lobby)
    await lobby.tap("Done, hide it")
    await lobby.tap("Daily cap")
    wrong = await lobby.say("a lot")
    assert "“a lot” is not an amount." in wrong.text
    assert "Nothing was changed." in wrong.text

    screen = await lobby.say("$50")

    assert "of $50.00" in screen.text
    view = await lobby.services.read_api(user_id=CUSTOMER)
    assert view.access.daily_cap == Money.of(50)
    assert "Now: $50.00" in (await lobby.tap("Daily cap")).text
    assert "no cap" in (await lobby.tap("No cap")).text


async def test_addresses_are_typed_and_the_bad_ones_named(lobby: Lobby) -> None:
    key = await take_key(lobby)
    await lobby.tap("Done, hide it")
    await lobby.tap("Allowed IPs")
    wrong = await lobby.say("203.0.113.0/24, 300.1.1.1 <b>x</b>")
    assert "These are no addresses: 300.1.1.1, <b>x</b>" in plain(wrong.text)
    assert "Now: any" in wrong.text

    screen = await lobby.say("203.0.113.0/24 2001:db8::1")

    assert "203.0.113.0/24, 2001:db8::1" in plain(screen.text)
    assert (await asks(lobby, key)).user_id == CUSTOMER
    with pytest.raises(ApiKeyError):
        await asks(lobby, key, "198.51.100.1")
    await lobby.tap("Allowed IPs")
    assert "Allowed addresses: any" in (await lobby.tap("Any address")).text


async def test_switches_and_style_are_chosen_by_taps(lobby: Lobby) -> None:
    key = await take_key(lobby)
    await lobby.tap("Done, hide it")
    assert "Test mode: off" in (await lobby.tap("Test mode")).text
    assert "Test mode: on" in (await lobby.tap("Switch on")).text
    await lobby.tap("Repeat guard")
    assert "Repeat guard: off" in (await lobby.tap("Switch off")).text
    await lobby.tap("Answers")
    assert "Answers: SmmPremium" in (await lobby.tap("SmmPremium")).text
    caller = await asks(lobby, key)
    assert (caller.test_mode, caller.repeat_guard, caller.style) == (
        True,
        False,
        ApiStyle.SMMPREMIUM,
    )

    await lobby.tap("Switch off")
    screen = await lobby.tap("Switch off")

    assert "The API is switched off." in screen.text
    with pytest.raises(ApiKeyError):
        await asks(lobby, key)
    await lobby.tap("Switch on")
    await lobby.tap("Switch on")
    assert (await asks(lobby, key)).user_id == CUSTOMER


async def test_the_screen_tells_the_last_use_and_the_days_orders(lobby: Lobby) -> None:
    key = await take_key(lobby)
    await lobby.tap("Done, hide it")
    assert "Not used yet." in main(lobby).text
    await asks(lobby, key, "198.51.100.77")
    async with lobby.floor.database.write() as uow:
        at = lobby.floor.clock.now()
        await uow.api_days.spend(CUSTOMER, Money.of("14.10"), at=at)
        await uow.commit()

    screen = await lobby.forge("ip:main")

    assert "from 198.51.100.•" in plain(screen.text)
    assert "Ordered today: $14.10, no cap" in screen.text


async def test_what_the_shop_switched_off_offers_support_and_nothing_else(lobby: Lobby) -> None:
    await take_key(lobby)
    await lobby.tap("Done, hide it")
    async with lobby.floor.database.write() as uow:
        await uow.api_keys.choose(CUSTOMER, stopped_at=lobby.floor.clock.now())
        await uow.commit()

    for page in ("main", "new", "cap", "ip", "style", "test", "guard", "power"):
        screen = await lobby.forge(f"ip:{page}")
        assert "The shop has switched your API off." in screen.text
        assert screen.button_texts == ["Support", "‹ Back", "Home"]


async def test_every_page_leads_back_and_home(lobby: Lobby) -> None:
    await take_key(lobby)
    await lobby.tap("Done, hide it")

    for page in ("new", "cap", "ip", "style", "test", "guard", "power"):
        screen = await lobby.forge(f"ip:{page}")
        assert screen.button_texts[-2:] == ["‹ Back", "Home"]
        assert "Key: sk_" in (await lobby.tap("‹ Back")).text
    assert "Your id" in (await lobby.tap("‹ Back")).text


async def test_a_text_after_leaving_the_question_is_no_answer(lobby: Lobby) -> None:
    await take_key(lobby)
    await lobby.tap("Done, hide it")
    await lobby.tap("Daily cap")
    await lobby.tap("‹ Back")

    await lobby.say("50")

    assert (await lobby.services.read_api(user_id=CUSTOMER)).access.daily_cap is None


async def test_a_message_that_became_a_screen_stays(lobby: Lobby) -> None:
    """No button of the shop does that; a forged tap may."""
    key = await take_key(lobby)
    home = await lobby.forge("go:home")
    assert key not in home.text

    lobby.floor.clock.advance(minutes=2)
    await deliver(lobby)

    assert lobby.screen.id == home.id
    assert lobby.screen.text == home.text


async def test_hiding_what_became_a_screen_shows_where_one_is(lobby: Lobby) -> None:
    await take_key(lobby)
    await lobby.forge("go:home")

    screen = await lobby.forge("ix")

    assert "API for resellers" in screen.text
    assert screen.button_texts[-1] == "Home"
