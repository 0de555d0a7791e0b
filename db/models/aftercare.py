"""Tables of what happens after placing: requests to refill or cancel, posts of subscriptions."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from db.types import BigId, EnumText, UtcDateTime, metadata, one_of
from domain.aftercare import AskKind, AskState
from domain.orders import OrderStatus
from domain.provider import Decline

asks = Table(
    "asks",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("order_id", BigInteger, ForeignKey("orders.id"), nullable=False),
    Column("provider", String(32), nullable=False),
    Column("kind", EnumText(AskKind), nullable=False),
    Column("state", EnumText(AskState), nullable=False),
    Column("refill_id", String(64)),
    Column("why", EnumText(Decline)),
    Column("detail", String(200)),
    Column("tries", Integer, nullable=False, default=0),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    CheckConstraint(one_of("kind", AskKind), name="kind"),
    CheckConstraint(one_of("state", AskState), name="state"),
    Index("ix_asks_order_id", "order_id"),
    Index(
        "ix_asks_next",
        "provider",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
    Index(
        "uq_asks_open",
        "order_id",
        "kind",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)
"""At most one request of a kind is open for an order: two taps are one request."""

subscription_posts = Table(
    "subscription_posts",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("order_id", BigInteger, ForeignKey("orders.id"), nullable=False),
    Column("provider", String(32), nullable=False),
    Column("upstream_id", String(64), nullable=False),
    Column("status", EnumText(OrderStatus), nullable=False),
    Column("quantity", BigInteger),
    Column("remains", BigInteger),
    Column("delivered", BigInteger),
    Column("odd_polls", Integer, nullable=False, default=0),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("poll_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("provider", "upstream_id"),
    CheckConstraint(one_of("status", OrderStatus), name="status"),
    Index("ix_subscription_posts_order_id", "order_id"),
    Index(
        "ix_subscription_posts_poll",
        "provider",
        "poll_at",
        sqlite_where=text("poll_at IS NOT NULL"),
        postgresql_where=text("poll_at IS NOT NULL"),
    ),
)
"""Orders that a provider made for the posts of a subscription. `delivered` is set at the end of
one, where the figures allow it."""
