"""A thousand bodies that no client would send: each is answered in JSON, none breaks anything."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

import orjson
from structlog.testing import capture_logs

from db.database import Database
from domain.catalogue import ServiceType
from domain.forms import FORMS
from domain.platforms import Platform
from tests.api.counter import Counter, open_counter
from tests.service.shopfloor import CUSTOMER, a_service

COUNT: Final = 1000
FIELDS: Final = (
    *("service", "link", "quantity", "runs", "interval", "comments", "usernames", "username"),
    *("hashtag", "hashtags", "media", "answer_number", "groups", "min", "max", "posts", "delay"),
    *("old_posts", "expiry", "country", "device", "type_of_traffic", "google_keyword"),
    *("referring_url", "keywords", "order", "orders", "refill", "refills", "idempotency_key"),
)
ACTIONS: Final = (
    *("add", "add", "add", "add", "status", "orders", "refill", "refill_status", "cancel"),
    *("multi_refill", "multi_refill_status", "services", "balance", "ADD", "", "x" * 300),
)
VALUES: Final[tuple[Any, ...]] = (
    *("", "0", "1", "2", "-1", "100", "1000", "1e9", "99999999999999999999", "NaN", "٣", "1.5"),
    *("http://example.com/test", "https://t.me/name", "javascript:alert(1)", "http://", "a\x00b"),
    *("https://example.com/" + "x" * 600, "a\nb\r\nc", "a,b;c", "\u202e\ufeff", "' OR 1=1 --"),
    *("😀" * 50, "%00", "&=&", "[]", "{}", "US", "11/11/2099", "12/31/2099", "R1", "K7M2X9"),
    *("1,2,3", ",,,", "1 2", "x" * 5000, "31/02/2030", "#a", "@name", "..", "\x7f", "\ud7ff"),
    *(0, 1, -1, 2**63, 1.5, 1e300, True, False, None, [], [1, "2"], ["a", None], [[1]], {"a": 1}),
)


def bodies(dice: random.Random, key: str) -> Iterator[tuple[str, bytes]]:
    """Content types and bodies."""
    for _ in range(COUNT):
        call: dict[str, Any] = {"key": key, "action": dice.choice(ACTIONS)}
        if dice.random() < 0.7:
            call |= {"service": dice.randrange(1, len(FORMS) + 2), "quantity": 100}
            call |= {"link": f"http://example.com/{dice.random()}", "comments": "nice"}
        call |= {dice.choice(FIELDS): dice.choice(VALUES) for _ in range(dice.randrange(5))}
        kind = dice.choice(("form", "json", "multipart", "torn"))
        yield written(kind, call, dice)


def written(kind: str, call: dict[str, Any], dice: random.Random) -> tuple[str, bytes]:
    form = "&".join(f"{name}={quote(str(value))}" for name, value in call.items()).encode()
    if kind == "json":
        return "application/json", orjson.dumps(call, option=orjson.OPT_PASSTHROUGH_SUBCLASS)
    if kind == "multipart":
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in call.items()
        ]
        return "multipart/form-data; boundary=b", "".join(parts).encode() + b"--b--\r\n"
    if kind == "torn":
        junk = bytes(dice.randrange(256) for _ in range(dice.randrange(60)))
        kinds = ("application/json", "multipart/form-data; boundary=b", "text/plain", "multipart/")
        return dice.choice(kinds), form[: dice.randrange(len(form))] + junk
    return "application/x-www-form-urlencoded", form


async def of_every_type(counter: Counter) -> None:
    for number, kind in enumerate(FORMS, start=1):
        service = a_service(type=kind, platform=Platform.OTHER, min=1, upstream_id=str(number))
        await counter.floor.add_service(service)
    assert ServiceType.DEFAULT in FORMS
    await counter.refresh()


async def test_whatever_is_sent_is_answered_in_json(database: Database) -> None:
    async with open_counter(database) as counter:
        await counter.floor.add_customer(CUSTOMER, money="1000")
        key = await counter.give_key(repeat_guard=False)
        await of_every_type(counter)
        dice, seen = random.Random(7), set()

        with capture_logs() as lines:
            for kind, body in bodies(dice, key):
                reply = await counter.send("POST", data=body, headers={"Content-Type": kind})
                assert reply.status == 200, (kind, body, reply)
                seen.add(str(reply.body)[:24])
            addresses = ["?", "?key=%FF%00&action=add", "?&&==&", f"?key={key}&action=%zz"]
            for address in addresses:
                assert (await counter.send("GET", counter.url + address)).status == 200

        assert {line["log_level"] for line in lines} <= {"info"}
        assert len(seen) > 40
