"""The profile: alerts, quiet hours, one's own clock and data, and the way out."""

from __future__ import annotations

import json

from domain.pings import Topic
from tests.handler.people.conftest import Lobby
from tests.service.shopfloor import CUSTOMER


async def test_an_alert_is_switched_and_says_so(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.say("/profile")
    alerts = await lobby.tap("Alerts")
    assert "News: off" in alerts.text

    alerts = await lobby.tap("News: switch on")

    assert "News: on" in alerts.text
    wishes = await lobby.services.read_preferences(user_id=CUSTOMER)
    assert Topic.NEWS in wishes.preferences.alerts
    assert "Your id" in (await lobby.tap("‹ Back")).text


async def test_quiet_hours_follow_the_clock_that_was_tapped(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.say("/profile")
    quiet = await lobby.tap("Quiet hours")
    assert "From 23:00 to 08:00: on" in plain(quiet.text)
    assert "nothing is held back" in quiet.text
    await lobby.tap("Set my clock")
    await lobby.tap("The minutes differ")

    quiet = await lobby.tap("17:30")

    assert "Your clock: 17:30" in plain(quiet.text)
    wishes = await lobby.services.read_preferences(user_id=CUSTOMER)
    assert wishes.preferences.offset == 330
    await lobby.tap("Other hours")
    await lobby.tap("22:00")
    assert "From 22:00 to 07:00" in plain((await lobby.tap("07:00")).text)
    assert "22:00 to 07:00: off" in plain((await lobby.tap("Switch off")).text)


async def test_every_time_of_the_day_can_be_tapped(lobby: Lobby) -> None:
    await lobby.move_in()

    for minutes in ("0", "30", "45", "7", "-9"):
        screen = await lobby.forge(f"pc:{minutes}")
        times = [text for text in screen.button_texts if ":" in text]
        assert len(times) == 24
        assert times == sorted(times)


async def test_own_data_comes_as_a_file(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.floor.give(CUSTOMER, "20")
    await lobby.books.order()
    await lobby.say("/profile")
    await lobby.tap("My data")

    await lobby.tap("Take my data")

    document = next(one.document for one in lobby.person.messages if one.document)
    assert document.name == "my-data.json"
    told = json.loads(document.content)
    assert told["profile"]["first_name"] == "Ann <3"
    assert len(told["orders"]) == 1


async def test_only_the_typed_word_deletes(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.floor.give(CUSTOMER, "12.40")
    await lobby.say("/profile")
    await lobby.tap("My data")
    asked = await lobby.tap("Delete my account")
    assert "Your $12.40 will be lost." in asked.text
    assert "Type DELETE." in asked.text
    assert "stays as it is" in (await lobby.say("delete it")).text
    await lobby.tap("Delete my account")

    farewell = await lobby.say("DELETE")

    assert "Your account is deleted." in farewell.text
    assert (await lobby.user()).first_name == ""
    welcome = await lobby.say("/start")
    assert "Before you start" in welcome.text
    assert "Balance: $0.00" in (await lobby.tap("I agree, continue")).text


async def test_blocking_the_bot_after_leaving_brings_nobody_back(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.forge("ph:delete")
    await lobby.say("DELETE")

    lobby.person.block()
    await lobby.person.settle()

    assert (await lobby.user()).first_name == ""


async def test_nobody_leaves_with_an_order_under_way(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.floor.give(CUSTOMER, "20")
    await lobby.books.order()

    told = await lobby.forge("ph:delete")

    assert "Orders of yours are not finished." in told.text
    assert "Nothing was deleted." in told.text
    assert "Orders" in told.button_texts


async def test_a_command_is_never_taken_for_the_word(lobby: Lobby) -> None:
    await lobby.move_in()
    await lobby.forge("ph:delete")

    await lobby.say("/wallet")
    await lobby.say("DELETE")

    assert (await lobby.user()).first_name == "Ann <3"


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")
