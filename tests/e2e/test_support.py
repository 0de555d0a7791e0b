"""A customer asks, an owner answers by a reply, and nobody is woken for what can wait."""

from __future__ import annotations

import base64

from domain.ids import UserId
from sandbox.telegram.messages import Message
from tests.e2e.chat import Chat
from tests.e2e.stage import Stage, on_stage

LINK = "https://instagram.com/name"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    "gg=="
)


async def reply(chat: Chat, text: str, to: Message) -> None:
    await chat.person.send(text, reply_to=to)
    await chat.person.settle()


async def ask(stage: Stage) -> Message:
    """Ann asks about her order, with a picture; the owner's message that shows the words."""
    ann = stage.ann
    await ann.say("/support")
    await ann.walk("An order", "#1")
    await ann.tap("Still write to us")
    await ann.person.send_photo(PICTURE, caption="Where are my <b>followers</b>?")
    await ann.person.settle()
    assert "Ticket T-1 opened." in ann.text
    return await stage.owner.sees("Where are my <b>followers</b>?")


async def test_a_question_with_a_photo_comes_back_answered(database_url: str) -> None:
    async with on_stage(database_url) as stage:
        await stage.welcome(stage.ann, money="10")
        await stage.ann.order(LINK)
        await stage.accepted()
        await stage.ann.sees("Order #1 · ⏳ Waiting")

        shown = await ask(stage)

        assert "Ann · @ann · 58213" in shown.text
        assert "#1 · ⏳ Waiting" in shown.text
        assert "Reply to this message to answer." in shown.text
        photo = await stage.owner.sees(lambda one: one.photo)
        assert photo.document is not None
        assert photo.document.content == PICTURE

        await reply(stage.owner, "It starts within the hour, Ann <3", shown)
        answer = await stage.ann.sees("💬 Olivia answers T-1:")
        assert "It starts within the hour, Ann <3" in answer.text
        assert answer.button_texts[:2] == ["Reply", "Solved"]

        await reply(stage.ann, "Thank you!", answer)
        assert "Added to T-1." in stage.ann.text
        await stage.owner.sees("Thank you!")
        await stage.ann.tap("Solved", answer)
        assert stage.ann.shows("How was the help?")
        await stage.ann.tap("👍 Good")
        desk = await stage.shop.services.read_support(user_id=UserId(stage.ann.id))
        assert desk.open == ()
        await stage.owner.say("/tickets")
        assert stage.owner.text == "No open tickets."


async def test_the_night_holds_back_what_can_wait(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        hour = stage.clock.now().hour
        stage.clock.skip(hours=(3 - hour) % 24)
        services = stage.shop.services
        await services.choose_preferences.clock_at(user_id=UserId(ann.id), offset=0)
        await ann.order(LINK)
        upstream = await stage.accepted()
        stage.provider.complete(upstream)
        await ann.sees("Order #1 · ✅ Completed")
        assert not ann.shows("#1 is done")
        await stage.top_up(ann, "1")
        assert not ann.shows("#1 is done"), "money comes at once, the rest still waits"

        stage.clock.skip(hours=6)

        await ann.sees("✅ #1 is done: 1,000 of 1,000.")
        assert len(ann.shows("✅ #1 is done")) == 1
