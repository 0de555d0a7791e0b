"""The way of an order through the chat page, for the test and for the picture in the README."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.stage import ANN, OWNER

if TYPE_CHECKING:
    from tests.browser.chat_page import ChatPage


async def come_in(page: ChatPage) -> None:
    """Start the bot as its owner, then as a customer who accepts the terms."""
    await page.sit(OWNER)
    await page.start()
    await page.sees("Welcome to Demo shop")
    await page.sit(ANN)
    await page.start()
    await page.tap("I agree, continue")


async def fill_the_form(page: ChatPage) -> None:
    """Browse to a service and send a link and a quantity."""
    await page.tap("New order")
    await page.tap("Instagram")
    await page.tap("Followers")
    await page.tap("2 ·")
    await page.tap("Order")
    await page.sees("Send the profile link.")
    await page.say("instagram.com/corner.bakery")
    await page.sees("How many?")
    await page.say("1000")
    await page.sees("Quantity: 1,000")


async def top_up(page: ChatPage) -> None:
    """Be the owner for a minute."""
    await page.sit(OWNER)
    await page.say(f"/topup {ANN} 10 welcome")
    await page.sees("balance $0.00 → $10.00")
    await page.tap("Confirm +$10.00")
    await page.sees("Done, L-")
    await page.sit(ANN)
    await page.sees("+$10.00. Balance $10.00.")
