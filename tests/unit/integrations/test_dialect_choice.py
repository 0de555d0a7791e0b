"""The setting of a dialect: names and fields are read, and every mistake is named."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.provider.dialect_choice import ChoiceError, read_choice, shown, sound
from integrations.provider.dialects import CANONICAL, DIALECTS, UNKNOWN, Body, Dialect
from integrations.provider.learning import LEARNABLE
from integrations.provider.requests import with_lists, write

WRITTEN = {"action": "add", "service": "1", "link": "https://x.example/a b", "usernames": "a\nb"}


def test_without_a_word_everything_is_learnt() -> None:
    for text in ("auto", "AUTO", ""):
        choice = read_choice(text)
        assert (choice.dialect, choice.learns, choice.pinned) == (UNKNOWN, True, frozenset())


@pytest.mark.parametrize("name", DIALECTS)
def test_a_name_is_taken_as_it_is(name: str) -> None:
    choice = read_choice(f" {name.upper()} ")

    assert choice.dialect is not None
    assert (choice.dialect, choice.learns) == (DIALECTS[name], False)


def test_fields_change_a_name_and_are_pinned() -> None:
    named = read_choice("smmpanels, multi_status=status, ids_per_call = 50")
    alone = read_choice("body=json,cancel_field=none")

    assert (named.dialect.multi_status, named.dialect.ids_per_call) == ("status", 50)
    assert named.dialect.list_field == "comments"
    assert alone.learns
    assert alone.pinned == {"body", "cancel_field"}
    assert (alone.dialect.body, alone.dialect.cancel_field) == (Body.JSON, None)


@pytest.mark.parametrize(
    "text",
    [
        "perfect",
        "auto, colour=red",
        "auto, body=xml",
        "auto, slash=perhaps",
        "auto, ids_per_call=0",
        "auto, ids_per_call=99999",
        "auto, key_field=none",
        "auto, multi_status=a b",
        "auto, smmpanels",
        "body=",
    ],
)
def test_what_it_does_not_know_is_named(text: str) -> None:
    with pytest.raises(ChoiceError):
        read_choice(text)


def test_what_is_shown_can_be_set() -> None:
    for dialect in DIALECTS.values():
        text = shown({one.name: getattr(dialect, one.name) for one in fields(Dialect)})
        assert read_choice(f"canonical, {text}").dialect == dialect


@given(
    st.dictionaries(
        st.sampled_from([*LEARNABLE, "else"]),
        st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.integers()),
    )
)
def test_of_what_was_kept_only_sound_values_come_back(kept: dict[str, object]) -> None:
    found = sound(kept)

    assert set(found) <= set(LEARNABLE)
    assert sound(found) == found


def test_each_form_holds_the_same_fields() -> None:
    form = write(WRITTEN, CANONICAL, key="k 1", cap=1)
    asked = write(WRITTEN, Dialect(body=Body.QUERY), key="k 1", cap=1)
    told = write(WRITTEN, Dialect(body=Body.JSON), key="k 1", cap=1)
    bearer = write(WRITTEN, Dialect(key_field="bearer"), key="k 1", cap=1)

    assert form.body == (
        b"key=k+1&action=add&service=1&link=https%3A%2F%2Fx.example%2Fa+b&usernames=a%0Ab"
    )
    assert (asked.method, asked.query, asked.body) == ("GET", form.body.decode(), b"")
    assert told.body.startswith(b'{"key": "k 1", "action": "add"')
    assert bearer.headers["Authorization"] == "Bearer k 1"
    assert b"k+1" not in bearer.body
    assert "k 1" not in repr((form, asked, told, bearer))


def test_a_panel_with_one_field_for_lists_gets_the_first_under_that_name() -> None:
    one = Dialect(list_field="comments")
    both = {"link": "x", "usernames": "a", "hashtags": "b"}

    assert with_lists(both, one) == {"link": "x", "comments": "a", "hashtags": "b"}
    assert list(with_lists(both, one)) == ["link", "comments", "hashtags"]
    assert with_lists({"comments": "c", "username": "u"}, one) == {
        "comments": "c",
        "username": "u",
    }
    assert with_lists(both, CANONICAL) == both
