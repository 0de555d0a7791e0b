"""Pulled plugs amid orders, and stops while the shop loads: nothing lost, nothing done twice."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from domain.orders import HELD, OrderStatus
from tests.e2e.process import running, start
from tests.e2e.stage import Stage, on_stage, until

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable

PACE: Final = {"SUBMIT_DEADLINE_S": "5", "POLL_FIRST_S": "0.2", "POLL_MAX_S": "0.5"}


async def test_plugs_pulled_amid_orders_lose_none_and_double_none(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with on_stage(sqlite_url, opened=False, settings=PACE) as stage:
        async with running(tmp_path, stage.environment) as shop:
            await stage.welcome(stage.ann, money="10")
            await _pay_in_haste(stage, "first")
            await shop.kill()  # perhaps before the tap was read, perhaps after it was sent
        async with running(tmp_path, stage.environment) as shop:
            await stage.ann.person.settle()
            stage.provider.faults.add("add", "delay", seconds=0.3)
            known = stage.sent
            await _pay_in_haste(stage, "second")
            await until(lambda: stage.sent > known)
            await shop.kill()  # accepted or not, and the answer unread
        async with running(tmp_path, stage.environment) as shop:
            await _pay_in_haste(stage, "third")
            await stage.ann.person.settle()
            await until(lambda: "third" in _links(stage))
            await shop.stop()

        orders = await stage.orders()
        assert [order.request.link.rsplit("/")[-1] for order in orders] == [
            "first",
            "second",
            "third",
        ]
        assert max(Counter(_links(stage)).values()) == 1
        adopted = {order.upstream_id for order in orders}
        orphans = [one for one in stage.provider.orders.values() if str(one.id) not in adopted]
        unknown = {order.request.link.rsplit("/")[-1] for order in orders if order.status in HELD}
        assert {one.link.rsplit("/")[-1] for one in orphans} <= unknown
        assert OrderStatus.RELEASED not in {order.status for order in orders}
        stage.orphans = len(orphans)


async def _pay_in_haste(stage: Stage, name: str) -> None:
    """Fill a form and press twice; nobody waits for the answer."""
    await stage.ann.fill(f"instagram.com/{name}", "100")
    pay = stage.ann.data("Pay")
    for _ in range(2):
        await stage.ann.person.press_data(pay, stage.ann.screen)


def _links(stage: Stage) -> list[str]:
    """The names in the links of what the provider accepted."""
    return [order.link.rsplit("/")[-1] for order in stage.provider.orders.values()]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process listens to")
async def test_a_stop_signal_while_the_shop_still_loads_ends_it_with_zero(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with on_stage(sqlite_url, opened=False) as stage:
        process = await start(tmp_path, stage.environment, "run")
        await until(_listens_to(process, signal.SIGTERM))
        process.send_signal(signal.SIGTERM)
        said, _ = await process.communicate()

        assert process.returncode == 0
        assert said == b""
        assert stage.telegram.calls.calls == []


def _listens_to(process: Process, number: signal.Signals) -> Callable[[], bool]:
    def look() -> bool:
        lines = Path(f"/proc/{process.pid}/status").read_text("ascii").splitlines()
        caught = next(line for line in lines if line.startswith("SigCgt:"))
        return bool(int(caught.split()[1], 16) >> (number - 1) & 1)

    return look
