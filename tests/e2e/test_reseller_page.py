"""The running shop serves its API's page in the name that Telegram knows it by."""

from __future__ import annotations

import asyncio

from aiohttp import ClientSession

from tests.e2e.chat import PATIENCE_S
from tests.e2e.stage import Stage, on_stage


def listening(stage: Stage) -> str:
    """The address that the shop's log names."""
    lines = [line for line in stage.log if line["event"] == "http.listening"]
    return f"http://{lines[-1]['host']}:{lines[-1]['port']}"


async def test_the_page_the_description_and_the_api_stand_at_one_address(sqlite_url: str) -> None:
    settings = {"CURRENCY": "USD", "API_RATE_PER_MINUTE": "240"}
    async with on_stage(sqlite_url, settings=settings) as stage, ClientSession() as client:
        url = listening(stage)

        async def read(path: str) -> str:
            async with client.get(url + path) as answer:
                assert answer.ok
                return await answer.text()

        async with asyncio.timeout(PATIENCE_S):
            # The name is asked for when the shop has opened.
            while "Demo shop" not in (page := await read("/")):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        described = await read("/openapi.json")
        asked = await read("/api/v2?action=balance&key=nobody")

    assert "240 requests a minute" in page
    assert f"{url}/api/v2" in page
    assert f'"url": "{url}"' in described
    assert asked == '{"error":"Invalid API key"}'
