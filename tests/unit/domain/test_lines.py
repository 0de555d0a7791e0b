"""Lists that come line by line: split at line breaks, cleaned, judged, counted as sent."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Service, ServiceType
from domain.errors import FormError
from domain.fields import Field, Problem
from domain.forms import FORMS, form_of
from domain.lines import (
    BREAK,
    MAX_TEXT,
    Flaw,
    LineRule,
    ListChange,
    count_of,
    lines_of,
    mark_of,
    without_duplicates,
)
from domain.reading.lists import (
    COMMENTS,
    COUNTED_NAMES,
    GROUPS,
    HASHTAGS,
    MAX_COMMENT,
    PACKAGED_COMMENTS,
    PHRASES,
)
from domain.requests import add_fields, ensure_fits, request_for
from tests.stock import POST, service

T = ServiceType
COUNTED = service(type=T.CUSTOM_COMMENTS, min=2, max=4, targets=frozenset())
LIKED = COUNTED_NAMES


def split(rule: LineRule, text: str) -> list[str]:
    return list(rule.split(text)[0])


def read(field: Field, text: str, of: Service) -> str:
    return form_of(of).ask(field).read(text, of, {})


def refusal(text: str, of: Service = COUNTED, field: Field = Field.COMMENTS) -> FormError:
    with pytest.raises(FormError) as caught:
        read(field, text, of)
    return caught.value


@pytest.mark.parametrize(
    ("text", "lines", "blank"),
    [
        ("nice, pic", ["nice, pic"], 0),
        ("one\r\ntwo\nthree\rfour", ["one", "two", "three", "four"], 0),
        ("one\n\n  \ntwo\n", ["one", "two"], 2),
        ("  much \t space  ", ["much space"], 0),
        ("a\u2028b\x0bc", ["a b c"], 0),
        ("👨‍👩‍👧 ❤️ مرحبا", ["👨‍👩‍👧 ❤️ مرحبا"], 0),
        ("\n\n", [], 1),
    ],
)
def test_comments_are_parted_at_line_breaks_alone(text: str, lines: list[str], blank: int) -> None:
    assert COMMENTS.split(text) == (tuple(lines), blank)


@pytest.mark.parametrize(
    ("rule", "text", "lines"),
    [
        (COUNTED_NAMES, "@ann, @bob,\nhttps://instagram.com/Carl/?igsh=1", ["ann", "bob", "carl"]),
        (COUNTED_NAMES, "some.shop\n_x_", ["some.shop", "_x_"]),
        (HASHTAGS, "#travel, #путешествия\nयात्रा", ["travel", "путешествия", "यात्रा"]),
        (PHRASES, "test, testing\nbuy red shoes", ["test", "testing", "buy red shoes"]),
        (GROUPS, "@one\nhttps://t.me/two?utm_source=x", ["one", "https://t.me/two"]),
    ],
)
def test_names_lose_what_people_write_around_them(
    rule: LineRule, text: str, lines: list[str]
) -> None:
    assert split(rule, text) == lines
    assert not rule.look(BREAK.join(lines), service()).flaws


@pytest.mark.parametrize(
    ("rule", "line", "flaw"),
    [
        (COMMENTS, "look at https://spam.example.com", Flaw.LINK),
        (COMMENTS, "WWW.spam.com", Flaw.LINK),
        (COMMENTS, "join t.me/spam", Flaw.LINK),
        (COMMENTS, "x" * (MAX_COMMENT + 1), Flaw.TOO_LONG),
        (COUNTED_NAMES, "two names", Flaw.NOT_A_NAME),
        (COUNTED_NAMES, "...", Flaw.NOT_A_NAME),
        (COUNTED_NAMES, "x" * 65, Flaw.NOT_A_NAME),
        (HASHTAGS, "two words", Flaw.NOT_A_NAME),
        (PHRASES, "x" * 201, Flaw.TOO_LONG),
        (GROUPS, "not/a/group", Flaw.NOT_A_NAME),
    ],
)
def test_bad_lines_are_named_by_number(rule: LineRule, line: str, flaw: Flaw) -> None:
    assert rule.look(f"fine\n{line}", service()).flaws == ((2, flaw),)


@pytest.mark.parametrize("line", ["nice e.g. this", "5/5", "12:30", "at.me/x", "a.b.c", "wow!"])
def test_a_comment_with_a_point_is_no_link(line: str) -> None:
    assert not COMMENTS.look(line, COUNTED).flaws


def test_lists_have_limits_like_quantities() -> None:
    few, many = refusal("one"), refusal("1\n2\n3\n4\n5")

    assert (few.problem, few.detail) == (Problem.TOO_FEW, {"least": 2, "most": 4, "count": 1})
    assert (many.problem, many.detail["count"]) == (Problem.TOO_MANY, 5)
    assert refusal("a\nhttps://b.example.com").problem == Problem.BAD_LINES
    assert refusal("").detail["count"] == 0


def test_a_list_has_room_for_so_much_text() -> None:
    error = refusal("x" * (MAX_TEXT + 1))

    assert (error.problem, error.detail) == (Problem.TOO_MUCH_TEXT, {"most": MAX_TEXT})


@pytest.mark.parametrize(("limits", "wanted"), [((1, 1), (1, 10_000)), ((10, 10), (10, 10))])
def test_a_package_takes_the_comments_that_it_names(
    limits: tuple[int, int], wanted: tuple[int, int]
) -> None:
    package = service(type=T.CUSTOM_COMMENTS_PACKAGE, min=limits[0], max=limits[1])

    seen = PACKAGED_COMMENTS.look("", package)

    assert (seen.least, seen.most) == wanted


def test_duplicates_are_counted_and_go_on_request_where_they_stood_later() -> None:
    kept = "Nice\nwow\nnice\nWOW\nok"

    assert COMMENTS.look(kept, COUNTED).duplicates == 2
    assert COMMENTS.changed(kept, COUNTED, ListChange.DROP_DUPLICATES) == "Nice\nwow\nok"


def test_one_flawed_line_goes_by_its_mark_and_no_other_by_a_late_tap() -> None:
    bad, worse = "see https://a.example.com", "see https://b.example.com"
    kept = f"fine\n{bad}\n{worse}"

    once = COMMENTS.changed(kept, COUNTED, ListChange.DROP_LINE, mark_of(bad))
    twice = COMMENTS.changed(once, COUNTED, ListChange.DROP_LINE, mark_of(bad))
    sound = COMMENTS.changed(once, COUNTED, ListChange.DROP_LINE, mark_of("fine"))

    assert once == twice == sound == f"fine\n{worse}"
    assert COMMENTS.changed(kept, COUNTED, ListChange.DROP_FLAWED) == "fine"


def test_a_list_is_cut_to_what_the_service_takes_or_emptied() -> None:
    kept = "1\n2\n3\n4\n5"

    assert COMMENTS.changed(kept, COUNTED, ListChange.KEEP_FIRST) == "1\n2\n3\n4"
    assert COMMENTS.changed(kept, COUNTED, ListChange.CLEAR) == ""


LISTS = [ask for form in FORMS.values() for ask in form.asks if ask.lines is not None]
LINES = st.lists(st.text(max_size=20), max_size=12).map("\n".join)
TEXTS = st.one_of(LINES, st.text(max_size=200))


@given(text=TEXTS, ask=st.sampled_from(LISTS))
def test_what_is_kept_of_a_list_stays_as_it_is(text: str, ask: object) -> None:
    rule = ask.lines  # type: ignore[attr-defined]
    kept = BREAK.join(split(rule, text))

    assert BREAK.join(split(rule, kept)) == kept
    assert count_of(kept) == len(lines_of(kept)) == len(split(rule, text))
    assert all(line and line == line.strip() for line in lines_of(kept))


@given(text=TEXTS)
def test_comments_lose_no_line_and_gain_none(text: str) -> None:
    wanted = [piece for piece in re.split(r"\r\n|\n|\r", text) if COMMENTS.clean(piece)]

    assert len(split(COMMENTS, text)) == len(wanted)


@given(lines=st.lists(st.text(max_size=5), max_size=10))
def test_no_text_is_left_twice_or_lost(lines: list[str]) -> None:
    left = without_duplicates(lines)

    assert {line.casefold() for line in left} == {line.casefold() for line in lines}
    assert len(left) == len({line.casefold() for line in left})


@given(text=TEXTS, kind=st.sampled_from([T.CUSTOM_COMMENTS, T.COMMENT_REPLIES]))
def test_the_provider_counts_the_lines_that_are_charged(text: str, kind: ServiceType) -> None:
    """A panel splits at line breaks and drops blank lines: it must come to our number."""
    of = service(type=kind, min=1, max=50, targets=frozenset())
    values = {"link": POST, "username": "ann", "comments": BREAK.join(split(COMMENTS, text))}
    try:
        request = request_for(of, values)
    except FormError:
        return

    sent = add_fields(kind, request)["comments"]

    ensure_fits(of, request)
    assert sum(bool(line.strip()) for line in re.split(r"\r\n|\n|\r", sent)) == request.units


@given(names=st.lists(st.from_regex(r"[a-z0-9_]{1,12}", fullmatch=True), min_size=1, max_size=30))
def test_the_provider_counts_the_names_that_are_charged(names: list[str]) -> None:
    of = service(type=T.MENTIONS_CUSTOM_LIST, min=1, max=50, targets=frozenset())
    kept = read(Field.USERNAMES, ", ".join(f"@{name}" for name in names), of)

    request = request_for(of, {"link": POST, "usernames": kept})

    ensure_fits(of, request)
    assert add_fields(of.type, request)["usernames"].split("\n") == names
    assert request.units == len(names)
