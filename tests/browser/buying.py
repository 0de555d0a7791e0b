"""Journeys for the pictures: from the first word to an order that is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import DEMO_SERVICES

if TYPE_CHECKING:
    from tests.browser.camera import Camera
    from tests.e2e.stage import Stage

PAGE: Final = "instagram.com/corner.bakery"
POST: Final = "instagram.com/p/C8xK2mPq1aZ"
COMMENTS: Final = (
    "The cinnamon rolls!\nBest bread in town\nSee you on Saturday",
    "See you on Saturday\n\nSo cosy in there\nWhen do you open?",
)


async def come_in(stage: Stage, camera: Camera) -> None:
    """Meet the shop, and read its terms to the end."""
    ann = stage.ann
    await ann.say("/start")
    await camera.take("welcome", ann)
    await ann.tap("Read full terms")
    await camera.take("terms", ann)
    await ann.tap("I agree, continue")


async def browse(stage: Stage, camera: Camera) -> None:
    """Go from the platforms to a service that others ordered before."""
    ann = stage.ann
    await ann.tap("New order")
    await camera.take("platforms", ann)
    await ann.tap("Instagram")
    await camera.take("kinds", ann)
    await ann.tap("Followers")
    await camera.take("picks", ann)
    await ann.tap("1 ·")
    await camera.take("service", ann)
    await ann.tap("☆ Save")


async def fall_short(stage: Stage, camera: Camera) -> None:
    """Fill in the form of that service without the money for it."""
    ann = stage.ann
    await ann.tap("Order")
    await ann.say(PAGE)
    await camera.take("quantity", ann)
    await ann.say("5k")
    await ann.tap("All at once")
    await camera.take("not-enough-money", ann)


async def add_money(stage: Stage, camera: Camera) -> None:
    """Let the owner credit a payment."""
    owner = stage.owner
    await owner.say(f"/topup {stage.ann.id} 40 bank transfer")
    await camera.take("operator-topup", owner)
    await owner.tap("Confirm")
    await stage.ann.sees("Your order is ready.")


async def pay(stage: Stage, camera: Camera) -> None:
    """Come back to the order with one tap, look at it once more, and pay."""
    ann = stage.ann
    await ann.tap("Pay")
    await camera.take("confirm", ann)
    await ann.tap("Pay")
    upstream = await stage.accepted()
    stage.clock.skip(minutes=20)
    stage.provider.move(upstream, status="In progress", remains=2_900, start_count=3_572)
    card = await ann.sees("2,100 of 5,000")
    await camera.skip_to(stage.clock.now())
    await ann.tap("Refresh", card)
    await camera.take("order-in-progress", ann)
    await camera.tab.darken(dark=True)
    await camera.take("order-in-progress-dark", ann)
    await camera.tab.darken(dark=False)


async def order_again_too_soon(stage: Stage, camera: Camera) -> None:
    """Be asked what to do about a second order for the same page."""
    ann = stage.ann
    await ann.say("/favorites")
    await camera.take("favourites", ann)
    await ann.tap("1 ·")
    await ann.tap("Order")
    await ann.say(PAGE)
    await ann.say("1000")
    await ann.tap("All at once")
    await ann.tap("Pay")
    await camera.take("same-link", ann)
    await ann.tap("Start after")


async def search(stage: Stage, camera: Camera) -> None:
    """Find something by words with a typing error in them."""
    await stage.ann.say("twich folowers")
    await camera.take("search", stage.ann)


async def comment(stage: Stage, camera: Camera) -> None:
    """Write comments in two messages, one of them twice."""
    ann = stage.ann
    await ann.say(f"/start s{commented()}")
    await ann.tap("Order")
    await ann.say(POST)
    for lines in COMMENTS:
        await ann.say(lines)
    await camera.take("comments", ann)
    await ann.tap("Save & exit")


def commented() -> int:
    """The shop's number of a service that takes comments; it numbers as the provider lists."""
    return next(
        number
        for number, one in enumerate(catalogue(DEMO_SERVICES), 1)
        if one.type == "Custom Comments" and "Instagram" in one.name
    )
