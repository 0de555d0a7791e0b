"""Lists in the form: pieces add up, are counted live, put right by taps, and come from files."""

import pytest

from domain.catalogue import Service, ServiceType
from domain.money import Money
from domain.platforms import Kind, Target
from sandbox.telegram.messages import Message
from tests.handler.shop.conftest import Counter
from tests.service.shopfloor import a_service

POST = "https://www.instagram.com/p/ABC123"
COMMENTS = a_service(
    name="Instagram comments",
    type=ServiceType.CUSTOM_COMMENTS,
    kind=Kind.COMMENTS,
    targets=frozenset({Target.POST}),
    rate=Money.of("50"),
    cost=Money.of("40"),
    min=3,
    max=20,
    dripfeed=False,
)
MENTIONS = a_service(
    upstream_id="102",
    name="Instagram mentions",
    type=ServiceType.MENTIONS_WITH_HASHTAGS,
    kind=Kind.OTHER,
    targets=frozenset(),
    dripfeed=False,
)


@pytest.fixture
def stock() -> list[Service]:
    return [COMMENTS, MENTIONS]


async def begin(counter: Counter, service: int = 1) -> Message:
    await counter.say(f"/start s{service}")
    await counter.tap("Order")
    return await counter.say(POST)


async def send_file(counter: Counter, name: str, content: bytes) -> Message:
    await counter.person.send_document(name, content)
    await counter.person.settle()
    return counter.screen


async def test_comments_are_asked_for_with_their_limits(counter: Counter) -> None:
    asked = (await begin(counter)).text

    assert "2 of 2 · Comments" in asked
    assert "Send comments, one per line. Text or a .txt file. 3 to 20." in asked


async def test_pieces_add_up_and_are_counted_live(counter: Counter) -> None:
    await begin(counter)

    first = (await counter.say("nice, pic\n\nwow")).text
    second = (await counter.say("Wow\nthis & <that>")).text

    assert "2 comments · 1 empty line removed. Total $0.10." in first
    assert "4 comments · 1 duplicate · 1 empty line removed. Total $0.20." in second


