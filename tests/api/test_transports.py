"""Every action, by every way that a client may send it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from aiohttp import FormData

from tests.api.counter import Counter
from tests.service.shopfloor import CUSTOMER, LINK

NO_ORDER: Final = {"error": "Incorrect order ID"}
NO_REFILL: Final = {"error": "Refill not found"}
TOLD: Final = {
    "charge": "0.90",
    "start_count": None,
    "status": "Pending",
    "remains": "1000",
    "currency": "USD",
}
ACTIONS: Final[dict[str, tuple[dict[str, Any], Any]]] = {
    "balance": ({"action": "balance"}, {"balance": "9.10", "currency": "USD"}),
    "add": (
        {"action": "add", "service": 1, "link": f"{LINK}2", "quantity": 100},
        {"order": 2},
    ),
    "status": ({"action": "status", "order": 1}, TOLD),
    "status of several": (
        {"action": "status", "orders": "1,9"},
        {"1": TOLD, "9": NO_ORDER},
    ),
    "orders": ({"action": "orders", "orders": "1,9"}, {"1": TOLD, "9": NO_ORDER}),
    "orders of one": ({"action": "orders", "orders": "1"}, {"1": TOLD}),
    "multi_status": ({"action": "multi_status", "orders": "1"}, {"1": TOLD}),
    "refill": ({"action": "refill", "order": 1}, {"error": "The order is not completed"}),
    "refill of several": (
        {"action": "refill", "orders": "1,9"},
        [
            {"order": 1, "refill": {"error": "The order is not completed"}},
            {"order": 9, "refill": NO_ORDER},
        ],
    ),
    "multi_refill": (
        {"action": "multi_refill", "orders": "9"},
        [{"order": 9, "refill": NO_ORDER}],
    ),
    "refill_status": ({"action": "refill_status", "refill": 5}, NO_REFILL),
    "refill_status of several": (
        {"action": "refill_status", "refills": "5,6"},
        [{"refill": 5, "status": NO_REFILL}, {"refill": 6, "status": NO_REFILL}],
    ),
    "multi_refill_status": (
        {"action": "multi_refill_status", "refills": "5"},
        [{"refill": 5, "status": NO_REFILL}],
    ),
    "cancel": (
        {"action": "cancel", "orders": "9,1"},
        [{"order": 9, "cancel": NO_ORDER}, {"order": 1, "cancel": 1}],
    ),
    "cancel of one": ({"action": "cancel", "order": 1}, [{"order": 1, "cancel": 1}]),
}
Call = Mapping[str, Any]


def in_the_address(call: Call) -> tuple[str, str, dict[str, Any]]:
    return "GET", f"?{urlencode(call)}", {}


def as_a_form(call: Call) -> tuple[str, str, dict[str, Any]]:
    return "POST", "", {"data": {name: str(value) for name, value in call.items()}}


def as_multipart(call: Call) -> tuple[str, str, dict[str, Any]]:
    form = FormData(default_to_multipart=True)
    for name, value in call.items():
        form.add_field(name, str(value))
    return "POST", "", {"data": form}


def as_json(call: Call) -> tuple[str, str, dict[str, Any]]:
    return "POST", "", {"json": dict(call)}


def as_json_texts(call: Call) -> tuple[str, str, dict[str, Any]]:
    return "POST", "", {"json": {name: str(value) for name, value in call.items()}}


def as_json_lists(call: Call) -> tuple[str, str, dict[str, Any]]:
    """Ids as a list of numbers, where there are several."""
    wide = {
        name: value.split(",") for name, value in call.items() if name in {"orders", "refills"}
    }
    numbers = {name: [int(one) for one in many] for name, many in wide.items()}
    return "POST", "", {"json": {**call, **numbers}}


def as_json_with_holes(call: Call) -> tuple[str, str, dict[str, Any]]:
    """As PHP writes a list of which something was taken out, beside what nobody asked for."""
    wide = {
        name: {str(n): one for n, one in enumerate(value.split(","), start=1)}
        for name, value in call.items()
        if name in {"orders", "refills"}
    }
    return "POST", "", {"json": {**call, **wide, "meta": {"client": 1}, "runs": [None]}}


def as_json_called_a_form(call: Call) -> tuple[str, str, dict[str, Any]]:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return "POST", "", {"data": json.dumps(dict(call)), "headers": headers}


def posted_to_an_address(call: Call) -> tuple[str, str, dict[str, Any]]:
    return "POST", f"?{urlencode(call)}", {}


def in_capitals(call: Call) -> tuple[str, str, dict[str, Any]]:
    loud = {name.upper(): value for name, value in call.items()}
    return as_a_form({**loud, "ACTION": str(call["action"]).upper(), "junk": "x", "runs": ""})


def with_brackets(call: Call) -> tuple[str, str, dict[str, Any]]:
    """As PHP writes lists."""
    pairs = []
    for name, value in call.items():
        many = str(value).split(",") if name in {"orders", "refills"} else [str(value)]
        pairs += [(name if len(many) == 1 else f"{name}[{n}]", one) for n, one in enumerate(many)]
    return "POST", "", {"data": pairs}


def repeated(call: Call) -> tuple[str, str, dict[str, Any]]:
    """Ids one after another; of anything else the last counts."""
    pairs = [("action", "balance"), ("link", "https://example.com")]
    for name, value in call.items():
        many = str(value).split(",") if name in {"orders", "refills"} else [str(value)]
        pairs += [(name, one) for one in many]
    return "POST", "", {"data": pairs}


WAYS: Final = (
    in_the_address,
    as_a_form,
    as_multipart,
    as_json,
    as_json_texts,
    as_json_lists,
    as_json_with_holes,
    as_json_called_a_form,
    posted_to_an_address,
    in_capitals,
    with_brackets,
    repeated,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_every_action_is_understood(lite: Counter, way: Any) -> None:
    await lite.tell(action="add", service=1, link=LINK, quantity=1000)

    for name, (call, expected) in ACTIONS.items():
        method, query, options = way({"key": lite.keys[CUSTOMER], **call})
        slash = "/" if name.endswith("s") else ""
        reply = await lite.send(method, f"{lite.url}{slash}{query}", **options)
        if name == "cancel of one":
            assert reply.body == [
                {"order": 1, "cancel": {"error": "This order cannot be canceled"}}
            ]
        else:
            assert (name, reply.status, reply.body) == (name, 200, expected)
        if name == "add":
            await lite.tell(action="cancel", orders=2)
        assert reply.headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_not_allowed(lite: Counter, method: str) -> None:
    reply = await lite.send(method)

    assert (reply.status, reply.body) == (405, {"error": "Method Not Allowed"})
    assert reply.headers["Allow"] == "GET, POST"


async def test_a_look_at_the_head_orders_nothing(lite: Counter) -> None:
    call = {"key": lite.keys[CUSTOMER], **ACTIONS["add"][0]}

    assert (await lite.send("HEAD", f"{lite.url}?{urlencode(call)}")).status == 405
    assert await lite.tell(action="status", order=1) == NO_ORDER


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Incorrect request"),
        ({"action": ""}, "Incorrect request"),
        ({"action": "explode"}, "Incorrect action"),
        ({"action": "status"}, "Incorrect order ID"),
        ({"action": "status", "order": ""}, "Incorrect order ID"),
        ({"action": "refill"}, "Incorrect order ID"),
        ({"action": "cancel"}, "Incorrect order ID"),
        ({"action": "refill_status"}, "Refill not found"),
        ({"action": "status", "orders": ",".join(map(str, range(101)))}, "Maximum 100 orders"),
        ({"action": "cancel", "orders": ",".join(map(str, range(101)))}, "Maximum 100 orders"),
    ],
)
async def test_what_is_no_call_is_told_so(
    lite: Counter, fields: dict[str, Any], words: str
) -> None:
    assert await lite.tell(**fields) == {"error": words}


@pytest.mark.parametrize("key", ["", "sk_wrong", "x" * 9000, "ключ"])
async def test_a_key_that_does_not_work_is_told_so(lite: Counter, key: str) -> None:
    reply = await lite.send("POST", data={"key": key, "action": "balance"})

    assert (reply.status, reply.body) == (200, {"error": "Invalid API key"})


async def test_a_hundred_orders_in_one_call(lite: Counter) -> None:
    named = ",".join(str(number) for number in range(1, 101))

    told = await lite.tell(action="status", orders=f"{named},1,1")

    assert list(told) == named.split(",")


@pytest.mark.parametrize(
    "body", [b"{", b"[1]", b'{"key": {"a": 1}}', b"{" * 3000, b'{"key":"\\ud800"}', b"\xff\xfe"]
)
async def test_a_body_that_cannot_be_read_is_told_so(lite: Counter, body: bytes) -> None:
    reply = await lite.send("POST", data=body, headers={"Content-Type": "application/json"})

    assert reply.status == 200
    assert reply.body["error"] in {"Incorrect request", "Invalid API key"}
