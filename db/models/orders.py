"""Tables of ordering: quotes, orders, attempts to place them, operators' cases, live cards."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from db.types import BigId, EnumText, MoneyType, UtcDateTime, metadata, one_of, rows_with
from domain.orders import ACTIVE, RUNNING, OrderStatus, ReleaseReason
from domain.reviews import AttemptOutcome, Decision, ReviewKind

SENDABLE_ROWS = text("status = 'queued' AND waits_for IS NULL")
WAITING_ROWS = text("status = 'queued' AND waits_for IS NOT NULL")
ACTIVE_ROWS = rows_with("status", ACTIVE)
RETURNED_ROWS = rows_with(
    "status", (OrderStatus.PARTIAL, OrderStatus.CANCELED, OrderStatus.RELEASED)
)
UNTOLD_ROWS = text(f"late_told_at IS NULL AND {rows_with('status', RUNNING).text}")


def _request_columns() -> list[Column[object]]:
    return [
        Column("link", String(500), nullable=False),
        Column("quantity", BigInteger, nullable=False),
        Column("units", BigInteger, nullable=False),
        Column("runs", Integer),
        Column("interval", Integer),
        Column("fields", JSON, nullable=False),
        Column("rate_micros", MoneyType, nullable=False),
        Column("charge_micros", MoneyType, nullable=False),
        Column("cost_micros", MoneyType, nullable=False),
    ]


quotes = Table(
    "quotes",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("user_id", BigInteger, ForeignKey("users.id"), nullable=False),
    Column("service_id", BigInteger, ForeignKey("services.id"), nullable=False),
    *_request_columns(),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("bundle", String(16)),
    Column("part", Integer),
    Column("twin_of", BigInteger),
    Column("large", Boolean, nullable=False, default=False, server_default=false()),
    Index("ix_quotes_expires_at", "expires_at"),
    Index(
        "ix_quotes_bundle",
        "bundle",
        sqlite_where=text("bundle IS NOT NULL"),
        postgresql_where=text("bundle IS NOT NULL"),
    ),
)
"""Offers. Those of one `bundle`, named after the first, are placed together or not at all."""

orders = Table(
    "orders",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("quote_id", String(16), nullable=False, unique=True),
    Column("user_id", BigInteger, ForeignKey("users.id"), nullable=False),
    Column("service_id", BigInteger, ForeignKey("services.id"), nullable=False),
    Column("service_name", String(255), nullable=False),
    Column("provider", String(32), nullable=False),
    Column("upstream_service_id", String(64), nullable=False),
    Column("upstream_id", String(64)),
    Column("status", EnumText(OrderStatus), nullable=False),
    *_request_columns(),
    Column("held_micros", MoneyType, nullable=False),
    Column("released_micros", MoneyType, nullable=False),
    Column("captured_micros", MoneyType, nullable=False),
    Column("refunded_micros", MoneyType, nullable=False),
    Column("upstream_charge_micros", MoneyType),
    Column("upstream_status", String(64)),
    Column("start_count", BigInteger),
    Column("remains", BigInteger),
    Column("reason", EnumText(ReleaseReason)),
    Column("review", Boolean, nullable=False, default=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("polls", Integer, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("submit_at", UtcDateTime, nullable=False),
    Column("accepted_at", UtcDateTime),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("poll_at", UtcDateTime),
    Column("polled_at", UtcDateTime),
    Column("queued_at", UtcDateTime),
    Column("missing_since", UtcDateTime),
    Column("odd_polls", Integer, nullable=False, default=0),
    Column("late_told_at", UtcDateTime),
    Column("hurried_at", UtcDateTime),
    Column("waits_for", BigInteger),
    Column("api_key_id", BigInteger),
    Column("expected_micros", MoneyType),
    UniqueConstraint("provider", "upstream_id"),
    CheckConstraint(
        "held_micros + released_micros + captured_micros = charge_micros", name="every_micro"
    ),
    CheckConstraint(
        "held_micros >= 0 AND released_micros >= 0 AND captured_micros >= 0", name="parts"
    ),
    CheckConstraint("refunded_micros BETWEEN 0 AND captured_micros", name="refunds"),
    CheckConstraint(one_of("status", OrderStatus), name="status"),
    Index("ix_orders_user_id_id", "user_id", "id"),
    Index("ix_orders_service_id", "service_id"),
    Index(
        "ix_orders_submit",
        "provider",
        "submit_at",
        sqlite_where=SENDABLE_ROWS,
        postgresql_where=SENDABLE_ROWS,
    ),
    Index(
        "ix_orders_waits_for",
        "provider",
        "waits_for",
        sqlite_where=WAITING_ROWS,
        postgresql_where=WAITING_ROWS,
    ),
    Index(
        "ix_orders_poll",
        "provider",
        "poll_at",
        sqlite_where=text("poll_at IS NOT NULL"),
        postgresql_where=text("poll_at IS NOT NULL"),
    ),
    Index(
        "ix_orders_unsettled",
        "status",
        sqlite_where=text("status IN ('submitting', 'unconfirmed')"),
        postgresql_where=text("status IN ('submitting', 'unconfirmed')"),
    ),
    Index("ix_orders_link_user_id_status", "link", "user_id", "status"),
    Index(
        "ix_orders_user_id_active",
        "user_id",
        "id",
        sqlite_where=ACTIVE_ROWS,
        postgresql_where=ACTIVE_ROWS,
    ),
    Index(
        "ix_orders_user_id_returned",
        "user_id",
        "id",
        sqlite_where=RETURNED_ROWS,
        postgresql_where=RETURNED_ROWS,
    ),
    Index("ix_orders_late", "accepted_at", sqlite_where=UNTOLD_ROWS, postgresql_where=UNTOLD_ROWS),
    Index(
        "ix_orders_finished_at",
        "finished_at",
        sqlite_where=text("finished_at IS NOT NULL"),
        postgresql_where=text("finished_at IS NOT NULL"),
    ),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("order_id", BigInteger, ForeignKey("orders.id"), nullable=False),
    Column("outcome", EnumText(AttemptOutcome), nullable=False),
    Column("detail", Text),
    Column("expected_cost_micros", MoneyType, nullable=False),
    Column("balance_before", String(40)),
    Column("balances_after", JSON, nullable=False),
    Column("in_flight", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("deadline_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("provider", String(32), nullable=False, server_default=""),
    Index("ix_attempts_order_id", "order_id"),
    Index("ix_attempts_provider_started_at", "provider", "started_at"),
    Index("ix_attempts_outcome_finished_at", "outcome", "finished_at"),
    Index(
        "uq_attempts_open",
        "order_id",
        unique=True,
        sqlite_where=text("outcome = 'open'"),
        postgresql_where=text("outcome = 'open'"),
    ),
    CheckConstraint(one_of("outcome", AttemptOutcome), name="outcome"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("order_id", BigInteger, ForeignKey("orders.id"), nullable=False),
    Column("kind", EnumText(ReviewKind), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("reminded", Integer, nullable=False, default=0),
    Column("decision", EnumText(Decision)),
    Column("decided_by", BigInteger),
    Column("decided_at", UtcDateTime),
    Index(
        "uq_reviews_open",
        "order_id",
        "kind",
        unique=True,
        sqlite_where=text("decision IS NULL"),
        postgresql_where=text("decision IS NULL"),
    ),
)

cards = Table(
    "cards",
    metadata,
    Column("order_id", BigInteger, ForeignKey("orders.id"), primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("shown", String(64), nullable=False),
)
"""The message that shows an order live, and a digest of what it shows."""
