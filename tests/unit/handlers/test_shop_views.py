"""Screens of the shop as data: names complete, examples true, nothing too long for Telegram."""

import re
from decimal import Decimal
from html import unescape

import pytest
from aiogram.filters.callback_data import CallbackData

from domain.catalogue import Service, ServiceType
from domain.fields import Field
from domain.figures import ServiceFigures
from domain.ids import ServiceId
from domain.links.parse import check_link, parse_link
from domain.money import Money
from domain.platforms import Kind, Platform, Target
from handlers.kit.callbacks import OpenService
from handlers.kit.field_words import field_name
from handlers.kit.places import EXAMPLES
from handlers.kit.screen import Button, Screen, markup
from handlers.kit.spans import duration
from handlers.shop.callbacks import (
    OpenFavourites,
    OpenFitting,
    OpenFound,
    OpenPicks,
    OpenPopular,
    OpenShelf,
    back_word,
    place_of,
)
from handlers.shop.names import (
    kind_name,
    link_example,
    link_target,
    platform_name,
    target_name,
)
from handlers.shop.views.card import service_card
from handlers.shop.views.form import form_screen
from handlers.shop.views.pages import refill_fact
from handlers.shop.views.shelf import shelf_page
from handlers.shop.views.shelves import platform_list
from locales.languages import LANGUAGES
from locales.translator import Translator, translator
from services.catalogue.aisles import Aisle
from services.catalogue.front import Front
from services.form.step import FormStep
from tests.stock import service

T = translator("en", "USD")
EVERY_LANGUAGE = [translator(language.code, "USD") for language in LANGUAGES]
WIDEST = tuple(
    service(
        n,
        name="<&>👍🏽" * 51,
        category="x" * 255,
        rate=Money.of("1234.567891"),
        refill=True,
        cancel=True,
        dripfeed=True,
        country="TR",
    )
    for n in range(10**9, 10**9 + 800)
)


def measured(_number: ServiceId) -> ServiceFigures:
    """The figures of a service that runs for ever."""
    return ServiceFigures(
        completed=10**9,
        partial=10**8,
        canceled=10**7,
        starts_p50_s=10**6 + 1,
        starts_p90_s=10**7 + 1,
        finishes_p50_s=10**8,
        finishes_p90_s=10**9,
        thousand_p50_s=10**7,
    )


def shown_length(screen: Screen) -> int:
    """Length as Telegram counts it: after the markup, in UTF-16 units."""
    return len(unescape(re.sub(r"<[^>]*>", "", screen.text)).encode("utf-16-le")) // 2


def buttons(screen: Screen) -> list[Button]:
    return [button for row in screen.rows for button in row]


@pytest.mark.parametrize("t", EVERY_LANGUAGE, ids=lambda t: t.language.code)
def test_everything_has_a_name(t: Translator) -> None:
    names = [
        *(platform_name(one, t) for one in Platform),
        *(kind_name(one, t) for one in Kind),
        *(target_name(one, t) for one in Target),
        *(field_name(one, t) for one in Field),
    ]

    assert all(names)


@pytest.mark.parametrize(
    ("platform", "target", "example"),
    [(p, target, link) for p, known in EXAMPLES.items() for target, link in known.items()],
)
def test_every_example_is_a_link_of_its_own_sort(
    platform: Platform, target: Target, example: str
) -> None:
    link = parse_link(example)

    assert check_link(link, platform, frozenset({target})) is None


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("target", [None, *Target])
def test_every_service_has_an_example(platform: Platform, target: Target | None) -> None:
    of = service(platform=platform, targets=frozenset({target} if target else ()))

    assert "." in link_example(of)
    assert link_target(of) is target or target is None


@pytest.mark.parametrize(
    ("days", "said"), [(None, "Refill: yes"), (30, "refill 30 days"), (1, "refill 1 day")]
)
def test_a_refill_without_a_term_is_told_as_such(days: int | None, said: str) -> None:
    assert refill_fact(service(refill=True, refill_days=days), T) == said


