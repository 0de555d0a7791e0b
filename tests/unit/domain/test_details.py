"""What of a provider's description customers see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.details import MAX_DETAILS, MAX_LINES, cleaned_details


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("", ""),
        ("Start: 0-1 hour\r\nSpeed: 5K/day", "Start: 0-1 hour\nSpeed: 5K/day"),
        ("<p>Start: <b>instant</b></p><br/>Drop &lt; 5%", "Start: instant\nDrop < 5%"),
        ("&lt;b&gt;Real&lt;/b&gt; users", "Real users"),
        ("Quality: high\n======\n- - -\n\n✅ Refill", "Quality: high\n✅ Refill"),
        ("Good\nJoin https://panel.example\nFine", "Good\nFine"),
        ("Contact @panel_support\nOK", "OK"),
        ("Example: instagram.com/name", ""),
        ("Ask on WhatsApp\u202e now", ""),
        ("Open a support ticket", ""),
        ("a\u0000b\ud800c", "abc"),
        ("Speed: 5.000/day, v2.5", "Speed: 5.000/day, v2.5"),
    ],
)
def test_a_description_becomes_plain_lines(raw: str, shown: str) -> None:
    assert cleaned_details(raw) == shown


@given(st.text(alphabet=st.sampled_from("ab <>/br\n&;lt@.:🔥\u0301"), max_size=3000))
def test_a_description_is_always_short(raw: str) -> None:
    shown = cleaned_details(raw)

    assert len(shown) <= MAX_DETAILS
    assert len(shown.split("\n")) <= MAX_LINES
    assert "@a" not in shown.split()


def test_a_description_without_end_is_read_quickly() -> None:
    assert cleaned_details("<" * 10**6) == cleaned_details("<" * 8000)
