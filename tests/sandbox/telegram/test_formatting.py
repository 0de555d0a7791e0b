"""Telegram's HTML: what it means, what it refuses, and offsets in UTF-16."""

import pytest
from aiogram.types import MessageEntity

from sandbox.telegram.entities import formatted
from sandbox.telegram.refusals import Refusal

BROKEN = [
    ("<b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("é <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<a href=x?y>z</a>", "Unexpected end of name token at byte offset 8"),
    ("<b =x>z</b>", 'Empty attribute name in the tag "b" at byte offset 0'),
    ('<span class="x">z</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji>z</tg-emoji>", "Invalid custom emoji identifier specified at byte offset 11"),
    ("<tg-time>z</tg-time>", "Invalid Unix time specified at byte offset 10"),
    (
        '<tg-time unix="1" format="q">z</tg-time>',
        "Invalid date-time format specified at byte offset 30",
    ),
]


@pytest.mark.parametrize(("html", "complaint"), BROKEN)
def test_broken_markup_is_refused_in_telegrams_words(html: str, complaint: str) -> None:
    with pytest.raises(Refusal) as caught:
        formatted(html, "HTML", None)
    assert caught.value.description == f"Bad Request: can't parse entities: {complaint}"


MEANT = [
    ("<strong>x</strong>", "bold"),
    ("<em>x</em>", "italic"),
    ("<ins>x</ins>", "underline"),
    ("<strike>x</strike>", "strikethrough"),
    ("<del>x</del>", "strikethrough"),
    ("<code>x</code>", "code"),
    ("<pre>x</pre>", "pre"),
    ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
    ('<span class="tg-spoiler">x</span>', "spoiler"),
    ("<blockquote>x</blockquote>", "blockquote"),
    ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
    ('<a href="https://example.com/">x</a>', "text_link"),
    ('<a href="tg://user?id=5">x</a>', "text_mention"),
    ('<tg-emoji emoji-id="5">x</tg-emoji>', "custom_emoji"),
    ('<tg-time unix="1800000000" format="wDT">x</tg-time>', "date_time"),
    ("<B>x</B>", "bold"),
    ("<b>x</>", "bold"),
]


@pytest.mark.parametrize(("html", "kind"), MEANT)
def test_every_supported_tag_becomes_its_entity(html: str, kind: str) -> None:
    text, entities = formatted(html, "HTML", None)
    assert text == "x"
    assert [entity.type for entity in entities] == [kind]


def test_offsets_count_utf_16_units() -> None:
    text, entities = formatted("😀 <b>a😀</b> <i>z</i>", "HTML", None)
    assert text == "😀 a😀 z"
    assert [(item.offset, item.length) for item in entities] == [(3, 3), (7, 1)]


def test_white_space_at_the_ends_is_cut_and_entities_move_along() -> None:
    text, entities = formatted("\n  <b> bold </b>\n", "HTML", None)
    assert text == "bold"
    assert [(item.offset, item.length) for item in entities] == [(0, 4)]


def test_escapes_are_read_and_unknown_ones_stay() -> None:
    assert formatted("&lt;b&gt; &amp;&quot; &#65;&#x42; &nbsp;", "HTML", None)[0] == (
        '<b> &" AB &nbsp;'
    )


def test_code_in_pre_gives_one_entity_with_its_language() -> None:
    html = '<pre><code class="language-python">x = 1</code></pre>'
    (entity,) = formatted(html, "HTML", None)[1]
    assert (entity.type, entity.language) == ("pre", "python")


def test_nothing_nests_inside_code_and_no_quotation_inside_a_quotation() -> None:
    html = "<code>a<b>b</b></code> <blockquote>c<blockquote>d</blockquote></blockquote>"
    assert [item.type for item in formatted(html, "HTML", None)[1]] == ["code", "blockquote"]


def test_links_commands_and_mentions_are_found_outside_code() -> None:
    text = "/help@shop_bot @alice #tag $USD a@b.example https://example.com/a. <code>/no</code>"
    plain, entities = formatted(text, "HTML", None)
    found = [(item.type, item.extract_from(plain)) for item in entities]
    assert found == [
        ("bot_command", "/help@shop_bot"),
        ("mention", "@alice"),
        ("hashtag", "#tag"),
        ("cashtag", "$USD"),
        ("email", "a@b.example"),
        ("url", "https://example.com/a"),
        ("code", "/no"),
    ]


def test_given_entities_are_kept_when_there_is_no_parse_mode() -> None:
    given = [MessageEntity(type="bold", offset=0, length=2)]
    text, entities = formatted("<b>", None, given)
    assert text == "<b>"
    assert [item.type for item in entities] == ["bold"]


def test_a_parse_mode_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        formatted("*x*", "MarkdownV2", None)
