"""The switch page: what the provider is doing, and the levers to make it do something else."""

import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any, Final

from aiohttp import web

from sandbox.provider.api import Api
from sandbox.provider.model import CANCELED, COMPLETED, PARTIAL, Account, Order, RequestLog, plain
from sandbox.provider.modes import MODES
from sandbox.provider.progress import NORMAL, OUTCOMES

FILES: Final = Path(__file__).parent / "static"
SHOWN_ORDERS: Final = 60
SHOWN_REQUESTS: Final = 60
PUSH: Final = 0.25  # of the whole work, for one press of Progress
MAX_SPEED: Final = 10_000.0
LATEST_MONEY: Final = Decimal(1_000_000_000)

Command = dict[str, Any]  # one JSON object sent by the page; every use checks its type
Switch = Callable[[str, bool], Awaitable[None]]


class BadCommandError(Exception):
    """The page, or somebody else, asked for something that cannot be done."""


@dataclass(slots=True)
class Page:
    """Serves the page, its live state, and takes its commands."""

    api: Api
    account: Account
    switch: Switch
    _acts: dict[str, Callable[[Command], Awaitable[None]]] = field(init=False)

    def __post_init__(self) -> None:
        self._acts = {
            "balance": self._set_balance,
            "speed": self._set_speed,
            "pause": self._pause,
            "skip": self._skip,
            "switch": self._switch,
            "order": self._order,
        }

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/", self.show)
        application.router.add_get("/state", self.state)
        application.router.add_post("/do", self.do)
        return application

    async def show(self, _: web.Request) -> web.Response:
        policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
        headers = {"Content-Security-Policy": policy + "connect-src 'self'; img-src data:"}
        return web.Response(text=page_text(), content_type="text/html", headers=headers)

    async def state(self, _: web.Request) -> web.Response:
        self.api.workshop.catch_up()
        return web.json_response(self._state())

    async def do(self, request: web.Request) -> web.Response:
        """Take one command; only JSON is read, so that no other site's form can send one."""
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            command = json.loads(await request.read())
            await self._acts[command["do"]](command)
        except (BadCommandError, ValueError, KeyError, TypeError, InvalidOperation) as error:
            return web.json_response({"error": f"not done: {error}"}, status=400)
        return await self.state(request)

    def _state(self) -> Command:
        panel, clock = self.api.desk.panel, self.api.workshop.panel.timeline
        newest = islice(reversed(panel.orders.values()), SHOWN_ORDERS)
        asked = islice(reversed(self.api.requests), SHOWN_REQUESTS)
        return {
            "balance": plain(self.account.balance),
            "currency": panel.currency,
            "services": len(panel.services),
            "clock": {"now": clock.now, "speed": clock.speed, "running": clock.running},
            "counts": Counter(order.status for order in panel.orders.values()),
            "orders": [_order_row(order, clock.now) for order in newest],
            "modes": [
                {
                    "name": one.name,
                    "title": one.title,
                    "says": one.says,
                    "on": one.name in self.api.modes,
                }
                for one in MODES.values()
            ],
            "words": [{"word": one.word, "says": one.says} for one in (*OUTCOMES, NORMAL)],
            "requests": [_request_row(one, clock.now) for one in asked],
        }

    async def _set_balance(self, command: Command) -> None:
        amount = Decimal(str(command["amount"]).strip().replace(",", "."))
        if not amount.is_finite() or not 0 <= amount < LATEST_MONEY:
            raise BadCommandError("a balance is a number from 0 up")
        self.account.balance = amount

    async def _set_speed(self, command: Command) -> None:
        speed = float(command["speed"])
        if not 0 < speed <= MAX_SPEED:
            raise BadCommandError("a speed is a number from 0 to 10,000")
        self.api.workshop.catch_up()
        self.api.desk.panel.timeline.pace(speed)

    async def _pause(self, command: Command) -> None:
        self.api.workshop.catch_up()
        self.api.desk.panel.timeline.pause(on=bool(command["on"]))

    async def _skip(self, command: Command) -> None:
        self.api.workshop.skip(max(float(command["seconds"]), 0.0))

    async def _switch(self, command: Command) -> None:
        await self.switch(str(command["name"]), bool(command["on"]))

    async def _order(self, command: Command) -> None:
        self.api.workshop.catch_up()
        order = self.api.desk.panel.orders[int(command["id"])]
        if order.terminal:
            raise BadCommandError("this order has ended")
        self._act_on(order, str(command["act"]))

    def _act_on(self, order: Order, act: str) -> None:
        panel, workshop = self.api.desk.panel, self.api.workshop
        if act == "start":
            workshop.start(order)
        elif act == "progress":
            workshop.push(order, PUSH)
        elif act == "complete":
            panel.end(order, COMPLETED, remains=0)
        elif act == "partial":
            panel.end(order, PARTIAL, remains=order.remains or order.quantity)
        elif act == "cancel":
            panel.end(order, CANCELED, remains=order.remains)
        else:
            raise BadCommandError("no such button")


def _order_row(order: Order, now: float) -> Command:
    return {
        "id": order.id,
        "service": order.service.service,
        "name": order.service.name,
        "link": order.link,
        "quantity": order.quantity,
        "remains": order.remains,
        "runs": order.runs,
        "charge": plain(order.charge),
        "status": order.status,
        "ended": order.terminal,
        "age": now - order.created,
    }


def _request_row(asked: RequestLog, now: float) -> Command:
    fields = ", ".join(f"{name}={text}" for name, text in asked.fields.items())
    return {
        "action": asked.action,
        "fields": fields[:200],
        "outcome": asked.outcome,
        "age": now - asked.at,
    }


def page_text() -> str:
    """The page as one self-contained document."""
    text = (FILES / "page.html").read_text("utf-8")
    for name in ("page.css", "page.js"):
        text = text.replace(f"/* {name} */", (FILES / name).read_text("utf-8"))
    return text
