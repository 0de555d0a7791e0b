"""Right-to-left screens: rows, arrows and lines turn, links and amounts keep their order."""

from __future__ import annotations

from gettext import NullTranslations
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from handlers.kit.digest import LINE, digest_screen, first_line
from handlers.kit.direction import RIGHT_TO_LEFT, turned_label, turned_text
from handlers.kit.rows import pager_row
from handlers.kit.screen import Button, Screen, body, markup
from locales.html import FIRST_STRONG, POP, Html, code
from locales.languages import KNOWN
from locales.translator import Translator, translator

ARABIC = next(one for one in KNOWN if one.code == "ar")
T = Translator(ARABIC, "USD", NullTranslations())


def kept(text: str) -> str:
    return f"{FIRST_STRONG}{text}{POP}"


def labels(screen: Screen) -> list[list[str]]:
    keyboard = markup(screen, T.rtl)
    assert keyboard is not None
    return [[button.text for button in row] for row in keyboard.inline_keyboard]


def test_rows_run_from_the_right_and_arrows_turn() -> None:
    back, home = Button("‹ رجوع", "a"), Button("الرئيسية", "b")

    assert labels(Screen("", ((back, home),))) == [["الرئيسية", f"{kept('›')} رجوع"]]
    assert back.label == "‹ رجوع", "the screen itself is not changed"


def test_the_pager_turns_as_a_whole() -> None:
    row = pager_row(T, page=2, pages=18, to=str)

    assert labels(Screen("", (row,))) == [[kept("‹"), "2/18", kept("›")]]
    assert [button.data for button in row] == ["1", "2", "3"], "the screen itself is as it was"


def test_values_keep_their_order_inside_a_sentence() -> None:
    assert T("رصيد {amount}", amount="$1 <x>") == f"رصيد {kept('$1 &lt;x&gt;')}"
    assert T.plain("دفع {amount}", amount="$1") == f"دفع {kept('$1')}"
    assert T.plural("{n} x", "{n} y", n=3) == f"{kept('3')} y"
    assert T("{block}", block=Html("a\nb")) == "a\nb", "lines of their own are turned as lines"


def test_other_languages_carry_no_marks() -> None:
    t = translator("en", "USD")

    assert t("Balance {amount}", amount=t.money(Money.of("1"))) == "Balance $1.00"
    assert body(Screen("a <code>b</code>"), t.rtl) == "a <code>b</code>"


@pytest.mark.parametrize(
    ("line", "turned"),
    [
        ("سلام instagram", "سلام instagram"),
        ("Instagram followers", f"{RIGHT_TO_LEFT}Instagram followers"),
        ("<b>Ann</b> سلام", f"<b>{RIGHT_TO_LEFT}Ann</b> سلام"),
        (code("x.com/a"), f"{RIGHT_TO_LEFT}{kept('<code>x.com/a</code>')}"),
        ("", ""),
        ("1. سلام", "1. سلام"),
        ("<blockquote>Hi\nسلام</blockquote>", f"<blockquote>{RIGHT_TO_LEFT}Hi\nسلام</blockquote>"),
    ],
)
def test_each_line_runs_from_the_right(line: str, turned: str) -> None:
    assert turned_text(line) == turned


def test_a_label_without_arrows_is_left_alone() -> None:
    assert turned_label("1 · $0.90") == "1 · $0.90"


@given(st.text())
def test_turning_takes_nothing_away(text: str) -> None:
    marks = str.maketrans("", "", FIRST_STRONG + POP + RIGHT_TO_LEFT)

    assert turned_text(text).translate(marks) == text.translate(marks)


@given(st.text(max_size=500))
def test_a_line_of_a_digest_is_never_too_long(text: str) -> None:
    line = first_line(f"<b>{escape(text)}</b>\nmore")

    assert len(unescape(line).replace("<b>", "").encode("utf-16-le")) // 2 <= LINE + len("</b>")


def test_a_digest_counts_its_lines() -> None:
    screen = digest_screen(["✅ #1", "<b>$1</b> is back"], translator("en", "USD"))

    assert screen.text == "<b>2 updates</b>\n\n✅ #1\n<b>$1</b> is back"
