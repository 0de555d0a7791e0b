"""Tables of ordering by the served API: what keeps a repeated call from ordering twice, tests."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, String, Table

from db.types import BigId, MoneyType, UtcDateTime, metadata

api_repeats = Table(
    "api_repeats",
    metadata,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("is_test", Boolean, primary_key=True),
    Column("idempotency_key", String(255), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("order_id", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_api_repeats_created_at", "created_at"),
)
"""Calls that named themselves, and the order that each of them became. `digest` is of the call's
other fields: the same name for another order is a mistake."""

api_test_orders = Table(
    "api_test_orders",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("user_id", BigInteger, ForeignKey("users.id"), nullable=False),
    Column("service_id", BigInteger, nullable=False),
    Column("link", String(500), nullable=False),
    Column("charge_micros", MoneyType, nullable=False),
    Column("units", BigInteger, nullable=False),
    Column("may_cancel", Boolean, nullable=False),
    Column("may_refill", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("canceled_at", UtcDateTime),
    Column("refill_at", UtcDateTime),
    Index("ix_api_test_orders_user_id_id", "user_id", "id"),
    Index("ix_api_test_orders_created_at", "created_at"),
    sqlite_autoincrement=True,
)
"""Orders of keys in test mode: no money, no provider, in nobody's list. Kept for a week."""
