"""Three picks instead of a whole shelf, and a whole shelf sorted and filtered."""

import pytest

from domain.catalogue import Service
from domain.ids import UserId
from domain.money import Money
from domain.platforms import Kind, Platform, Target
from tests.handler.shop.conftest import Counter
from tests.service.catalogue.ended_orders import Ended, put
from tests.service.shopfloor import CUSTOMER, START, a_service

PLAIN = {"refill": False, "refill_days": None, "cancel": False, "dripfeed": False}


def followers(number: int, rate: str, **traits: object) -> Service:
    return a_service(
        upstream_id=str(number), name=f"Followers {number}", rate=Money.of(rate), **traits
    )


SHELF = [
    followers(1, "0.90", refill_days=30),
    followers(2, "0.34", **PLAIN),
    followers(3, "2.10", refill_days=365),
    followers(4, "1.00", **{**PLAIN, "country": "TR"}),
    followers(5, "1.10", **{**PLAIN, "cancel": True, "min": 500}),
]
TIKTOK = a_service(
    upstream_id="9",
    name="TikTok views",
    platform=Platform.TIKTOK,
    kind=Kind.VIEWS,
    targets=frozenset({Target.VIDEO}),
)
YOUTUBE = a_service(
    upstream_id="10",
    name="YouTube views",
    platform=Platform.YOUTUBE,
    kind=Kind.VIEWS,
    targets=frozenset({Target.VIDEO}),
)


@pytest.fixture
def stock() -> list[Service]:
    return [*SHELF, TIKTOK, YOUTUBE]


async def at_the_picks(counter: Counter) -> str:
    await counter.say("/new")
    return (await counter.walk("Instagram · 5", "Followers · 5")).text


async def test_a_kind_leads_to_three_picks_and_from_there_to_all(counter: Counter) -> None:
    picks = await at_the_picks(counter)

    assert "Instagram · Followers · from $0.34 / 1,000" in picks
    assert "1. Best value · $0.90 / 1,000" in picks
    assert "2. Cheapest · $0.34 / 1,000" in picks
    assert "3. Safest · $2.10 / 1,000" in picks
    assert "New here: no numbers yet · refill 365 days" in picks
    assert "New here: no numbers yet · no refill" in picks
    assert counter.screen.button_texts == [
        *("1 · $0.90", "2 · $0.34", "3 · $2.10"),
        *("All 5", "‹ Back", "Home"),
    ]
    assert "5 services" in (await counter.tap("All 5")).text
    assert (await counter.tap("‹ Back")).text == picks


async def test_a_picked_service_leads_back_to_the_picks(counter: Counter) -> None:
    picks = await at_the_picks(counter)

    card = await counter.tap("3 · $2.10")

    assert "Refill: 365 days" in card.text
    assert (await counter.tap("‹ Back")).text == picks


async def test_a_small_shelf_is_shown_whole(counter: Counter) -> None:
    await counter.say("/new")
    shelf = await counter.walk("TikTok · 1", "Views · 1")

    assert shelf.button_texts == ["1 · $0.90", "‹ Back", "Home"]
    assert "1. TikTok views" in shelf.text


async def test_a_shelf_is_sorted_by_a_tap(counter: Counter) -> None:
    await at_the_picks(counter)
    best = await counter.tap("All 5")
    cheapest = await counter.tap("Cheapest")

    assert best.text.index("Followers 1") < best.text.index("Followers 4")
    assert prices(cheapest.button_texts) == ["$0.34", "$0.90", "$1.00", "$1.10", "$2.10"]
    fastest = await counter.tap("Fastest")
    assert "New here: no numbers yet, so the cheapest come first." in fastest.text
    assert "✓ Fastest" in fastest.button_texts


async def test_filters_add_up_and_a_second_tap_takes_one_back(counter: Counter) -> None:
    await at_the_picks(counter)
    refilled = await counter.walk("All 5", "Filter", "Refill")
    assert "2 of 5" in refilled.text
    assert {"✓ Refill", "Show 2 services"} < set(refilled.button_texts)

    small = await counter.walk("✓ Refill", "Can cancel", "Min ≤ 100", "Show 2 services")
    assert "2 of 5" in small.text
    assert "✓ Filter · 2" in small.button_texts
    assert "Followers 5" not in small.text


async def test_back_from_the_filters_changes_nothing(counter: Counter) -> None:
    await at_the_picks(counter)
    page = await counter.walk("All 5", "Cheapest")
    text = page.text

    back = await counter.walk("Filter", "Refill", "Can cancel", "‹ Back")

    assert back.text == text


async def test_an_empty_result_says_which_filter_to_remove(counter: Counter) -> None:
    await at_the_picks(counter)
    nothing = await counter.walk("All 5", "Filter", "Refill", "Country", "Türkiye · 1")

    assert "Nothing matches. Remove “Türkiye” to see 2 services." in nothing.text
    assert not [label for label in nothing.button_texts if label.startswith("Show")]

    nothing = await counter.forge("l:instagram:followers:1:brTR")
    assert "Nothing matches. Remove “Türkiye” to see 2 services." in nothing.text
    shown = await counter.tap("Remove filter")
    assert "2 of 5" in shown.text
    assert "✓ Filter · 1" in shown.button_texts


