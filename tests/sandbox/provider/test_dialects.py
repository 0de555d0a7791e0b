"""The five documented dialects: answers byte for byte, and what each panel does not offer."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from sandbox.provider.dialect import BEARER, FORM, JSON
from sandbox.provider.dialects import DIALECTS, DOCUMENTED
from sandbox.provider.model import Order, Service
from sandbox.provider.provider import LocalProvider

WIRE: Final = Path(__file__).parents[2] / "fixtures" / "wire"
KEY: Final = "key-of-the-shop"
JSON_ONLY: Final = frozenset({"smmpanelus"})
NAMES: Final = [dialect.name for dialect in DOCUMENTED]

FIRST: Final = Service(1, "Followers", "Default", "First Category", "0.90", "50", "10000")
COMMENTS: Final = Service(
    2, "Comments", "Custom Comments", "Second Category", "8", "10", "1500", cancel=True
)
SOLD: Final[dict[str, tuple[Service, ...]]] = {
    "smmpremium": (
        Service(
            1234,
            "Instagram Followers — Real & Active",
            "Default",
            "Instagram Followers",
            "1.2000",
            "100",
            "500000",
            dripfeed=True,
            refill=True,
            cancel=True,
        ),
    ),
    "smmpanels": tuple(
        Service(
            number,
            f"Real & Active Followers - {word} Server",
            "Default",
            "Instagram Followers",
            rate,
            "50",
            "10000",
            refill=number == 101,
        )
        for number, word, rate in ((101, "Best", "250.00"), (102, "Cheap", "255.00"))
    ),
}
CANONICAL_PAIR: Final = (
    Service(
        1,
        "Followers",
        "Default",
        "First Category",
        "0.90",
        "50",
        "10000",
        refill=True,
        cancel=True,
    ),
    COMMENTS,
)


class Customer:
    """Asks a local provider in the way that its dialect takes."""

    def __init__(self, provider: LocalProvider, http: httpx.AsyncClient) -> None:
        self.provider = provider
        self._http = http
        self._json = provider.dialect.name in JSON_ONLY

    async def raw(self, action: str, **fields: str) -> httpx.Response:
        sent = {"key": KEY, "action": action} | fields
        if self._json:
            return await self._http.post(self.provider.api_url, json=sent)
        return await self._http.post(self.provider.api_url, data=sent)

    async def ask(self, action: str, **fields: str) -> Any:
        return (await self.raw(action, **fields)).json()

    def put(self, wire_id: str, status: str, remains: int, **figures: Any) -> None:
        """Keep an order as a documented answer shows it."""
        number = self.provider.dialect.orders.read(wire_id)
        charge = Decimal(figures["charge"])
        service = next(iter(self.provider.services))
        order = Order(
            number, KEY, service, "https://e.com", 10_000, charge, charge, status, 0, remains, 0.0
        )
        order.held, order.start_count = True, figures.get("start_count", 0)
        self.provider.panel.orders[number] = order


@pytest.fixture
async def customer(request: pytest.FixtureRequest) -> Any:
    """A customer of a panel that stands still and speaks the dialect named by the test."""
    name = request.param
    provider = LocalProvider(
        key=KEY,
        dialect=name,
        services=SOLD.get(name, CANONICAL_PAIR),
        balance="1240.50" if name == "smmpremium" else "100.84292",
        auto=False,
        refill_wait_s=0.0,
    )
    async with provider, httpx.AsyncClient(timeout=5) as http:
        yield Customer(provider, http)


def documented(name: str, file: str) -> bytes:
    return (WIRE / name / f"{file}.txt").read_bytes().rstrip(b"\n")


def of(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("customer", names, indirect=True)


every_dialect = of(*NAMES)


@every_dialect
@pytest.mark.parametrize("action", ["services", "balance"])
async def test_services_and_balance_are_as_documented(customer: Customer, action: str) -> None:
    name = customer.provider.dialect.name
    assert (await customer.raw(action)).content == documented(name, action)


@every_dialect
async def test_an_accepted_order_is_answered_as_documented(customer: Customer) -> None:
    service = str(customer.provider.services[0].service)
    link = "https://instagram.com/yourprofile"
    answer = await customer.ask("add", service=service, link=link, quantity="100")
    assert answer == json.loads(documented(customer.provider.dialect.name, "add"))


@of("smmpanelone", "smmpanelus", "smpanelim")
async def test_one_status_and_many_are_as_documented(customer: Customer) -> None:
    name = customer.provider.dialect.name
    for number in ("1", "23501"):
        customer.put(number, "Partial", 157, charge="0.27819", start_count=3572)
    customer.put("100", "In progress", 10, charge="1.44219", start_count=234)

    assert (await customer.raw("status", order="23501")).content == documented(name, "status")
    many = await customer.raw("status", orders="1,10,100")
    assert many.content == documented(name, "status_multi")


@of("smmpremium")
async def test_smmpremium_answers_for_many_under_an_action_of_its_own(customer: Customer) -> None:
    customer.put("K7M2X9", "In progress", 320, charge="6.00", start_count=1240)
    assert (await customer.raw("status", order="K7M2X9")).content == documented(
        "smmpremium", "status"
    )
    customer.put("K7M2X9", "Completed", 0, charge="6.00", start_count=1240)
    customer.put("K7M2Y0", "In progress", 48, charge="1.20", start_count=52)
    customer.put("K7M2Z1", "Pending", 250, charge="3.00")
    many = await customer.raw("orders", orders="K7M2X9,K7M2Y0,K7M2Z1")
    assert many.content == documented("smmpremium", "orders_multi")
    assert (await customer.raw("status", orders="K7M2X9,K7M2Y0")).status_code == 400


@of("smmpanels")
async def test_smmpanels_answers_for_one_order_at_a_time(customer: Customer) -> None:
    customer.put("23501", "Partial", 157, charge="0.01", start_count=3572)
    assert (await customer.raw("status", order="23501")).content == documented(
        "smmpanels", "status"
    )
    assert await customer.ask("status", orders="23501,23502") == {"error": "Incorrect request"}


REFILLS: Final = {"smmpremium": "R88421", "smmpanels": "12345"}


@every_dialect
async def test_a_refill_and_its_status_are_as_documented(customer: Customer) -> None:
    name, panel = customer.provider.dialect.name, customer.provider.panel
    customer.put("K7M2X9" if name == "smmpremium" else "23501", "Completed", 0, charge="1")
    [order] = panel.orders.values()
    order.completed = 0.0
    number = customer.provider.dialect.refills.read(REFILLS.get(name, "1"))
    panel.first_refill = number

    refill = await customer.raw("refill", order=customer.provider.wire_id(order.id))
    assert refill.content == documented(name, "refill")
    panel.refills[number].status = "Completed"
    status = await customer.raw("refill_status", refill=REFILLS.get(name, "1"))
    assert status.content == documented(name, "refill_status")


@of("smmpanelone", "smmpanelus")
async def test_refills_of_many_are_as_documented(customer: Customer) -> None:
    name, panel = customer.provider.dialect.name, customer.provider.panel
    panel.first_refill = 1
    for number in ("1", "2"):
        customer.put(number, "Completed", 0, charge="1")
        panel.orders[int(number)].completed = 0.0
    refills = await customer.raw("refill", orders="1,2,3")
    assert refills.content == documented(name, "refill_multi")
    panel.refills[1].status, panel.refills[2].status = "Completed", "Rejected"
    statuses = await customer.raw("refill_status", refills="1,2,3")
    assert statuses.content == documented(name, "refill_status_multi")


@of("smmpanelone", "smmpanelus")
async def test_cancels_are_requests_answered_in_a_list(customer: Customer) -> None:
    customer.put("2", "In progress", 10, charge="1")
    answer = await customer.raw("cancel", orders="9,2")
    assert answer.content == documented(customer.provider.dialect.name, "cancel")
    assert customer.provider.panel.orders[2].status == "In progress"


@of("smmpremium")
async def test_smmpremium_cancels_one_order_and_pays_it_back_at_once(customer: Customer) -> None:
    fields = {"service": "1234", "link": "https://instagram.com/a", "quantity": "500"}
    assert (await customer.ask("add", **fields)) == {"order": "K7M2X9"}
    assert customer.provider.balance == Decimal("1239.90")
    answer = await customer.raw("cancel", orders="K7M2X9")
    assert answer.content == documented("smmpremium", "cancel")
    assert customer.provider.balance == Decimal("1240.50")
    assert (await customer.ask("status", order="K7M2X9"))["status"] == "Canceled"

    await customer.ask("add", **fields)
    customer.provider.move(23502, status="In progress", remains=300)
    late = await customer.raw("cancel", orders="K7M2XA")
    two = await customer.raw("cancel", orders="K7M2X9,K7M2XA")
    assert (late.status_code, two.status_code) == (400, 400)
    assert customer.provider.orders[23502].status == "In progress"


@of("smmpanels", "smpanelim")
async def test_two_panels_have_no_cancel(customer: Customer) -> None:
    customer.put("23501", "Pending", 100, charge="1")
    for fields in ({"orders": "23501"}, {"order": "23501"}):
        assert await customer.ask("cancel", **fields) == {"error": "Incorrect request"}


@of("smmpanels")
async def test_smmpanels_gives_one_reason_for_every_refused_refill(customer: Customer) -> None:
    customer.put("23501", "In progress", 100, charge="1")
    refusal = await customer.raw("refill", order="23501")
    assert refusal.content == documented("smmpanels", "refill_error")


@of("smmpanels")
async def test_smmpanels_takes_every_list_in_its_comments_field(customer: Customer) -> None:
    mentions = Service(
        103, "Mentions", "Mentions Custom List", "Instagram", "5", "2", "100", refill=True
    )
    customer.provider.services = (mentions,)
    fields = {"service": "103", "link": "https://e.com"}
    refused = await customer.ask("add", **fields, usernames="a\nb")
    taken = await customer.ask("add", **fields, comments="a\nb\nc")
    assert "error" in refused
    assert customer.provider.orders[taken["order"]].quantity == 3


@every_dialect
async def test_each_is_asked_in_its_own_way_only(customer: Customer) -> None:
    url, fields = customer.provider.api_url, {"key": KEY, "action": "balance"}
    ways = customer.provider.dialect.ways
    async with httpx.AsyncClient(timeout=5) as http:
        answers = {
            "query": await http.get(url, params=fields),
            "application/x-www-form-urlencoded": await http.post(url, data=fields),
            "application/json": await http.post(url, json=fields),
        }
    heard = {way for way, answer in answers.items() if "balance" in answer.json()}
    assert heard == ways & answers.keys()
    assert answers["query"].status_code == 405


SMMPREMIUM_REFUSALS: Final[list[tuple[dict[str, str], int, str]]] = [
    ({"key": "rotated"}, 401, "Invalid API key"),
    ({"service": "999"}, 404, "Not found"),
    ({"link": "instagram.com/a"}, 400, "Incorrect link"),
    ({"quantity": "99"}, 400, "Quantity less than minimal 100"),
    ({"quantity": ""}, 400, "Incorrect quantity"),
    ({"quantity": "500000", "runs": "9", "interval": "5"}, 402, "Insufficient balance"),
    ({"action": "status", "order": "ZZZZZZ"}, 404, "Not found"),
    ({"action": "status", "order": "23501"}, 404, "Not found"),
    ({"action": "refill", "order": "K7M2X9"}, 404, "Not found"),
    ({"action": "refill_status", "refill": "R1"}, 404, "Not found"),
    ({"action": "dance"}, 400, "Incorrect request"),
]


@of("smmpremium")
@pytest.mark.parametrize(("fields", "status", "text"), SMMPREMIUM_REFUSALS)
async def test_smmpremium_refuses_with_an_http_status(
    customer: Customer, fields: dict[str, str], status: int, text: str
) -> None:
    good = {"service": "1234", "link": "https://e.com", "quantity": "100"}
    answer = await customer.raw(**({"action": "add"} | good | fields))
    assert (answer.status_code, answer.json()) == (status, {"error": text})
    assert not customer.provider.orders


@of("smmpremium")
async def test_smmpremium_suspends_and_fails_as_documented(customer: Customer) -> None:
    await customer.provider.switch("suspended", on=True)
    answer = await customer.raw("balance")
    assert (answer.status_code, answer.json()) == (403, {"error": "Account suspended"})
    await customer.provider.switch("suspended", on=False)
    customer.provider.faults.add("balance", "error_text", text="Server error", status=500)
    failed = await customer.raw("balance")
    assert (failed.status_code, failed.json()) == (500, {"error": "Server error"})


async def test_the_hundred_and_first_request_of_a_minute_must_wait() -> None:
    wall = [0.0]
    provider = LocalProvider(key=KEY, dialect="smmpremium", auto=False, clock=lambda: wall[0])
    async with provider, httpx.AsyncClient(timeout=5) as http:
        customer = Customer(provider, http)
        passed = [(await customer.raw("balance")).status_code for _ in range(100)]
        wall[0] = 45.5
        held = await customer.raw("balance")
        other = await customer.raw("balance", key="another")
        wall[0] = 60.0
        again = await customer.raw("balance")

    assert set(passed) == {200}
    assert (held.status_code, held.json()) == (429, {"error": "Rate limited"})
    assert held.headers["Retry-After"] == "15"
    assert (other.status_code, again.status_code) == (401, 200)


async def send(provider: LocalProvider, **fields: str) -> httpx.Response:
    """Send a request in the way, and with the key in the place, that a dialect wants."""
    dialect = provider.dialect
    place = {} if dialect.key_field == BEARER else {dialect.key_field: KEY}
    headers = {"Authorization": f"Bearer {KEY}"} if dialect.key_field == BEARER else {}
    url = provider.api_url + "/" * dialect.slash
    async with httpx.AsyncClient(timeout=5, headers=headers) as http:
        if FORM in dialect.ways:
            return await http.post(url, data=fields | place)
        if JSON in dialect.ways:
            return await http.post(url, json=fields | place)
        return await http.get(url, params=fields | place)


@pytest.mark.parametrize("name", DIALECTS)
async def test_every_dialect_takes_an_order_and_tells_its_status(name: str) -> None:
    provider = LocalProvider(key=KEY, dialect=name, services=[FIRST], auto=False)
    add = "add" if "add" in provider.dialect.asks else "order"
    async with provider:
        order = {"action": add, "service": "1", "link": "https://e.com", "quantity": "50"}
        added = (await send(provider, **order)).json()
        told = (await send(provider, action="status", order=str(added["order"]))).json()

    assert str(added["order"]) == provider.wire_id(23501)
    assert told["status"].lower() == "pending"
    assert KEY not in repr(provider.requests)


@pytest.mark.parametrize(
    ("name", "fields"),
    [("followeran", {"key": KEY}), ("snspanel", {"key": KEY}), ("iplusview", {"key": "x"})],
)
async def test_a_key_in_the_wrong_place_is_no_key(name: str, fields: dict[str, str]) -> None:
    provider = LocalProvider(key=KEY, dialect=name, services=[FIRST], auto=False)
    async with provider, httpx.AsyncClient(timeout=5) as http:
        answer = await http.post(provider.api_url, data=fields | {"action": "balance"})
    assert answer.json() == {"error": "Invalid API key"}


async def test_an_address_without_its_slash_is_elsewhere() -> None:
    provider = LocalProvider(key=KEY, dialect="laravel", services=[FIRST], auto=False)
    async with provider, httpx.AsyncClient(timeout=5) as http:
        answer = await http.post(provider.api_url, data={"key": KEY, "action": "balance"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v2/")


def test_an_unknown_dialect_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no such dialect: dothraki; known are canonical"):
        LocalProvider(dialect="dothraki")
