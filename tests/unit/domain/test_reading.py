"""What each field of a form takes, and what it refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Service, ServiceType
from domain.errors import FormError
from domain.fields import MAX_UNITS, Ask, Field, Problem
from domain.forms import FORMS, form_of, missing_field
from domain.links.model import LinkProblem
from domain.orders import OrderRequest
from domain.platforms import Platform
from domain.reading.choices import ensure_ahead
from domain.requests import ensure_fits, request_for, values_of
from tests.stock import POST, PROFILE, service

T = ServiceType
LIKES = service(type=T.COMMENT_LIKES, targets=frozenset())
AUTO = service(type=T.SUBSCRIPTIONS, min=10, max=500)
TRAFFIC = service(type=T.WEB_TRAFFIC, platform=Platform.WEBSITE, targets=frozenset())
PLAN = {"username": "ann", "min": "20", "max": "40", "posts": "10", "old_posts": ""}
PLAN |= {"delay": "30", "expiry": "31/12/2027"}


def read(of: Service, field: Field, text: str, **values: str) -> str:
    return form_of(of).ask(field).read(text, of, values)


def refusal(of: Service, field: Field, text: str, **values: str) -> FormError:
    with pytest.raises(FormError) as caught:
        read(of, field, text, **values)
    assert caught.value.field == field
    return caught.value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ann", "ann"),
        (" @Ann.B_c- ", "Ann.B_c-"),
        ("some.shop", "some.shop"),
        ("https://www.instagram.com/Ann/?igsh=x", "ann"),
        ("instagram.com/ann", "ann"),
    ],
)
def test_an_account_is_kept_by_its_name(typed: str, kept: str) -> None:
    assert read(LIKES, Field.USERNAME, typed) == kept


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem.NOT_A_NAME),
        ("two names", Problem.NOT_A_NAME),
        ("...", Problem.NOT_A_NAME),
        ("javascript:alert(1)", Problem.NOT_A_NAME),
        ("https://www.tiktok.com/@ann", LinkProblem.WRONG_SITE),
        (POST, LinkProblem.WRONG_KIND),
    ],
)
def test_what_names_nobody_is_refused(typed: str, problem: str) -> None:
    assert refusal(LIKES, Field.USERNAME, typed).problem == problem


def test_a_channel_without_a_name_is_kept_by_its_link() -> None:
    of = service(type=T.SUBSCRIPTIONS, platform=Platform.YOUTUBE)
    link = "https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw"

    assert read(of, Field.USERNAME, link) == link


@pytest.mark.parametrize(
    ("platform", "username", "link"),
    [
        (Platform.INSTAGRAM, "ann", "https://www.instagram.com/ann"),
        (Platform.YOUTUBE, "https://www.youtube.com/@ann", "https://www.youtube.com/@ann"),
        (Platform.OTHER, "ann", "ann"),
    ],
)
def test_a_subscription_is_for_its_account(platform: Platform, username: str, link: str) -> None:
    of = service(type=T.SUBSCRIPTIONS, platform=platform, min=10)

    assert request_for(of, {**PLAN, "username": username}).link == link


def test_a_subscription_holds_what_all_its_posts_may_take() -> None:
    request = request_for(AUTO, {**PLAN, "old_posts": "5"})

    ensure_fits(AUTO, request)
    assert (request.quantity, request.units) == (600, 600)
    assert request.fields == {**PLAN, "old_posts": "5"}


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        (Field.LEAST, "9", Problem.TOO_SMALL),
        (Field.MOST, "501", Problem.TOO_LARGE),
        (Field.MOST, "19", Problem.TOO_SMALL),
        (Field.POSTS, "0", Problem.TOO_SMALL),
        (Field.POSTS, "1001", Problem.TOO_LARGE),
        (Field.OLD_POSTS, "-1", Problem.TOO_SMALL),
        (Field.OLD_POSTS, "991", Problem.TOO_LARGE),
        (Field.DELAY, "7", Problem.NOT_A_CHOICE),
        (Field.DELAY, "soon", Problem.NOT_A_CHOICE),
        (Field.EXPIRY, "31/02/2027", Problem.NOT_A_DAY),
        (Field.EXPIRY, "tomorrow", Problem.NOT_A_DAY),
    ],
)
def test_a_plan_has_its_bounds(field: Field, typed: str, problem: Problem) -> None:
    assert refusal(AUTO, field, typed, **PLAN).problem == problem


def test_all_posts_together_stay_within_what_can_be_counted() -> None:
    of = service(type=T.SUBSCRIPTIONS, min=1, max=MAX_UNITS)

    assert refusal(of, Field.POSTS, "1000", max=str(10**8)).detail["most"] == 10
    assert refusal(of, Field.OLD_POSTS, "9", max=str(10**8), posts="5").detail["most"] == 5


def test_a_changed_minimum_above_the_maximum_is_refused_before_money_moves() -> None:
    request = OrderRequest(link=PROFILE, quantity=400, units=400, fields={**PLAN, "min": "50"})

    with pytest.raises(FormError, match="max: too_small"):
        ensure_fits(AUTO, request)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("31/12/2027", "31/12/2027"),
        ("1.2.2027", "01/02/2027"),
        ("2027-02-01", "01/02/2027"),
        ("no", ""),
        ("", ""),
    ],
)
def test_a_last_day_is_read_in_the_ways_people_write_it(typed: str, kept: str) -> None:
    assert read(AUTO, Field.EXPIRY, typed) == kept


def test_a_last_day_must_not_be_over() -> None:
    ensure_ahead("21/11/2026", date(2026, 11, 21))
    ensure_ahead("", date(2026, 11, 21))
    with pytest.raises(FormError, match="day_is_over"):
        ensure_ahead("20/11/2026", date(2026, 11, 21))


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (Field.COUNTRY, " de ", "DE"),
        (Field.DEVICE, "5", "5"),
        (Field.TRAFFIC, "3", "3"),
        (Field.KEYWORD, " red   shoes ", "red shoes"),
        (
            Field.REFERRER,
            "https://blog.example.com/a?utm_x=1&b=2",
            "https://blog.example.com/a?b=2",
        ),
    ],
)
def test_visitors_are_described(field: Field, typed: str, kept: str) -> None:
    assert read(TRAFFIC, field, typed) == kept


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        (Field.COUNTRY, "XX", Problem.NOT_A_COUNTRY),
        (Field.COUNTRY, "Germany", Problem.NOT_A_COUNTRY),
        (Field.DEVICE, "6", Problem.NOT_A_CHOICE),
        (Field.TRAFFIC, "google", Problem.NOT_A_CHOICE),
        (Field.KEYWORD, "  ", Problem.MISSING),
        (Field.KEYWORD, "x" * 201, Problem.TOO_WORDY),
        (Field.REFERRER, "the blog", LinkProblem.NOT_A_LINK),
        (Field.REFERRER, "http://127.0.0.1/", LinkProblem.BAD_HOST),
    ],
)
def test_other_visitors_are_refused(field: Field, typed: str, problem: str) -> None:
    assert refusal(TRAFFIC, field, typed).problem == problem


def test_only_what_the_source_of_visitors_needs_is_asked_and_sent() -> None:
    known = {"link": "https://example.com", "quantity": "100", "country": "DE", "device": "1"}

    assert missing_field(TRAFFIC, {**known, "type_of_traffic": "1"}) is Field.KEYWORD
    assert missing_field(TRAFFIC, {**known, "type_of_traffic": "2"}) is Field.REFERRER
    blank = request_for(TRAFFIC, {**known, "type_of_traffic": "3", "google_keyword": "old"})
    assert "google_keyword" not in blank.fields


@pytest.mark.parametrize(
    ("kind", "field", "typed", "problem"),
    [
        (T.MENTIONS_HASHTAG, Field.HASHTAG, "#two words", Problem.NOT_A_HASHTAG),
        (T.MENTIONS_HASHTAG, Field.HASHTAG, "#", Problem.NOT_A_HASHTAG),
        (T.MENTIONS_MEDIA_LIKERS, Field.MEDIA, "https://x.com/a", LinkProblem.WRONG_SITE),
        (T.MENTIONS_MEDIA_LIKERS, Field.MEDIA, "@name", LinkProblem.WRONG_KIND),
        (T.MENTIONS_MEDIA_LIKERS, Field.MEDIA, PROFILE, LinkProblem.WRONG_KIND),
        (T.POLL, Field.ANSWER, "0", Problem.TOO_SMALL),
        (T.POLL, Field.ANSWER, "101", Problem.TOO_LARGE),
    ],
)
def test_details_are_checked(kind: ServiceType, field: Field, typed: str, problem: str) -> None:
    assert refusal(service(type=kind), field, typed).problem == problem


def test_a_draft_that_filled_another_service_leaves_nothing_behind() -> None:
    parts = {"speed": "parts", "runs": "5", "interval": "60"}
    of = service(type=T.POLL, dripfeed=True)

    request = request_for(of, {"link": PROFILE, "quantity": "100", "answer_number": "2", **parts})

    assert (request.runs, request.units, request.fields) == (None, 100, {"answer_number": "2"})


ASKS = [(kind, ask) for kind, form in FORMS.items() for ask in form.asks]


@given(typed=st.text(max_size=60), asked=st.sampled_from(ASKS))
def test_whatever_is_typed_anywhere_is_refused_by_name_or_kept_for_good(
    typed: str, asked: tuple[ServiceType, Ask]
) -> None:
    kind, ask = asked
    of = service(type=kind, dripfeed=True, min=1, targets=frozenset())

    kept = taken(ask, typed, of)

    assert kept is None or taken(ask, kept, of) == kept


def taken(ask: Ask, typed: str, of: Service) -> str | None:
    try:
        return ask.read(typed, of, {})
    except FormError as error:
        if error.field != ask.field:
            raise
    return None


@given(data=st.data(), kind=st.sampled_from([kind for kind in FORMS if kind is not T.PACKAGE]))
def test_what_a_form_makes_fits_and_comes_back(data: st.DataObject, kind: ServiceType) -> None:
    of = service(type=kind, dripfeed=True, min=1, max=1000, targets=frozenset())
    values: dict[str, str] = {}
    while (field := missing_field(of, values)) is not None:
        typed = data.draw(st.sampled_from(TYPED[field]))
        values[field] = form_of(of).ask(field).read(typed, of, values)

    request = request_for(of, values)

    ensure_fits(of, request)
    assert request_for(of, {**values_of(request), **values}) == request
    assert values.items() <= values_of(request).items() | {("speed", values.get("speed"))}


TYPED = {
    Field.LINK: [PROFILE, POST, "@name"],
    Field.QUANTITY: ["1", "100", "1k"],
    Field.SPEED: ["once", "parts"],
    Field.RUNS: ["2", "10"],
    Field.INTERVAL: ["1", "60"],
    Field.COMMENTS: ["one", "a, b\n\nc", "x\nx\n🔥"],
    Field.KEYWORDS: ["a", "a, b"],
    Field.USERNAMES: ["@a", "@a, b\nc"],
    Field.HASHTAGS: ["#a", "#a\nb"],
    Field.HASHTAG: ["#a"],
    Field.USERNAME: ["@a", PROFILE],
    Field.MEDIA: [POST],
    Field.ANSWER: ["1", "100"],
    Field.GROUPS: ["@a", "t.me/group_a\nb"],
    Field.LEAST: ["1", "5"],
    Field.MOST: ["5", "1000"],
    Field.POSTS: ["1", "50"],
    Field.OLD_POSTS: ["0", "3"],
    Field.DELAY: ["0", "600"],
    Field.EXPIRY: ["no", "1/1/2030"],
    Field.COUNTRY: ["us", "DE"],
    Field.DEVICE: ["1", "5"],
    Field.TRAFFIC: ["1", "2", "3"],
    Field.KEYWORD: ["red shoes"],
    Field.REFERRER: ["example.com/blog"],
}
