"""The demo's stage: the ports that people remember, or any others when those are taken."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientSession

from bot import demo
from domain.ids import ProviderName
from integrations.provider.client import HttpProvider


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[int]]:
    """Both ports of the demo belong to somebody else."""
    with socket.socket() as first, socket.socket() as second:
        ports = []
        for held in (first, second):
            held.bind(("127.0.0.1", 0))
            held.listen()
            ports.append(held.getsockname()[1])
        monkeypatch.setattr(demo, "CHAT_PORT", ports[0])
        monkeypatch.setattr(demo, "PROVIDER_PAGE_PORT", ports[1])
        yield set(ports)


async def test_taken_ports_are_replaced_by_free_ones_and_everything_works(taken: set[int]) -> None:
    async with AsyncExitStack() as stack:
        stage = await demo._set_stage(stack)
        session = await stack.enter_async_context(ClientSession())

        for url in (stage.telegram.chat_url, stage.provider.page_url):
            assert int(url.split(":")[2].partition("/")[0]) not in taken | {0}
            assert (await session.get(url)).status == 200

        client = HttpProvider(
            ProviderName("main"), stage.provider.api_url, key=stage.provider.key, currency="USD"
        )
        stack.push_async_callback(client.close)
        assert len(await client.services()) > 300


async def test_the_invitation_names_addresses_and_a_command_that_works() -> None:
    async with AsyncExitStack() as stack:
        stage = await demo._set_stage(stack)

        told = demo._invitation(stage)

    assert stage.telegram.chat_url in told
    assert stage.provider.page_url in told
    assert "/topup 58213 10 welcome" in told
