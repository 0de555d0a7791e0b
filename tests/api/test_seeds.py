"""Five pages that document such an API, asked request by request, answered answer by answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from structlog.testing import capture_logs

from domain.aftercare import AskState
from domain.api_codes import code_of, order_number
from domain.api_keys import ApiStyle
from domain.ids import OrderId
from services.api.read import ReadBalance
from tests.api.counter import Counter, Reply
from tests.api.pages import Page, answer_on, ensure_alike
from tests.service.shopfloor import CUSTOMER

LINK = "https://example.com/yourprofile"
PREMIUM = "smmpremium"
DONE = {"charge": "1", "status": "Completed", "remains": "0"}


@pytest.fixture
async def page(bare: Counter) -> Page:
    await bare.floor.add_customer(CUSTOMER, money="100")
    await bare.give_key()
    return Page(bare)


async def list_as(page: Page, name: str) -> None:
    """The page's services, listed as it lists them."""
    shown = answer_on(name, "services")
    for entry in shown:
        await page.put_service(entry)
    await page.counter.refresh()
    listed = await page.counter.tell(action="services")
    ensure_alike([entry | {"type": entry["type"].lower()} for entry in listed], lower(shown))


def lower(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One page writes its types in small letters; ours begin with capitals, as most do."""
    return [entry | {"type": entry["type"].lower()} for entry in shown]


async def add_as(page: Page, name: str, service: int, **fields: Any) -> None:
    shown = answer_on(name, "add")
    number = order_number(str(shown["order"]))
    assert number is not None
    await page.put_order(number - 1, service, DONE)
    added = await page.counter.tell(action="add", service=service, link=LINK, **fields)
    ensure_alike(added, shown)


# ── the four pages of the standard style ──────────────────────────────────────────────────────


async def test_smmpanels_store(page: Page) -> None:
    name, tell = "smmpanels", page.counter.tell
    await list_as(page, name)
    await add_as(page, name, 101, quantity=100, runs="", interval="")
    await page.put_order(7, 101, answer_on(name, "status"))
    ensure_alike(await tell(action="status", order=7), answer_on(name, "status"))

    refused = await tell(action="refill", order=7)
    assert refused == answer_on(name, "refill_error")
    await page.put_service({**answer_on(name, "services")[0], "service": 8, "refill": True})
    await page.put_order(8, 8, DONE)
    await page.put_refill(12344, 7, AskState.DONE)
    asked = await tell(action="refill", order=8)
    assert int(asked["refill"]) == answer_on(name, "refill")["refill"]
    assert await tell(action="refill_status", refill=12344) == answer_on(name, "refill_status")

    await page.put_balance(answer_on(name, "balance")["balance"])
    assert await tell(action="balance") == answer_on(name, "balance")


@pytest.mark.parametrize("name", ["smmpanelone", "smmpanelus"])
async def test_smmpanelone_and_smmpanelus(page: Page, name: str) -> None:
    """Two pages with the same answers; one heads its parts with names of actions of their own."""
    tell, titled = page.counter.tell, name == "smmpanelus"
    await list_as(page, name)
    await add_as(page, name, 1, quantity=100)
    several = answer_on(name, "status_multi")
    for number in ("1", "100"):
        await page.put_order(int(number), 1, several[number])
    ensure_alike(await tell(action="status", order=1), answer_on(name, "status"))
    action = "multi_status" if titled else "status"
    ensure_alike(await tell(action=action, orders="1,10,100"), several)

    await refill_as(page, name, titled=titled)
    await cancel_as(page, name)
    await page.put_balance(answer_on(name, "balance")["balance"])
    assert await tell(action="balance") == answer_on(name, "balance")


async def cancel_as(page: Page, name: str) -> None:
    await page.put_order(2, 1, {"charge": "1", "status": "In progress"})
    canceled = await page.counter.tell(action="cancel", orders="9,2")
    assert canceled == answer_on(name, "cancel")


async def refill_as(page: Page, name: str, *, titled: bool) -> None:
    tell = page.counter.tell
    await page.put_order(31, 1, DONE)
    assert await tell(action="refill", order=31) == answer_on(name, "refill")
    await page.put_order(32, 1, DONE)
    action = "multi_refill" if titled else "refill"
    asked = await tell(action=action, orders="32,33")
    _, second, third = answer_on(name, "refill_multi")
    assert asked == [{**second, "order": 32}, {**third, "order": 33}]

    await page.put_order(34, 1, DONE)
    await page.put_refill(901, 34, AskState.DONE)
    await page.put_refill(902, 34, AskState.DECLINED)
    assert await tell(action="refill_status", refill=901) == answer_on(name, "refill_status")
    action = "multi_refill_status" if titled else "refill_status"
    shown = answer_on(name, "refill_status_multi")
    told = await tell(action=action, refills="901,902,903")
    assert [entry["status"] for entry in told] == [entry["status"] for entry in shown]
    assert [entry["refill"] for entry in told] == [901, 902, 903]


async def test_smpanelim_net(page: Page) -> None:
    name, tell = "smpanelim", page.counter.tell
    await list_as(page, name)
    await add_as(page, name, 1, quantity=100)
    several = answer_on(name, "status_multi")
    for number in ("1", "100"):
        await page.put_order(int(number), 1, several[number])
    ensure_alike(await tell(action="status", order=1), answer_on(name, "status"))
    ensure_alike(await tell(action="status", orders="1,10,100"), several)
    await page.put_order(31, 1, DONE)
    assert await tell(action="refill", order=31) == answer_on(name, "refill")
    await page.put_order(32, 1, DONE)
    await page.put_refill(901, 32, AskState.DONE)
    assert await tell(action="refill_status", refill=901) == answer_on(name, "refill_status")
    await page.put_balance(answer_on(name, "balance")["balance"])
    assert await tell(action="balance") == answer_on(name, "balance")


# ── the page with a style of its own ──────────────────────────────────────────────────────────


@pytest.fixture
async def premium(page: Page) -> Page:
    await page.counter.give_key(style=ApiStyle.SMMPREMIUM)
    await list_as(page, PREMIUM)
    return page


def in_rupees(shown: Any) -> Any:
    """Our shop keeps dollars."""
    return {**shown, "currency": "USD"}


async def test_smmpremium_in(premium: Page) -> None:
    tell = premium.counter.tell
    await add_as(premium, PREMIUM, 1234, quantity=500)
    await premium.put_balance(answer_on(PREMIUM, "balance")["balance"])
    assert await tell(action="balance") == in_rupees(answer_on(PREMIUM, "balance"))

    several = {
        code: in_rupees(shown) for code, shown in answer_on(PREMIUM, "orders_multi").items()
    }
    numbers = {code: order_number(code) for code in several}
    for code, number in numbers.items():
        assert number is not None
        await premium.put_order(number + 5, 1234, several[code])
    shifted = {code: code_after(code, 5) for code in several}
    told = await tell(action="orders", orders=",".join(shifted.values()))
    for code, later in shifted.items():
        ensure_alike(told[later], several[code])
        assert set(told[later]) == set(several[code])

    shown = in_rupees(answer_on(PREMIUM, "status"))
    await premium.put_order(77, 1234, shown)
    ensure_alike(await tell(action="status", order=code_of_number(77)), shown)
    canceled = await tell(action="cancel", orders=code_of_number(77))
    assert canceled == {**answer_on(PREMIUM, "cancel"), "order": code_of_number(77)}


async def test_smmpremium_in_refills(premium: Page) -> None:
    tell = premium.counter.tell
    await premium.put_order(5, 1234, DONE)
    await premium.put_order(6, 1234, DONE)
    await premium.put_refill(88420, 5, AskState.DONE)

    asked = await tell(action="refill", order=code_of_number(6))
    told = await tell(action="refill_status", refill="R88420")

    assert asked == answer_on(PREMIUM, "refill")
    assert told == answer_on(PREMIUM, "refill_status")


def code_after(code: str, steps: int) -> str:
    number = order_number(code)
    assert number is not None
    return code_of_number(number + steps)


def code_of_number(number: int) -> str:
    return code_of(OrderId(number))


def ensure_refused(reply: Reply, status: int, words: str) -> None:
    assert (reply.status, reply.body) == (status, {"error": words})


async def test_smmpremium_in_errors(premium: Page) -> None:
    counter = premium.counter
    add: dict[str, Any] = {"action": "add", "service": 1234, "quantity": 500}

    ensure_refused(await counter.ask(**add), 400, "Incorrect link")
    ensure_refused(await counter.ask(action="add", link=LINK), 400, "Incorrect service ID")
    ensure_refused(await counter.ask(**add | {"service": "x"}), 400, "Incorrect service ID")
    ensure_refused(await counter.ask(action="status", order="K7M2X9"), 404, "Incorrect order ID")
    ensure_refused(await counter.ask(action="refill_status", refill="R1"), 404, "Refill not found")
    unknown = await counter.ask(**add | {"service": 9}, link=LINK)
    ensure_refused(unknown, 404, "Incorrect service ID")
    await premium.put_balance("0.10")
    ensure_refused(await counter.ask(**add, link=LINK), 402, "Not enough funds on balance")


async def test_smmpremium_in_faults(premium: Page) -> None:
    counter = premium.counter
    with capture_logs() as lines, patch.object(ReadBalance, "__call__", side_effect=RuntimeError):
        ensure_refused(await counter.ask(action="balance"), 500, "Server error")
    assert [line["event"] for line in lines] == ["api.failed"]


async def test_smmpremium_in_keys(premium: Page) -> None:
    counter = premium.counter
    async with counter.floor.database.write() as uow:
        await uow.users.set_blocked(CUSTOMER, "fraud")
        await uow.commit()
    blocked = await counter.ask(action="balance")
    ensure_refused(blocked, 403, "Your account has been suspended.")
    async with counter.floor.database.write() as uow:
        await uow.users.set_blocked(CUSTOMER, None)
        now = counter.floor.clock.now()
        await uow.api_keys.end_all(CUSTOMER, at=now, ends_at=now + timedelta(seconds=1))
        await uow.commit()
    counter.floor.clock.advance(seconds=2)
    ensure_refused(await counter.ask(action="balance"), 401, "Invalid API key")
