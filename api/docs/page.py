"""The documentation page as one HTML document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.docs import opening, reference, trying
from api.docs.actions import actions
from api.docs.markup import Html, joined, tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.docs.model import About, Action

_START: Final = (
    ("overview", "Overview"),
    ("start", "Quick start"),
    ("keys", "Keys"),
    ("try", "Try it"),
)
_REFERENCE: Final = (
    ("types", "Fields by type"),
    ("repeats", "Safe repeats"),
    ("styles", "Styles of answers"),
    ("errors", "Errors"),
    ("limits", "Limits"),
    ("statuses", "Status words"),
    ("openapi", "OpenAPI"),
)
_MARK: Final = Html(
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">'
    '<rect width="32" height="32" rx="9" fill="currentColor"/>'
    '<path d="M9 12h14l-1.2 10.5a2 2 0 0 1-2 1.8h-7.6a2 2 0 0 1-2-1.8L9 12z" class="bag"/>'
    '<path d="M12.4 14.5v-3a3.6 3.6 0 0 1 7.2 0v3" class="handle"/></svg>'
)


def render(about: About, asset: Callable[[str], str]) -> str:
    """The whole page; `asset` gives the address of a file beside it."""
    listed = actions(about.currency)
    body = joined(
        tag("a", "To the content", href="#overview", class_="skip"),
        _top(about),
        tag("div", _contents(listed), _main(about, listed), class_="sheet"),
        _foot(about),
    )
    page = tag("html", _head(about, asset), tag("body", body), lang="en")
    return f"<!doctype html>\n{page}\n"


def _head(about: About, asset: Callable[[str], str]) -> Html:
    title = f"{about.name} – Reseller API" if about.name else "Reseller API"
    said = f"API v2 for resellers, compatible with JAP and Perfect Panel: {about.endpoint}"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("meta", name="description", content=said),
        tag("link", rel="icon", href=asset("icon.svg"), type="image/svg+xml"),
        tag("link", rel="stylesheet", href=asset("theme.css")),
        tag("link", rel="stylesheet", href=asset("page.css")),
        tag("link", rel="stylesheet", href=asset("narrow.css")),
        tag("link", rel="stylesheet", href=asset("try.css")),
        tag("script", type="module", src=asset("page.js")),
        tag("script", type="module", src=asset("try.js")),
    )


def _top(about: About) -> Html:
    name = about.name or "Reseller API"
    brand = tag("a", _MARK, tag("span", name, class_="shop"), href="#overview", class_="brand")
    menu = tag(
        "button",
        "Contents",
        type="button",
        class_="menu",
        aria_expanded="false",
        aria_controls="contents",
    )
    theme = tag(
        "button", "Dark", type="button", class_="theme", aria_label="Change to dark colours"
    )
    tools = tag("div", tag("span", "API v2", class_="version"), theme, menu, class_="tools")
    return tag("div", brand, tools, class_="top")


def _contents(listed: tuple[Action, ...]) -> Html:
    named = tuple((action.name, action.name) for action in listed)
    groups = (("Start", _START, ""), ("Actions", named, "coded"), ("Reference", _REFERENCE, ""))
    blocks = [
        tag("div", tag("p", title, class_="group"), _links(entries), class_=class_)
        for title, entries, class_ in groups
    ]
    return tag("nav", *blocks, id="contents", class_="contents", aria_label="On this page")


def _links(entries: tuple[tuple[str, str], ...]) -> Html:
    return tag("ul", *(tag("li", tag("a", title, href=f"#{place}")) for place, title in entries))


def _main(about: About, listed: tuple[Action, ...]) -> Html:
    return tag(
        "main",
        opening.hero(about),
        opening.quick_start(about),
        opening.keys(about),
        trying.try_part(),
        *(reference.action_part(action, about) for action in listed),
        reference.types_part(),
        reference.repeats_part(),
        reference.styles_part(),
        reference.errors_part(),
        reference.limits_part(about),
        reference.statuses_part(),
        reference.openapi_part(about),
    )


def _foot(about: About) -> Html:
    ask = "Questions? Write to the shop in the chat: Home → Support."
    chat = tag("a", "Open the chat", href=about.chat, rel="noopener") if about.chat else ""
    return tag("footer", tag("p", ask, " ", chat))
