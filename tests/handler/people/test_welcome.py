"""The first minute: terms, language, goals of links, home, and what nobody understands."""

from __future__ import annotations

import pytest

from services.ordering.admission import TERMS_VERSION
from tests.handler.people.conftest import Lobby
from tests.service.shopfloor import CUSTOMER

FORGED = ("nonsense", "go:nowhere", "o:x:y", "st:-", "ok:a:b", "rc:1", "x" * 64)


async def test_a_newcomer_meets_the_terms_and_then_home(lobby: Lobby) -> None:
    welcome = await lobby.say("/start")
    assert "Before you start" in welcome.text

    home = await lobby.tap("I agree, continue")

    assert "Balance: $0.00" in home.text
    assert home.id == welcome.id
    assert (await lobby.user()).terms_version == TERMS_VERSION
    assert "👛 Add money" in home.button_texts


async def test_whoever_accepted_goes_straight_home(lobby: Lobby) -> None:
    await lobby.move_in()

    assert "Active orders: 0" in (await lobby.say("/start")).text
    assert "Active orders: 0" in (await lobby.say("/menu")).text


async def test_whoever_declines_may_browse(lobby: Lobby) -> None:
    await lobby.say("/start")

    declined = await lobby.tap("Not now")

    assert declined.text == "No problem. You can browse, but ordering needs the terms."
    assert declined.button_texts == ["Browse", "Read terms"]
    assert (await lobby.user()).terms_version is None


@pytest.mark.parametrize("detour", [["Read full terms", "‹ Back"], ["What is this?", "‹ Back"]])
async def test_the_goal_of_a_link_survives_the_terms(lobby: Lobby, detour: list[str]) -> None:
    await lobby.say("/start s1234")
    for button in detour:
        await lobby.tap(button)

    assert (await lobby.tap("I agree, continue")).text == "service 1234"


async def test_the_goal_survives_a_change_of_language(lobby: Lobby) -> None:
    await lobby.say("/start s77")
    await lobby.tap("🌐 English")
    await lobby.tap("Türkçe")

    await lobby.forge("ok:s77")

    assert lobby.screen.text == "service 77"
    assert (await lobby.user()).language == "tr"


async def test_a_link_with_a_goal_opens_it_once_terms_are_accepted(lobby: Lobby) -> None:
    await lobby.move_in()

    assert (await lobby.say("/start s5")).text == "service 5"
    assert "Balance" in (await lobby.say("/start zzz")).text


async def test_a_goal_that_nobody_knows_leads_home_after_consent(lobby: Lobby) -> None:
    await lobby.say("/start promo_" + "x" * 60)

    home = await lobby.tap("I agree, continue")

    assert "Balance" in home.text
    assert (await lobby.user()).terms_version == TERMS_VERSION


async def test_typing_leaves_one_live_screen(lobby: Lobby) -> None:
    first = await lobby.move_in()

    second = await lobby.say("/wallet")

    before = next(one for one in lobby.person.messages if one.id == first.id)
    assert before.buttons == []
    assert second.buttons
    assert (await lobby.user()).screen_id == second.id


async def test_a_tap_on_an_older_message_makes_it_the_screen(lobby: Lobby) -> None:
    await lobby.move_in()
    old = lobby.screen
    await lobby.say("/wallet")

    await lobby.person.press_data("go:profile", old)
    await lobby.person.settle()

    shown = {one.id: one for one in lobby.person.messages}
    assert "Your id" in shown[old.id].text
    assert lobby.screen.buttons == []
    assert (await lobby.user()).screen_id == old.id


async def test_a_tap_on_a_message_that_is_gone_gets_a_new_one(lobby: Lobby) -> None:
    await lobby.move_in()
    gone = lobby.screen
    lobby.floor.clock.advance(hours=1)
    lobby.telegram.cloud.chats[lobby.person.id].messages.pop(gone.id)

    await lobby.person.press_data("go:wallet", gone)
    await lobby.person.settle()

    assert "available" in lobby.screen.text
    assert lobby.screen.id != gone.id


async def test_a_tap_that_telegram_puts_off_is_told_so(lobby: Lobby) -> None:
    before = await lobby.move_in()
    lobby.telegram.faults.add("editMessageText", kind="429", retry_after=7)

    await lobby.tap("👤 Profile")

    assert lobby.screen.text == before.text
    assert lobby.toast == "Slow down a little. Try in 7 seconds."


async def test_a_text_that_telegram_puts_off_is_answered_when_it_may(lobby: Lobby) -> None:
    await lobby.move_in()
    lobby.telegram.faults.add("sendMessage", kind="429", retry_after=1)

    assert "available" in (await lobby.say("/wallet")).text


@pytest.mark.parametrize("data", FORGED)
async def test_forged_and_stale_buttons_show_what_is_there(lobby: Lobby, data: str) -> None:
    await lobby.move_in()

    screen = await lobby.forge(data)

    assert "Balance" in screen.text
    assert lobby.toast == "Updated."


@pytest.mark.parametrize("text", ["/nonsense", "/Start2 now", "/"])
async def test_unknown_commands_get_a_kind_hint(lobby: Lobby, text: str) -> None:
    await lobby.move_in()

    hint = await lobby.say(text)

    assert "I do not know this command" in hint.text
    assert {"New order", "Help", "Home"} <= set(hint.button_texts)


async def test_files_get_a_kind_hint(lobby: Lobby) -> None:
    await lobby.move_in()

    await lobby.person.send_document("cat.png", b"\x89PNG", caption="<b>look</b>")
    await lobby.person.settle()

    assert "I understand text, links and numbers" in lobby.screen.text


async def test_cancel_answers_whether_a_draft_waits(lobby: Lobby) -> None:
    await lobby.move_in()

    stopped = await lobby.say("/cancel")

    assert stopped.text == "Stopped. Nothing was ordered."
    assert stopped.button_texts == ["Home"]


async def test_groups_are_sent_to_the_private_chat(lobby: Lobby) -> None:
    await lobby.move_in()
    group = lobby.telegram.add_group(-100, "Friends", [lobby.person])

    await lobby.person.send("/wallet", chat=group)
    await lobby.person.settle()

    answer = group.messages[-1]
    assert answer.text == "I work in private chats."
    assert answer.button_texts == ["Open chat"]


async def test_whoever_blocks_the_bot_is_not_written_to_until_they_return(lobby: Lobby) -> None:
    await lobby.move_in()

    lobby.person.block()
    await lobby.person.settle()
    assert (await lobby.user()).unreachable

    await lobby.say("/start")
    assert not (await lobby.user()).unreachable


async def test_blocked_customers_learn_why_and_may_appeal(lobby: Lobby) -> None:
    await lobby.move_in()
    async with lobby.floor.database.write() as uow:
        await uow.users.set_blocked(CUSTOMER, "chargebacks <b>")
        await uow.commit()

    told = await lobby.say("/start")

    assert "Reason: chargebacks <b>." in told.text
    assert told.button_texts == ["Appeal", "Home"]
