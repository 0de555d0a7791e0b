"""What a provider's list becomes, and what is not believed of it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Hidden, ServiceType, UpstreamService
from domain.ids import ServiceId, UserId
from domain.listed import Listed, Listing
from domain.listing import ListReader, type_of
from domain.money import Money
from domain.price_rules import PriceBook, PriceRule
from domain.pricing import UnknownCurrencyError
from domain.sync import SyncPlan, plan_sync
from domain.sync_report import SyncOutcome, SyncReport
from tests.stock import MAIN, PRICING, upstream

OWNER = UserId(1)
READ = ListReader(MAIN, Decimal(1), PRICING)
BOOK = PriceBook(default=PriceRule(percent=Decimal(30)))


def listings(*numbers: int) -> list[Listing]:
    return [READ(upstream(number)) for number in numbers]


def known(*items: Listing) -> list[Listed]:
    return [Listed(id=ServiceId(100 + n), listing=item) for n, item in enumerate(items)]


def plan(before: list[Listed], fresh: list[Listing]) -> SyncPlan:
    return plan_sync(MAIN, before, fresh, BOOK)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Default", ServiceType.DEFAULT),
        ("default", ServiceType.DEFAULT),
        (" PACKAGE ", ServiceType.PACKAGE),
        ("custom_comments", ServiceType.CUSTOM_COMMENTS),
        ("Mentions-Hashtag", ServiceType.MENTIONS_HASHTAG),
        ("Custom Comments Package", ServiceType.CUSTOM_COMMENTS_PACKAGE),
        ("INVITES  FROM  GROUPS", ServiceType.INVITES_FROM_GROUPS),
        ("Special", ServiceType.UNSUPPORTED),
        ("Custom Data", ServiceType.UNSUPPORTED),
        ("unsupported", ServiceType.UNSUPPORTED),
        ("", ServiceType.UNSUPPORTED),
    ],
)
def test_types_are_known_however_they_are_written(word: str, kind: ServiceType) -> None:
    assert type_of(word) is kind


def test_prices_are_exchanged_then_marked_up_and_rounded_up() -> None:
    rupees = ListReader(MAIN, PRICING.factor("INR"), PRICING)

    listing = rupees(upstream(rate=Decimal("0.00011999999999999999")))

    assert listing.cost == Money(2)
    assert listing.rate == Money(3)


def test_a_currency_without_a_rate_is_not_guessed() -> None:
    with pytest.raises(UnknownCurrencyError):
        PRICING.factor("TRY")


@pytest.mark.parametrize(
    "odd",
    [
        upstream(rate=Decimal(0)),
        upstream(rate=Decimal(-1)),
        upstream(rate=Decimal(10_000)),
        upstream(rate=Decimal("1e400")),
        upstream(max=0),
        upstream(min=0),
        upstream(min=-1),
        upstream(min=101, max=100),
        upstream(min=10**30, max=10**31),
    ],
)
def test_odd_entries_are_quarantined(odd: UpstreamService) -> None:
    assert READ(odd).hidden is Hidden.QUARANTINED


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (upstream(), None),
        (upstream(type="Custom Data"), Hidden.UNSUPPORTED),
        (upstream(name="Instagram Report Account"), Hidden.SENSITIVE),
        (upstream(name="YouTube Dislikes", category="YouTube"), Hidden.SENSITIVE),
    ],
)
def test_what_is_shown_is_decided_by_rules(entry: UpstreamService, why: Hidden | None) -> None:
    assert READ(entry).hidden is why


def test_names_are_cleaned_and_fit_their_column() -> None:
    listing = READ(upstream(name="Likes \x00\u202e" + "x" * 400))

    assert "\x00" not in listing.name
    assert "\u202e" not in listing.name
    assert len(listing.name) <= 255


def test_a_first_list_is_added_whole_and_in_order() -> None:
    made = plan([], listings(1, 2, 3))

    assert [item.upstream_id for item in made.new] == ["1", "2", "3"]
    assert made.report.outcome is SyncOutcome.APPLIED


def test_an_id_that_comes_twice_counts_once() -> None:
    twice = [READ(upstream(1, name="First")), READ(upstream(1, name="Second"))]

    assert [item.name for item in plan([], twice).new] == ["First"]


def test_the_same_list_again_changes_nothing() -> None:
    made = plan(known(*listings(1, 2)), listings(2, 1))

    assert (made.new, made.changed) == ((), ())


def test_a_price_that_rose_is_followed_and_counted() -> None:
    dearer = [READ(upstream(1, rate=Decimal("0.72")))]

    made = plan(known(*listings(1)), dearer)

    assert made.changed[0].listing.rate == Money.of("0.936")
    assert (made.report.raised, made.report.held) == (1, 0)


def test_a_missing_service_is_gone_and_comes_back() -> None:
    before = known(*listings(1, 2, 3, 4))

    went = plan(before, listings(1, 2, 3))
    away = [*before[:3], replace(before[3], listing=_hidden(before[3].listing, Hidden.GONE))]
    back = plan(away, listings(1, 2, 3, 4))

    assert [(item.id, item.listing.hidden) for item in went.changed] == [
        (ServiceId(103), Hidden.GONE)
    ]
    assert went.report.gone == 1
    assert [(item.id, item.listing.hidden) for item in back.changed] == [(ServiceId(103), None)]


def test_a_service_that_is_gone_already_is_not_written_again() -> None:
    before = known(_hidden(listings(1)[0], Hidden.GONE), *listings(2))

    assert plan(before, listings(2)).changed == ()


@pytest.mark.parametrize(
    ("lost", "outcome"), [(3, SyncOutcome.APPLIED), (4, SyncOutcome.TOO_MANY_LOST)]
)
def test_a_list_that_loses_more_than_thirty_percent_is_not_believed(
    lost: int, outcome: SyncOutcome
) -> None:
    numbers = range(1, 11)

    made = plan(known(*listings(*numbers)), listings(*numbers[lost:]))

    assert made.report.outcome is outcome
    assert made.report.lost == lost


def test_services_that_turn_odd_count_as_lost() -> None:
    before = known(*listings(1, 2))

    made = plan(before, [READ(upstream(1, rate=Decimal(0))), READ(upstream(2))])

    assert made.report.outcome is SyncOutcome.TOO_MANY_LOST


def test_a_type_that_has_got_its_form_meanwhile_is_put_on_sale() -> None:
    now = replace(listings(1)[0], type=ServiceType.POLL, upstream_type="poll")
    before = replace(now, type=ServiceType.UNSUPPORTED, hidden=Hidden.UNSUPPORTED)

    made = plan(known(before), [now])

    assert [item.listing.hidden for item in made.changed] == [None]
    assert made.report.unknown_types == ()
    assert plan(known(before), [before]).report.unknown_types == ("poll",)


def test_an_empty_list_is_never_believed() -> None:
    assert plan([], []).report.outcome is SyncOutcome.UNREADABLE


def test_a_service_that_an_owner_showed_stays_shown() -> None:
    sensitive = READ(upstream(name="Instagram Report Account"))
    shown = Listed(id=ServiceId(1), listing=replace(sensitive, hidden=None), shown_by=OWNER)

    assert plan([shown], [sensitive]).changed == ()


def test_a_refused_service_waits_until_its_entry_changes() -> None:
    before = known(_hidden(listings(1)[0], Hidden.PROVIDER_REFUSED))

    same = plan(before, listings(1))
    changed = plan(before, [READ(upstream(1, min=50))])

    assert same.changed == ()
    assert changed.changed[0].listing.hidden is None


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (plan([], listings(1, 2)).report, "2 services listed, 2 on sale (2 new, 0 changed"),
        (plan(known(*listings(1)), listings(2)).report, "1 services would be switched off"),
        (plan([], []).report, "the list could not be read"),
        (SyncReport(provider=MAIN, outcome=SyncOutcome.NO_RATE, detail="TRY"), "set FX_TRY"),
    ],
)
def test_a_report_says_what_happened_in_one_line(report: SyncReport, said: str) -> None:
    assert said in str(report)
    assert report.applied is (report.outcome is SyncOutcome.APPLIED)


entries = st.builds(
    upstream,
    number=st.integers(1, 12),
    rate=st.decimals(0, 20_000, places=4),
    min=st.integers(-1, 200),
    max=st.integers(-1, 10**12),
    type=st.sampled_from(["Default", "package", "Poll", ""]),
)


@given(first=st.lists(entries), second=st.lists(entries))
def test_no_list_empties_the_shop_or_sells_below_cost(
    first: list[UpstreamService], second: list[UpstreamService]
) -> None:
    before = known(*plan([], [READ(entry) for entry in first]).new)
    selling = sum(item.listing.hidden is None for item in before)

    made = plan(before, [READ(entry) for entry in second])

    asked = sum(item.listing.hidden in {Hidden.PRICE, Hidden.REUSED} for item in made.changed)
    if made.report.outcome is SyncOutcome.APPLIED:
        assert (made.report.lost - asked) * 10 <= selling * 3
    for listing in [*made.new, *(item.listing for item in made.changed)]:
        assert listing.hidden is not None or listing.rate >= listing.cost
        assert listing.hidden is not None or 0 < listing.min <= listing.max


def _hidden(listing: Listing, why: Hidden) -> Listing:
    return replace(listing, hidden=why)
