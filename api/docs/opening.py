"""The first parts of the page: what this is, how to begin, keys, and trying it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.docs.markup import Html, joined, rich, tag
from api.docs.pieces import answer, bullets, copier, paragraph, sample, section

if TYPE_CHECKING:
    from api.docs.model import About


def hero(about: About) -> Html:
    """The name, the promise and the address."""
    title = tag("h1", "Reseller API", id="overview")
    lead = (
        f"Everything that {about.name or 'the shop'} sells, for your own panel, bot or script. "
        "It answers as other SMM panels do: a client written for any JAP or Perfect Panel "
        "“API v2” works after two changes, the address and the key."
    )
    address = tag(
        "div",
        tag("span", "POST", class_="verb"),
        tag("code", about.endpoint, id="endpoint"),
        copier("Copy the address"),
        class_="endpoint panel",
    )
    facts = ("Form, multipart or JSON", "GET too", f"{about.per_minute} requests a minute")
    row = tag("ul", *(tag("li", fact) for fact in (*facts, about.currency)), class_="facts")
    take = "Take a key in the chat"
    key = tag("a", take, href=about.chat, rel="noopener", class_="call") if about.chat else ""
    return tag("header", title, tag("p", lead, class_="lead"), address, row, key, class_="hero")


def quick_start(about: About) -> Html:
    """Three steps to the first answer."""
    chat = tag("a", "the chat", href=about.chat, rel="noopener") if about.chat else "the chat"
    steps = (
        joined("In ", chat, ", open ", tag("b", "Profile → API"), " and take a key."),
        rich("Ask for your balance: copy this, put the key in, run it."),
        rich("Set the same address and key in your panel, and import the [services](#services)."),
    )
    prose = (
        tag("ol", *(tag("li", step) for step in steps), class_="steps"),
        paragraph(
            "Every request names a `key` and an `action`. Send them by POST, as a form, as "
            "`multipart` or as a JSON object; GET with everything in the query works too, but "
            "leaves your key in other people's logs. Numbers may come as numbers or as text, and "
            "fields that nobody knows are ignored."
        ),
    )
    fields = (("action", "balance"),)
    example = {"balance": "124.50", "currency": about.currency}
    aside = joined(sample("start", about.endpoint, fields), answer(example))
    return section("start", "Quick start", *prose, aside=aside)


def keys(about: About) -> Html:
    """What a key can do, and how it is looked after."""
    del about
    return section(
        "keys",
        "Keys",
        paragraph(
            "A key belongs to your account: orders placed with it are paid from your wallet, and "
            "it sees your orders only. It is shown once, when it is made; the shop keeps no copy "
            "that could be read. Treat it like a password."
        ),
        paragraph("In the chat, under Profile → API, you can:"),
        bullets(
            "make a new key: the old one ends at once or after 24 hours, as you choose;",
            "switch the key off and on again;",
            "set the most that it may spend in a day, and the addresses that may use it;",
            "choose the [style of its answers](#styles), and the [guard against "
            "repeats](#repeats);",
            "switch on test mode, in which nothing is charged and nothing is delivered.",
        ),
        paragraph(
            "In test mode every action answers as it otherwise would, and test orders work "
            "themselves off in a minute or so; one whose link contains `partial` or `cancel` ends "
            "that way. They appear neither in the chat nor in your statement, and their answers "
            "carry the header `X-Test-Mode: 1`."
        ),
    )
