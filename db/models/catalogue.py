"""Tables of the catalogue: services and the providers that they come from."""

from __future__ import annotations

from sqlalchemy import (
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
)

from db.types import BigId, EnumText, MoneyType, UtcDateTime, metadata
from domain.catalogue import Hidden, ServiceType
from domain.platforms import Kind, Platform

services = Table(
    "services",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("provider", String(32), nullable=False),
    Column("upstream_id", String(64), nullable=False),
    Column("name", String(255), nullable=False),
    Column("category", String(255), nullable=False),
    Column("type", EnumText(ServiceType), nullable=False),
    Column("upstream_type", String(64), nullable=False),
    Column("platform", EnumText(Platform), nullable=False),
    Column("kind", EnumText(Kind), nullable=False),
    Column("targets", String(160), nullable=False),
    Column("rate_micros", MoneyType, nullable=False),
    Column("cost_micros", MoneyType, nullable=False),
    Column("min", BigInteger, nullable=False),
    Column("max", BigInteger, nullable=False),
    Column("dripfeed", Boolean, nullable=False),
    Column("refill", Boolean, nullable=False),
    Column("cancel", Boolean, nullable=False),
    Column("refill_days", Integer),
    Column("country", String(8)),
    Column("hidden", EnumText(Hidden)),
    Column("details", Text, nullable=False, server_default=""),
    Column("shown_by", BigInteger),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("multiple", BigInteger),
    UniqueConstraint("provider", "upstream_id"),
    CheckConstraint("rate_micros >= 0 AND cost_micros >= 0", name="prices"),
    Index("ix_services_hidden", "hidden"),
)
"""`targets` is a comma-joined sorted list; `shown_by` the owner who showed it on purpose."""

providers = Table(
    "providers",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("balance", String(40)),
    Column("currency", String(8)),
    Column("balance_at", UtcDateTime),
    Column("failures", Integer, nullable=False, default=0),
    Column("down_since", UtcDateTime),
    Column("held_until", UtcDateTime),
    Column("held_why", String(32)),
    Column("low_alerted_at", UtcDateTime),
    Column("synced_at", UtcDateTime),
    Column("services_count", Integer),
    Column("last_error", Text),
    Column("paused_by", BigInteger),
)
"""What is known of each provider. `held_until` stops sending: funds, auth, circuit, throttled."""

favourites = Table(
    "favourites",
    metadata,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column(
        "service_id", BigInteger, ForeignKey("services.id"), primary_key=True, autoincrement=False
    ),
    Column("rate_micros", MoneyType, nullable=False),
    Column("on_sale", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_favourites_service_id", "service_id"),
)
"""What customers saved, with the price and the state of sale that they last heard of."""
