"""`openapi.json` is sound, agrees with the page's examples, and is kept by the running server."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Final, cast

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

from api.docs.actions import actions
from api.docs.model import KEY, About, Action, Call
from api.docs.openapi import describe
from domain.api_keys import ApiStyle
from tests.api.docs.shown import Shown, shown
from tests.service.shopfloor import LINK

if TYPE_CHECKING:
    from db.database import Database

SHOP: Final = About("Demo shop", "USD", "https://shop.example", 100)
DESCRIBED: Final = describe(SHOP)
CALLS: Final = [(action, call) for action in actions("USD") for call in action.calls]
EXAMPLES: Final = 25
"""Requests of each method and sort, sound or damaged."""


def validator(name: str) -> Any:
    schema = {"$ref": f"#/components/schemas/{name}", "components": DESCRIBED["components"]}
    return jsonschema_rs.validator_for(schema)


@pytest.mark.parametrize(("action", "call"), CALLS)
def test_every_example_is_what_the_description_says(action: Action, call: Call) -> None:
    validator(call.answer).validate(call.example)
    validator("Answer").validate(call.example)
    validator("Request").validate({"key": KEY, **dict(call.fields)})


def test_every_field_of_an_order_that_is_needed_is_asked_for() -> None:
    schema = DESCRIBED["components"]["schemas"]["AddWebTrafficRequest"]

    assert {"link", "quantity", "country", "device"} < set(schema["required"])
    assert not {"runs", "google_keyword", "idempotency_key"} & set(schema["required"])
    assert schema["properties"]["device"]["enum"][-1] == "5"
    assert schema["description"] == "Place an order, of a service of the type Web Traffic."


def test_every_reference_leads_to_a_schema() -> None:
    named = set(re.findall(r"#/components/schemas/(\w+)", str(DESCRIBED)))

    assert named <= set(DESCRIBED["components"]["schemas"])


@pytest.mark.parametrize("style", ApiStyle)
async def test_what_either_style_calls_things_fits_the_description(
    style: ApiStyle, sqlite_database: Database
) -> None:
    async with shown(sqlite_database, style=style) as page:
        tell = page.counter.tell
        add: dict[str, Any] = {
            "action": "add",
            "service": page.plain,
            "link": LINK,
            "quantity": 100,
        }
        one, other = [(await tell(**add))["order"] for _ in range(2)]
        canceled = await tell(action="cancel", orders=f"{one},{other},7")
        page.counter.floor.clock.advance(minutes=5)
        done = (await tell(**add))["order"]
        page.counter.floor.clock.advance(minutes=5)
        refill = (await tell(action="refill", order=done))["refill"]

    validator("Cancels").validate(canceled)
    for call in (
        {"action": "status", "order": one},
        {"action": "refill", "order": done},
        {"action": "refill_status", "refill": refill},
        {"action": "cancel", "orders": f"{one},{other}"},
    ):
        validator("Request").validate({"key": KEY, **call})


@pytest.mark.timeout(60)
@pytest.mark.parametrize("style", ApiStyle)
async def test_the_running_server_keeps_what_the_description_promises(
    style: ApiStyle, sqlite_database: Database
) -> None:
    async with shown(sqlite_database, style=style) as page:
        await asyncio.to_thread(ask_for_everything, page)


def ask_for_everything(page: Shown) -> None:
    """Let schemathesis make requests of every sort, and judge the answers.

    That damaged requests are refused by an HTTP status is not asked for: the standard style says
    so in the body alone.
    """
    import schemathesis  # noqa: PLC0415 - it takes a second, which other tests need not wait for
    from schemathesis import GenerationMode  # noqa: PLC0415
    from schemathesis.specs.openapi import checks  # noqa: PLC0415

    unasked = [checks.negative_data_rejection, checks.positive_data_acceptance]
    described = schemathesis.openapi.from_url(f"{page.url}/openapi.json")
    for found in described.get_all_operations():
        operation = cast("Any", found).ok()
        for mode in GenerationMode:
            strategy = operation.as_strategy(generation_mode=mode)

            @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
            @given(case=strategy)
            def judge(case: Any) -> None:
                with_key(case, page)
                case.call_and_validate(excluded_checks=unasked)

            judge()


def with_key(case: Any, page: Shown) -> None:
    """Let a request be heard: without a true key every answer would be the same."""
    for fields in (case.query, case.body):
        if isinstance(fields, dict) and "key" in fields:
            fields["key"] = page.key
        if isinstance(fields, dict) and "service" in fields:
            fields["service"] = page.plain
