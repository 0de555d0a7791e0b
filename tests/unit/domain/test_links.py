"""Links as customers paste them, against the table of their normal forms beside this file."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.links.hosts import MENTIONS, SITES
from domain.links.model import MAX_LINK_LENGTH, Link, LinkError, LinkProblem
from domain.links.parse import check_link, parse_link
from domain.platforms import Platform, Target

TABLE = (Path(__file__).parent / "links.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [row.split("\t") for row in TABLE]

REFUSED = [
    ("hello", LinkProblem.NOT_A_LINK),
    ("", LinkProblem.NOT_A_LINK),
    ("followers 1.5k please", LinkProblem.NOT_A_LINK),
    ("name@gmail.com", LinkProblem.NOT_A_LINK),
    ("end.Of.sentence", LinkProblem.NOT_A_LINK),
    ("localhost/admin", LinkProblem.NOT_A_LINK),
    ("http://[::1", LinkProblem.NOT_A_LINK),
    ("https://example.com:port/", LinkProblem.NOT_A_LINK),
    ("@nike", LinkProblem.NO_SITE),
    ("https://t.me/durov and https://t.me/telegram", LinkProblem.SEVERAL_LINKS),
    ("@one @two", LinkProblem.SEVERAL_LINKS),
    ("https://vm.tiktok.com/ZMabcdef/", LinkProblem.SHORT_LINK),
    ("https://vt.tiktok.com/ZSabcdef/", LinkProblem.SHORT_LINK),
    ("https://www.tiktok.com/t/ZTabcdef/", LinkProblem.SHORT_LINK),
    ("https://bit.ly/3abcdef", LinkProblem.SHORT_LINK),
    ("www.bit.ly/3abcdef", LinkProblem.SHORT_LINK),
    ("https://t.co/abcdef", LinkProblem.SHORT_LINK),
    ("https://fb.watch/abcdef/", LinkProblem.SHORT_LINK),
    ("https://www.facebook.com/share/p/AbCdEf123/", LinkProblem.SHORT_LINK),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.com", LinkProblem.SHORT_LINK),
    ("https://www.instagram.com/share/reel/AbCdEf", LinkProblem.SHORT_LINK),
    ("https://l.instagram.com/?u=https%3A%2F%2Fa.com", LinkProblem.SHORT_LINK),
    ("https://on.soundcloud.com/abcde", LinkProblem.SHORT_LINK),
    ("https://spotify.link/abcde", LinkProblem.SHORT_LINK),
    ("https://pin.it/abcde", LinkProblem.SHORT_LINK),
    ("https://www.reddit.com/r/python/s/AbCdEf", LinkProblem.SHORT_LINK),
    ("https://lnkd.in/abcde", LinkProblem.SHORT_LINK),
    ("https://vk.cc/abcde", LinkProblem.SHORT_LINK),
    ("https://vk.com/away.php?to=https%3A%2F%2Fa.com", LinkProblem.SHORT_LINK),
    ("https://www.youtube.com/redirect?q=https%3A%2F%2Fa.com", LinkProblem.SHORT_LINK),
    ("https://myapp.page.link/abc", LinkProblem.SHORT_LINK),
    ("https://t.me/c/1234567890/55", LinkProblem.PRIVATE),
    ("https://t.me/+380501234567", LinkProblem.PRIVATE),
    ("https://discord.com/channels/@me/123456789012345678", LinkProblem.PRIVATE),
    ("https://www.instagram.com/direct/inbox/", LinkProblem.PRIVATE),
    ("https://www.facebook.com/messages/t/123", LinkProblem.PRIVATE),
    ("https://soundcloud.com/forss/flickermood/s-AbCdE", LinkProblem.PRIVATE),
    ("https://vk.com/im?sel=1", LinkProblem.PRIVATE),
    ("https://www.linkedin.com/messaging/thread/1", LinkProblem.PRIVATE),
    ("https://www.instagram.com/s/aGlnaGxpZ2h0OjE3?story_media_id=1", LinkProblem.EXPIRING),
    ("https://user:password@instagram.com/nike", LinkProblem.CREDENTIALS),
    ("https://instagram.com@evil.example.com/nike", LinkProblem.CREDENTIALS),
    ("javascript:alert(1)", LinkProblem.BAD_SCHEME),
    ("javascript:location='https://t.me/durov'", LinkProblem.BAD_SCHEME),
    ("data:text/html,hi", LinkProblem.BAD_SCHEME),
    ("ftp://example.com/file", LinkProblem.BAD_SCHEME),
    ("file:///etc/passwd", LinkProblem.BAD_SCHEME),
    ("mailto:name@example.com", LinkProblem.BAD_SCHEME),
    ("tg://settings", LinkProblem.BAD_SCHEME),
    ("http://127.0.0.1/", LinkProblem.BAD_HOST),
    ("http://2130706433/", LinkProblem.BAD_HOST),
    ("http://0x7f.1/", LinkProblem.BAD_HOST),
    ("http://[::1]/", LinkProblem.BAD_HOST),
    ("http://localhost/", LinkProblem.BAD_HOST),
    ("http://printer.local/", LinkProblem.BAD_HOST),
    ("http://metadata.internal/", LinkProblem.BAD_HOST),
    ("https://example.com:8443/", LinkProblem.BAD_HOST),
    ("https://t.me:81/durov", LinkProblem.BAD_HOST),
    ("https://-bad-.com/", LinkProblem.BAD_HOST),
    ("https://a..com/", LinkProblem.BAD_HOST),
    (f"https://{'a' * 64}.com/", LinkProblem.BAD_HOST),
    (f"https://{'ы' * 80}.com/", LinkProblem.BAD_HOST),
    (f"https://{'a.' * 130}com/", LinkProblem.BAD_HOST),
    (f"https://example.com/{'a' * MAX_LINK_LENGTH}", LinkProblem.TOO_LONG),
    ("https://lnstagram.com/nike", LinkProblem.LOOKALIKE),
    ("https://instagrarn.com/nike", LinkProblem.LOOKALIKE),
    ("https://www.faceb00k.com/nike", LinkProblem.LOOKALIKE),
    ("https://tlktok.com/@nike", LinkProblem.LOOKALIKE),
    ("https://twltter.com/nike", LinkProblem.LOOKALIKE),
    ("https://insta-gram.com/nike", LinkProblem.LOOKALIKE),
    ("https://\u0456nstagram.com/nike", LinkProblem.LOOKALIKE),
    ("https://xn--nstagram-shh.com/nike", LinkProblem.LOOKALIKE),
    ("https://instagram.com.evil.com/nike", LinkProblem.LOOKALIKE),
    ("https://instagram-login.net/nike", LinkProblem.LOOKALIKE),
    ("https://telegram-verify.xyz/", LinkProblem.LOOKALIKE),
    ("https://maps.app.goo.gl/AbCdEf", LinkProblem.SHORT_LINK),
    ("https://soundcloud.app.goo.gl/abcde", LinkProblem.SHORT_LINK),
    ("https://www.google.com/url?q=https://instagram.com/nike", LinkProblem.SHORT_LINK),
    ("https://www.facebook.com/share/1AbCdEfGh/", LinkProblem.SHORT_LINK),
    ("https://dsc.gg/shop", LinkProblem.SHORT_LINK),
    ("https://web.telegram.org/a/#-1001234567890", LinkProblem.PRIVATE),
    ("hxxps://instagram.com/nike", LinkProblem.BAD_SCHEME),
    ("instagram,com/nike", LinkProblem.NOT_A_LINK),
]
MENTIONED = [
    (Platform.INSTAGRAM, "https://www.instagram.com/shop.one"),
    (Platform.TIKTOK, "https://www.tiktok.com/@shop.one"),
    (Platform.YOUTUBE, "https://www.youtube.com/@shop.one"),
    (Platform.FACEBOOK, "https://www.facebook.com/shop.one"),
    (Platform.THREADS, "https://www.threads.com/@shop.one"),
    (Platform.VK, "https://vk.com/shop.one"),
]
WORDS = st.sampled_from(
    [
        *(row[0] for row in ROWS),
        *(text for text, _ in REFUSED),
        *("https://", "http:", "@", "t.me/", "?v=", "[", "](", ")", "\\", "%", "%2e", "..", "/"),
        *("\u202e", "\u200b", "\ud800", "．", "xn--", ":443", ".", "İ", "ß", "#", "&", "=", "s/"),
    ],
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=5).map("".join)


def problem_of(text: str, expected: Platform | None = None) -> LinkProblem:
    with pytest.raises(LinkError) as refused:
        parse_link(text, expected)
    return refused.value.problem


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_pasted_link_gets_its_normal_form(row: list[str]) -> None:
    text, platform, target, normal, handle = row

    link = parse_link(text)

    assert [link.platform, link.target, link.normal, link.handle or "-"] == [
        platform,
        target,
        normal,
        handle,
    ]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_normal_form_is_its_own_normal_form(row: list[str]) -> None:
    link = parse_link(row[0])

    assert parse_link(link.normal) == link


def test_table_holds_at_least_300_links_of_every_platform() -> None:
    assert len(ROWS) >= 300
    assert {row[1] for row in ROWS} == set(Platform) - {Platform.OTHER}


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_unusable_link_is_refused_with_its_reason(text: str, problem: LinkProblem) -> None:
    assert problem_of(text) is problem


@pytest.mark.parametrize(("expected", "normal"), MENTIONED)
def test_mention_is_a_name_on_the_expected_platform(expected: Platform, normal: str) -> None:
    assert parse_link("@Shop.One", expected).normal == normal
    assert parse_link("my page is @shop.one, thanks", expected).normal == normal


def test_every_platform_that_knows_mentions_takes_a_plain_one() -> None:
    for platform in MENTIONS:
        assert parse_link("@shopone", platform).platform is platform


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@nike", Platform.WEBSITE),
        ("@nike", Platform.SPOTIFY),
        ("@a", Platform.TELEGRAM),
        ("@explore", Platform.INSTAGRAM),
        ("@shop.one", Platform.TELEGRAM),
    ],
)
def test_mention_that_the_platform_cannot_know_is_no_link(text: str, expected: Platform) -> None:
    assert problem_of(text, expected) is LinkProblem.NOT_A_LINK


def test_of_several_links_the_only_one_of_the_expected_platform_is_taken() -> None:
    text = "site https://example.com and channel https://t.me/durov"

    assert parse_link(text, Platform.TELEGRAM).normal == "https://t.me/durov"
    assert problem_of(text) is LinkProblem.SEVERAL_LINKS


def test_same_link_twice_is_one_link() -> None:
    assert parse_link("https://t.me/durov t.me/Durov?x=1").handle == "durov"


def test_refused_short_link_names_its_site() -> None:
    with pytest.raises(LinkError) as refused:
        parse_link("https://vm.tiktok.com/ZMabcdef/")

    assert refused.value.platform is Platform.TIKTOK


def test_error_does_not_repeat_the_text() -> None:
    with pytest.raises(LinkError) as refused:
        parse_link("https://user:hunter2@example.com/")

    assert "hunter2" not in repr(refused.value)


def test_control_and_bidi_marks_are_dropped() -> None:
    text = "\u202ehttps://www.insta\u200bgram.com/ni\u2066ke\x00"

    assert parse_link(text).normal == "https://www.instagram.com/nike"


@pytest.mark.parametrize(
    "host",
    ["telegram.org", "discord.me", "cloud.com", "myinstagram.com", "youtubetools.com", "twin.com"],
)
def test_names_that_only_hold_a_known_one_are_no_lookalikes(host: str) -> None:
    assert parse_link(f"https://{host}/").target is Target.SITE


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("https://www.kick.com/name", "kick"),
        ("https://news.example.co.uk/?a=1", "example"),
        ("https://ok.ru", "ok"),
        ("https://t.me/durov", "t"),
    ],
)
def test_a_site_is_called_as_its_host_says(text: str, site: str) -> None:
    assert parse_link(text).site == site


def test_shown_form_is_what_people_write() -> None:
    assert parse_link("https://www.instagram.com/nike").shown == "instagram.com/nike"


def test_telegram_subdomain_of_the_site_itself_is_no_name() -> None:
    assert parse_link("https://a.b.t.me/x").target is Target.OTHER


@pytest.mark.parametrize(
    ("text", "platform", "targets", "problem"),
    [
        ("t.me/durov", Platform.TELEGRAM, {Target.CHANNEL}, None),
        ("t.me/durov", Platform.TELEGRAM, set(), None),
        ("t.me/durov", Platform.OTHER, {Target.POST}, None),
        ("t.me/durov", Platform.INSTAGRAM, {Target.PROFILE}, LinkProblem.WRONG_SITE),
        ("t.me/durov", Platform.TELEGRAM, {Target.MESSAGE}, LinkProblem.WRONG_KIND),
        ("instagram.com/nike", Platform.INSTAGRAM, {Target.POST}, LinkProblem.WRONG_KIND),
        (
            "instagram.com/stories/nike/1",
            Platform.INSTAGRAM,
            {Target.PROFILE},
            LinkProblem.EXPIRING,
        ),
        ("instagram.com/stories/nike/1", Platform.INSTAGRAM, {Target.STORY}, None),
        ("t.me/+AbCdEfGhIjKlMnOp", Platform.TELEGRAM, {Target.CHANNEL}, LinkProblem.PRIVATE),
        ("t.me/+AbCdEfGhIjKlMnOp", Platform.TELEGRAM, {Target.INVITE}, None),
    ],
)
def test_link_is_held_against_the_service(
    text: str,
    platform: Platform,
    targets: set[Target],
    problem: LinkProblem | None,
) -> None:
    assert check_link(parse_link(text), platform, frozenset(targets)) is problem


def test_no_host_belongs_to_two_sites() -> None:
    hosts = [host for site in SITES for host in site.hosts]

    assert len(hosts) == len(set(hosts))


@given(TEXTS, st.sampled_from([None, *Platform]))
@example("https://example.com/a.?utm_source=x", None)
@example("https://www.youtube.com/@İstanbul", None)
@example("https://www.linkedin.com/in/a)", None)
@example("https://www.pinterest.com/shop/_created/more", None)
@example("https://soundcloud.com/shop/tracks/comments", None)
@example("https://www.tiktok.com/@shop./", None)
@example("https://www.facebook.com/groups/../", None)
@example("https://example.com/.#", None)
@example("https://www.instagram.com/nike.?igsh=abc", None)
@example("https://www.facebook.com/100001234567890/videos", None)
def test_any_text_gives_a_stable_link_or_a_link_error(
    text: str,
    expected: Platform | None,
) -> None:
    try:
        link = parse_link(text, expected)
    except LinkError:
        return

    assert_is_normal(link)


def assert_is_normal(link: Link) -> None:
    assert link.normal.isascii()
    assert link.normal.isprintable()
    assert link.normal.startswith(("https://", "http://"))
    assert len(link.normal) <= MAX_LINK_LENGTH
    assert parse_link(link.normal) == link


@given(st.from_regex(r"https://[a-z]{1,9}\.(com|ru|t\.me)/[!-~]{0,40}", fullmatch=True))
def test_any_web_address_is_stable(text: str) -> None:
    try:
        link = parse_link(text)
    except LinkError:
        return

    assert_is_normal(link)


@given(st.sampled_from(sorted({h for site in SITES for h in site.hosts})), st.text(max_size=40))
def test_any_path_of_a_known_site_is_stable(host: str, path: str) -> None:
    try:
        link = parse_link(f"https://{host}/{path}")
    except LinkError:
        return

    assert_is_normal(link)
