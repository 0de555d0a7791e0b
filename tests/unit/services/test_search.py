"""What customers type, in the languages they speak, and what they are shown first."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Service
from domain.links.parse import parse_link
from domain.money import Money
from domain.platforms import Kind, Platform
from services.catalogue.snapshot import Snapshot
from tests.stock import service
from tests.unit.services.catalogue_of import snapshot_of

TABLE = (Path(__file__).parent / "searches.tsv").read_text(encoding="utf-8")
ROWS = [tuple(row.split("\t")) for row in TABLE.splitlines()]
MANY = 1_500
LANGUAGES = {"en", "ru", "uk", "tr", "es", "pt", "id", "hi", "ar", "fa", "uz"}
ANYTHING = "-"


def snapshot(*services: Service) -> Snapshot:
    return Snapshot.of(services, version=1)


def numbers(services: tuple[Service, ...]) -> list[int]:
    return [int(one.id) for one in services]


def named(number: int, name: str, **changes: object) -> Service:
    return service(number, name=name, category="", **changes)


def test_the_table_holds_every_language_and_way_of_writing() -> None:
    assert {row[0] for row in ROWS} >= {*LANGUAGES, "typo", "ru-translit", "ru-keys", "ru-ear"}
    assert len({row[1] for row in ROWS}) >= 200


@pytest.mark.parametrize(("_language", "text", "platform", "kind"), ROWS)
def test_the_first_hit_is_what_was_asked_for(
    _language: str, text: str, platform: str, kind: str
) -> None:
    first = snapshot_of(MANY).search(text)[0]

    assert platform in {ANYTHING, first.platform}
    assert kind in {ANYTHING, first.kind}


@pytest.mark.parametrize("text", [row[1] for row in ROWS])
def test_a_search_shows_the_same_in_any_case_and_spacing(text: str) -> None:
    made = snapshot_of(MANY)

    assert made.search(f"  {text.upper().lower()} !!") == made.search(text)


def test_the_number_of_a_service_goes_before_its_words() -> None:
    made = snapshot(named(9, "Pack of 7"), named(7, "Instagram followers"))

    assert numbers(made.search("7")) == [7, 9]
    assert numbers(made.search("#7")) == [7, 9]


def test_a_number_among_words_finds_its_service_too() -> None:
    made = snapshot(named(1, "Followers 30 days"), named(30, "Followers real"))

    assert numbers(made.search("real 30")) == [30]
    assert numbers(made.search("followers 30")) == [1, 30]


def test_exact_words_go_before_beginnings_meanings_and_guesses() -> None:
    made = snapshot(
        named(1, "Beğeni Instagram", kind=Kind.LIKES, rate=Money.of("0.1")),
        named(2, "Likes Instagram", kind=Kind.LIKES, rate=Money.of("9")),
        named(3, "Likestorm Instagram", kind=Kind.LIKES, rate=Money.of("0.2")),
    )

    assert numbers(made.search("likes")) == [2, 3, 1]


def test_equal_finds_run_from_the_cheapest() -> None:
    made = snapshot(*(named(n, "Instagram likes", rate=Money(900 - n)) for n in (1, 2, 3)))

    assert numbers(made.search("likes")) == [3, 2, 1]


def test_what_is_asked_for_goes_before_what_merely_says_so() -> None:
    live = named(1, "YouTube live views", platform=Platform.YOUTUBE, kind=Kind.LIVE)
    views = named(2, "YouTube views", platform=Platform.YOUTUBE, kind=Kind.VIEWS)
    views = service(2, name=views.name, platform=Platform.YOUTUBE, kind=Kind.VIEWS, rate=Money(9))
    cheap = service(1, name=live.name, platform=Platform.YOUTUBE, kind=Kind.LIVE, rate=Money(1))

    assert numbers(snapshot(cheap, views).search("youtube views")) == [2, 1]


def test_wishes_bring_first_what_has_them_and_leave_out_nothing() -> None:
    made = snapshot(
        named(1, "Instagram followers", rate=Money(1)),
        named(2, "Instagram followers real 30 days", rate=Money(2)),
    )

    assert numbers(made.search("настоящие подписчики 30")) == [2, 1]
    assert numbers(made.search("real")) == [2]


def test_every_other_word_must_fit() -> None:
    made = snapshot(named(1, "Instagram followers Brazil"), named(2, "Instagram followers"))

    assert numbers(made.search("seguidores brasil")) == [1]
    assert made.search("instagram zebra") == ()


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("instagram zebra", "instagram"),
        ("zebra follwers crossing", "followers"),
        ("buy tiktok zebra likse", "tiktok likes"),
        ("zebra", None),
        ("", None),
        ("🔥", None),
    ],
)
def test_what_may_have_been_meant_always_finds_something(text: str, suggested: str | None) -> None:
    made = snapshot_of(MANY)

    assert made.suggest(text) == suggested
    assert suggested is None or made.search(suggested)


@pytest.mark.parametrize(
    ("text", "platform", "kind"),
    [
        ("инста лайки", Platform.INSTAGRAM, Kind.LIKES),
        ("youtub", Platform.YOUTUBE, None),
        ("telegram подписчики", Platform.TELEGRAM, Kind.MEMBERS),
        ("spotify streams", Platform.SPOTIFY, Kind.PLAYS),
    ],
)
def test_the_shelf_that_is_meant_is_known(
    text: str, platform: Platform, kind: Kind | None
) -> None:
    shelf = snapshot_of(MANY).shelf_meant(text)

    assert shelf is not None
    assert (shelf.platform, shelf.kind) == (platform, kind)


@pytest.mark.parametrize("text", ["likes", "zebra", "101", "", "linkedin comments"])
def test_no_shelf_is_meant_without_a_platform_that_has_it(text: str) -> None:
    assert snapshot_of(MANY).shelf_meant(text) is None


def test_a_site_of_its_own_is_served_by_what_names_it() -> None:
    kick = service(3, name="Kick.com followers", platform=Platform.OTHER, kind=Kind.FOLLOWERS)
    other = service(4, name="Rumble views", platform=Platform.OTHER, kind=Kind.VIEWS)
    made = snapshot(kick, other)

    shelves = made.fitting(parse_link("https://www.kick.com/somebody"))

    assert [numbers(shelf.services) for shelf in shelves] == [[3]]
    assert made.fitting(parse_link("https://www.example.co.uk/page")) == ()


@given(st.text(max_size=400) | st.lists(st.sampled_from([row[1] for row in ROWS])).map(" ".join))
def test_any_text_is_answered_and_never_fails(text: str) -> None:
    made = snapshot_of(MANY)

    found = made.search(text)
    made.shelf_meant(text)
    suggested = made.suggest(text)

    assert len(set(numbers(found))) == len(found)
    assert suggested is None or made.search(suggested)
