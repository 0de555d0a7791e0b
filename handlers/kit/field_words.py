"""What the fields of an order are called, and how their values read, in forms and on cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from domain.fields import Device, Field, Speed, Traffic
from domain.lines import count_of, lines_of
from domain.links.model import shown_link
from domain.text import clean_line
from handlers.kit.spans import duration
from locales.html import Html, code, isolated, lines, safe
from locales.translator import N_

if TYPE_CHECKING:
    from locales.translator import Translator

PREVIEWED: Final = 5
PREVIEW_WIDTH: Final = 60
"""Lines of a list, and characters of a line, that a card unfolds."""

FIELDS: Final[Mapping[Field, str]] = {
    Field.LINK: N_("Link"),
    Field.QUANTITY: N_("Quantity"),
    Field.SPEED: N_("Speed"),
    Field.RUNS: N_("Parts"),
    Field.INTERVAL: N_("Time between parts"),
    Field.COMMENTS: N_("Comments"),
    Field.KEYWORDS: N_("Search phrases"),
    Field.USERNAMES: N_("Usernames"),
    Field.HASHTAGS: N_("Hashtags"),
    Field.HASHTAG: N_("Hashtag"),
    Field.USERNAME: N_("Username"),
    Field.MEDIA: N_("Source post"),
    Field.ANSWER: N_("Answer number"),
    Field.GROUPS: N_("Groups"),
    Field.LEAST: N_("Least per post"),
    Field.MOST: N_("Most per post"),
    Field.POSTS: N_("New posts"),
    Field.OLD_POSTS: N_("Old posts"),
    Field.DELAY: N_("Delay"),
    Field.EXPIRY: N_("Last day"),
    Field.COUNTRY: N_("Country"),
    Field.DEVICE: N_("Device"),
    Field.TRAFFIC: N_("Visitors come from"),
    Field.KEYWORD: N_("Search phrase"),
    Field.REFERRER: N_("Referring page"),
}
SPEEDS: Final[Mapping[str, str]] = {
    Speed.ONCE: N_("All at once"),
    Speed.PARTS: N_("In parts"),
}
DEVICES: Final[Mapping[str, str]] = {
    Device.DESKTOP: N_("Desktop"),
    Device.ANDROID: N_("Android"),
    Device.IOS: N_("iPhone, iPad"),
    Device.MOBILE: N_("Any mobile"),
    Device.ALL: N_("Any device"),
}
TRAFFIC: Final[Mapping[str, str]] = {
    Traffic.GOOGLE: N_("Google search"),
    Traffic.REFERRER: N_("Another page"),
    Traffic.BLANK: N_("Directly"),
}
_CHOICES: Final[Mapping[Field, Mapping[str, str]]] = {
    Field.SPEED: SPEEDS,
    Field.DEVICE: DEVICES,
    Field.TRAFFIC: TRAFFIC,
}
_FIGURES: Final = frozenset(
    {Field.QUANTITY, Field.RUNS, Field.ANSWER, Field.LEAST, Field.MOST, Field.POSTS}
)
_KNOWN: Final = {field.value: field for field in Field}
LISTS: Final = frozenset(
    {Field.COMMENTS, Field.KEYWORDS, Field.USERNAMES, Field.HASHTAGS, Field.GROUPS}
)


def field_name(field: Field, t: Translator) -> str:
    """What a field is called."""
    return t.plain(FIELDS[field])


def value_text(field: Field, value: str, t: Translator) -> Html:
    """A filled field as it reads on a screen."""
    if field in _CHOICES:
        return t(_CHOICES[field][value])
    if field in _FIGURES:
        return Html(t.number(int(value)))
    if field in LISTS:
        return counted(field, count_of(value), t)
    return _text(field, value, t)


def _text(field: Field, value: str, t: Translator) -> Html:
    match field:
        case Field.INTERVAL | Field.DELAY:
            return Html(duration(int(value), t))
        case Field.OLD_POSTS:
            return Html(t.number(int(value or "0")))
        case Field.EXPIRY:
            return Html(value) if value else t("none")
        case Field.COUNTRY:
            return Html(safe(t.country(value)))
        case _:
            return isolated(code(shown_link(value)))


def counted(field: Field, n: int, t: Translator) -> Html:
    """So many lines of a list, by what they are."""
    match field:
        case Field.COMMENTS:
            return t.plural("{n} comment", "{n} comments", n=n)
        case Field.USERNAMES:
            return t.plural("{n} username", "{n} usernames", n=n)
        case Field.HASHTAGS:
            return t.plural("{n} hashtag", "{n} hashtags", n=n)
        case Field.GROUPS:
            return t.plural("{n} group", "{n} groups", n=n)
        case _:
            return t.plural("{n} search phrase", "{n} search phrases", n=n)


def details(fields: Mapping[str, str], t: Translator) -> list[Html]:
    """What an order holds beside link and quantity; lists unfold to their first lines."""
    told: list[Html] = []
    for name, value in fields.items():
        field = _KNOWN.get(name)
        if field is None:
            continue
        if field in LISTS:
            told += [counted(field, count_of(value), t), _unfolding(value, t)]
        elif value:
            shown = value_text(field, value, t)
            told.append(t("{field}: {value}", field=field_name(field, t), value=shown))
    return told


def _unfolding(value: str, t: Translator) -> Html:
    entries = lines_of(value)
    shown = [clean_line(entry, PREVIEW_WIDTH) for entry in entries[:PREVIEWED]]
    rest = len(entries) - len(shown)
    more = t("And {n} more.", n=t.number(rest)) if rest else None
    return Html(f"<blockquote expandable>{lines(*shown, more)}</blockquote>")
