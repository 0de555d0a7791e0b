"""Every question of every form: asked in every language, answerable, within Telegram's limits."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from domain.catalogue import Service, ServiceType
from domain.errors import FormError
from domain.fields import Device, Field, Problem, Speed, Traffic
from domain.forms import FORMS, form_of
from domain.ids import QuoteId, UserId
from domain.lines import BREAK, ListChange
from domain.links.model import LinkProblem
from domain.money import Money
from domain.orders import Quote
from domain.platforms import Platform, Target
from domain.requests import request_for
from handlers.kit.field_words import details, value_text
from handlers.kit.screen import Button, Screen, markup
from handlers.shop.callbacks import ChangeLines, FinishLines, OpenLines
from handlers.shop.views.card import service_card
from handlers.shop.views.collecting import preview_screen
from handlers.shop.views.confirm import confirm_screen
from handlers.shop.views.form import form_screen
from locales.languages import LANGUAGES
from locales.translator import Translator, translator
from services.form.step import FormStep
from services.ordering.quote import Offer
from tests.stock import POST, service

T = translator("en", "USD")
EVERY_LANGUAGE = [translator(language.code, "USD") for language in LANGUAGES]
WIDE = "<&>👍🏽" * 51
LONG_LINK = "https://www.instagram.com/" + "a" * 470
WIDEST = {
    Field.LINK: LONG_LINK,
    Field.QUANTITY: "1000000000",
    Field.SPEED: Speed.PARTS,
    Field.RUNS: "1000",
    Field.INTERVAL: "10080",
    Field.COMMENTS: BREAK.join([WIDE] * 1000),
    Field.KEYWORDS: BREAK.join([WIDE[:200]] * 100),
    Field.USERNAMES: BREAK.join(["я" * 64] * 1000),
    Field.HASHTAGS: BREAK.join(["я" * 100] * 1000),
    Field.HASHTAG: "я" * 100,
    Field.USERNAME: "я" * 64,
    Field.MEDIA: LONG_LINK,
    Field.ANSWER: "100",
    Field.GROUPS: BREAK.join([LONG_LINK] * 100),
    Field.LEAST: "1000000",
    Field.MOST: "1000000",
    Field.POSTS: "900",
    Field.OLD_POSTS: "100",
    Field.DELAY: "600",
    Field.EXPIRY: "31/12/2027",
    Field.COUNTRY: "VC",
    Field.DEVICE: Device.MOBILE,
    Field.TRAFFIC: Traffic.REFERRER,
    Field.KEYWORD: WIDE[:200],
    Field.REFERRER: LONG_LINK,
}
ASKED = [(kind, ask.field) for kind, form in FORMS.items() for ask in form.asks]


def sold(kind: ServiceType, **changes: Any) -> Service:
    plain: dict[str, Any] = {"name": WIDE[:255], "min": 1, "max": 10**9, "dripfeed": True}
    return service(10**9, type=kind, **(plain | changes))


def step_at(of: Service, field: Field | None, **known: Any) -> FormStep:
    asks = form_of(of).asks
    widest: dict[str, Any] = {
        "values": {ask.field.value: str(WIDEST[ask.field]) for ask in asks},
        "fields": tuple(ask.field for ask in asks),
        "available": Money.of(10**6),
    }
    return FormStep(service=of, field=field, **(widest | known))


def fits(screen: Screen) -> bool:
    shown = unescape(re.sub(r"<[^>]*>", "", screen.text))
    keyboard = markup(screen)
    assert keyboard is not None
    data = [button.callback_data or "" for row in keyboard.inline_keyboard for button in row]
    return len(shown.encode("utf-16-le")) // 2 <= 4096 and all(len(d) <= 64 for d in data)


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


@pytest.mark.parametrize("t", EVERY_LANGUAGE, ids=lambda t: t.language.code)
@pytest.mark.parametrize("kind", FORMS)
def test_every_question_fits_whatever_was_answered_before(
    t: Translator, kind: ServiceType
) -> None:
    for ask in FORMS[kind].asks:
        grown = step_at(sold(kind), ask.field, collecting=True, blank=10**6)
        empty = step_at(sold(kind), ask.field, values={})
        assert fits(form_screen(grown, t))
        assert fits(form_screen(empty, t))


@pytest.mark.parametrize("problem", [*Problem, *LinkProblem])
def test_every_problem_of_every_field_is_put_into_words(problem: Problem | LinkProblem) -> None:
    detail: dict[str, Any] = {"least": 10, "most": 20, "count": 7}
    detail |= {"platform": Platform.TIKTOK, "target": Target.VIDEO}
    for field, kind in {field: kind for kind, field in ASKED}.items():
        step = step_at(sold(kind, platform=Platform.INSTAGRAM), field, values={})
        screen = form_screen(step, T, FormError(field, problem, **detail))

        assert fits(screen)
        assert "{" not in screen.text


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (LinkProblem.WRONG_KIND, "This needs a post link. You sent a profile."),
        (LinkProblem.NOT_A_LINK, "Example: \u2068<code>instagram.com/p/ABC123</code>"),
    ],
)
def test_a_source_post_is_asked_for_by_its_own_sort(problem: LinkProblem, said: str) -> None:
    of = sold(ServiceType.MENTIONS_MEDIA_LIKERS, targets=frozenset({Target.PROFILE}))
    error = FormError(Field.MEDIA, problem, target=Target.PROFILE)

    screen = form_screen(step_at(of, Field.MEDIA, values={}), T, error)

    assert said in screen.text
    assert "Whose likers?" in screen.text


def test_a_service_for_any_link_does_not_ask_for_one_sort() -> None:
    of = sold(ServiceType.MENTIONS, targets=frozenset())

    assert "Send the link. Example:" in form_screen(step_at(of, Field.LINK, values={}), T).text
    assert "Link: e.g." in service_card(of, "", T).text


def test_what_is_no_link_is_answered_with_one_example() -> None:
    step = step_at(sold(ServiceType.DEFAULT), Field.LINK, values={})

    screen = form_screen(step, T, FormError(Field.LINK, LinkProblem.NOT_A_LINK))

    assert screen.text.count("Example:") == 1


@pytest.mark.parametrize("t", EVERY_LANGUAGE, ids=lambda t: t.language.code)
@pytest.mark.parametrize("kind", FORMS)
def test_every_order_can_be_looked_over_before_paying(t: Translator, kind: ServiceType) -> None:
    of = sold(kind, platform=Platform.INSTAGRAM)
    step = step_at(of, None)
    request = request_for(sold(kind), finished(step))
    at = datetime(2026, 11, 21, tzinfo=UTC)
    quote = Quote(
        id=QuoteId("q" * 16),
        user_id=UserId(1),
        service_id=of.id,
        request=request,
        rate=of.rate,
        charge=Money.of("1234.567891"),
        cost=of.cost,
        created_at=at,
        expires_at=at + timedelta(minutes=10),
    )

    for money in ("0", "1000000"):
        offer = Offer(parts=(quote,), service=of, available=Money.of(money))
        assert fits(confirm_screen(step, offer, t))


def finished(step: FormStep) -> dict[str, str]:
    """The widest values, less what no rule would let through."""
    clean = {"comments": BREAK.join([WIDE] * 1000), "groups": BREAK.join(["я" * 64] * 200)}
    return {**step.values, **{name: text for name, text in clean.items() if name in step.values}}


def test_a_preview_shows_every_page_of_the_longest_list() -> None:
    step = step_at(sold(ServiceType.CUSTOM_COMMENTS), Field.COMMENTS)

    for page in (0, 1, 50, 100):
        assert fits(preview_screen(step, Field.COMMENTS, page, T))
    last = preview_screen(step, Field.COMMENTS, 10**6, T)
    assert "1,000. " in last.text
    assert "100/100" in labels(last)


def test_what_a_list_button_carries_is_short() -> None:
    longest = max(Field, key=len)

    for data in (
        ChangeLines(field=longest, change=ListChange.DROP_FLAWED, mark="ffffffff"),
        FinishLines(field=longest),
        OpenLines(field=longest, page=10**4),
    ):
        assert len(data.pack()) <= 64


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (Field.COUNTRY, "DE", "Germany"),
        (Field.DEVICE, "3", "iPhone, iPad"),
        (Field.TRAFFIC, "3", "Directly"),
        (Field.DELAY, "90", "1 h 30 min"),
        (Field.OLD_POSTS, "", "0"),
        (Field.EXPIRY, "", "none"),
        (Field.EXPIRY, "31/12/2027", "31/12/2027"),
        (Field.POSTS, "1000", "1,000"),
        (Field.GROUPS, "a\nb", "2 groups"),
    ],
)
def test_values_read_as_people_say_them(field: Field, value: str, said: str) -> None:
    assert value_text(field, value, T) == said


def test_a_list_unfolds_to_its_first_lines() -> None:
    lines = [f"<b>{n}</b>" for n in range(1, 8)]

    count, unfolded = details({"comments": BREAK.join(lines), "unheard_of": "x"}, T)

    assert count == "7 comments"
    assert unfolded.startswith("<blockquote expandable>&lt;b&gt;1&lt;/b&gt;\n")
    assert unfolded.endswith("And 2 more.</blockquote>")


def test_the_steps_of_a_subscription_offer_what_is_usual() -> None:
    of = service(type=ServiceType.SUBSCRIPTIONS, min=100, max=5000)
    known = {"username": "ann", "min": "500"}

    def offered(field: Field) -> list[str]:
        return labels(form_screen(step_at(of, field, values=known), T))[:-2]

    assert offered(Field.MOST) == ["500", "1,000"]
    assert offered(Field.POSTS) == ["5", "10", "20", "50"]
    assert offered(Field.OLD_POSTS)[0] == "None"
    assert offered(Field.DELAY)[:2] == ["At once", "5 min"]
    assert offered(Field.EXPIRY) == ["No last day"]


def test_a_poll_offers_its_first_ten_answers() -> None:
    step = step_at(service(type=ServiceType.POLL), Field.ANSWER, values={"link": POST})

    assert labels(form_screen(step, T))[:10] == [str(n) for n in range(1, 11)]


def test_countries_are_offered_in_the_readers_language() -> None:
    step = step_at(sold(ServiceType.WEB_TRAFFIC), Field.COUNTRY, values={})

    assert "Германия" in labels(form_screen(step, translator("ru", "USD")))
    assert translator("ru", "USD").country_named(" германия ") == "DE"
    assert translator("ru", "USD").country_named("Germany") == "DE"
    assert translator("ru", "USD").country_named("nowhere") is None


def test_no_two_buttons_of_a_question_say_the_same() -> None:
    for kind, field in ASKED:
        screen = form_screen(step_at(sold(kind), field, values={}), T)
        said: list[Button] = [button for row in screen.rows for button in row]
        assert len({button.label for button in said}) == len(said), (kind, field)
