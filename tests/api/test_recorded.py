"""What clients of the trade sent when they were recorded, sent again byte by byte."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from domain.catalogue import ServiceType
from domain.platforms import Platform
from tests.api.counter import Counter
from tests.service.shopfloor import CUSTOMER, a_service

REQUESTS: Final = Path(__file__).parents[1] / "fixtures" / "wire" / "requests"
T = ServiceType
SERVICES: Final = {
    "php_add_2": T.DEFAULT,
    "php_add_3": T.SEO,
    "php_add_4": T.CUSTOM_COMMENTS,
    "php_add_5": T.MENTIONS_WITH_HASHTAGS,
    "php_add_6": T.MENTIONS_CUSTOM_LIST,
    "php_add_7": T.MENTIONS_HASHTAG,
    "php_add_8": T.MENTIONS_USER_FOLLOWERS,
    "php_add_9": T.MENTIONS_MEDIA_LIKERS,
    "php_add_10": T.PACKAGE,
    "php_add_11": T.COMMENT_LIKES,
    "php_add_12": T.POLL,
    "php_add_13": T.COMMENT_REPLIES,
    "php_add_14": T.INVITES_FROM_GROUPS,
    "php_add_15": T.SUBSCRIPTIONS,
    "php_add_16": T.SUBSCRIPTIONS,
    "php_add_17": T.WEB_TRAFFIC,
    "node_add_3": T.CUSTOM_COMMENTS,
    "node_add_4": T.SUBSCRIPTIONS,
}
"""What service 1 is, where the sample is for another sort than the plainest."""
REFUSED: Final = {
    # These want orders without an end, which nobody could pay ahead.
    "php_add_15": {"error": "Posts less than minimal 1"},
    "php_add_16": {"error": "posts field is required"},
    "node_add_4": {"error": "Posts less than minimal 1"},
    "node_add_5": {"error": "Incorrect link"},
    # One client forgets the action.
    "node_none_1": {"error": "Incorrect request"},
}
NO_ORDER: Final = {"error": "Incorrect order ID"}
ANSWERS: Final[dict[str, Any]] = {
    "add": {"order": 1},
    "balance": {"balance": "10.00", "currency": "USD"},
    "status": NO_ORDER,
    "status of several": {"23501": NO_ORDER, "10": NO_ORDER},
    "refill": NO_ORDER,
    "refill of several": [
        {"order": 23501, "refill": NO_ORDER},
        {"order": 10, "refill": NO_ORDER},
    ],
    "refill_status": {"error": "Refill not found"},
    "refill_status of several": [
        {"refill": 1, "status": {"error": "Refill not found"}},
        {"refill": 2, "status": {"error": "Refill not found"}},
    ],
    "cancel of several": [
        {"order": 23501, "cancel": NO_ORDER},
        {"order": 10, "cancel": NO_ORDER},
    ],
}
RECORDED: Final = sorted(path.stem for path in REQUESTS.glob("*.http"))


def recorded(name: str, key: str) -> tuple[bytes, str]:
    """A request as it was sent, but for the key; and its body."""
    text = (REQUESTS / f"{name}.http").read_text("utf-8").replace("\r\n", "\n")
    head, _, body = text.partition("\n\n")
    body = body.rstrip("\n").replace("=KEY", f"={key}")
    lines = [line for line in head.split("\n") if not line.startswith("Content-Length")]
    lines += [f"Content-Length: {len(body.encode())}", "Connection: close", "", body]
    return "\r\n".join(lines).encode(), body


async def sent(counter: Counter, request: bytes) -> Any:
    reader, writer = await asyncio.open_connection("127.0.0.1", counter.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    assert b"\r\nContent-Type: application/json; charset=utf-8\r\n" in head + b"\r\n"
    return json.loads(body)


@pytest.mark.parametrize("name", RECORDED)
async def test_a_recorded_request_is_answered_as_its_client_expects(
    bare: Counter, name: str
) -> None:
    plain = a_service(platform=Platform.OTHER, min=1, dripfeed=True)
    await bare.floor.add_service(replace(plain, type=SERVICES.get(name, T.DEFAULT)))
    await bare.refresh()
    await bare.floor.add_customer(CUSTOMER, money="10")
    request, body = recorded(name, await bare.give_key())

    answer = await sent(bare, request)

    action = name.partition("_")[2].rpartition("_")[0]
    if action == "services":
        assert [entry["service"] for entry in answer] == [1]
    elif name in REFUSED:
        assert answer == REFUSED[name]
    else:
        several = "orders=" in body or "refills=" in body
        expected = ANSWERS[f"{action} of several" if several else action]
        if "%2C100" in body:
            expected = {**expected, "100": NO_ORDER}
        assert answer == expected
