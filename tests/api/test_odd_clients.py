"""Clients that write HTTP carelessly: understood where one can, refused as the API refuses."""

from __future__ import annotations

import asyncio
import json
import logging

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
