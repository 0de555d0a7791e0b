"""The reference parts of the page: each action, fields by type, errors, words, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.app import BODY_S, MOST_BYTES
from api.docs.fields import title_of, types
from api.docs.markup import Html, joined, rich, tag
from api.docs.model import KEY, Kind, Parameter
from api.docs.pieces import (
    answer,
    bullets,
    fields_table,
    paragraph,
    sample,
    section,
    table,
)
from api.docs.words import ERRORS, HTTP, REFILL_STATUSES, REPEATED, STATUSES
from domain.api_orders import MOST_IDS
from services.api.limits import WRONG_A_MINUTE

if TYPE_CHECKING:
    from api.docs.model import About, Action, Call
    from api.refusals import Refusal


def action_part(action: Action, about: About) -> Html:
    """One action: what it does, what it takes, how it answers."""
    calls = [_call(action, call, about) for call in action.calls]
    first, *others = calls
    title = joined(tag("code", action.name), tag("span", action.title, class_="gloss"))
    heading = tag("h2", tag("a", title, href=f"#{action.name}"), id=action.name)
    prose = tag("div", heading, paragraph(action.text), first[0], class_="prose")
    notes = tag("div", *_notes(action), class_="prose")
    rows = [tag("div", prose, tag("div", first[1], class_="aside"), class_="row")]
    rows += [
        tag(
            "div",
            tag("div", left, class_="prose"),
            tag("div", right, class_="aside"),
            class_="row",
        )
        for left, right in others
    ]
    return tag("section", *rows, notes, class_="part action")


def types_part() -> Html:
    """The fields of every type of service."""
    blocks = [
        tag(
            "details",
            tag(
                "summary",
                tag("span", title_of(kind), class_="type"),
                tag("span", _signature(parameters), class_="signature"),
            ),
            fields_table(parameters),
            open=number == 0,
        )
        for number, (kind, parameters) in enumerate(types().items())
    ]
    return section(
        "types",
        "Fields by type of service",
        paragraph(
            "The `type` of a service says what `add` takes beside `service`. Lists are separated "
            "by line breaks; in JSON an array does as well. Empty fields count as absent."
        ),
        tag("div", *blocks, class_="types"),
    )


def repeats_part() -> Html:
    """What keeps an order from being placed twice."""
    return section(
        "repeats",
        "Safe repeats",
        paragraph(
            "A request can get lost on its way back: you don't know whether the order was placed. "
            "Two things make it safe to send it again."
        ),
        bullets(
            "`idempotency_key`: send any text with `add` that is yours for this one order. The "
            "same text with the same fields brings the same order's number, and nothing is "
            "charged twice; the same text with other fields is an error.",
            f"The guard: while an order for the same service and link is active, another one is "
            f"answered with `{REPEATED.text}` You can switch it off under Profile → API.",
        ),
    )


def styles_part() -> Html:
    """Both styles of answers."""
    rows = (
        ("Errors", rich('HTTP 200 with `{"error": "…"}`'), rich("HTTP 400 to 500, same body")),
        ("Numbers of orders", rich("`23501`"), rich('`"K7M2X9"`')),
        ("Numbers of refills", rich('`"8107"`, in lists `8107`'), rich('`"R8107"`')),
        ("`cancel` of one order", rich('`[{"order": 23501, "cancel": 1}]`'), _object_cancel()),
        ("`min`, `max`, `rate`", rich('`"100"`, `"1.20"`'), rich('`100`, `"1.2000"`')),
        ("`start_count`", rich('`"3572"` or `null`'), rich("`3572`, or left out")),
    )
    return section(
        "styles",
        "Two styles of answers",
        paragraph(
            "Clients disagree on a few points, so you choose what your key speaks, under Profile "
            "→ API. `standard` suits nearly every client. `smmpremium` answers as "
            "smmpremium.in does. Everything on this page is in the standard style."
        ),
        table(
            ("Answer", "standard", "smmpremium"),
            [(rich(what), one, other) for what, one, other in rows],
            class_="styles",
        ),
        paragraph("Whichever you chose, numbers of both sorts are understood."),
        tag("h3", "HTTP statuses in smmpremium"),
        table(
            ("Status", "Meaning", "What to do"),
            [(str(code), meaning, rich(advice)) for code, meaning, advice in HTTP],
            class_="statuses",
        ),
    )


def errors_part() -> Html:
    """Every error with its meaning."""
    heads = ("Error", "HTTP in smmpremium", "What to do")
    groups = [
        joined(
            tag("h3", title),
            table(heads, [_error(one, advice) for one, advice in some], class_="errors"),
        )
        for title, some in ERRORS
    ]
    return section(
        "errors",
        "Errors",
        paragraph(
            'An error is an object with one field: `{"error": "Incorrect request"}`. In the '
            "standard style its HTTP status is 200, because many clients throw away the body of "
            "any other. The exceptions: 429 for too many requests, 413 for a body that is too "
            "large, 408 for one that comes too slowly, 405 for other methods, 500."
        ),
        *groups,
    )


def limits_part(about: About) -> Html:
    """What a key, a request and a connection may do."""
    return section(
        "limits",
        "Limits",
        bullets(
            f"{about.per_minute} requests a minute for each key. Beyond that: HTTP 429, with the "
            "seconds to wait in `Retry-After`.",
            f"{MOST_IDS} orders or refills in one request; {MOST_BYTES // 1024} KB in one body, "
            f"which has to arrive within {BODY_S:.0f} seconds.",
            f"{WRONG_A_MINUTE} wrong keys a minute from one address; further wrong ones are "
            "answered with 429 as well.",
            "`add` answers within a second, mostly much faster. Let your client wait 30 seconds "
            "all the same, and send it again with the same `idempotency_key` if no answer came.",
            "Prices move with the catalogue: `add` takes the price of its moment, which `charge` "
            "tells you.",
        ),
    )


def statuses_part() -> Html:
    """The words for how orders and refills stand."""
    heads = ("Status", "Meaning")
    return section(
        "statuses",
        "Status words",
        tag("h3", "Orders"),
        table(heads, ((_word(word), rich(text)) for word, text in STATUSES), class_="words"),
        tag("h3", "Refills"),
        table(
            heads, ((_word(word), rich(text)) for word, text in REFILL_STATUSES), class_="words"
        ),
    )


def openapi_part(about: About) -> Html:
    """Where the description for programs is."""
    where = tag("a", "openapi.json", href="openapi.json")
    text = joined(
        "The same for programs: ",
        where,
        " (OpenAPI 3.1), made from the same tables as this page. Feed it to Postman, Insomnia or "
        "a generator of clients.",
    )
    del about
    return section("openapi", "OpenAPI", tag("p", text))


def _call(action: Action, call: Call, about: About) -> tuple[Html, Html]:
    parts: list[str] = []
    if len(action.calls) > 1:
        parts.append(tag("h3", call.title))
    if call.text:
        parts.append(paragraph(call.text))
    if call.parameters or call is action.calls[0]:
        parts.append(fields_table((*_always(action, call), *call.parameters)))
    place = f"{action.name}-{action.calls.index(call)}".replace("_", "-")
    right = joined(sample(place, about.endpoint, call.fields), answer(call.example))
    return joined(*parts), right


def _always(action: Action, call: Call) -> tuple[Parameter, ...]:
    """What every request has; it is listed once for each action."""
    if call is not action.calls[0]:
        return ()
    said = f"`{action.name}`"
    return (
        Parameter("key", Kind.TEXT, "Your API key.", KEY),
        Parameter("action", Kind.TEXT, said, action.name),
    )


def _notes(action: Action) -> list[Html]:
    notes = []
    if action.aliases:
        names = ", ".join(f"`{alias}`" for alias in action.aliases)
        notes.append(paragraph(f"Other panels call it {names}: that works as well."))
    if action.errors:
        texts = tag("ul", *(tag("li", tag("code", error.text)) for error in action.errors))
        notes.append(tag("div", tag("h4", "Errors of its own"), texts, class_="refusals"))
    return notes


def _signature(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(one.name if one.required else f"[{one.name}]" for one in parameters)


def _error(refusal: Refusal, advice: str) -> tuple[str, str, str]:
    return tag("code", refusal.text), tag("span", str(refusal.status)), rich(advice)


def _word(text: str) -> Html:
    return tag("span", text, class_="word", data_word=text)


def _object_cancel() -> Html:
    return rich('`{"order": "K7M2X9", "cancel": {"status": "success"}}`')
