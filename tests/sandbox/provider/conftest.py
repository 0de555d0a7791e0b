"""A running provider whose clock stands still, and a shop's side of the conversation."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from sandbox.provider.model import Order, Service
from sandbox.provider.provider import LocalProvider

KEY = "key-of-the-shop"
DEFAULT = Service(
    7, "Likes", "Default", "Likes", "0.90", "10", "10000", dripfeed=True, cancel=True
)
PLAIN = Service(8, "Plain likes", "Default", "Likes", "1.23456", "10", "500")
PACKAGE = Service(9, "Package", "Package", "Packages", "4.50", "1", "1")
COMMENTS = Service(10, "Comments", "Custom Comments", "Comments", "25", "2", "20")
REFILLED = Service(
    11, "Followers", "Default", "Followers", "2.00", "10", "10000", refill=True, refill_days=30
)
POSTS = Service(12, "Auto likes", "Subscriptions", "Likes", "1.00", "10", "1000")
SERVICES = (DEFAULT, PLAIN, PACKAGE, COMMENTS, REFILLED, POSTS)


@dataclass
class Shop:
    """Asks the provider as a shop would."""

    provider: LocalProvider
    http: httpx.AsyncClient

    async def ask(self, action: str, **fields: str) -> Any:
        return (await self.raw(action, **fields)).json()

    async def raw(self, action: str, **fields: str) -> httpx.Response:
        sent = {"key": KEY, "action": action} | fields
        return await self.http.post(self.provider.api_url, data=sent)

    async def order(self, service: Service = DEFAULT, **fields: str) -> Order:
        asked = {"service": str(service.service), "link": "https://example.com/a"} | fields
        if service.type == "Default":
            asked.setdefault("quantity", "100")
        return self.provider.orders[(await self.ask("add", **asked))["order"]]

    async def act(self, **command: Any) -> httpx.Response:
        return await self.http.post(f"{self.provider.page_url}do", json=command)


@pytest.fixture
async def provider() -> AsyncIterator[LocalProvider]:
    async with LocalProvider(
        key=KEY, balance="100.00", services=SERVICES, auto=False, accounts={"other": "5"}
    ) as running:
        yield running


@pytest.fixture
async def shop(provider: LocalProvider) -> AsyncIterator[Shop]:
    async with httpx.AsyncClient(timeout=5) as http:
        yield Shop(provider, http)
