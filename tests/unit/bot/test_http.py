"""The HTTP server: health, metrics, and a webhook that answers after the work is done."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from aiohttp import ClientResponse, ClientSession
from structlog.testing import capture_logs

from bot.http import MAX_BODY, SECRET_HEADER, Webhook, make_app, serving
from db.database import Database

SECRET = "canary-hook-secret"
URL = "https://shop.example/hook/long-path"


def an_update(update_id: int = 1, text: str = "hello", person: int = 58213) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "Ann"}
    chat = {"id": person, "type": "private"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": sender, "text": text}
    return {"update_id": update_id, "message": message}


@dataclass
class Door:
    """The server, somebody who knocks, and what its handler has seen."""

    session: ClientSession
    base: str
    seen: list[str] = field(default_factory=list)
    free: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, message: Message) -> None:
        text = message.text or ""
        if text == "fail":
            raise RuntimeError(text)
        if text.startswith("slow"):
            await self.free.wait()
        self.seen.append(text)

    async def bring(self, body: object, secret: str | None = SECRET) -> ClientResponse:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.session.post(f"{self.base}/hook/long-path", data=data, headers=headers)

    async def get(self, path: str) -> ClientResponse:
        return await self.session.get(f"{self.base}{path}")


@pytest.fixture
async def door(bot: Bot, sqlite_database: Database) -> AsyncIterator[Door]:
    dispatcher = Dispatcher()
    app = make_app(sqlite_database, (URL, Webhook(bot, dispatcher, SECRET)))
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(serving(app, host="127.0.0.1", port=0))
        session = await stack.enter_async_context(ClientSession())
        made = Door(session, f"http://127.0.0.1:{port}")
        dispatcher.message.register(made.handle)
        yield made


async def test_an_update_is_handled_before_it_is_answered(door: Door) -> None:
    async with asyncio.TaskGroup() as group:
        answer = group.create_task(door.bring(an_update(text="slow")))
        done, _ = await asyncio.wait({answer}, timeout=0.1)
        assert not done
        door.free.set()

    assert answer.result().status == 200
    assert door.seen == ["slow"]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "сек", "\udcff"])
async def test_without_the_secret_nothing_is_even_read(door: Door, secret: str | None) -> None:
    if secret == "\udcff":
        status = await knock_raw(door, b"\xff")
    else:
        status = (await door.bring(b"not json", secret)).status

    assert status == 401
    assert door.seen == []


async def knock_raw(door: Door, secret: bytes) -> int:
    """Send a header that no polite client would."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(door.base.rpartition(":")[2]))
    head = b"POST /hook/long-path HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n"
    writer.write(head + SECRET_HEADER.encode() + b": " + secret + b"\r\n\r\n")
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff\xfe", {"update_id": "x"}, {"message": 1}]
)
async def test_what_is_no_update_is_a_bad_request(door: Door, body: object) -> None:
    assert (await door.bring(body)).status == 400


async def test_a_body_beyond_a_megabyte_is_refused(door: Door) -> None:
    body = io.BytesIO(b" " * (MAX_BODY + 1))
    answer = await door.session.post(
        f"{door.base}/hook/long-path", data=body, headers={SECRET_HEADER: SECRET}
    )

    assert answer.status == 413


async def test_an_update_that_could_not_be_handled_comes_again(door: Door) -> None:
    with capture_logs():
        answer = await door.bring(an_update(text="fail"))

    assert answer.status == 500


async def test_updates_of_one_person_keep_their_order(door: Door) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(door.bring(an_update(1, "slow")))
        await asyncio.sleep(0.05)
        group.create_task(door.bring(an_update(2, "second")))
        assert (await door.bring(an_update(3, "other", person=58214))).status == 200
        assert door.seen == ["other"]
        door.free.set()

    assert door.seen == ["other", "slow", "second"]


async def test_the_webhook_takes_posts_alone_and_only_at_its_path(door: Door) -> None:
    elsewhere = await door.session.post(f"{door.base}/", headers={SECRET_HEADER: SECRET})

    assert (await door.get("/hook/long-path")).status == 405
    assert elsewhere.status == 404


async def test_health_is_fine_while_the_database_answers(door: Door) -> None:
    answer = await door.get("/healthz")

    assert (answer.status, await answer.json()) == (200, {"ok": True})


async def test_health_is_not_fine_without_a_database(tmp_path: Any) -> None:
    (tmp_path / "shop.db").write_text("this is no database")
    broken = Database.open(f"sqlite+aiosqlite:///{tmp_path}/shop.db")
    async with serving(make_app(broken, None), host="127.0.0.1", port=0) as port:
        with capture_logs() as lines:
            async with ClientSession() as session:
                answer = await session.get(f"http://127.0.0.1:{port}/healthz")
                body = await answer.text()
    await broken.close()

    assert (answer.status, json.loads(body)) == (503, {"ok": False})
    assert [line["event"] for line in lines] == ["health.failed"]


async def test_metrics_speak_prometheus(door: Door) -> None:
    answer = await door.get("/metrics")

    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "# TYPE shop_updates_total counter" in await answer.text()
