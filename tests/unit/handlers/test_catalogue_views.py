"""Screens of the catalogue at their widest, in every language, within Telegram's limits."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from domain.catalogue import Service
from domain.favourites import CardFacts
from domain.figures import ServiceFigures
from domain.ids import ServiceId
from domain.money import Money
from domain.platforms import Kind, Platform
from handlers.kit.callbacks import OpenService
from handlers.kit.screen import Screen, markup
from handlers.shop.callbacks import (
    OpenCountries,
    OpenFavourites,
    OpenFilters,
    OpenPicks,
    OpenPopular,
    OpenPrices,
    OpenShelf,
    SaveService,
    StartOrder,
    back_word,
)
from handlers.shop.views.card import Known, price_page, service_card, switched_off
from handlers.shop.views.favourites import favourite_list, favourites_changed
from handlers.shop.views.figures import in_full
from handlers.shop.views.shelf import country_list, filter_page, shelf_page
from handlers.shop.views.shelves import picks_page, popular_page
from locales.languages import LANGUAGES
from locales.translator import Translator, translator
from services.catalogue.aisles import Aisle
from services.catalogue.favourite_notices import Told
from tests.stock import service

T = translator("en", "USD")
EVERY_LANGUAGE = [translator(language.code, "USD") for language in LANGUAGES]
COUNTRIES = ["TR", "AE", "US", "GB", "RU", None]
SHELF = tuple(
    service(
        n,
        name="<&>👍🏽" * 51,
        rate=Money(1234567891 + n),
        refill=n % 2 == 0,
        cancel=n % 3 == 0,
        dripfeed=n % 5 == 0,
        min=n % 200,
        country=COUNTRIES[n % len(COUNTRIES)],
    )
    for n in range(10**9, 10**9 + 300)
)
WIDEST = {"platform": Platform.SOUNDCLOUD, "kind": Kind.FOLLOWERS}
WISH = "frkdmTR"
BACK = back_word(OpenShelf(platform=Platform.SOUNDCLOUD, kind=Kind.FOLLOWERS, page=99, wish=WISH))
BIG = 2**53


def figures(_number: ServiceId) -> ServiceFigures:
    return ServiceFigures(
        completed=10**6,
        partial=10**5,
        canceled=10**4,
        starts_p50_s=200_000,
        starts_p90_s=2_000_000,
        finishes_p50_s=3_000_000,
        thousand_p50_s=3_000_000,
    )


def screens(t: Translator) -> Iterator[Screen]:
    aisle = Aisle(SHELF, figures)
    gone = SHELF[0]
    yield picks_page(OpenPicks.model_validate(WIDEST), aisle, figures, t)
    for wish in ("", "cr", WISH, "bkTR"):
        place = OpenShelf.model_validate({**WIDEST, "page": 2, "wish": wish})
        filters = {**WIDEST, "wish": wish, "was": WISH, "page": 99}
        yield shelf_page(place, aisle, figures, t)
        yield filter_page(OpenFilters.model_validate(filters), aisle, t)
        yield country_list(OpenCountries.model_validate(filters), aisle, t)
    yield popular_page(SHELF, 2, figures, t)
    yield favourite_list(SHELF, 13, figures, t)
    yield favourite_list((), 1, figures, t)
    for saved in (True, False):
        facts = CardFacts(details="<&>🔥" * 175, is_saved=saved)
        yield service_card(gone, BACK, t, Known(figures=figures(gone.id), facts=facts))
        yield switched_off(SHELF[1], t, gone, is_saved=saved)
        yield switched_off(None, t, gone, is_saved=saved)
    yield price_page(gone, BACK, t)
    for count in (1, 8, 100):
        yield from (favourites_changed(told, t) for told in changes(SHELF[:count]))


def changes(services: tuple[Service, ...]) -> Iterator[list[Told]]:
    price = Money(10**12)
    for before, now in ((price, None), (None, price), (price, price)):
        yield [Told(service=one, before=before, now=now) for one in services]


@pytest.mark.parametrize("t", EVERY_LANGUAGE, ids=lambda t: t.language.code)
def test_every_screen_of_the_catalogue_is_one_that_telegram_takes(t: Translator) -> None:
    for screen in screens(t):
        keyboard = markup(screen, t.rtl)

        assert 0 < shown_length(screen) <= 4096
        assert keyboard is not None
        keys = [key for row in keyboard.inline_keyboard for key in row]
        assert all(len((key.callback_data or "").encode()) <= 64 for key in keys)
        assert all(key.text.strip() for key in keys)
        assert len(keys) <= 100
        assert len([key for key in keys if key.style == "primary"]) <= 1


@pytest.mark.parametrize(
    "data",
    [
        OpenService(id=BIG, back=BACK),
        OpenPrices(id=BIG, back=BACK),
        SaveService(id=BIG, on=True, back=BACK),
        StartOrder(id=BIG, quantity=10**9, back=BACK),
        OpenPopular(page=BIG),
        OpenFavourites(page=BIG),
    ],
)
def test_the_largest_numbers_fit_into_a_button(
    data: OpenService | OpenPrices | SaveService | StartOrder | OpenPopular | OpenFavourites,
) -> None:
    assert len(data.pack().encode()) <= 64


def test_a_card_tells_the_figures_in_words() -> None:
    known = ServiceFigures(
        completed=192,
        partial=6,
        canceled=2,
        starts_p50_s=290,
        starts_p90_s=2400,
        thousand_p50_s=6900,
    )

    assert in_full(service(), known, T) == [
        "Starts: usually in 5 min (9 of 10 within 40 min)",
        "Finishes: 1,000 usually in 2 h",
        "Result: 96% complete · 3% partial · 1% canceled",
    ]
    assert in_full(service(), None, T) == ["New here: no numbers yet"]


def shown_length(screen: Screen) -> int:
    """Length as Telegram counts it: after the markup, in UTF-16 units."""
    return len(unescape(re.sub(r"<[^>]*>", "", screen.text)).encode("utf-16-le")) // 2
