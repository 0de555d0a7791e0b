"""The recurring pieces of the page: sections, panels of code with tabs, tables of fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from api.docs.highlight import highlight
from api.docs.markup import Html, rich, tag
from api.docs.samples import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.docs.model import Fields, Parameter

_WIDE: Final = 58
"""Characters that a line of an answer may have before it is broken."""


def section(place: str, title: str, *prose: str, aside: str = "") -> Html:
    """One part of the page: prose on the left, code on the right where there is room."""
    heading = tag("h2", tag("a", title, href=f"#{place}"), id=place)
    left = tag("div", heading, *prose, class_="prose")
    right = tag("div", aside, class_="aside") if aside else ""
    return tag("section", left, right, class_="part" if aside else "part wide")


def paragraph(text: str) -> Html:
    """A paragraph, with code between backticks."""
    return tag("p", rich(text))


def bullets(*texts: str) -> Html:
    """A list."""
    return tag("ul", *(tag("li", rich(text)) for text in texts))


def sample(place: str, url: str, fields: Fields) -> Html:
    """A request in every language, each behind its tab; `place` makes the ids unique."""
    tabs, panels = [], []
    for number, language in enumerate(LANGUAGES):
        chosen = number == 0
        own = f"{place}-{language.id}"
        tabs.append(_tab(own, language.title, language.id, chosen=chosen))
        code = highlight(language.write(url, fields), language.id)
        panels.append(
            tag(
                "pre",
                tag("code", code),
                class_="code",
                id=own,
                role="tabpanel",
                data_language=language.id,
                aria_labelledby=f"{own}-tab",
                tabindex="0",
                hidden=not chosen,
            )
        )
    bar = tag("div", *tabs, class_="tabs", role="tablist", aria_label="Language of the sample")
    head = tag("div", bar, copier("Copy the request"), class_="head")
    return tag("div", head, *panels, class_="panel", data_sample=place)


def answer(example: object, *, title: str = "Answer") -> Html:
    """An answer in a panel of its own."""
    head = tag("div", tag("span", title, class_="title"), copier("Copy the answer"), class_="head")
    code = tag("code", highlight(pretty(example), "json"))
    pre = tag("pre", code, class_="code", tabindex="0", data_language="json")
    return tag("div", head, pre, class_="panel answer")


def copier(label: str) -> Html:
    """A button that copies the panel that it stands in."""
    return tag("button", "Copy", type="button", class_="copy", aria_label=label)


def fields_table(parameters: Iterable[Parameter]) -> Html:
    """What may be sent, one entry each."""
    return tag("dl", *map(_entry, parameters), class_="fields")


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, class_: str) -> Html:
    """A table whose rows become blocks on a phone."""
    head = tag("thead", tag("tr", *(tag("th", one, scope="col") for one in heads)))
    lines = [
        tag(
            "tr", *(tag("td", cell, data_head=name) for name, cell in zip(heads, row, strict=True))
        )
        for row in rows
    ]
    return tag("table", head, tag("tbody", *lines), class_=class_)


def pretty(value: object, indent: int = 0) -> str:
    """JSON as people write it: what is short stands on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if indent + len(flat) <= _WIDE or not isinstance(value, dict | list):
        return flat
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        lines = [f"{json.dumps(name)}: {pretty(one, indent + 2)}" for name, one in value.items()]
    else:
        lines = [pretty(one, indent + 2) for one in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(lines) + f"\n{' ' * indent}{closing}"


def _tab(own: str, title: str, language: str, *, chosen: bool) -> Html:
    return tag(
        "button",
        title,
        type="button",
        role="tab",
        id=f"{own}-tab",
        data_language=language,
        aria_controls=own,
        aria_selected="true" if chosen else "false",
        tabindex="0" if chosen else "-1",
    )


def _entry(parameter: Parameter) -> Html:
    need = "required" if parameter.required else "optional"
    head = tag(
        "dt",
        tag("code", parameter.name),
        tag("span", parameter.kind.value, class_="kind"),
        tag("span", need, class_=f"need {need}"),
    )
    return tag("div", head, tag("dd", rich(parameter.text)))
