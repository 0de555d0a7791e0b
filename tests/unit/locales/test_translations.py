"""What a translation may change of a text, and what it must keep: all but the words."""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Final

import pytest

from tests.architecture.source import called, modules, tree
from tests.unit.locales.texts import (
    PLACEHOLDER,
    TAG,
    TRANSLATED,
    Said,
    folders,
    names_in,
    said_in,
    words_of,
)

every_language = pytest.mark.parametrize("code", TRANSLATED)

SCRIPTS: Final = {"ru": "CYRILLIC", "uk": "CYRILLIC", "hi": "DEVANAGARI", "ar": "ARABIC"}
TOAST: Final = 200
"""Characters that Telegram shows of the answer to a tap."""
SHORT: Final = 30
LABEL: Final = 40
"""A label that is short in English may grow, but not until a phone cuts it to nothing."""

NAMES: Final = {
    "Discord", "Facebook", "Instagram", "LinkedIn", "Pinterest", "Reddit", "SoundCloud",
    "Spotify", "Telegram", "Threads", "TikTok", "Twitch", "VK", "YouTube",
}  # fmt: skip
TYPED: Final = {
    "/find instagram.com/name", "/hide platform=tiktok action=likes",
    "/markup platform=tiktok 35% min=0.02 .x9", "/move 1234 tiktok likes", "/orders partial @ann",
    "/pin 1234 best", "/sync 1043 1044", "/undo L-8841", "python -m bot audit",
}  # fmt: skip
SAME: Final = (
    NAMES
    | TYPED
    | {
        "ID {id}",  # people everywhere know it by this name
        "{service} · ID {id}",
        "API",
        "API: {state}",
        "Android",
        "CSV",
        "SmmPremium",  # a way of answering, by the name of the panel that has it
        "iPhone, iPad",
        "instagram.com/name",
    }
)
BORROWED: Final = {
    "es": {
        "/close <ticket>", "<b>Tickets</b> · {n}", "<b>Total: {amount}</b>", "Error", "Hashtag",
        "1 h {minutes} min", "Hashtags", "Tickets", "no", "reel", "video", "{n} hashtags",
        "{n} min",
    },
    "pt": {
        "/close <ticket>", "<b>Tickets</b> · {n}", "<b>Total: {amount}</b>", "Hashtag",
        "1 h {minutes} min", "Hashtags", "Link", "Link: {link}", "Status: {status}", "Tickets",
        "playlist", "reel", "story", "{n} hashtags", "{n} min",
    },
    "id": {"platform", "video"},
    "tr": {"Min ≤ {n}", "platform", "video"},
}  # fmt: skip
"""Words that a language shares with English."""

MARK: Final = re.compile(r"^[^\w\s<{“«/#@(¿¡]+\s*")
COMMAND: Final = re.compile(r"(?<![\w<])/[a-z]{3,}")
SETTING: Final = re.compile(r"[A-Z]{2,}_[A-Z_]*")
WORD: Final = re.compile(r"[^\W\d_]{2,}")


def kept(what: Callable[[str], object], code: str) -> list[Said]:
    """The texts of a language in which something differs that must stay."""
    return [said for said in said_in(code) if what(said.source) != what(said.target)]


@every_language
def test_placeholders_are_those_of_the_text(code: str) -> None:
    assert not kept(lambda text: Counter(names_in(text)), code)


@every_language
def test_placeholders_are_plain_names(code: str) -> None:
    odd = [name for said in said_in(code) for name in names_in(said.source + said.target)]

    assert all(name.isidentifier() for name in odd)


@every_language
def test_markup_is_that_of_the_text(code: str) -> None:
    assert not kept(lambda text: Counter(TAG.findall(text)), code)
    assert not kept(lambda text: Counter(re.findall(r"[<>]", text)), code)
    assert not [said for said in said_in(code) if said.target.count("&") > said.source.count("&")]


@every_language
def test_markup_is_closed_in_order(code: str) -> None:
    assert not [said for said in said_in(code) if not is_balanced(said.target)]


def test_unbalanced_markup_would_be_seen() -> None:
    assert is_balanced("<b>a <i>b</i></b> <code>c</code> /block <user>")
    assert not any(map(is_balanced, ("<b>a", "a</b>", "<b><i>a</b></i>", "<b>a<b>")))


@every_language
@pytest.mark.parametrize("kind", [COMMAND, SETTING], ids=["command", "setting"])
def test_what_has_to_be_typed_stays(kind: re.Pattern[str], code: str) -> None:
    assert not kept(lambda text: Counter(kind.findall(text)), code)


@every_language
def test_the_mark_in_front_stays(code: str) -> None:
    assert not kept(MARK.findall, code)


@every_language
def test_lines_and_edges_stay(code: str) -> None:
    assert not kept(lambda text: text.count("\n"), code)
    assert not kept(lambda text: (text[0].isspace(), text[-1].isspace()), code)
    assert not kept(lambda text: (text.endswith(":"), text.endswith("…")), code)


@every_language
def test_a_sentence_ends_as_one(code: str) -> None:
    ends = (".", "।")

    assert not kept(lambda text: words_of(text).endswith(ends), code)


@every_language
def test_nothing_is_left_in_english(code: str) -> None:
    left = [
        said
        for said in said_in(code)
        if said.target == said.source
        and WORD.search(COMMAND.sub("", words_of(said.source)))
        and said.source not in SAME | BORROWED.get(code, set())
    ]

    assert not left


def test_every_exception_is_needed() -> None:
    unchanged = {
        said.source for code in TRANSLATED for said in said_in(code) if said.source == said.target
    }

    assert unchanged >= SAME
    for code, words in BORROWED.items():
        assert {one.source for one in said_in(code) if one.source == one.target} >= words


@every_language
def test_texts_are_written_in_the_letters_of_the_language(code: str) -> None:
    script = SCRIPTS.get(code, "LATIN")
    strange = [
        said
        for said in said_in(code)
        for word in WORD.findall(words_of(said.target))
        if not {unicodedata.name(letter).split()[0] for letter in word} <= {script, "LATIN"}
        or len({unicodedata.name(letter).split()[0] for letter in word if letter.isalpha()}) > 1
    ]

    assert not strange


@every_language
def test_digits_are_latin(code: str) -> None:
    assert not [said for said in said_in(code) if re.search(r"[^\D0-9]", said.target) is not None]


@every_language
def test_buttons_and_toasts_keep_their_length(code: str) -> None:
    plain = [said for said in said_in(code) if said.source in texts_of_buttons()]
    long = [
        said
        for said in plain
        if len(said.target) > (LABEL if len(said.source) <= SHORT else TOAST)
    ]

    assert plain
    assert not long


@every_language
def test_every_text_can_be_filled(code: str) -> None:
    for said in said_in(code):
        said.target.format(**dict.fromkeys(names_in(said.source), "x"))
        assert not PLACEHOLDER.search(said.target.format(**dict.fromkeys(names_in(said.source))))


@cache
def texts_of_buttons() -> frozenset[str]:
    """Texts that are translated without markup: labels of buttons, answers to taps."""
    return frozenset(
        text.value
        for path in modules(*folders())
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and called(call) in {"plain", "plain_plural"}
        for text in call.args
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    )


def is_balanced(text: str) -> bool:
    opened: list[str] = []
    for tag in TAG.findall(text):
        name = tag.strip("</>").split()[0]
        if not tag.startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