async def test_back_from_a_card_finds_the_sorted_and_filtered_page(counter: Counter) -> None:
    await at_the_picks(counter)
    page = await counter.walk("All 5", "Cheapest", "Filter", "Can cancel", "Min ≤ 100", "Show ")
    text, buttons = page.text, page.button_texts

    await counter.tap("1 · $0.90")
    back = await counter.tap("‹ Back")

    assert (back.text, back.button_texts) == (text, buttons)
    await counter.walk("1 · $0.90", "Price list", "‹ Back")
    assert (await counter.tap("‹ Back")).text == text


async def test_a_country_is_chosen_from_those_that_there_are(counter: Counter) -> None:
    await at_the_picks(counter)
    countries = await counter.walk("All 5", "Filter", "Country")
    assert countries.button_texts == ["Any country", "Türkiye · 1", "‹ Back", "Home"]

    turkish = await counter.tap("Türkiye · 1")
    assert "1 of 5" in turkish.text
    assert {"✓ Türkiye", "Show 1 service"} < set(turkish.button_texts)
    assert "5 services" in (await counter.walk("✓ Türkiye", "Any country")).text


@pytest.mark.parametrize(
    "data",
    [
        "l:instagram:followers:1:<b>",
        "l:instagram:followers:99:cZZ",
        "l:instagram:likes:1:c",
        "pk:instagram:likes",
        "pk:twitch:followers",
        "ft:instagram:followers:c:bZZ:-7",
        "ft:tiktok:views:c:c:1",
        "ft:twitch:views:::1",
        "cn:tiktok:views:c:c:1",
        "cn:twitch:views:::1",
        "pp:1",
        "pp:-4",
        "fl:7",
        "sv:1:7:",
        "sv:404:1:",
    ],
)
async def test_forged_and_stale_buttons_show_what_is_there(counter: Counter, data: str) -> None:
    await counter.say("/new")

    screen = await counter.forge(data)

    assert screen.buttons
    assert "Something broke" not in screen.text


async def test_figures_of_the_shops_own_orders_are_shown(counter: Counter) -> None:
    quick = [Ended(started_s=240, finished_s=3840)] * 19 + [Ended(started_s=2400, finished_s=9600)]
    await put(counter.floor.database, quick)
    await counter.services.refresh_figures()

    picks = await at_the_picks(counter)
    assert "Starts about 4 min · 100% finish · refill 30 days" in picks
    card = await counter.tap("1 · $0.90")
    assert "Starts: usually in 4 min (9 of 10 within 4 min)" not in card.text
    assert "Starts: 9 of 10 within 4 min" in card.text
    assert "Finishes: 1,000 usually in 1 h 4 min" in card.text
    assert "Result: 100% complete · 0% partial · 0% canceled" in card.text
    shelf = await counter.walk("‹ Back", "All 5", "Fastest")
    assert "Starts about 4 min · 100% finish" in shelf.text
    assert "no numbers yet" not in shelf.text


async def test_what_may_be_expected_is_told_before_paying(counter: Counter) -> None:
    await put(counter.floor.database, [Ended(started_s=240, finished_s=3840)] * 20)
    await counter.services.refresh_figures()

    await counter.say("/start s1")
    await counter.tap("Order")
    await counter.say("@name")
    await counter.say("1000")

    at_once = await counter.tap("All at once")
    assert "Starts: 9 of 10 within 4 min" in at_once.text
    assert "Finishes: 1,000 usually in 1 h 4 min" in at_once.text
    await counter.walk("Edit speed", "In parts", "2")
    in_parts = await counter.tap("1 h")
    assert "Ends in about 1 h." in in_parts.text
    assert "Starts: 9 of 10 within 4 min" in in_parts.text
    assert "Finishes" not in in_parts.text, "parts end when they say themselves"


async def test_the_customers_own_platforms_go_first(counter: Counter) -> None:
    yesterday = START.replace(day=1)
    await put(counter.floor.database, [Ended(service=7, accepted_at=yesterday), Ended(service=6)])  # type: ignore[arg-type]

    front = await counter.say("/new")

    assert front.button_texts[:3] == ["TikTok · 1", "YouTube · 1", "Instagram · 5"]


async def test_popular_services_are_those_that_most_people_had_delivered(
    counter: Counter,
) -> None:
    other = await counter.floor.add_customer(UserId(99))
    alone = [Ended(service=1)] * 3  # type: ignore[arg-type]
    shared = [Ended(service=6, user=user) for user in (CUSTOMER, other)]  # type: ignore[arg-type]
    assert "Popular" not in (await counter.say("/new")).button_texts
    await put(counter.floor.database, alone + shared)
    await counter.services.refresh_figures()

    await counter.say("/new")
    popular = await counter.tap("Popular")

    assert popular.text.index("1. TikTok views") < popular.text.index("2. Followers 1")
    await counter.tap("1 · $0.90")
    assert (await counter.tap("‹ Back")).text == popular.text


def prices(labels: list[str]) -> list[str]:
    return [label.split(" · ")[1] for label in labels if " · $" in label]
