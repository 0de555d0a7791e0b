"""What free text leads to: words, numbers, links, and what is said when it leads nowhere."""

import pytest

from domain.ids import OrderId, ServiceId, UserId
from domain.money import Money
from domain.platforms import Kind, Platform, Target
from tests.handler.shop.conftest import Counter
from tests.service.shopfloor import CUSTOMER, a_service

MANY = [
    a_service(upstream_id=str(n), name=f"Instagram followers {n}", rate=Money(900_000 + n))
    for n in range(20)
]
CHANNEL = a_service(
    upstream_id="301",
    name="Telegram private channel members",
    platform=Platform.TELEGRAM,
    kind=Kind.MEMBERS,
    targets=frozenset({Target.INVITE}),
)
KICK = a_service(
    upstream_id="302",
    name="Kick followers",
    platform=Platform.OTHER,
    targets=frozenset(),
)


async def place(counter: Counter, user_id: UserId = CUSTOMER) -> OrderId:
    """Order the first service; its order has the number 1 too."""
    offer = await counter.floor.quote(ServiceId(1), user_id=user_id)
    return (await counter.floor.place(offer.quote.id, user_id)).order.id


@pytest.mark.parametrize(
    "typed",
    ["ig folowers", "подписчики инста", "seguidores", "फॉलोअर्स", "/search takipçi", "ID 1"],
)
async def test_services_are_found_in_any_spelling(counter: Counter, typed: str) -> None:
    assert "Instagram followers, real" in (await counter.say(typed)).text


async def test_the_shelf_that_was_searched_for_is_one_tap_away(counter: Counter) -> None:
    found = await counter.say("ig followers")
    assert found.button_texts[0] == "Instagram · Followers · 2"

    shelf = await counter.tap("Instagram · Followers · 2")

    assert "Instagram · Followers" in shelf.text


async def test_a_platform_alone_leads_to_its_kinds(counter: Counter) -> None:
    await counter.say("инста")

    assert "What do you need?" in (await counter.tap("Instagram · 3")).text


@pytest.mark.parametrize("stock", [MANY])
async def test_query_and_page_survive_the_way_to_a_card_and_back(counter: Counter) -> None:
    await counter.say("instagram follower")
    page = await counter.walk("›", "›")
    assert "3/3" in page.button_texts
    assert "“instagram follower” · 20 results" in page.text

    await counter.tap("20 · ")
    await counter.restart()

    assert (await counter.tap("‹ Back")).text == page.text


async def test_nothing_found_offers_what_may_have_been_meant(counter: Counter) -> None:
    nothing = await counter.say("instagram zebra")
    assert nothing.button_texts == [
        "Did you mean “instagram”?",
        "Browse",
        "Ask support",
        "Home",
    ]

    found = await counter.tap("Did you mean")

    assert "“instagram” · 3 results" in found.text
    await counter.tap("1 · ")
    assert (await counter.tap("‹ Back")).text == found.text


async def test_a_number_that_is_service_and_order_asks_which_one(counter: Counter) -> None:
    assert await place(counter) == 1

    screen = await counter.say("#1")

    assert "1 is a service and your order. Which one?" in screen.text
    assert screen.button_texts == ["Service 1", "Your order #1", "Home"]
    assert "Instagram followers, real" in (await counter.tap("Service 1")).text


async def test_a_number_that_is_only_an_order_leads_to_it(counter: Counter) -> None:
    await place(counter)
    await counter.switch_off(1)

    screen = await counter.say("1")

    assert screen.text == "#1 is your order."
    assert screen.button_texts == ["Your order #1", "Home"]


async def test_another_customers_order_is_not_told(counter: Counter) -> None:
    stranger = await counter.floor.add_customer(UserId(909), money="5")
    await place(counter, stranger)

    assert "Which one?" not in (await counter.say("1")).text


async def test_the_number_of_a_switched_off_service_says_so(counter: Counter) -> None:
    await counter.switch_off(1)

    assert "This service was switched off." in (await counter.say("1")).text


async def test_the_hint_says_how_to_search_in_other_chats(counter: Counter) -> None:
    assert "@shop_demo_bot youtube views" in (await counter.say("/search")).text


async def test_a_number_of_nothing_says_so(counter: Counter) -> None:
    assert "No match for “4711”" in (await counter.say("4711")).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("https://news.example.co.uk/x", "I do not know this site yet. Pick a platform."),
        ("https://instagram.com/stories/name/1", "Story links expire"),
        ("https://instagram.com/a and https://tiktok.com/@b", "Send one link at a time."),
        ("https://www.linkedin.com/in/name", "Nothing here takes this link yet."),
        ("https://vm.tiktok.com/ZMabc/", "Paste the full link."),
    ],
)
async def test_links_that_cannot_be_served_show_the_platforms(
    counter: Counter, typed: str, said: str
) -> None:
    screen = await counter.say(typed)

    assert said in screen.text
    assert "Instagram · 3" in screen.button_texts


@pytest.mark.parametrize("stock", [[CHANNEL]])
async def test_private_invites_say_that_few_services_take_them(counter: Counter) -> None:
    screen = await counter.say("https://t.me/+AbCdEfGhIjKlMnOp")

    assert "Private invite links work only with some services." in screen.text
    assert "Members from $0.90" in screen.button_texts


@pytest.mark.parametrize("stock", [[KICK]])
async def test_an_unknown_site_is_served_by_what_names_it(counter: Counter) -> None:
    screen = await counter.say("kick.com/somebody")

    assert "Followers from $0.90" in screen.button_texts
    assert "Kick followers" in (await counter.tap("Followers from")).text


async def test_a_word_with_a_point_is_a_word_where_a_name_has_it(counter: Counter) -> None:
    assert "TikTok.com <views> & more" in (await counter.say("tiktok.com")).text


@pytest.mark.parametrize("typed", ["🔥🔥🔥", "x" * 4000, "\u202e\u0000 <b>", "#", "0", "-1"])
async def test_odd_texts_are_answered_kindly(counter: Counter, typed: str) -> None:
    screen = await counter.say(typed)

    assert screen.buttons
    assert "Something broke" not in screen.text


@pytest.mark.parametrize("typed", ["https://bit.ly/abc", "@somebody", "t.me/+AbCdEfGhIj"])
async def test_what_is_wrong_with_a_link_stands_apart_from_the_page_below(
    counter: Counter, typed: str
) -> None:
    said, empty, title = (await counter.say(typed)).text.split("\n")[-4:-1]

    assert said
    assert (empty, title) == ("", "New order")
