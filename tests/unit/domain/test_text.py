"""Foreign texts made safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import clean_line

ODD = st.sampled_from(["\u202e", "\u200d", "\U0001f1f9", "\U0001f3fd", "e\u0301", "\n", "\r", " "])
TEXTS = st.lists(st.one_of(ODD, st.text(max_size=5)), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Real \t followers\n now ", "Real followers now"),
        ("pay\u202ecod", "paycod"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("half\ud800", "half"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("", ""),
    ],
)
def test_line_is_cleaned(text: str, clean: str) -> None:
    assert clean_line(text, 100) == clean


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("followers", 9, "followers"),
        ("followers!", 9, "follower…"),
        ("ab cdefgh", 4, "ab…"),
        ("abe\u0301d", 4, "ab…"),
        ("ab👍🏽cd", 4, "ab…"),
        ("a👨\u200d👩b", 4, "a…"),
        ("a🇹🇷🇹🇷b", 5, "a🇹🇷…"),
        ("a🇹🇷🇹🇷b", 4, "a🇹🇷…"),
        ("🏴\U000e0067\U000e0062\U000e007fab", 3, "…"),
        ("abc", 1, "…"),
    ],
)
def test_long_text_is_cut_between_signs(text: str, limit: int, cut: str) -> None:
    assert clean_line(text, limit) == cut


@given(TEXTS, st.integers(1, 30))
def test_cleaning_bounds_any_text_and_twice_changes_nothing(text: str, limit: int) -> None:
    cleaned = clean_line(text, limit)

    assert len(cleaned) <= limit
    assert clean_line(cleaned, limit) == cleaned
    assert "\ud800" not in cleaned


@given(TEXTS)
def test_line_is_one_line(text: str) -> None:
    assert len(clean_line(text, 100).splitlines()) <= 1
