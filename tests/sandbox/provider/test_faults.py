"""Faults strike where they are scripted, before or after the order was accepted."""

import asyncio
import json

import httpx
import pytest

from sandbox.provider.fault_answers import STATUS_TWISTS
from sandbox.provider.faults import KINDS
from tests.sandbox.provider.conftest import Shop

ADD = {"service": "7", "link": "https://example.com/a", "quantity": "100"}
BROKEN = {"reset", "close", "hang"}
ADD_KINDS = sorted(
    name
    for name, kind in KINDS.items()
    if not kind.unread and (not kind.actions or "add" in kind.actions)
)


@pytest.mark.parametrize("kind", ADD_KINDS)
async def test_a_fault_accepts_the_order_exactly_when_its_table_says_so(
    shop: Shop, kind: str
) -> None:
    fault = shop.provider.faults.add("add", kind, seconds=0.01, size=100_000)
    outcome: httpx.Response | httpx.HTTPError
    try:
        outcome = await shop.raw("add", **ADD)
    except httpx.HTTPError as error:
        outcome = error
    assert (len(shop.provider.orders) == 1) == KINDS[kind].accepts
    assert (shop.provider.balance < 100) == KINDS[kind].accepts
    cut = kind.rpartition("_")[2] in BROKEN or kind == "truncated"
    assert isinstance(outcome, httpx.HTTPError) == cut
    assert (fault.hits, fault.times) == (1, 0)
    assert shop.provider.requests[-1].outcome.startswith(f"fault {kind}")


async def test_a_fault_strikes_its_own_action_and_only_so_often(shop: Shop) -> None:
    shop.provider.faults.add("balance", "before_error", times=2, status=503)
    assert (await shop.raw("services")).status_code == 200
    codes = [(await shop.raw("balance")).status_code for _ in range(3)]
    assert codes == [503, 503, 200]


async def test_a_request_can_be_cut_off_before_it_is_read(shop: Shop) -> None:
    shop.provider.faults.add("*", "unread_reset")
    with pytest.raises(httpx.TransportError):
        await shop.raw("add", **ADD)
    assert not shop.provider.orders


async def test_too_many_requests_say_when_to_come_back(shop: Shop) -> None:
    shop.provider.faults.add("add", "throttled", seconds=7)
    answer = await shop.raw("add", **ADD)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")


async def test_any_error_text_can_be_said(shop: Shop) -> None:
    text = "neworder.error.link_duplicate"
    shop.provider.faults.add("add", "error_text", text=text)
    assert await shop.ask("add", **ADD) == {"error": text}
    shop.provider.faults.add("add", "error_text", text=text, status=422)
    assert (await shop.raw("add", **ADD)).status_code == 422


@pytest.mark.parametrize("kind", sorted(STATUS_TWISTS))
async def test_a_status_fault_spoils_single_and_many_statuses_alike(shop: Shop, kind: str) -> None:
    first, second = await shop.order(), await shop.order()
    true = (await shop.raw("status", orders=f"{first.id},{second.id}")).text
    shop.provider.complete(first.id)
    shop.provider.faults.add("status", kind, times=2)
    assert (await shop.raw("status", orders=f"{first.id},{second.id}")).text != true
    assert (await shop.raw("status", order=str(first.id))).status_code == 200


async def test_trailing_commas_are_no_json(shop: Shop) -> None:
    shop.provider.faults.add("services", "trailing_commas")
    body = (await shop.raw("services")).text
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)
    assert json.loads(body.replace(",}", "}").replace(",]", "]")) == await shop.ask("services")


async def test_a_bomb_is_small_on_the_wire(shop: Shop) -> None:
    shop.provider.faults.add("add", "after_bomb", size=1_000_000)
    answer = await shop.raw("add", **ADD)
    assert int(answer.headers["content-length"]) < 10_000
    assert len(answer.content) > 1_000_000


async def test_hanging_answers_do_not_hold_up_the_stop(shop: Shop) -> None:
    shop.provider.faults.add("add", "after_hang")
    async with asyncio.TaskGroup() as group:
        hanging = group.create_task(_failing(shop))
        while not shop.provider.orders:  # noqa: ASYNC110  the provider tells nobody
            await asyncio.sleep(0.005)
        async with asyncio.timeout(2):
            await shop.provider.stop()
    assert isinstance(hanging.result(), httpx.HTTPError)


async def _failing(shop: Shop) -> httpx.HTTPError | None:
    try:
        await shop.raw("add", **ADD)
    except httpx.HTTPError as error:
        return error
    return None


def test_a_fault_nobody_knows_is_refused_when_it_is_scripted(shop: Shop) -> None:
    for action, kind in (("add", "nonsense"), ("add", "backwards"), ("add", "unread_reset")):
        with pytest.raises(ValueError, match=kind):
            shop.provider.faults.add(action, kind)
