"""Which services an operator means by numbers and by the words before and after them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import ProviderName, ServiceId
from domain.platforms import Kind, Platform
from domain.selection import MOST_NUMBERS, Selection, SelectionError, read_selection


@pytest.mark.parametrize(
    ("text", "selection", "rest"),
    [
        ("12", Selection(numbers=(ServiceId(12),)), ""),
        (
            "#12,13, 14 off",
            Selection(numbers=(ServiceId(12), ServiceId(13), ServiceId(14))),
            "off",
        ),
        ("12 12 13 x 14", Selection(numbers=(ServiceId(12), ServiceId(13))), "x 14"),
        ("cat=88", Selection(beside=ServiceId(88)), ""),
        (
            "platform=TikTok action=likes 35% min=0.02",
            Selection(platform=Platform.TIKTOK, kind=Kind.LIKES),
            "35% min=0.02",
        ),
        ("provider=p2 tiktok likes", Selection(provider=ProviderName("p2")), "tiktok likes"),
    ],
)
def test_services_are_read_and_the_rest_is_left(
    text: str, selection: Selection, rest: str
) -> None:
    assert read_selection(text) == (selection, rest)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", ""),
        ("all of them", "all"),
        ("platform=myspace", "platform=myspace"),
        ("cat=likes", "cat=likes"),
        ("platform=", "platform="),
    ],
)
def test_what_names_no_services_is_said(text: str, word: str) -> None:
    with pytest.raises(SelectionError) as caught:
        read_selection(text)

    assert caught.value.word == word


def test_a_list_has_an_end() -> None:
    with pytest.raises(SelectionError):
        read_selection(",".join(map(str, range(1, MOST_NUMBERS + 2))))


def test_one_service_is_told_from_a_group() -> None:
    assert read_selection("12")[0].only == ServiceId(12)
    assert read_selection("12,13")[0].only is None
    assert read_selection("12 platform=tiktok")[0].only is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        selection, _ = read_selection(text)
    except SelectionError:
        return
    assert read_selection(str(selection))[0] == selection
