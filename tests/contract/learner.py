"""A client that learns, what it remembers by, and small panels that understand only one form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from domain.ids import ProviderName, UpstreamId
from domain.provider import AddCall
from integrations.provider.client import HttpProvider
from integrations.provider.dialect_choice import read_choice
from integrations.provider.learning import Learning
from tests.contract.raw_server import Call, RawServer, client_of

CALL = AddCall(service=UpstreamId("1"), fields={"link": "https://x.example/a", "quantity": "10"})
IDS = [UpstreamId(str(number)) for number in range(1, 7)]


@dataclass
class Memory:
    """A store that remembers, and a clock that is moved by hand."""

    kept: dict[tuple[str, str], Mapping[str, object]] = field(default_factory=dict)
    now_s: float = 0.0

    async def recall(self, name: ProviderName, address: str) -> Mapping[str, object]:
        return self.kept.get((name, address), {})

    async def keep(self, name: ProviderName, address: str, learnt: Mapping[str, object]) -> None:
        self.kept[name, address] = learnt


def learner(
    server: RawServer, setting: str = "auto", memory: Memory | None = None
) -> AbstractAsyncContextManager[HttpProvider]:
    choice, memory = read_choice(setting), memory or Memory()
    learning = Learning(choice.pinned, memory, lambda: memory.now_s)
    return client_of(
        server.url, dialect=choice.dialect, learning=learning if choice.learns else None
    )


def fields_of(call: Call) -> dict[str, str]:
    if b"Content-Type: application/json" in call.head:
        return {name: str(text) for name, text in json.loads(call.body).items()}
    query = call.head.split(b" ", 2)[1].partition(b"?")[2]
    return dict(parse_qsl((call.body or query).decode()))


def actions(server: RawServer) -> list[str]:
    return [fields_of(call)["action"] for call in server.calls]


async def tell(call: Call, value: object, status: int = 200) -> None:
    await call.reply(status, json.dumps(value).encode())


async def refuse(call: Call, text: str, status: int = 200) -> None:
    await tell(call, {"error": text}, status)


async def understand(call: Call) -> None:
    """A panel that knows every order, and many under `status`; no refills, no cancels."""
    fields = fields_of(call)
    match fields["action"]:
        case "balance":
            await tell(call, {"balance": "5", "currency": "USD"})
        case "add":
            await tell(call, {"order": 5})
        case "status" if "order" in fields:
            await tell(call, {"status": "Pending"})
        case "status":
            await tell(call, {one: {"status": "Pending"} for one in fields["orders"].split(",")})
        case _:
            await refuse(call, "Incorrect request")


async def only_json(call: Call) -> None:
    if b"Content-Type: application/json" in call.head:
        await understand(call)
    else:
        await call.reply(403, b"request denial")


async def only_form(call: Call) -> None:
    if b"Content-Type: application/json" in call.head:
        await refuse(call, "invalid key")
    else:
        await understand(call)


async def only_get(call: Call) -> None:
    if call.head.startswith(b"GET "):
        await understand(call)
    else:
        await refuse(call, "Method Not Allowed", 405)


async def only_post(call: Call) -> None:
    if call.head.startswith(b"POST "):
        await understand(call)
    else:
        await call.reply(405, b"")


async def one_at_a_time(call: Call) -> None:
    if "orders" in fields_of(call):
        await refuse(call, "Incorrect order ID")
    else:
        await understand(call)
