"""The part of the page in which a visitor tries the API with a key in test mode."""

from __future__ import annotations

from api.docs.markup import Html, tag
from api.docs.pieces import paragraph, section


def try_part() -> Html:
    """The form; `try.js` brings it to life."""
    noscript = tag("noscript", tag("p", "This part needs JavaScript.", class_="note"))
    return section(
        "try",
        "Try it",
        paragraph(
            "Send real requests from here with a key in test mode: nothing is charged, nothing is "
            "delivered. The key stays in this tab's memory until you close it or let go of it, "
            "and goes to this shop only."
        ),
        noscript,
        tag("div", _key_form(), _request_form(), class_="try", id="try-box", hidden=True),
    )


def _key_form() -> Html:
    field = tag(
        "input",
        id="try-key",
        type="text",
        class_="secret",
        autocomplete="off",
        autocapitalize="off",
        spellcheck="false",
        placeholder="sk_…",
        aria_describedby="try-said",
    )
    return tag(
        "form",
        tag("label", "API key", for_="try-key"),
        tag("div", field, tag("button", "Use it", class_="main"), class_="line"),
        tag("p", "", id="try-said", class_="said", role="status"),
        id="try-enter",
    )


def _request_form() -> Html:
    head = tag(
        "div",
        tag("span", "Key in test mode", class_="badge"),
        tag("button", "Let go of the key", type="button", id="try-leave", class_="quiet"),
        class_="line between",
    )
    action = tag(
        "div",
        tag("label", "Action", for_="try-action"),
        tag("select", "", id="try-action"),
        class_="field",
    )
    form = tag(
        "form",
        head,
        action,
        tag("div", "", id="try-fields"),
        tag("button", "Send", class_="main", id="try-send"),
        id="try-form",
    )
    shown = tag(
        "div",
        tag("div", tag("span", "Request", class_="title"), class_="head"),
        tag("pre", tag("code", "", id="try-request"), class_="code", tabindex="0"),
        tag(
            "div",
            tag("span", "Answer", class_="title"),
            tag("span", "", id="try-status", class_="status"),
            class_="head",
        ),
        tag("pre", tag("code", "", id="try-answer"), class_="code", tabindex="0", role="status"),
        class_="panel",
    )
    return tag("div", form, shown, id="try-bench", class_="bench", hidden=True)