async def test_a_list_is_done_when_it_is_said_to_be(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one\ntwo\nthree")

    check = (await counter.tap("Done")).text

    assert "Check your order" in check
    assert "3 comments" in check
    assert "Total: $0.15" in check


async def test_too_few_comments_are_asked_for_more(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one")

    refused = (await counter.tap("Done")).text

    assert "Need 3 to 20 comments. You have 1: add 2 more." in refused
    assert "3 comments" in (await counter.say("two\nthree")).text


async def test_too_many_comments_can_be_cut(counter: Counter) -> None:
    await begin(counter)
    await counter.say("\n".join(f"comment {n}" for n in range(25)))

    refused = (await counter.tap("Done")).text
    cut = (await counter.tap("Keep the first 20")).text

    assert "Need 3 to 20 comments. You have 25: remove 5." in refused
    assert "20 comments" in cut
    assert "Check your order" in (await counter.tap("Done")).text


async def test_bad_lines_are_named_and_removed_by_a_tap(counter: Counter) -> None:
    await begin(counter)
    told = await counter.say("one\nsee https://a.example.com\ntwo\nwww.b.com\nthree")
    old = next(one for one in told.buttons[0] if one.text == "Remove line 2").data
    refused = (await counter.tap("Done")).text

    assert "Line 2 has a link. This service rejects links." in told.text
    assert "Line 4 has a link" in told.text
    assert "Some lines cannot be used" in refused
    assert "4 comments" in (await counter.tap("Remove line 2")).text
    assert old is not None
    assert "4 comments" in (await counter.forge(old)).text
    assert "3 comments" in (await counter.tap("Remove line 3")).text
    assert "Check your order" in (await counter.tap("Done")).text


async def test_all_bad_lines_go_at_once(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one\nhttp://a.com\nhttp://b.com\nhttp://c.com\nhttp://d.com")

    assert "1 comment." in (await counter.tap("Remove all 4 lines")).text


async def test_duplicates_go_on_request(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one\none\nONE\ntwo")

    screen = await counter.tap("Remove duplicates")

    assert "2 comments. Total $0.10." in screen.text
    assert "Remove duplicates" not in screen.button_texts


async def test_a_list_can_be_started_over(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one\ntwo")

    screen = await counter.tap("Start over")

    assert "comments." not in screen.text.replace("Send comments", "")
    assert "Done" not in screen.button_texts


async def test_a_list_can_be_looked_through(counter: Counter) -> None:
    await begin(counter)
    await counter.say("\n".join(f"comment {n}" for n in range(1, 16)))

    first = (await counter.tap("Preview")).text
    second = (await counter.tap("›")).text

    assert "1. comment 1\n" in first
    assert "10. comment 10" in first
    assert "15. comment 15" in second
    assert "15 comments" in (await counter.tap("‹ Back")).text


async def test_a_text_file_is_a_long_message(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one")

    screen = await send_file(counter, "comments.txt", "два\r\nтри\r\n".encode("utf-16"))

    assert "3 comments" in screen.text
    assert "Check your order" in (await counter.tap("Done")).text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.png", b"\x89PNG", "I could not read that file. Send a .txt file"),
        ("comments.txt", b"\x89PNG\x00\x00\x00", "I could not read that file."),
        ("comments.txt", b"x" * (1024 * 1024 + 1), "That file is too large: at most 1,024 KB."),
        ("comments.txt", b"x" * 100_001, "too much text: at most 100,000 characters in all."),
    ],
)
async def test_other_files_are_refused_and_nothing_is_lost(
    counter: Counter, name: str, content: bytes, said: str
) -> None:
    await begin(counter)
    await counter.say("one")

    refused = (await send_file(counter, name, content)).text

    assert said in refused
    assert "1 comment" in refused


async def test_a_file_answers_no_other_question(counter: Counter) -> None:
    await counter.say("/start s1")
    await counter.tap("Order")

    refused = (await send_file(counter, "link.txt", POST.encode())).text

    assert "Please answer this question without a file." in refused
    assert "1 of 2 · Link" in refused


async def test_back_while_collecting_asks_the_question_before(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one\ntwo\nthree")

    asked = (await counter.tap("‹ Back")).text
    again = (await counter.say("https://www.instagram.com/p/OTHER")).text

    assert "1 of 2 · Link" in asked
    assert "3 comments" in again
    assert "2 of 2 · Comments" in again


async def test_a_finished_list_grows_when_it_is_edited(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one\ntwo\nthree")
    await counter.tap("Done")

    asked = (await counter.tap("Edit comments")).text
    back = (await counter.tap("‹ Back")).text
    await counter.tap("Edit comments")
    await counter.say("four")

    assert "3 comments" in asked
    assert "Check your order" in back
    assert "4 comments" in (await counter.tap("Done")).text


async def test_a_list_survives_a_restart_and_leaving(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one\n\ntwo")
    await counter.tap("Save & exit")
    await counter.restart()

    assert "2 comments · 1 empty line removed" in (await counter.tap("Continue")).text


async def test_two_lists_are_collected_one_after_the_other(counter: Counter) -> None:
    await begin(counter, 2)
    await counter.say("100")
    names = (await counter.say("@ann, @bob\n@ann")).text
    await counter.tap("Done")
    tags = (await counter.say("#one two\n#fine")).text

    assert "3 usernames · 1 duplicate" in names
    assert "Total" not in names
    assert "Line 1 cannot be used: one two" in tags
    await counter.tap("Remove line 1")
    check = (await counter.tap("Done")).text
    assert "3 usernames" in check
    assert "1 hashtag" in check


async def test_a_paid_list_is_kept_as_it_was_shown(counter: Counter) -> None:
    await begin(counter)
    await counter.say("one\n<b>two</b>, & more\nthree 🔥")
    await counter.tap("Done")

    card = (await counter.tap("Pay")).text
    (order,) = await counter.orders()

    assert order.request.fields == {"comments": "one\n<b>two</b>, & more\nthree 🔥"}
    assert (order.request.units, order.charge) == (3, Money.of("0.15"))
    assert "3 comments" in card
    assert "<b>two</b>, & more" in card


async def test_taps_of_an_older_form_are_answered(counter: Counter) -> None:
    await counter.say("/start")
    for data in ("ld:comments", "ll:comments:twice:", "lv:comments:1"):
        assert "Choose a platform" in (await counter.forge(data)).text
    await begin(counter, 2)
    assert "cannot use that value" in (await counter.forge("ld:comments")).text


async def test_a_list_that_was_left_goes_on_when_its_service_is_ordered_again(
    counter: Counter,
) -> None:
    await begin(counter)
    await counter.say("one\ntwo")
    await counter.tap("Save & exit")
    await counter.say("/start s1")

    went_on = await counter.tap("Order")
    grown = await counter.say("three")

    assert "2 comments" in went_on.text
    assert "3 comments" in grown.text
    assert "1. one\n2. two\n3. three" in (await counter.tap("Preview")).text


async def test_another_service_begins_with_an_empty_form(counter: Counter) -> None:
    await begin(counter)
    await counter.tap("Save & exit")
    await counter.say("/start s2")

    assert "1 of 4 · Link" in (await counter.tap("Order")).text
