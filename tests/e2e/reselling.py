"""A customer who orders by key: where the shop's own API listens, and a key made in the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.chat import Chat
    from tests.e2e.stage import Stage


def api_url(stage: Stage) -> str:
    """Where the shop that was opened last serves its API."""
    port = stage.logged("http.listening")[-1]["port"]
    return f"http://127.0.0.1:{port}/api/v2"


async def make_key(chat: Chat) -> str:
    """Make a key as a customer does; it is read once, and the message put away."""
    await chat.say("/profile")
    await chat.tap("API")
    await chat.tap("Make a key")
    key = chat.button("Copy key").copy_text
    assert key is not None
    await chat.tap("Done, hide it")
    return key
