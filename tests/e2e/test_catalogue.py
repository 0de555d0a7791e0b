"""A provider's list that changes under customers' hands, and the shop in four languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.money import Money
from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import LocalProvider
from tests.e2e.chat import Chat, words
from tests.e2e.stage import KEY, Stage, on_stage

LINK = "instagram.com/name"
SCREENS = (
    "/start",
    "/new",
    "/orders",
    "/wallet",
    "/topup",
    "/language",
    "/support",
    "/help",
    "/terms",
    "/profile",
    "/cancel",
    "/nothinglikethis",
    "likes",
    "zzzzzz",
    "https://www.instagram.com/p/C8xAbCdEfGh/",
)


async def sync(stage: Stage) -> None:
    """Read the provider's list again, as happens every hour."""
    await stage.shop.services.sync_catalogue(provider=next(iter(stage.shop.providers)))
    await stage.shop.services.refresh_catalogue()


def raise_prices(stage: Stage, factor: str) -> None:
    """Let the provider ask more for everything, though not so much that anybody would ask back."""
    stage.provider.services = [
        replace(sold, rate=str(Decimal(sold.rate) * Decimal(factor)))
        for sold in stage.provider.services
    ]


async def test_a_price_that_rose_before_paying_is_shown_and_accepted_anew(sqlite_url: str) -> None:
    async with on_stage(sqlite_url, settings={"MARKUP_PERCENT": "5"}) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.fill(LINK, "1000")
        raise_prices(stage, "1.15")
        await sync(stage)
        told = await ann.tap("Pay")

        assert "Price changed from $0.81585 to $0.938228 while you were here." in told
        assert "Nothing was charged." in told
        assert await stage.wallet(ann) == Money.of(10)
        await ann.tap("Pay")
        await stage.accepted()
        assert await stage.wallet(ann) == Money.of(10) - Money.of("0.938228")


async def test_a_price_that_jumped_is_paused_until_an_owner_applies_it(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann, owner = stage.ann, stage.owner
        await stage.welcome(ann, money="10")
        await ann.fill(LINK, "1000")
        await stage.provider.switch("price_rise", on=True)
        await sync(stage)
        report = await owner.sees("Price report")

        assert "Would lose money, so paused: 8" in words(report)
        assert "This service was switched off. Nothing was charged." in await ann.tap("Pay")
        await owner.tap("Apply all", report)
        assert "$1.0101 → $1.51515" in owner.text
        await owner.tap("Confirm")
        assert "Quantity: 1,000" in await ann.begin()
        await ann.tap("Pay")
        await stage.accepted()
        assert await stage.wallet(ann) == Money.of(10) - Money.of("1.51515")


@pytest.mark.parametrize("mode", ["services_half", "services_empty", "services_broken"])
async def test_a_list_that_lost_too_much_never_empties_the_shop(
    sqlite_url: str, mode: str
) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann)
        await stage.provider.switch(mode, on=True)
        await sync(stage)
        await stage.owner.sees("were not updated")
        await ann.tap("New order")
        assert "Instagram · 4" in ann.screen.button_texts


async def test_a_service_that_went_is_not_sold_and_the_draft_says_so(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        ann = stage.ann
        await stage.welcome(ann, money="10")
        await ann.fill(LINK, "1000")
        pay = ann.data("Pay")
        stage.provider.services = stage.provider.services[1:]
        await sync(stage)
        told = await ann.forge(pay)

        assert "This service was switched off. Nothing was charged." in told
        assert await stage.wallet(ann) == Money.of(10)
        assert await stage.orders() == []


async def press_every_kind_of_button(chat: Chat) -> None:
    """Press each button of the screen once, from the screen as it was."""
    screen = chat.screen
    for row in screen.buttons:
        for button in row:
            if button.data and not button.data.startswith("pay"):
                await chat.forge(button.data, chat.screen)


@pytest.mark.parametrize("language", ["en", "ru", "tr", "hi"])
async def test_the_main_screens_fit_telegram_in_every_language(
    sqlite_url: str, language: str
) -> None:
    wild = LocalProvider(key=KEY, auto=False, services=catalogue(120, 7, hostile=True))
    async with on_stage(sqlite_url, provider=wild) as stage:
        await stage.owner.join()
        people = [
            Chat(stage.telegram.add_person(number, "Ann <b>", "ann", language))
            for number in range(9001, 9001 + len(SCREENS))
        ]
        for chat, screen in zip(people, SCREENS, strict=True):
            await chat.say("/start")
            await chat.forge(chat.screen.buttons[0][0].data or "")
            await chat.say(screen)
            assert chat.screen.text
            await press_every_kind_of_button(chat)


@pytest.mark.parametrize("language", ["ru", "tr", "hi"])
async def test_an_order_can_be_placed_in_every_language(sqlite_url: str, language: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.owner.join()
        chat = Chat(stage.telegram.add_person(9001, "Ann", "ann", language))
        await chat.say("/start")
        await chat.forge(chat.screen.buttons[0][0].data or "")
        await stage.top_up(chat, "10")
        await chat.say("/start s1")
        await chat.forge(chat.screen.buttons[0][0].data or "")
        await chat.say(LINK)
        await chat.say("1000")
        await chat.forge(chat.screen.buttons[0][0].data or "")
        await chat.forge(chat.screen.buttons[0][0].data or "")
        stage.provider.partial(await stage.accepted(), remains=333)
        await chat.sees(lambda one: "◐" in one.text and one.edits == 0)
        assert await stage.wallet(chat) == Money.of(10) - Money.of("0.673737")
