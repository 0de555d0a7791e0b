"""Every screen of every feature in every language: no dead end, no refusal, nothing foreign."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import pytest
from babel import Locale

from bot.telegram.throttle import Throttle
from domain.catalogue import ServiceType
from domain.forms import FORMS
from domain.ids import UserId
from locales.languages import LANGUAGES
from sandbox.provider.catalogue import catalogue
from sandbox.provider.provider import LocalProvider
from tests.e2e.chat import words
from tests.e2e.stage import KEY, Stage, on_stage, until
from tests.walk.ordering import order
from tests.walk.pseudo import CLOSE, CODE, OPEN, pseudo_language, untranslated
from tests.walk.walker import OF_A_SORT, Look, Walker

if TYPE_CHECKING:
    from domain.catalogue import Service
    from sandbox.provider.model import Service as Listed
    from sandbox.telegram.messages import Message
    from tests.e2e.chat import Chat

pytestmark = pytest.mark.timeout(300)

SERVICES: Final = 6_000
TYPES: Final = len(FORMS) - 1
WORD: Final = re.compile(r"[^\W\d_]{2}")
ADDRESS: Final = re.compile(
    r"\S+\.(com|me|org|tv|gg|net)\S*|@\w+|\bsk_[\w•]+|<[^>]+>|\w{3} \d+, \d{4}|[AP]M UTC"
    r"|^/[a-z]+ [\w: ]+$|[\d.,]+ [A-Z]{3}\b",
    re.MULTILINE,
)
"""What is the same in every language: addresses, dates, commands to type, providers' amounts."""
SAID: Final = (
    "/menu",
    "/new",
    "/orders",
    "/wallet",
    "/topup",
    "/search",
    "/search likes",
    "/favorites",
    "/profile",
    "/language",
    "/support",
    "/help",
    "/terms",
    "/cancel",
    "/nosuchthing",
    "instagram likes",
    "zzzzzzzz",
    "42",
    "1",
    "https://www.instagram.com/p/C8xAbCdEfGh/",
    "https://www.instagram.com/name",
    "https://example.org/page",
    "https://vm.tiktok.com/ZMabcdef/",
)
STAFF: Final = (
    "/admin",
    "/inbox",
    "/stats",
    "/providers",
    "/orders",
    "/order 1",
    "/user 58213",
    "/history 58213",
    "/find instagram.com/name",
    "/tickets",
    "/topup",
    "/topup 58213 5 gift",
    "/debit 58213 1 mistake",
    "/refund 1 all late",
    "/setstatus 1 completed seen",
    "/block 58214 abuse",
    "/pause all lunch",
    "/resume",
    "/sync",
    "/undo",
    "/svc 1",
    "/rename 1 42",
    "/move 1 tiktok likes",
    "/pin 2 best",
    "/hide 2,3",
    "/show 2",
    "/markup",
    "/markup platform=tiktok 40% .x9",
    "/pricecheck",
)
NAMES: Final = {language.name for language in LANGUAGES} | set(Locale("en").territories.values())
"""What languages call themselves, and what Babel calls countries."""
THOROUGH: Final = ("en", CODE)
MOST: Final = 10
"""Buttons of a sort that are pressed in these; in others the words are new, not the ways."""
OTHER_LANGUAGE: Final = "lg:"


@pytest.fixture(autouse=True)
def hurried() -> Iterator[None]:
    """The walk presses faster than anybody is let; being slowed down has its own tests."""
    with patch.object(Throttle, "wait_s", lambda _throttle, _person: 0):
        yield


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
async def test_every_screen_is_sound_in_every_language(sqlite_url: str, code: str) -> None:
    async with _shop(sqlite_url, catalogue(SERVICES, hostile=True)) as stage:
        await _walk_all(stage, code, _anything)


