"""The catalogue in memory: shelves, search, what fits a link, what replaces what is gone."""

import pytest

from domain.catalogue import Hidden, Service, ServiceType
from domain.ids import ServiceId
from domain.links.parse import parse_link
from domain.money import Money
from domain.platforms import Kind, Platform, Target
from services.catalogue.snapshot import Snapshot
from tests.stock import POST, service

TIKTOK = service(
    5,
    name="TikTok Likes 🔥 [Türkiye]",
    category="TikTok",
    platform=Platform.TIKTOK,
    kind=Kind.LIKES,
    targets=frozenset({Target.VIDEO}),
    country="TR",
)
LIKES = service(
    6, name="Instagram likes", kind=Kind.LIKES, targets=frozenset({Target.POST, Target.REEL})
)


def snapshot(*services: Service) -> Snapshot:
    return Snapshot.of(services, version=1)


def numbers(services: tuple[Service, ...]) -> list[int]:
    return [int(one.id) for one in services]


def test_platforms_are_counted_fullest_first_and_unknown_sites_last() -> None:
    other = service(7, platform=Platform.OTHER, kind=Kind.OTHER)
    more = service(8, platform=Platform.OTHER, kind=Kind.OTHER)
    made = snapshot(other, more, TIKTOK, service(1), service(2))

    shelves = [(shelf.platform, shelf.count) for shelf in made.platforms()]

    assert shelves == [(Platform.INSTAGRAM, 2), (Platform.TIKTOK, 1), (Platform.OTHER, 2)]
    assert made.count == 5


def test_kinds_stand_in_the_trades_order() -> None:
    assert [s.kind for s in snapshot(LIKES, service(1)).kinds(Platform.INSTAGRAM)] == [
        Kind.FOLLOWERS,
        Kind.LIKES,
    ]


def test_a_shelf_runs_from_the_cheapest_and_packages_stand_behind() -> None:
    package = service(3, type=ServiceType.PACKAGE, rate=Money.of("0.10"))
    dear = service(2, rate=Money.of("0.95"))
    cheap = service(4, rate=Money.of("0.20"))

    made = snapshot(package, dear, cheap)

    assert numbers(made.services(Platform.INSTAGRAM, Kind.FOLLOWERS)) == [4, 2, 3]
    assert made.platforms()[0].cheapest.id == 4


def test_hidden_services_are_nowhere() -> None:
    made = snapshot(service(1, hidden=Hidden.SENSITIVE))

    assert made.platforms() == ()
    assert made.kinds(Platform.INSTAGRAM) == ()
    assert made.services(Platform.INSTAGRAM, Kind.FOLLOWERS) == ()
    assert made.get(ServiceId(1)) is None
    assert made.search("instagram") == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("followers", [1]),
        ("INSTA followers", [1]),
        ("ig likes", [6]),
        ("turkiye", [5]),
        ("türkiye likes", [5]),
        ("лайки", [5, 6]),
        ("лайки тикток", [5]),
        ("#6", [6]),
        ("likes -- ", [5, 6]),
        ("instagram nonsense", []),
        ("", []),
        ("🔥", []),
    ],
)
def test_search_takes_every_word_and_what_it_means(text: str, found: list[int]) -> None:
    assert sorted(numbers(snapshot(service(1), TIKTOK, LIKES).search(text))) == found


def test_a_typed_number_brings_its_service_first() -> None:
    named = service(2, name="Followers 6 pack", rate=Money.of("0.01"))

    assert numbers(snapshot(named, LIKES).search("6")) == [6, 2]


def test_a_word_of_the_name_goes_before_its_meaning() -> None:
    said = service(2, name="Подписчики", category="IG", rate=Money.of("5"))

    assert numbers(snapshot(service(1), said).search("подписчики")) == [2, 1]


def test_only_services_that_take_the_link_fit_it() -> None:
    anything = service(9, kind=Kind.OTHER, targets=frozenset())
    made = snapshot(service(1), LIKES, TIKTOK, anything)

    shelves = made.fitting(parse_link(POST))

    assert [(s.kind, numbers(s.services)) for s in shelves] == [
        (Kind.LIKES, [6]),
        (Kind.OTHER, [9]),
    ]


def test_what_is_gone_is_replaced_by_the_nearest_price_of_its_shelf() -> None:
    gone = service(1, hidden=Hidden.GONE)
    near, far = service(2, rate=Money.of("1.00")), service(3, rate=Money.of("0.10"))

    made = snapshot(gone, near, far, LIKES)

    assert made.closest(ServiceId(1)) == near
    assert made.closest(ServiceId(404)) is None
