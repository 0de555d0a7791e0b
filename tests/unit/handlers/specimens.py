"""Orders, wallets and people at their worst: overlong, hostile, and of every kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from domain.accounts import Entry, Statement, Transfer, TransferKind, User, Wallet
from domain.ids import (
    OrderId,
    ProviderName,
    QuoteId,
    ServiceId,
    TransferId,
    UpstreamId,
    UserId,
)
from domain.money import ZERO, Money
from domain.orders import HELD, Order, OrderRequest, OrderStatus

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOSTILE = "<b>&amp;</i>\"'\u202eж{x}%s"
BIG = UserId(2**52 - 1)


def an_order(status: OrderStatus = OrderStatus.IN_PROGRESS, **changes: Any) -> Order:
    """An order of 1,000 for 0.90 in this status, its money where it belongs."""
    charge = changes.pop("charge", Money.of("0.90"))
    held, released = status in HELD, status is OrderStatus.RELEASED
    order = Order(
        id=OrderId(1043),
        quote_id=QuoteId("q"),
        user_id=BIG,
        service_id=ServiceId(1234),
        service_name="Instagram followers",
        provider=ProviderName("main"),
        upstream_service_id=UpstreamId("1"),
        upstream_id=None,
        status=status,
        request=OrderRequest(link="https://www.instagram.com/name", quantity=1000, units=1000),
        rate=Money.of("0.90"),
        charge=charge,
        held=charge if held else ZERO,
        released=charge if released else ZERO,
        captured=ZERO if held or released else charge,
        refunded=ZERO,
        cost=Money.of("0.42"),
        upstream_charge=None,
        upstream_status=None,
        start_count=None,
        remains=None,
        reason=None,
        review=False,
        attempts=0,
        polls=0,
        created_at=NOW,
        submit_at=NOW,
        accepted_at=None,
        started_at=None,
        finished_at=None,
        poll_at=None,
        polled_at=None,
    )
    return replace(order, **changes)


def worst_order(status: OrderStatus) -> Order:
    """The longest texts and the largest numbers that the database lets through."""
    request = OrderRequest(
        link=("https://x.com/" + HOSTILE * 60)[:500],
        quantity=10**9,
        units=10**12,
        runs=1000,
        interval=10**5,
    )
    return an_order(
        status,
        id=OrderId(2**31 - 1),
        service_id=ServiceId(2**53),
        service_name=(HOSTILE * 20)[:255],
        request=request,
        charge=Money(10**15),
        start_count=2**63 - 1,
        remains=5 * 10**11,
        started_at=NOW,
        finished_at=NOW,
        polled_at=NOW,
    )


def a_person(**changes: Any) -> User:
    """Somebody with an awkward name."""
    user = User(
        id=BIG,
        first_name=HOSTILE,
        username="a" * 32,
        language="en",
        terms_version=1,
        blocked_reason=None,
        unreachable=False,
        screen_id=None,
        created_at=NOW,
    )
    return replace(user, **changes)


def an_entry(kind: TransferKind, change: int, balance: int = 10**15) -> Entry:
    """A line of a statement."""
    transfer = Transfer(
        id=TransferId(1),
        kind=kind,
        ref="1",
        source="world:topup:manual",
        destination=f"wallet:{BIG}",
        amount=Money(abs(change)),
        user_id=BIG,
        order_id=OrderId(2**31 - 1),
        actor_id=None,
        reason=HOSTILE,
        reverses=None,
        created_at=NOW,
    )
    return Entry(transfer=transfer, change=Money(change), balance=Money(balance))


def a_wallet(*, held_orders: int = 0) -> Wallet:
    """A wallet whose orders hold this much."""
    return Wallet(
        user_id=BIG,
        available=Money(10**15),
        held=Money(held_orders * 10**9 + bool(held_orders)),
        held_orders=held_orders,
    )


def a_statement(*entries: Entry, adds_up: bool = True) -> Statement:
    """A page of these lines."""
    return Statement(balance=Money(10**15), entries=entries, page=500, pages=999, adds_up=adds_up)
