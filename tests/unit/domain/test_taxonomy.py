"""Categories and names as real panels write them, and what the shop makes of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_benchmark.fixture import BenchmarkFixture

from domain.platforms import Kind, Platform, Target
from domain.taxonomy.recognise import recognise
from domain.taxonomy.refills import LIFETIME_DAYS, refill_days
from domain.taxonomy.words import fold, words_of

TABLE = (Path(__file__).parent / "services.tsv").read_text(encoding="utf-8")
ROWS = [row.split("\t") for row in TABLE.splitlines()]

HARMFUL = [
    "Report Account",
    "Dislikes",
    "Telegram Votes",
    "Poll Votes [Fast]",
    "Google Reviews 5 ⭐",
    "Blue Badge Verification",
    "Mavi tik",
    "Verified badge",
    "Likes 18+ video",
    "+18 Channel Members",
    "Followers [password required]",
    "Send login and password",
    "Жалобы на аккаунт",
    "Дизлайки",
    "Голоса в опрос",
    "Отзывы",
    "Şikayet",
    "Anket oyları",
    "Denúncias",
    "Votos em enquete",
    "वोट",
    "Upvotes",
    "Downvotes",
    "Unban service",
    "No password, dislikes",
]
HARMLESS = [
    "Views",
    "Previews",
    "Followers, no password",
    "Followers without login or password",
    "Followers, password not needed",
    "Likes from blue tick accounts",
    "Unreported drop",
    "Голосовой чат участники",
    "Followers [2018+ accounts]",
    "Devoted fans",
    "Не отзывы, а подписчики",
]
REFILLS = [
    ("R30", 30),
    ("AR30", 30),
    ("♻️R365", 365),
    ("[R 60]", 60),
    ("R∞", LIFETIME_DAYS),
    ("30 Days Refill", 30),
    ("30-day refill", 30),
    ("[30D Refill]", 30),
    ("Refill 90 Days", 90),
    ("Refill: 90d", 90),
    ("365 Days ♻️", 365),
    ("♻️ 365 Days", 365),
    ("90 Days Auto Refill", 90),
    ("30 Days Guarantee", 30),
    ("1 Year Refill", 365),
    ("6 Months Warranty", 180),
    ("Lifetime", LIFETIME_DAYS),
    ("Life Time Refill", LIFETIME_DAYS),
    ("Refill ♾", LIFETIME_DAYS),
    ("Гарантия 30 дней", 30),
    ("30 дней гарантии", 30),
    ("Пожизненная гарантия", LIFETIME_DAYS),
    ("30 Gün Telafi", 30),
    ("Reposição 30 dias", 30),
    ("30 días de reposición", 30),
    ("9999 days refill", 3650),
    ("No Refill", 0),
    ("No-Refill", 0),
    ("NO REFILL / 30 days", 0),
    ("Refill: No", 0),
    ("Refill ❌", 0),
    ("❌ Refill", 0),
    ("Без гарантии", 0),
    ("Telafisiz", 0),
    ("Sem reposição", 0),
    ("Sin reposición", 0),
    ("Refill", None),
    ("Refill Button", None),
    ("30 Days drip", None),
    ("Speed 10k/day", None),
    ("Refill 30k/day", None),
    ("R10k", None),
    ("R33", None),
    ("PR30", None),
    ("", None),
]


@pytest.mark.parametrize("row", ROWS, ids=[" / ".join(row[:2]) for row in ROWS])
def test_service_is_recognised(row: list[str]) -> None:
    found = recognise(row[0], row[1])

    assert [
        found.platform,
        found.kind,
        "sensitive" if found.sensitive else "-",
        "-" if found.refill_days is None else str(found.refill_days),
        found.country or "-",
        ",".join(sorted(found.targets)) or "-",
    ] == row[2:]


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_service_is_sensitive(name: str) -> None:
    assert recognise("Instagram", name).sensitive
    assert recognise(name, "Instagram").sensitive


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_service_is_not_sensitive(name: str) -> None:
    assert not recognise("Instagram Followers", name).sensitive


def test_blue_tick_alone_is_what_is_sold() -> None:
    assert recognise("Instagram", "Blue Tick [Monthly]").sensitive


@pytest.mark.parametrize(("name", "days"), REFILLS)
def test_refill_is_read_from_the_name(name: str, days: int | None) -> None:
    assert refill_days(name) == days


def test_category_says_the_platform_first() -> None:
    assert recognise("Instagram", "Likes like on TikTok").platform is Platform.INSTAGRAM


def test_name_says_the_platform_where_the_category_names_several() -> None:
    assert recognise("Instagram / TikTok", "TikTok likes").platform is Platform.TIKTOK


def test_name_says_the_action_first() -> None:
    assert recognise("Instagram Likes", "Instagram Comments").kind is Kind.COMMENTS


def test_category_of_stories_makes_views_a_story() -> None:
    assert recognise("Instagram Story", "Views").kind is Kind.STORY


def test_bot_starts_take_a_bot() -> None:
    assert recognise("Telegram", "Telegram Bot Start").targets == {Target.USER}


def test_page_likes_take_a_page_and_no_post() -> None:
    assert Target.POST not in recognise("Facebook", "Page Likes").targets


def test_styled_letters_read_like_plain_ones() -> None:
    assert words_of("𝗜𝗻𝘀𝘁𝗮𝗴𝗿𝗮𝗺 Ｌｉｋｅｓ Beğeni İZLENME") == (
        "instagram",
        "likes",
        "begeni",
        "izlenme",
    )


def test_different_flags_name_no_country() -> None:
    assert recognise("Instagram", "Followers 🇹🇷 🇮🇳").country is None
    assert recognise("Instagram", "Followers 🇹🇷 🇪🇺").country == "TR"


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_texts_are_recognised_as_something(category: str, name: str) -> None:
    found = recognise(category, name)

    assert found == recognise(category, name)
    assert found.refill_days is None or 0 <= found.refill_days <= LIFETIME_DAYS


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_for_plain_text(text: str) -> None:
    assert fold(fold(text)) == fold(text) or not text.isascii()


@pytest.mark.bench
def test_six_thousand_services_are_recognised_quickly(benchmark: BenchmarkFixture) -> None:
    names = [(row[0], f"{row[1]} {number}") for number in range(60) for row in ROWS][:6000]

    benchmark(lambda: [recognise(*pair) for pair in names])