async def test_every_text_passes_through_the_translator(sqlite_url: str) -> None:
    """What is not the shop's own wears brackets already: names of services, people, the shop."""
    with pseudo_language():
        async with _shop(sqlite_url, [_bracketed(one) for one in catalogue(SERVICES)]) as stage:
            stage.telegram.desk.cloud.bot["first_name"] = f"{OPEN}Shop{CLOSE}"
            stage.shop.bot._me = None  # it may have asked for its name already
            for chat in (stage.ann, stage.owner):
                chat.person.profile.first_name = f"{OPEN}{chat.person.profile.first_name}{CLOSE}"
            await _walk_all(stage, CODE, _ensure_translated)


@asynccontextmanager
async def _shop(url: str, services: list[Listed]) -> AsyncIterator[Stage]:
    provider = LocalProvider(key=KEY, auto=False, services=services, balance="1000000.00")
    async with on_stage(url, provider=provider) as stage:
        yield stage


async def _walk_all(stage: Stage, code: str, look: Look) -> None:
    """A customer who orders one of each type and tries everything, and then the owner."""
    for chat in (stage.ann, stage.owner):
        chat.person.profile.language_code = code
    await _enter(stage.owner)
    await _enter(stage.ann)
    await stage.shop.services.top_up(
        user_id=UserId(stage.ann.id), amount="5000", reason=f"{OPEN}walk{CLOSE}"
    )
    thorough = MOST if code in THOROUGH else OF_A_SORT
    customer = Walker(stage.ann, look, thorough, avoids=(OTHER_LANGUAGE,))
    for service in _one_of_each_type(stage):
        await order(customer, stage.shop.services, service)
    await _let_run(stage)
    await _try_all(customer, SAID)
    owner = Walker(stage.owner, look, thorough, avoids=(OTHER_LANGUAGE,))
    await _try_all(owner, STAFF)


async def _enter(chat: Chat) -> None:
    """Start and accept the terms, whatever they are called; an alert may stand below them."""
    await chat.say("/start")
    for message in reversed(chat.person.messages):
        for button in (one for row in message.buttons for one in row):
            if button.style == "primary" and button.data:
                await chat.forge(button.data, message)
                return
    raise AssertionError(f"nobody is let in: {chat.said}")


def _one_of_each_type(stage: Stage) -> list[Service]:
    """The cheapest of each type on sale; polls are votes, which a shop hides until told."""
    shelves = stage.shop.services.catalogue.current.platforms()
    everything = [service for shelf in shelves for service in shelf.services]
    everything.sort(key=lambda one: -one.min * one.rate.micros)
    found = {service.type: service for service in everything}
    assert set(FORMS) - set(found) <= {ServiceType.POLL}
    return list(found.values())


async def _let_run(stage: Stage) -> None:
    """Bring the orders into every state that customers see."""
    await until(lambda: len(stage.provider.orders) >= TYPES)
    numbers = sorted(stage.provider.orders)
    stage.provider.move(numbers[0], status="In progress", start_count=10)
    stage.provider.complete(numbers[1])
    stage.provider.cancel(numbers[2])
    stage.provider.partial(numbers[3], remains=1)
    await until(lambda: len(stage.ann.person.messages) > TYPES)


async def _try_all(walker: Walker, said: tuple[str, ...]) -> None:
    for text in said:
        await walker.say(text)
        await walker.press_all()
    assert not walker.wrong, "\n\n".join([*walker.wrong[:8], f"{len(walker.wrong)} in all"])


def _bracketed(service: Listed) -> Listed:
    return replace(
        service,
        name=f"{OPEN}{service.name}{CLOSE}",
        category=f"{OPEN}{service.category}{CLOSE}",
        desc=f"{OPEN}{service.desc}{CLOSE}",
    )


def _anything(_screen: Message) -> None:
    """Every screen will do that is sound."""


def _ensure_translated(screen: Message) -> None:
    for text in (words(screen), *screen.button_texts):
        left = ADDRESS.sub("", untranslated(text))
        assert left.split(" · ")[0] in NAMES or not WORD.search(left), f"untranslated: {left!r}"
