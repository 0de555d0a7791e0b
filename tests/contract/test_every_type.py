"""Every type of service is ordered on the wire as the panels' own sample client orders it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest

from domain.catalogue import Service, ServiceType
from domain.fields import Field
from domain.forms import FORMS, form_of, missing_field
from domain.ids import UpstreamId
from domain.platforms import Platform
from domain.provider import Accepted, AddCall
from domain.requests import add_fields, request_for
from tests.contract.raw_server import KEY, always, client_of, raw_server
from tests.stock import service

REQUESTS = Path(__file__).parent.parent / "fixtures" / "wire" / "requests"
LINK = "http://example.com/test"
AMOUNT = {"link": LINK, "quantity": "100"}
T = ServiceType

# What a customer sends, in the words of the sample where it names any.
SAMPLES: dict[str, tuple[ServiceType, dict[str, str]]] = {
    "php_add_1": (T.DEFAULT, {**AMOUNT, "speed": "once"}),
    "php_add_2": (T.DEFAULT, {**AMOUNT, "speed": "parts", "runs": "2", "interval": "5"}),
    "php_add_3": (T.SEO, {**AMOUNT, "keywords": "test, testing"}),
    "php_add_4": (T.CUSTOM_COMMENTS, {"link": LINK, "comments": "good pic\ngreat photo\n:)\n;)"}),
    "php_add_5": (
        T.MENTIONS_WITH_HASHTAGS,
        {**AMOUNT, "usernames": "test, testing", "hashtags": "#goodphoto"},
    ),
    "php_add_6": (T.MENTIONS_CUSTOM_LIST, {"link": LINK, "usernames": "@test\r\n@example\n\nfb"}),
    "php_add_7": (T.MENTIONS_HASHTAG, {**AMOUNT, "hashtag": "#test"}),
    "php_add_8": (T.MENTIONS_USER_FOLLOWERS, {**AMOUNT, "quantity": "1k", "username": "@test"}),
    "php_add_9": (
        T.MENTIONS_MEDIA_LIKERS,
        {**AMOUNT, "quantity": "1000", "media": "http://example.com/p/Ds2kfEr24Dr"},
    ),
    "php_add_10": (T.PACKAGE, {"link": LINK}),
    "php_add_11": (T.COMMENT_LIKES, {**AMOUNT, "username": "test"}),
    "php_add_12": (T.POLL, {**AMOUNT, "answer_number": "7"}),
    "php_add_13": (
        T.COMMENT_REPLIES,
        {"link": LINK, "username": "test", "comments": "good pic\ngreat photo"},
    ),
    "php_add_14": (T.INVITES_FROM_GROUPS, {**AMOUNT, "groups": "@test\nexample"}),
    "php_add_15": (
        T.SUBSCRIPTIONS,
        {"username": "username", "min": "100", "max": "110", "posts": "7", "old_posts": "0"}
        | {"delay": "30", "expiry": "11.11.2022"},
    ),
    "php_add_16": (
        T.SUBSCRIPTIONS,
        {"username": "username", "min": "100", "max": "110", "posts": "7", "old_posts": "5"}
        | {"delay": "30", "expiry": "no"},
    ),
    "php_add_17": (
        T.WEB_TRAFFIC,
        {**AMOUNT, "country": "us", "device": "1", "type_of_traffic": "1"}
        | {"google_keyword": "google keyword", "speed": "once"},
    ),
    "node_add_3": (
        T.CUSTOM_COMMENTS_PACKAGE,
        {"link": LINK, "comments": "Great post!\nAwesome content\n👍\n🔥"},
    ),
}
OURS = {
    "php_add_3": {"keywords": "test\ntesting"},
    "php_add_5": {"usernames": "test\ntesting", "hashtags": "goodphoto"},
    "php_add_15": {"posts": "7"},
    "php_add_16": {"posts": "7"},
}
"""Where the sample leaves a choice: lists come in lines, and subscriptions have an end."""


def sold_as(kind: ServiceType) -> Service:
    limits = {"min": 1, "max": 1} if FORMS[kind].flat else {"min": 2, "max": 50_000}
    return service(type=kind, platform=Platform.OTHER, dripfeed=True, **limits)


def filled(of: Service, typed: dict[str, str]) -> dict[str, str]:
    """Fill a form as a customer does: one question after the other."""
    values: dict[str, str] = {}
    while (field := missing_field(of, values)) is not None:
        values[field] = form_of(of).ask(field).read(typed[field], of, values)
    return values


def recorded(name: str) -> dict[str, str]:
    body = (REQUESTS / f"{name}.http").read_text().splitlines()[-1]
    fields = dict(parse_qsl(body, keep_blank_values=True))
    return {name: text for name, text in fields.items() if name not in {"key", "action"}}


def body_of(fields: dict[str, str]) -> str:
    return urlencode({"key": KEY, "action": "add", **fields})


def test_there_is_a_sample_of_every_type_but_one() -> None:
    assert set(FORMS) - {kind for kind, _ in SAMPLES.values()} == {T.MENTIONS}


@pytest.mark.parametrize("name", SAMPLES)
async def test_an_order_goes_out_byte_for_byte_as_in_the_sample(name: str) -> None:
    kind, typed = SAMPLES[name]
    of = sold_as(kind)
    request = request_for(of, filled(of, typed))
    call = AddCall(service=UpstreamId("1"), fields=add_fields(kind, request))

    async with (
        raw_server(always(200, '{"order": 23501}')) as server,
        client_of(server.url) as provider,
    ):
        assert await provider.add(call) == Accepted(UpstreamId("23501"))

    sent = server.calls[0].body.decode()
    expected = {**recorded(name), **OURS.get(name, {})}
    assert dict(parse_qsl(sent)) == {"key": KEY, "action": "add", **expected}
    if name != "php_add_16":  # where the sample leaves out what we always send
        assert sent == body_of(expected)


def test_mentions_send_quantity_and_names() -> None:
    of = sold_as(T.MENTIONS)
    request = request_for(of, filled(of, {**AMOUNT, "usernames": "@a\n@b"}))

    assert add_fields(of.type, request) == {**AMOUNT, "usernames": "a\nb"}


def test_visitors_from_a_page_and_in_parts_send_both() -> None:
    typed = {**AMOUNT, "country": "DE", "device": "5", "type_of_traffic": "2"}
    typed |= {"referring_url": "https://example.org/blog?utm_source=x", "speed": "parts"}
    of = sold_as(T.WEB_TRAFFIC)
    request = request_for(of, filled(of, {**typed, "runs": "3", "interval": "60"}))

    assert request.units == 300
    assert add_fields(of.type, request) == {
        **AMOUNT,
        "runs": "3",
        "interval": "60",
        "country": "DE",
        "device": "5",
        "type_of_traffic": "2",
        "referring_url": "https://example.org/blog",
    }


def test_every_parameter_that_is_sent_is_asked_for() -> None:
    for kind, form in FORMS.items():
        asked = {ask.field.value for ask in form.asks}
        assert set(form.sends) - {"link"} <= asked | {Field.QUANTITY.value}, kind
