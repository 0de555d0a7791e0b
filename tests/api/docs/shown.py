"""The documentation page beside the API that it documents, and the samples that stand on it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from api.app import make_api
from api.docs.model import KEY, About
from api.docs.web import Documentation
from bot.http import make_app, serving
from domain.catalogue import ServiceType
from domain.ids import UpstreamId
from tests.api.counter import Counter, open_counter
from tests.service.shopfloor import a_service

if TYPE_CHECKING:
    from db.database import Database

PANEL: Final = re.compile(
    r'<pre class="code" id="([a-z0-9-]+)-([a-z]+)"[^>]*>(.*?)</pre>', re.DOTALL
)
TAG: Final = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Shown:
    """A shop with two services, a customer with a key in test mode, and the page."""

    counter: Counter
    docs: Documentation
    url: str
    key: str
    plain: int
    comments: int

    async def samples(self, language: str) -> dict[str, str]:
        """The page's samples in a language by their places, with the customer's key."""
        async with self.counter.session.get(f"{self.url}/") as answer:
            html = await answer.text()
        return {
            place: unescape(TAG.sub("", code)).replace(KEY, self.key)
            for place, found, code in PANEL.findall(html)
            if found == language
        }


@asynccontextmanager
async def shown(
    database: Database, *, public_url: str = "", **chosen: Any
) -> AsyncIterator[Shown]:
    """Serve both on one address."""
    async with open_counter(database) as counter:
        await counter.floor.add_customer(money="100")
        comments = a_service(
            type=ServiceType.CUSTOM_COMMENTS, min=1, upstream_id=UpstreamId("102")
        )
        numbers = [await counter.floor.add_service(one) for one in (a_service(), comments)]
        await counter.refresh()
        chosen = {"test_mode": True, "repeat_guard": False, **chosen}
        key = await counter.give_key(**chosen)
        docs = Documentation(About("Demo shop", "USD", public_url, 100))
        app = make_app(database, None, docs=docs, api=make_api(counter.services, "USD"))
        async with serving(app, host="127.0.0.1", port=0) as port:
            yield Shown(counter, docs, f"http://127.0.0.1:{port}", key, *map(int, numbers))
