"""What workers and owners ask all day must cost the same after a million orders as after ten."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from db.database import Database
from db.repositories.waiting import Waiter
from db.unit_of_work import Reads
from domain.accounts import TransferKind
from domain.errors import NotFoundError
from domain.history import LineFilter, OrderFilter
from domain.ids import (
    OrderId,
    ProviderName,
    QuoteId,
    ServiceId,
    TransferId,
    UpstreamId,
    UserId,
)

AT = datetime(2026, 11, 21, tzinfo=UTC)
MAIN = ProviderName("main")
OWNER = UserId(7)
WAITER = Waiter(
    id=OrderId(9), user_id=OWNER, link="x", service_id=ServiceId(1), waits_for=OrderId(8)
)
FULL = {
    f"SCAN {table}"
    for table in (
        *("attempts", "orders", "orders_1", "other", "first", "transfers", "transfers_1"),
        *("asks", "subscription_posts", "journal", "quotes", "services", "others", "theirs"),
    )
}


async def _facts(reads: Reads) -> None:
    with suppress(NotFoundError):
        await reads.placing.facts(OWNER, QuoteId("absent"), paused_key="paused")


QUESTIONS: dict[str, Callable[[Reads], Awaitable[object]]] = {
    "tries under way": lambda reads: reads.attempts.count_open(MAIN),
    "tries near a moment": lambda reads: reads.attempts.count_near(MAIN, AT),
    "tries without an answer": lambda reads: reads.attempts.count_unconfirmed(MAIN, AT),
    "tries interrupted": lambda reads: reads.attempts.list_expired(AT, 10),
    "tries to gather evidence for": lambda reads: reads.attempts.list_unproved(AT),
    "the cost of a day": lambda reads: reads.attempts.spent(MAIN, AT),
    "tries of a minute": lambda reads: reads.attempts.count_since(MAIN, AT),
    "how a provider answered": lambda reads: reads.attempts.record_of(MAIN, AT, 10),
    "orders whose try went astray": lambda reads: reads.attempts.went_astray([OrderId(9)]),
    "orders that wait for a provider": lambda reads: reads.order_moves.count_queued(MAIN),
    "who is waited for": lambda reads: reads.order_moves.queues(),
    "orders that another could take": lambda reads: reads.order_moves.has_routed(MAIN, AT),
    "orders to hand over": lambda reads: reads.order_moves.lock_routed(MAIN, 10, AT),
    "a service's routes": lambda reads: reads.routes.of([ServiceId(1)]),
    "a provider's listing": lambda reads: reads.routes.listing(MAIN, UpstreamId("1")),
    "orders to send": lambda reads: reads.order_moves.has_due(MAIN, AT),
    "orders to claim": lambda reads: reads.order_moves.lock_due(MAIN, 10, AT),
    "orders that waited long": lambda reads: reads.order_moves.list_overdue(MAIN, 10, AT),
    "orders that wait for another": lambda reads: reads.waiting.has_ended_first(MAIN),
    "orders that may go now": lambda reads: reads.waiting.lock_free(MAIN, 10),
    "what runs on a link before an order": lambda reads: reads.waiting.before(WAITER),
    "all that placing must know": _facts,
    "somebody's newest orders": lambda reads: reads.recent_orders.latest(OWNER),
    "drafts whose money arrived": lambda reads: reads.drafts.list_credited(10),
    "an owner's top-ups of a day": lambda reads: reads.figures.moved_by(
        OWNER, TransferKind.TOPUP, AT
    ),
    "what an owner may undo": lambda reads: reads.ledger.last_reversible(OWNER),
    "what undid a transfer": lambda reads: reads.ledger.reversal_of(TransferId(1)),
    "what was done to an order": lambda reads: reads.journal.of_target("order:1", limit=5),
    "a customer's running orders": lambda reads: reads.history.page(
        OWNER, OrderFilter.ACTIVE, limit=8
    ),
    "a customer's returned orders": lambda reads: reads.history.page(
        OWNER, OrderFilter.RETURNED, limit=8
    ),
    "a customer's delivered orders": lambda reads: reads.history.page(
        OWNER, OrderFilter.DONE, limit=8
    ),
    "a customer's guarantees": lambda reads: reads.history.guaranteed(OWNER, AT, limit=8),
    "how many orders a customer has": lambda reads: reads.history.counts(OWNER),
    "a customer's orders for a link": lambda reads: reads.history.about(
        OWNER, ["https://www.instagram.com/name"], limit=8
    ),
    "a step of a customer's file": lambda reads: reads.history.exported(
        OWNER, OrderId(9), limit=10
    ),
    "orders that may be late": lambda reads: reads.late_orders.step(AT, limit=10),
    "money that came into a wallet": lambda reads: reads.statement.page(
        OWNER, LineFilter.IN, limit=10
    ),
    "money that came back to a wallet": lambda reads: reads.statement.page(
        OWNER, LineFilter.RETURNED, limit=10
    ),
    "a page of a wallet's lines": lambda reads: reads.statement.page(
        OWNER, LineFilter.ALL, limit=10
    ),
    "the proof of a wallet": lambda reads: reads.statement.prove(OWNER, []),
    "requests to send or to look at": lambda reads: reads.asks.has_due(MAIN, AT),
    "requests whose sender died": lambda reads: reads.asks.lock_interrupted(MAIN, 10, AT),
    "requests that lapsed": lambda reads: reads.asks.lock_lapsed(MAIN, 10, AT),
    "what was asked about an order": lambda reads: reads.asks.of_order(OrderId(1)),
    "posts to ask about": lambda reads: reads.posts.has_due(MAIN, AT),
    "posts of a subscription": lambda reads: reads.posts.of_order(OrderId(1)),
    "figures of a month": lambda reads: reads.service_figures.since(AT),
    "when an order ended last": lambda reads: reads.service_figures.newest(),
    "what a customer ordered last": lambda reads: reads.favourites.last_ordered(OWNER, 30),
    "orders by a provider's id": lambda reads: reads.order_polls.find_upstream(
        MAIN, UpstreamId("1")
    ),
}

NARROW = {
    "a customer's running orders": "ix_orders_user_id_active",
    "a customer's returned orders": "ix_orders_user_id_returned",
    "orders that may be late": "ix_orders_late",
    "money that came into a wallet": "ix_transfers_user_id_added",
    "money that came back to a wallet": "ix_transfers_user_id_given_back",
}
"""What must not be read by way of all that a customer ever did."""


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_question_asked_all_day_never_reads_all_of_history(
    sqlite_url: str, question: str
) -> None:
    database = Database.open(sqlite_url)
    asked: list[tuple[str, Any]] = []

    async with database.read() as reads:
        remember = _remember(asked)
        event.listen(database.engines.read.sync_engine, "before_cursor_execute", remember)
        await QUESTIONS[question](reads)
        event.remove(database.engines.read.sync_engine, "before_cursor_execute", remember)
        plans = [await _plan(reads, *query) for query in asked]
    await database.close()

    assert plans
    steps = [step for plan in plans for step in plan]
    assert not [step for step in steps if step in FULL]
    assert "SCAN orders USING INDEX ix_orders_service_id" not in steps
    if question in NARROW:
        assert [step for step in steps if NARROW[question] in step], steps
    # An index that only names the provider leads through every order it ever had.
    assert not [step for step in steps if "orders_1 (provider=?)" in step]


def _remember(asked: list[tuple[str, Any]]) -> Callable[..., None]:
    def remember(*call: Any) -> None:
        asked.append((call[2], call[3]))

    return remember


async def _plan(reads: Reads, statement: str, parameters: Any) -> list[str]:
    found = await reads.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return list(found.scalars("detail"))
