"""After placing: refills, cancellations and a subscription, from the tap to the provider."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from domain.money import Money
from domain.orders import OrderStatus
from sandbox.provider.model import Service
from sandbox.provider.provider import LocalProvider
from tests.e2e.stage import KEY, STOCK, on_stage, until

if TYPE_CHECKING:
    from tests.e2e.chat import Chat
    from tests.e2e.stage import Stage

LINK: Final = "instagram.com/name"
AUTO: Final = Service(
    service=109,
    name="Instagram Auto Likes | new posts",
    type="Subscriptions",
    category="Instagram Likes",
    rate="0.5",
    min="10",
    max="5000",
    cancel=True,
)


@asynccontextmanager
async def caring(url: str) -> AsyncIterator[Stage]:
    """A shop whose provider refills at once, cancels, and sells automatic orders."""
    provider = LocalProvider(
        key=KEY, auto=False, services=(*STOCK, AUTO), balance="250.00", refill_wait_s=0.0
    )
    async with on_stage(url, provider=provider, settings={"REFILL_AFTER_H": "0"}) as stage:
        await stage.welcome(stage.ann, money="10")
        yield stage


async def completed(stage: Stage) -> None:
    """Order followers that were delivered, and look at the card."""
    await stage.ann.order(LINK)
    stage.provider.complete(await stage.accepted())
    done = await stage.ann.sees("#1 is done")
    await stage.ann.tap("View order", done)


def asked(stage: Stage, action: str) -> int:
    """How many requests of a kind reached the provider."""
    return sum(request.action == action for request in stage.provider.requests)


async def test_a_refill_is_asked_followed_and_told(database_url: str) -> None:
    async with caring(database_url) as stage:
        ann = stage.ann
        await completed(stage)
        offer = await ann.tap("Refill")
        assert "Dropped? We can ask the provider for a free refill." in offer
        assert "Refill of #1 asked." in await ann.tap("Ask for refill")
        await until(lambda: stage.provider.refills)
        assert "Refill asked" in await ann.tap("Back")
        card = ann.screen

        stage.provider.advance(15)
        await ann.sees("Refill in progress")
        stage.provider.advance(30)
        done = await ann.sees("✅ Refill of #1 is done.")

        assert done.id > card.id
        assert "Refilled" in await ann.tap("View order", done)
        assert asked(stage, "refill") == 1


async def test_a_rejected_refill_is_told_with_its_reason(sqlite_url: str) -> None:
    async with caring(sqlite_url) as stage:
        ann = stage.ann
        await ann.order("instagram.com/reject.me")
        stage.provider.complete(await stage.accepted())
        await ann.tap("View order", await ann.sees("#1 is done"))
        await ann.walk("Refill", "Ask for refill")
        await until(lambda: stage.provider.refills)
        stage.provider.advance(60)

        told = await ann.sees("⚠️ No refill of #1.")
        assert "looked at it and declined" in told.text


async def test_a_lost_answer_to_a_refill_is_never_asked_twice(sqlite_url: str) -> None:
    async with caring(sqlite_url) as stage:
        ann = stage.ann
        await completed(stage)
        await stage.provider.switch("lose_care", on=True)
        await ann.walk("Refill", "Ask for refill")
        await until(lambda: stage.logged("ask.moved", state="confirming"))
        await stage.provider.switch("lose_care", on=False)

        assert "We are confirming that it was taken" in await ann.tap("Back")
        assert "Refill asked" in await ann.tap("Refill")
        assert asked(stage, "refill") == len(stage.provider.refills) == 1


async def test_an_order_not_yet_sent_is_canceled_at_once(database_url: str) -> None:
    async with caring(database_url) as stage:
        ann = stage.ann
        await stage.provider.switch("out_of_money", on=True)
        await ann.order(LINK)
        await until(lambda: stage.logged("order.submitted", step="wait"))
        await ann.tap("Refresh")
        question = await ann.tap("Cancel order")
        assert "It was not sent yet: $1.0101 returns to your wallet at once." in question

        assert "#1 is canceled. $1.0101 is back in your wallet." in await ann.tap("Cancel order")
        await stage.provider.switch("out_of_money", on=False)

        assert await stage.wallet(ann) == Money.of(10)
        assert "you stopped it before its start" in await ann.tap("Back")
        assert len(stage.provider.orders) == 0


async def canceling(stage: Stage) -> int:
    """Order followers that began, and ask for their end."""
    await stage.ann.order(LINK)
    upstream = await stage.accepted()
    stage.provider.move(upstream, status="In progress", remains=400)
    await stage.ann.sees("600 of 1,000")
    question = await stage.ann.tap("Cancel order")
    assert "It may already be too late." in question
    answer = await stage.ann.tap("Ask to cancel")
    assert "Money returns only after the provider confirms." in answer
    return upstream


async def test_a_running_order_returns_its_rest_when_the_provider_confirms(
    database_url: str,
) -> None:
    async with caring(database_url) as stage:
        ann = stage.ann
        upstream = await canceling(stage)
        await until(lambda: asked(stage, "cancel"))
        assert "Cancel asked" in await ann.tap("Back")
        assert await stage.wallet(ann) == Money.of("8.9899"), "asking moves no money"

        stage.provider.partial(upstream, remains=400)
        await ann.sees("#1: 600 of 1,000 delivered.")

        assert await stage.wallet(ann) == Money.of(10) - Money.of("0.60606")
        assert asked(stage, "cancel") == 1


async def test_too_late_is_told_and_the_order_goes_on(sqlite_url: str) -> None:
    async with caring(sqlite_url) as stage:
        ann = stage.ann
        await stage.provider.switch("refuse_care", on=True)
        upstream = await canceling(stage)

        told = await ann.sees("⚠️ #1 was not canceled.")
        assert "Too late: delivery started. The order continues." in told.text
        stage.provider.complete(upstream)
        await ann.sees("#1 is done")
        assert await stage.wallet(ann) == Money.of("8.9899")


async def subscribe(ann: Chat) -> None:
    """200 to 400 likes for each of five new posts."""
    await ann.say("/start s9")
    await ann.tap("Order")
    for typed in ("@name", "200", "400", "5"):
        await ann.say(typed)
    await ann.walk("None", "5 min", "No last day")


async def test_a_subscription_that_is_stopped_returns_what_it_did_not_use(
    database_url: str,
) -> None:
    async with caring(database_url) as stage:
        ann, provider = stage.ann, stage.provider
        await subscribe(ann)
        await ann.tap("Pay")
        # 400 for each of 5 posts at 0.65 for 1,000
        assert await stage.wallet(ann) == Money.of("8.70")
        parent = await stage.accepted()
        provider.advance(95)
        children = provider.orders[parent].children
        assert len(children) == 3
        await ann.sees("Posts used: 3 of 5")
        for number in children[:2]:
            provider.complete(number)
        await ann.tap("Refresh")
        posts = await ann.tap("Posts: 3")
        assert "@name · 200–400 per new post · delay 5 min" in posts
        await ann.tap("Back")
        assert "Stop #1?" in await ann.tap("Stop")
        await ann.tap("Ask to stop")
        await until(lambda: asked(stage, "cancel"))
        provider.advance(5)
        provider.partial(children[2], remains=50)
        await ann.sees("Automatic orders #1 ended")

        stage.orphans = len(children)
        used = sum(provider.orders[number].delivered for number in children)
        [order] = await stage.orders()
        assert order.status is OrderStatus.PARTIAL
        assert await stage.wallet(ann) == Money.of(10) - Money(-(-1_300_000 * used // 2000))
        assert "✅ Ended" in await ann.tap("View order")
        staff = await stage.owner.say("/order 1")
        assert "Cancellation · done" in staff[staff.index("Asked for") : staff.index("Posts: 3")]


async def test_nobody_reaches_into_another_customers_order(sqlite_url: str) -> None:
    async with caring(sqlite_url) as stage:
        await stage.ann.order(LINK)
        await stage.accepted()
        await stage.boris.say("/start")
        await stage.boris.tap("Принимаю")
        for data in ("cx:1:", "cy:1:", "rf:1:", "ry:1:", "ps:1:1:", "cy:999:", "ry:999:"):
            said = await stage.boris.forge(data)
            assert "#1" not in said
        for odd in ("cy:x:", f"ry:{2**70}:", "ps:1:0:", "cy:1:" + "z" * 50):
            await stage.boris.forge(odd)

        assert asked(stage, "cancel") == asked(stage, "refill") == 0
        assert not stage.logged("order.canceling")
        assert not stage.logged("refill.asked")


async def test_an_old_button_shows_how_things_stand(sqlite_url: str) -> None:
    async with caring(sqlite_url) as stage:
        ann = stage.ann
        await canceling(stage)
        screen = ann.screen

        assert "Cancel asked" in await ann.forge("cy:1:", screen)
        assert "A refill can be asked once the order is completed." in await ann.forge("ry:1:")
        assert "No posts yet." in await ann.forge("ps:1:7:")
        await until(lambda: asked(stage, "cancel"))
        assert asked(stage, "cancel") == 1
