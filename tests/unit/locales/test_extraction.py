"""Texts are found however they are written, plurals too, and only where they are spoken."""

from io import BytesIO

import pytest

from locales.extraction import Extracted, extract


def found(source: str) -> list[Extracted]:
    return list(extract(BytesIO(source.encode()), {}, (), {}))


def texts(source: str) -> list[str | tuple[str, ...]]:
    return [text for _line, _name, text, _comments in found(source)]


@pytest.mark.parametrize(
    "source",
    [
        't("Home")',
        't.plain("Home")',
        'duty.t.plain("Home", n=1)',
        'N_("Home")',
        't("Ho" "me", amount=t.money(x))',
        '[f(t("Home")) for _ in x]',
    ],
)
def test_every_way_of_speaking_is_known(source: str) -> None:
    assert texts(source) == ["Home"]


@pytest.mark.parametrize("way", ["plural", "plain_plural"])
def test_a_plural_keeps_both_forms_whatever_its_values_call(way: str) -> None:
    source = f't.{way}("{{n}} day", "{{n}} days", n=n, left=isolated(t.exact(x)))'

    assert texts(source) == [("{n} day", "{n} days")]


def test_a_text_within_a_text_is_found_too() -> None:
    assert texts('t("Example: {example}", example=code(t("youtube views")))') == [
        "Example: {example}",
        "youtube views",
    ]


def test_both_of_a_choice_are_found() -> None:
    assert texts('t.plain("yes" if so else "no")') == ["yes", "no"]


@pytest.mark.parametrize(
    "source",
    ['log.info("Home")', "t(name)", 't(f"{x} Home")', "t()", 't.plural(one, "{n} days", n=1)'],
)
def test_nothing_else_is_taken(source: str) -> None:
    assert not found(source)


def test_the_line_is_where_the_text_is_spoken() -> None:
    assert found('\n\nt(\n    "Home"\n)')[0][0] == 3
