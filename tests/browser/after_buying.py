"""Journeys for the pictures: what comes of orders, money, questions, and other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.chat_page import one
from tests.e2e.chat import Chat

if TYPE_CHECKING:
    from tests.browser.camera import Camera
    from tests.e2e.stage import Stage

LEILA = 58302
GROUP = -1001
CANCELABLE = 142
"""The shop's number of a service that can be stopped; the local provider's list is fixed."""


async def finish(stage: Stage, camera: Camera) -> None:
    """See an order end, ask what can be done for it; see the next one start and end early."""
    ann, provider = stage.ann, stage.provider
    stage.clock.skip(hours=2)
    provider.complete(max(provider.orders))
    await ann.tap("View order", await ann.sees("✅ #"))
    await ann.tap("Refill")
    await camera.take("refill", ann)
    second = await stage.accepted()
    stage.clock.skip(minutes=30)
    provider.partial(second, remains=360)
    await ann.sees("640 of 1,000 delivered")
    await camera.skip_to(stage.clock.now())
    await camera.take("notices", ann)


async def care(stage: Stage, camera: Camera) -> None:
    """Ask to stop an order that runs; see all orders, and the home screen."""
    ann = stage.ann
    await ann.order("instagram.com/corner.bakery.events", "2000", service=CANCELABLE)
    upstream = await stage.accepted()
    stage.provider.move(upstream, status="In progress", remains=1_400, start_count=980)
    await ann.sees("600 of 2,000")
    await ann.tap("Cancel order")
    await camera.take("cancel", ann)
    await ann.say("/orders")
    await camera.take("orders", ann)
    await ann.say("/menu")
    await camera.take("home", ann)


async def count_money(stage: Stage, camera: Camera) -> None:
    """Look at the wallet and at its statement."""
    ann = stage.ann
    await ann.say("/wallet")
    await camera.take("wallet", ann)
    await ann.tap("Statement")
    await camera.take("statement", ann)


async def choose_alerts(stage: Stage, camera: Camera) -> None:
    """Look at what the shop tells by itself."""
    await stage.ann.say("/profile")
    await stage.ann.tap("Alerts")
    await camera.take("alerts", stage.ann)


async def ask(stage: Stage, camera: Camera) -> None:
    """Write to the shop and be answered by a person."""
    ann, owner = stage.ann, stage.owner
    await ann.say("/support")
    await ann.tap("Something else")
    await ann.say("Can I order for two pages at once?")
    shown = await owner.sees("Can I order for two pages at once?")
    await camera.take("operator-ticket", owner)
    await owner.person.send("Yes: one order for each page, they run side by side.", reply_to=shown)
    await owner.person.settle()
    await ann.sees("Olivia answers")
    await camera.take("ticket", ann)


async def share(stage: Stage, camera: Camera) -> None:
    """Find a service in a group of friends, where no price is shown to others."""
    stage.telegram.add_group(GROUP, "Friends", [stage.ann.person, stage.boris.person])
    await camera.sit(GROUP)
    page, tab = camera.page, camera.tab
    await tab.click(one("composer"), "the composer")
    await tab.type(f"@{stage.telegram.cloud.bot['username']} instagram likes")
    await tab.wait(f"!!{one('inline-result')}", "the results")
    await camera.snap("inline")
    await tab.click(one("inline-result"), "the first result")
    await page.sees("Open in the shop")


async def read_arabic(stage: Stage, camera: Camera) -> None:
    """Read the shop from right to left."""
    leila = Chat(stage.telegram.add_person(LEILA, "ليلى", "leila", "ar"))
    await leila.say("/start")
    await leila.tap(leila.screen.button_texts[0])
    await camera.take("arabic-home", leila)
    for _ in ("a platform", "a kind", "a pick", "its card"):
        await leila.tap(leila.screen.button_texts[0])
    await camera.take("arabic-service", leila)
