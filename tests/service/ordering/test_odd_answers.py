"""The engine and the real client against bodies that panels really get wrong: where money goes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from domain.money import ZERO, Money
from domain.orders import Order, OrderStatus
from domain.reviews import ReviewKind
from integrations.provider.transport import Timeouts
from tests.contract.learner import fields_of
from tests.contract.raw_server import Call, client_of, raw_server
from tests.service.ordering.scene import Scene

GONE = {"charge": "0", "start_count": "7", "status": "Canceled", "remains": "1000"}
RUNS = {"charge": "1.00", "start_count": "7", "status": "In progress", "remains": "900"}


class Panel:
    """Says what it is told to; orders are numbered from 500."""

    def __init__(self) -> None:
        self.added: Any = None
        self.statuses: Any = {}
        self.orders = 0

    async def answer(self, call: Call) -> None:
        match fields_of(call)["action"]:
            case "add":
                self.orders += 1
                said = {"order": 499 + self.orders} if self.added is None else self.added
            case "status":
                said = self.statuses
            case _:
                said = {"balance": "100", "currency": "USD"}
        await call.reply(200, said if isinstance(said, bytes) else json.dumps(said).encode())


@pytest.fixture
async def panel(scene: Scene) -> AsyncIterator[Panel]:
    panel = Panel()
    async with (
        raw_server(panel.answer) as server,
        client_of(server.url, timeouts=Timeouts()) as client,
    ):
        scene.client = client  # type: ignore[assignment]
        yield panel


async def two_running(scene: Scene) -> tuple[Order, Order]:
    first, second = await scene.place(), await scene.place()
    await scene.submit()
    await scene.submit()
    return await scene.order(first), await scene.order(second)


@pytest.mark.parametrize(
    "statuses",
    [
        [{"order": "#900", **GONE}, {"order": "#901", **GONE}],
        [{"id": 900, **GONE}, {"id": 901, **GONE}],
        [{"orderId": "x y", **GONE}, {"orderId": "z", **GONE}],
        {"500": {"order": 900, **GONE}, "501": {"order": 901, **GONE}},
        {"500": {"success": False, **GONE}, "501": {"ok": "0", **GONE}},
        {"500": {"error": "Something", **GONE}, "501": {"errors": ["x"], **GONE}},
        {"900": GONE, "901": GONE},
        [GONE],
        GONE,
        json.dumps(GONE),
        b'{"500": {"status": "Canceled", "status": "Completed"}, "501": {"status": NaN}}',
    ],
    ids=repr,
)
async def test_no_money_moves_on_a_cancel_of_nobody_knows_which_order(
    scene: Scene, panel: Panel, statuses: object
) -> None:
    orders = await two_running(scene)
    panel.statuses = statuses
    before = await scene.wallet()

    await scene.poll()

    assert await scene.wallet() == before
    for order in orders:
        assert (await scene.order(order)).status is order.status


async def test_each_order_of_a_mixed_answer_has_its_own_money(scene: Scene, panel: Panel) -> None:
    first, second = await two_running(scene)
    panel.statuses = [{"order": "#501", **GONE}, {"order": "0500", **RUNS}]

    await scene.poll()

    assert (await scene.order(first)).status is OrderStatus.IN_PROGRESS
    assert (await scene.order(second)).status is OrderStatus.CANCELED
    assert await scene.wallet() == Money.of(8)


async def test_what_a_parent_made_gives_its_money_not_back(scene: Scene, panel: Panel) -> None:
    order = await scene.running(100, units=300, runs=3, interval=10)
    panel.statuses = {"status": "In progress", "runs": "1", "orders": [GONE]}
    before = await scene.wallet()

    await scene.poll()

    assert await scene.wallet() == before
    assert (await scene.order(order)).status is OrderStatus.IN_PROGRESS


@pytest.mark.parametrize(
    ("remains", "back"),
    [
        ("250", "0.5"),
        ("0250", "0.5"),
        ("250.0", "0.5"),
        ("2.5e2", "0.5"),
        ("-3", "0"),
        ("1,000", None),
        ("250 left", None),
        ("1001", None),
        ("-", None),
        ("", None),
        ([250], None),
    ],
    ids=repr,
)
async def test_a_partial_pays_back_its_units_or_asks_a_person(
    scene: Scene, panel: Panel, remains: object, back: str | None
) -> None:
    order = await scene.running()
    panel.statuses = {"status": "PARTIAL ", "charge": 0.75, "remains": remains}

    for _ in range(5):
        await scene.poll()

    assert await scene.wallet() == Money.of(8) + (Money.of(back) if back else ZERO)
    asked = [review.kind for review in await scene.reviews()]
    assert asked == ([] if back else [ReviewKind.PARTIAL_ODD])
    assert (await scene.order(order)).refunded == (Money.of(back) if back else ZERO)


@pytest.mark.parametrize(
    "added",
    [
        {"order": "null"},
        {"order": "error"},
        {"order": "-1"},
        {"order": 7, "success": 0},
        {"order": 7, "error": "Not enough funds on balance"},
        {"error": "Order 7 placed, not enough funds to start"},
        {"status": "fail", "data": {"order": 7, "message": "Insufficient balance"}},
    ],
    ids=repr,
)
async def test_an_order_of_doubt_is_never_paid_back_nor_sent_again(
    scene: Scene, panel: Panel, added: object
) -> None:
    panel.added = added
    order = await scene.running()

    scene.clock.advance(hours=1)
    await scene.submit()

    assert (await scene.order(order)).status is OrderStatus.UNCONFIRMED
    assert panel.orders == 1
    assert await scene.wallet() == Money.of(8)


async def test_a_panel_that_is_asked_too_often_gets_the_order_later(
    scene: Scene, panel: Panel
) -> None:
    panel.added = {"error": "Rate limit exceeded"}
    order = await scene.running()
    assert order.status is OrderStatus.QUEUED

    panel.added = None
    scene.clock.advance(minutes=5)
    await scene.submit()

    assert (await scene.order(order)).status is OrderStatus.PENDING
    assert await scene.reviews() == []
