"""Inline mode through the local Telegram: found in a group, shared there, opened in the shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.chat import Chat
from tests.e2e.stage import Stage, on_stage

if TYPE_CHECKING:
    from sandbox.telegram.people import Group

PATIENCE_S = 15.0


def friends_of(stage: Stage) -> Group:
    return stage.telegram.add_group(-1001, "Friends", [stage.ann.person, stage.boris.person])


async def ask(chat: Chat, text: str, group: Group | None = None) -> list[str]:
    """What is offered for `@bot text`."""
    await chat.person.ask_inline(text, chat=group)
    await chat.person.settle(PATIENCE_S)
    return [result.title for result in chat.person.inline_answer.results]


async def test_a_service_found_in_a_group_is_shared_and_opened_by_a_friend(
    sqlite_url: str,
) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome(stage.ann)
        friends = friends_of(stage)

        assert await ask(stage.ann, "ig folowers", friends) == ["Instagram Followers | Real"]
        (found,) = stage.ann.person.inline_answer.results
        assert "$1.02 / 1,000" in found.description
        await stage.ann.person.choose_inline(found.id, chat=friends)
        await stage.ann.person.settle(PATIENCE_S)

        (shared,) = friends.messages
        assert shared.via_bot
        assert "$" not in shared.text
        (button,) = (one for row in shared.buttons for one in row)
        assert button.url is not None
        goal = button.url.partition("?start=")[2]
        await stage.boris.say(f"/start {goal}")
        card = await stage.boris.tap("продолжить")
        assert "Instagram Followers | Real" in card


async def test_somebody_who_never_came_is_answered_and_never_written_to(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome()
        stranger = Chat(stage.telegram.add_person(777, "Şule", "sule", "tr"))

        assert await ask(stranger, "tiktok beğeni") == ["TikTok Likes"]
        assert stranger.person.messages == []
        assert stage.telegram.calls.of("sendMessage", chat_id=777) == []


async def test_a_picked_result_opens_its_card_in_the_shops_own_chat(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome(stage.ann)
        await ask(stage.ann, "youtub viws")
        (found,) = stage.ann.person.inline_answer.results

        await stage.ann.person.choose_inline(found.id)
        await stage.ann.person.settle(PATIENCE_S)

        assert "YouTube Views" in stage.ann.text
        assert "Order" in stage.ann.screen.button_texts
        share = stage.ann.button("Share").share
        assert share is not None
        assert await ask(stage.ann, share) == ["YouTube Views"]
