"""A key's life in the running shop: shown once, used over HTTP, replaced, switched off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import ClientSession

from tests.e2e.reselling import api_url, make_key
from tests.e2e.stage import on_stage, until

if TYPE_CHECKING:
    from tests.e2e.stage import Stage

LINK = "https://www.instagram.com/some.shop"
WRONG = {"error": "Invalid API key"}


async def ask(stage: Stage, key: str, **fields: str) -> dict[str, object]:
    """Ask as the simplest clients do: by GET, with the key in the address."""
    asked = {"key": key, **fields}
    async with ClientSession() as client, client.get(api_url(stage), params=asked) as answer:
        found: dict[str, object] = await answer.json()
    return found


async def test_a_key_goes_away_by_itself_though_the_shop_was_restarted(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome(stage.ann)
        await stage.ann.say("/profile")
        await stage.ann.walk("API", "Make a key")
        key = stage.ann.button("Copy key").copy_text
        assert key is not None
        assert stage.ann.screen.protected
        await stage.close()
        await stage.open()
        assert stage.ann.shows(key)

        stage.clock.skip(seconds=60)
        await until(lambda: not stage.ann.shows(key))

        assert (await ask(stage, key, action="balance"))["balance"] == "0.00"


async def test_an_order_by_key_is_the_customers_own_until_the_shop_switches_it_off(
    sqlite_url: str,
) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome(stage.ann, money="5")
        key = await make_key(stage.ann)
        order = {"action": "add", "service": "1", "link": LINK, "quantity": "1000"}

        assert "order" in await ask(stage, key, **order)

        await stage.accepted()
        await stage.owner.say(f"/user {stage.ann.id}")
        assert "Today by API: requests" in stage.owner.text
        assert "orders 1, money $1.0101" in stage.owner.text
        await stage.owner.walk("Switch API off", "Confirm API off")
        assert await ask(stage, key, action="balance") == WRONG
        assert "The shop has switched your API off." in await stage.ann.forge("ip:main")
        await stage.owner.say(f"/user {stage.ann.id}")
        await stage.owner.walk("Switch API on", "Confirm API on")
        assert "balance" in await ask(stage, key, action="balance")


async def test_keys_are_in_no_log_line_and_in_no_table(sqlite_url: str) -> None:
    async with on_stage(sqlite_url) as stage:
        await stage.welcome(stage.ann)
        old = await make_key(stage.ann)
        await stage.ann.walk("New key", "At once")
        key = stage.ann.button("Copy key").copy_text
        assert key is not None

        assert "balance" in await ask(stage, key, action="balance")
        assert await ask(stage, old, action="balance") == WRONG
        assert await ask(stage, key, action="nonsense", link=key) != WRONG

        lines = json.dumps(stage.log, default=str)
        file = Path(sqlite_url.removeprefix("sqlite+aiosqlite:///"))
        kept = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
        for secret in (key, old):
            assert secret not in lines
            assert secret.encode() not in kept