@pytest.mark.parametrize("t", EVERY_LANGUAGE, ids=lambda t: t.language.code)
def test_the_widest_page_stays_within_telegrams_limits(t: Translator) -> None:
    place = OpenShelf(platform=Platform.SOUNDCLOUD, kind=Kind.FOLLOWERS, page=99, wish="frkdmTR")

    screen = shelf_page(place, Aisle(WIDEST, measured), measured, t)

    assert shown_length(screen) <= 4096
    assert markup(screen) is not None
    assert all(len(_data(button)) <= 64 for button in buttons(screen))


def test_a_page_beyond_the_last_is_the_last() -> None:
    place = OpenShelf(platform=Platform.INSTAGRAM, kind=Kind.FOLLOWERS, page=9999)

    screen = shelf_page(place, Aisle(WIDEST, measured), measured, T)

    assert "100/100" in [button.label for button in buttons(screen)]


@pytest.mark.parametrize(
    "place",
    [
        OpenPicks(platform=Platform.X, kind=Kind.LIKES),
        OpenShelf(platform=Platform.X, kind=Kind.LIKES, page=3),
        OpenShelf(platform=Platform.X, kind=Kind.LIKES, page=3, wish="frkdmTR"),
        OpenPopular(page=2),
        OpenFavourites(page=2),
        OpenFound(page=2),
        OpenFitting(kind=Kind.VIEWS, page=7),
    ],
)
def test_back_finds_the_page_that_a_card_was_opened_from(
    place: CallbackData,
) -> None:
    carried = OpenService.unpack(OpenService(id=1, back=back_word(place)).pack())

    assert place_of(carried.back, service()) == place.pack()


def test_back_from_a_card_without_a_page_leads_to_its_shelf() -> None:
    assert place_of("", service()) == "pk:instagram:followers"


def test_an_empty_shop_says_that_it_is_being_filled() -> None:
    assert "being filled" in platform_list(Front(()), T).text


@pytest.mark.parametrize(
    ("sold", "said"),
    [
        (service(refill=True, refill_days=None), "Refill: yes"),
        (service(refill=True, refill_days=1), "Refill: 1 day ·"),
        (service(refill=True, refill_days=36_500), "Refill: lifetime"),
        (service(), "Refill: no · Cancel: no · Drip-feed: no"),
        (service(type=ServiceType.PACKAGE, rate=Money.of("4.5")), "<b>$4.50 per package</b>"),
        (service(rate=Money.of("0.012341")), "<b>$0.0124 / 1,000</b>"),
        (service(platform=Platform.OTHER, targets=frozenset()), "Link: e.g."),
        (service(type=ServiceType.CUSTOM_COMMENTS, min=10, max=1000), "Quantity: 10 to 1,000"),
        (service(type=ServiceType.CUSTOM_COMMENTS), "You will be asked for: Comments"),
        (service(type=ServiceType.SUBSCRIPTIONS), "For each post: 100 to 50,000"),
        (service(type=ServiceType.WEB_TRAFFIC), "asked for: Country, Device, Visitors come from"),
    ],
)
def test_a_card_states_the_facts(sold: Service, said: str) -> None:
    assert said in service_card(sold, "", T).text


def test_a_package_has_no_price_list() -> None:
    package = service(type=ServiceType.PACKAGE)

    assert "Price list" not in [b.label for b in buttons(service_card(package, "", T))]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (15, "15 min"),
        (60, "1 h"),
        (0, "0 min"),
        (90, "1 h 30 min"),
        (150, "3 h"),
        (1440, "1 day"),
        (9999, "7 days"),
    ],
)
def test_spans_of_time_are_said_in_their_largest_unit(minutes: int, said: str) -> None:
    assert duration(minutes, T) == said


def test_the_quantity_question_offers_what_the_wallet_is_enough_for() -> None:
    step = FormStep(
        service=service(),
        values={"link": "https://www.instagram.com/name"},
        field=Field.QUANTITY,
        fields=(Field.LINK, Field.QUANTITY),
        available=Money.of(Decimal("1.23")),
    )

    labels = [button.label for button in buttons(form_screen(step, T))]

    assert labels == [
        "100 · $0.09",
        "1,000 · $0.90",
        "5,000 · $4.50",
        "10,000 · $9.00",
        "Most I can afford · 1,366",
        "‹ Back",
        "Save & exit",
    ]


def _data(button: Button) -> str:
    data = button.data or ""
    return data if isinstance(data, str) else data.pack()
