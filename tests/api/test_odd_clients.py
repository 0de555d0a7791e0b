"""Clients that write HTTP carelessly: understood where one can, refused as the API refuses."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from db.models.orders import orders
from domain.catalogue import ServiceType
from tests.api.counter import Counter
from tests.service.shopfloor import CUSTOMER, LINK, a_service

END = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


async def said_to(counter: Counter, request: bytes) -> tuple[bytes, bytes]:
    """The head and the body of an answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", counter.port)
    writer.write(request)
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    return head, body


async def test_an_address_with_letters_of_any_script_is_read(lite: Counter) -> None:
    comments = a_service(upstream_id="77", type=ServiceType.CUSTOM_COMMENTS, min=1)
    service = await lite.floor.add_service(comments)
    await lite.refresh(anew=True)
    key = lite.keys[CUSTOMER]
    call = f"/api/v2?key={key}&action=add&service={service}&link={LINK}&comments=Привет,+ş%0A☕"

    _, body = await said_to(lite, f"GET {call}{END}".encode())

    assert "order" in json.loads(body)
    async with lite.floor.database.read() as reads:
        order = (await reads.connection.execute(select(orders))).one()
    assert order.fields == {"comments": "Привет, ş\n☕"}


@pytest.mark.parametrize("verb", ["GET", "get", "G\x01T"])
async def test_what_is_no_http_is_refused_in_json_and_not_repeated(
    lite: Counter, caplog: pytest.LogCaptureFixture, verb: str
) -> None:
    caplog.set_level(logging.DEBUG)
    key = lite.keys[CUSTOMER]
    with capture_logs() as lines:
        head, body = await said_to(lite, f"{verb} /api/v2?key={key}&x=\x00{END}".encode())

    assert head.startswith(b"HTTP/1.0 400 ")
    assert b"application/json" in head
    assert json.loads(body) == {"error": "Incorrect request"}
    assert key not in caplog.text + str(lines)
    assert [line["event"] for line in lines] == ["request.malformed"]


@pytest.mark.parametrize("target", ["/api/v2", "http://shop.example/api/v2"])
async def test_who_asks_before_sending_a_body_is_told_to_send_it(
    lite: Counter, target: str
) -> None:
    call = f"key={lite.keys[CUSTOMER]}&action=balance"
    size = f"Content-Length: {len(call)}\r\nExpect: 100-continue\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", lite.port)
    writer.write(f"POST {target}{END.replace('Connection', f'{size}Connection')}".encode())

    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(call.encode())
    answer = await reader.read()

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b'{"balance":"10.00","currency":"USD"}')
    writer.close()


async def test_who_asks_about_too_large_a_body_is_told_to_keep_it(lite: Counter) -> None:
    size = "Content-Length: 70000\r\nExpect: 100-continue\r\n"
    head, _ = await said_to(
        lite, f"POST /api/v2{END.replace('Connection', f'{size}Connection')}".encode()
    )

    assert head.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("digits", [19, 400, 5000])
@pytest.mark.parametrize(
    ("action", "ids", "answered"),
    [
        ("cancel", "orders", "order"),
        ("refill", "orders", "order"),
        ("refill_status", "refills", "refill"),
    ],
)
async def test_a_number_beyond_all_numbers_is_an_id_that_is_not_there(
    lite: Counter, digits: int, action: str, ids: str, answered: str
) -> None:
    number = "9" * digits
    named: dict[str, Any] = {ids: f"{number},7"}

    told = await lite.tell(action=action, **named)

    assert [one[answered] for one in told] == [number, 7]
    assert "Server error" not in str(told)


@pytest.mark.parametrize("written", ["[1, 2]", '["1","2"]', "1.0,2.00", " 1 , ,2,", "1\r\n2"])
async def test_ids_are_read_as_programs_write_lists(lite: Counter, written: str) -> None:
    await lite.tell(action="add", service="1.0", link=LINK, quantity="100.0")

    told = await lite.tell(action="status", orders=written)

    assert [told["1"]["remains"], told["2"]] == ["100", {"error": "Incorrect order ID"}]
    assert list(told) == ["1", "2"]


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"order": [1, 2]}},
        {"json": {"order": {"1": "1", "2": "2"}}},
        {"json": {"orders[]": [1, 2]}},
        {"data": [("order[]", "1"), ("order[]", "2")]},
        {"data": [("order[0]", "1"), ("order[1]", "2")]},
    ],
)
async def test_of_ids_in_a_list_none_is_dropped_whatever_the_list_is_called(
    lite: Counter, sent: dict[str, Any]
) -> None:
    for number in range(2):
        await lite.tell(action="add", service=1, link=f"{LINK}{number}", quantity=100)

    call = {"key": lite.keys[CUSTOMER], "action": "cancel"}
    reply = await lite.send("POST", params=call, **sent)

    assert reply.body == [{"order": 1, "cancel": 1}, {"order": 2, "cancel": 1}]


@pytest.mark.parametrize(
    ("field", "taken"), [("meta", True), ("headers", True), ("runs", False), ("order", False)]
)
async def test_only_what_nobody_reads_may_hold_lists_of_lists(
    lite: Counter, field: str, *, taken: bool
) -> None:
    call = {"key": lite.keys[CUSTOMER], "action": "balance", field: {"a": [{"b": 1}, [2]]}}

    assert ("balance" in (await lite.send("POST", json=call)).body) is taken


async def test_old_scripts_call_an_order_by_another_name(lite: Counter) -> None:
    await lite.tell(action="add", service=1, link=LINK, quantity=100)

    assert (await lite.tell(action="status", order_id=1))["status"] == "Pending"
    assert await lite.tell(action="refill_status", refill_id=1) == {"error": "Refill not found"}


async def test_a_list_in_the_address_and_in_the_body_is_ordered_once(lite: Counter) -> None:
    comments = a_service(upstream_id="77", type=ServiceType.CUSTOM_COMMENTS, min=1)
    call = {"action": "add", "service": await lite.floor.add_service(comments), "link": LINK}
    await lite.refresh(anew=True)
    call |= {"key": lite.keys[CUSTOMER], "comments": "one\ntwo"}

    await lite.send("POST", params=call, data=call)

    assert (await lite.tell(action="status", order=1))["remains"] == "2"
