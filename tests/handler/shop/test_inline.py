"""Inline mode: `@bot likes` in any chat, sharing a service, and what others read of it."""

import pytest

from domain.ids import ServiceId
from domain.money import Money
from sandbox.telegram.inline import InlineAnswer
from tests.handler.shop.conftest import Counter
from tests.service.shopfloor import a_service

MANY = [
    a_service(upstream_id=str(n), name=f"Instagram followers {n}", rate=Money(900_000 + n))
    for n in range(45)
]
HOSTILE = a_service(name="<b>Likes</b> & " + "🔥" * 180)


async def ask(counter: Counter, text: str, offset: str = "") -> InlineAnswer:
    await counter.person.ask_inline(text, offset=offset)
    await counter.person.settle()
    return counter.person.inline_answer


async def test_typed_words_bring_services_with_prices_for_the_asker(counter: Counter) -> None:
    answer = await ask(counter, "лайки")

    (likes,) = answer.results
    assert (likes.id, likes.title) == ("s2", "Instagram likes")
    assert likes.description == "Instagram · Likes\n$0.12 / 1,000"
    assert answer.is_personal
    assert answer.button == "Open the shop"


async def test_what_is_sent_around_has_a_link_and_no_price(counter: Counter) -> None:
    (likes,) = (await ask(counter, "ig likes")).results

    assert "$" not in likes.text
    assert likes.text.splitlines() == ["Instagram likes", "Instagram · Likes", "ID 2"]
    assert likes.markup == {
        "inline_keyboard": [
            [{"text": "Open in the shop", "url": "https://t.me/shop_demo_bot?start=s2"}]
        ]
    }


async def test_picking_one_in_the_shops_own_chat_opens_its_card(counter: Counter) -> None:
    await ask(counter, "ig likes")

    picked = await counter.person.choose_inline("s2")
    await counter.person.settle()

    assert picked.via_bot
    assert "ID 2" in counter.screen.text
    assert "Price: $0.12 / 1,000" in counter.screen.text


async def test_picking_in_the_middle_of_a_form_is_no_answer_to_it(counter: Counter) -> None:
    await counter.say("2")
    await counter.tap("Order")
    await ask(counter, "tiktok")

    await counter.person.choose_inline("s3")
    await counter.person.settle()

    assert "ID 3" in counter.screen.text


async def test_one_that_went_off_sale_meanwhile_names_its_closest_match(counter: Counter) -> None:
    await ask(counter, "real")
    await counter.switch_off(1)

    await counter.person.choose_inline("s1")
    await counter.person.settle()

    assert "switched off" in counter.screen.text


async def test_nothing_typed_brings_favourites_first_then_the_best_of_every_shelf(
    counter: Counter,
) -> None:
    plain = await ask(counter, "  ")
    await counter.services.save_favourite(user_id=counter.customer, service_id=ServiceId(3))

    saved = await ask(counter, "")

    assert {result.id for result in plain.results} == {"s1", "s2", "s3"}
    assert saved.results[0].id == "s3"
    assert len(saved.results) == 3


async def test_a_link_brings_what_can_be_ordered_for_it(counter: Counter) -> None:
    answer = await ask(counter, "https://instagram.com/p/ABC123/?igsh=1")

    assert [result.id for result in answer.results] == ["s2"]


async def test_nothing_found_leads_into_the_shop(counter: Counter) -> None:
    answer = await ask(counter, "zebra")

    assert answer.results == []
    assert answer.button == "Nothing found. Open the shop"
    await counter.say(f"/start {answer.start_parameter}")
    assert "Balance" in counter.screen.text


@pytest.mark.parametrize("stock", [MANY])
async def test_more_results_come_page_by_page_each_once(counter: Counter) -> None:
    seen: list[str] = []
    offset = ""
    for expected in ("20", "40", ""):
        answer = await ask(counter, "followers", offset)
        seen += [result.id for result in answer.results]
        offset = answer.next_offset
        assert offset == expected

    assert len(set(seen)) == 45
    assert (await ask(counter, "followers", "nonsense")).results[0].id == seen[0]
    assert (await ask(counter, "followers", "9999")).results == []


@pytest.mark.parametrize("stock", [[HOSTILE]])
async def test_names_of_providers_fit_and_cannot_become_markup(counter: Counter) -> None:
    (one,) = (await ask(counter, "likes")).results

    assert one.text.startswith("<b>Likes</b> & ")
    assert one.title.startswith("<b>Likes</b> & ")


async def test_the_card_has_a_share_button_that_asks_inline(counter: Counter) -> None:
    card = await counter.say("2")

    share = card.button("Share")
    assert share is not None
    assert share.share == "2"
    assert (await ask(counter, share.share)).results[0].id == "s2"


async def test_without_inline_mode_the_link_is_shared_by_telegrams_own_page(
    counter: Counter,
) -> None:
    counter.person.desk.profile.inline = False

    share = (await counter.say("2")).button("Share")

    assert share is not None
    assert share.url is not None
    assert share.url.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fshop_demo_bot")
    assert "%3Fstart%3Ds2" in share.url
