"""What searches, numbers and links lead to, and inline results: at their worst, everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiogram.methods import AnswerInlineQuery

from domain.links.model import Link
from domain.links.parse import parse_link
from domain.platforms import Kind, Platform
from handlers.kit.screen import Screen, markup
from handlers.kit.sharing import Sharing
from handlers.shop.views.found import (
    fitting_page,
    found_page,
    link_page,
    nothing_found,
    search_hint,
    unserved,
    which_number,
)
from handlers.shop.views.inline import article
from locales.languages import LANGUAGES, Language
from locales.translator import Translator, translator
from sandbox.telegram.entities import formatted
from sandbox.telegram.inline import read_answer
from sandbox.telegram.limits import check_inline_keyboard
from services.catalogue.snapshot import Shelf
from tests.stock import service
from tests.unit.handlers.specimens import BIG, HOSTILE

SHARING = Sharing("a" * 32, inline=True)
LONG = "https://www.linkedin.com/posts/" + "a" * 400
NAMES = (HOSTILE * 9, "🏳️‍🌈" * 40, "\u202eمتابعين" * 25, "<b>" * 66, " ")
WORST = tuple(
    service(2**31 + number, name=name[:200], category=HOSTILE, min=1, max=10**9)
    for number, name in enumerate(NAMES * 4)
)


def links() -> Iterator[Link]:
    for text in (LONG, "t.me/+AbCdEfGhIjKlMnOp", "instagram.com/stories/name/123", "x.org"):
        yield parse_link(text)


def screens(t: Translator) -> Iterator[Screen]:
    shelf = Shelf(Platform.OTHER, Kind.TRAFFIC, WORST)
    yield search_hint(t)
    yield search_hint(t, SHARING)
    for query in (HOSTILE * 200, "🏳️‍🌈" * 500, "x"):
        for suggested in (None, query):
            yield nothing_found(query, suggested, t)
        for page in (1, 3, 99):
            yield found_page(query, WORST, page, t, shelf)
        yield found_page(query, WORST, 1, t, Shelf(Platform.WEBSITE, None, WORST))
    for found in (None, WORST[0]):
        yield which_number(2**31, found, t)
    for link in links():
        yield link_page(link, [Shelf(link.platform, kind, WORST) for kind in Kind], t)
        yield fitting_page(link, Kind.FOLLOWERS, WORST, 2, t)
        yield Screen(unserved(link, t))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_telegram_accepts_every_screen(language: Language) -> None:
    for screen in screens(translator(language.code, "USD")):
        text, _ = formatted(screen.text, "HTML", None)

        assert 0 < len(text.encode("utf-16-le")) // 2 <= 4096
        check_inline_keyboard(markup(screen))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_telegram_accepts_every_inline_result_and_none_tells_a_price(language: Language) -> None:
    t = translator(language.code, "USD")
    results = [article(one, SHARING, t) for one in WORST]

    answer = read_answer(AnswerInlineQuery(inline_query_id="1", results=[*results]))

    assert len(answer.results) == len(WORST)
    assert not [one for one in answer.results if "$" in one.text or str(BIG) in one.text]
    assert all(one.title.strip() for one in answer.results)


def test_sharing_without_inline_mode_is_a_link_that_telegram_takes() -> None:
    t = translator("en", "USD")
    for one in WORST:
        button = Sharing("a" * 32, inline=False).button(one, t)

        check_inline_keyboard(markup(Screen("x", ((button,),))))
        assert len(button.url or "") <= 2048
