"""Walking through the catalogue and finding services by text."""

import pytest

from domain.catalogue import Service
from domain.money import Money
from tests.handler.shop.conftest import Counter
from tests.service.shopfloor import a_service


async def test_a_customer_walks_from_platform_to_card_and_back(counter: Counter) -> None:
    platforms = await counter.say("/new")
    kinds = await counter.tap("Instagram · 3")
    shelf = await counter.tap("Followers · 2")
    card = await counter.tap("1 · $0.90")

    assert platforms.button_texts == ["Instagram · 3", "TikTok · 1", "🔍 Search", "Home"]
    assert "3 services" in kinds.text
    assert "1. Instagram followers, real" in shelf.text
    assert "Price: $0.90 / 1,000" in card.text
    assert "Quantity: 100 to 50,000" in card.text
    assert "Refill: 30 days · Cancel: yes · Drip-feed: yes" in card.text
    assert "Link: profile, e.g. instagram.com/name" in "".join(
        c for c in card.text if c.isprintable() or c == "\n"
    )
    assert (await counter.tap("‹ Back")).text == shelf.text
    assert (await counter.tap("‹ Back")).text == kinds.text
    assert (await counter.tap("‹ Back")).text == platforms.text
    assert len([one for one in counter.person.messages if one.from_bot]) == 1


@pytest.mark.parametrize(
    "stock",
    [
        [
            a_service(upstream_id=str(n), name=f"Followers {n}", rate=Money(900_000 + n))
            for n in range(20)
        ]
    ],
)
async def test_back_leads_to_the_very_page_that_was_left(
    counter: Counter, stock: list[Service]
) -> None:
    await counter.say("/new")
    await counter.walk("Instagram · 20", "Followers · 20", "All 20", "Cheapest", "›")
    page = await counter.tap("›")
    assert "20. Followers 19" in page.text
    assert {"3/3", "✓ Cheapest"} < set(page.button_texts)

    await counter.tap("20 · $0.9001")
    back = await counter.tap("‹ Back")

    assert back.text == page.text


async def test_names_of_providers_cannot_become_markup(counter: Counter) -> None:
    shelf = await counter.say("tiktok")

    assert "TikTok.com <views> & more" in shelf.text


@pytest.mark.parametrize("typed", ["followers", "ig followers", "/search real", "real 1"])
async def test_words_find_services(counter: Counter, typed: str) -> None:
    assert "Instagram followers, real" in (await counter.say(typed)).text


@pytest.mark.parametrize("typed", ["TikTok.com", "<views>", "& more", "MORE"])
async def test_every_word_of_a_name_finds_it(counter: Counter, typed: str) -> None:
    assert "TikTok.com <views> & more" in (await counter.say(typed)).text


async def test_a_number_opens_the_card_of_its_service(counter: Counter) -> None:
    card = await counter.say("3")

    assert "ID 3" in card.text
    assert "Price" in card.text


async def test_search_pages_and_cards_lead_back_to_the_search(counter: Counter) -> None:
    found = await counter.say("instagram")
    await counter.tap("1 · ")

    assert (await counter.tap("‹ Back")).text == found.text


async def test_nothing_found_says_what_to_try(counter: Counter) -> None:
    screen = await counter.say("<b>zebra</b>")

    assert "No match for “<b>zebra</b>”" in screen.text
    assert screen.button_texts == ["Browse", "Ask support", "Home"]


async def test_a_pasted_link_offers_what_fits_it(counter: Counter) -> None:
    screen = await counter.say("look: https://instagram.com/p/ABC123/?igsh=1")

    assert "Instagram · post" in screen.text
    assert "instagram.com/p/ABC123" in screen.text
    assert screen.button_texts == ["Likes from $0.12", "‹ Back", "Home"]


async def test_a_service_found_by_a_link_is_ordered_for_that_link(counter: Counter) -> None:
    await counter.say("https://instagram.com/p/ABC123/")
    screen = await counter.walk("Likes from $0.12", "1 · $0.12", "Order")

    assert "2 of 2 · Quantity" in screen.text
    assert "instagram.com/p/ABC123" in screen.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("https://bit.ly/abc", "Paste the full link"),
        ("@name", "Which site is that name on?"),
        ("http://10.0.0.1/x", "We do not accept orders for this target."),
        ("https://instagram.com/a https://instagram.com/b", "Send one link at a time."),
        ("https://www.linkedin.com/in/name", "Nothing here takes this link yet."),
    ],
)
async def test_links_of_no_use_are_answered_with_the_reason(
    counter: Counter, typed: str, said: str
) -> None:
    assert said in (await counter.say(typed)).text


async def test_a_vanished_service_names_its_closest_match(counter: Counter) -> None:
    await counter.say("/new")
    await counter.walk("Instagram · 3", "Followers · 2")
    await counter.switch_off(1)

    screen = await counter.tap("1 · $0.90")

    assert "switched off" in screen.text
    assert "Closest match: Starter pack, $0.90 per package." in screen.text
    assert "Starter pack" in (await counter.tap("Open")).text


@pytest.mark.parametrize(
    "data",
    [
        "l:myspace:likes:1",
        "s:abc:",
        "l:instagram:likes:-5",
        "l:linkedin:likes:1",
        "k:likes:1",
        "lk",
        "s:999999999999999999999:",
        "p:x",
        "q:99",
        "pl:1:",
    ],
)
async def test_forged_and_stale_buttons_show_what_is_there(counter: Counter, data: str) -> None:
    await counter.say("/new")

    screen = await counter.forge(data)

    assert screen.buttons
    assert "Something broke" not in screen.text


async def test_the_price_list_starts_an_order(counter: Counter) -> None:
    await counter.say("3")
    prices = await counter.tap("Price list")
    screen = await counter.tap("1,000")

    assert "5,000: $4.50" in prices.text
    assert "Quantity: 1,000" in screen.text


async def test_a_deep_link_opens_its_service(counter: Counter) -> None:
    assert "Instagram likes" in (await counter.say("/start s2")).text
