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
from domain.pins import Pick
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
    Column("pin", EnumText(Pick)),
    UniqueConstraint("provider", "upstream_id"),
    CheckConstraint("rate_micros >= 0 AND cost_micros >= 0", name="prices"),
    Index("ix_services_hidden", "hidden"),
)
"""`targets` is a comma-joined sorted list; `shown_by` the owner who showed it on purpose.

Each row is what customers meet: the provider's entry with what people said in its place.
"""

providers = Table(
    "providers",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("balance", String(40)),
    Column("currency", String(8)),
    Column("balance_at", UtcDateTime),
    Column("recent", String(20), nullable=False, server_default=""),
    Column("down_since", UtcDateTime),
    Column("held_until", UtcDateTime),
    Column("held_why", String(32)),
    Column("synced_at", UtcDateTime),
    Column("services_count", Integer),
    Column("last_error", Text),
    Column("paused_by", BigInteger),
    Column("funds_needed_micros", MoneyType),
    Column("low_alert_micros", MoneyType),
    Column("low_told_micros", MoneyType),
    Column("slowed_to", Integer),
    Column("slowed_at", UtcDateTime),
)
"""What is known of each provider. `held_until` stops sending: funds, auth, circuit, throttled.

Its money is in its own currency; `recent` holds how its last twenty calls went, oldest first.
"""

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

routes = Table(
    "routes",
    metadata,
    Column(
        "service_id", BigInteger, ForeignKey("services.id"), primary_key=True, autoincrement=False
    ),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("via_id", BigInteger, ForeignKey("services.id"), nullable=False, index=True),
    UniqueConstraint("service_id", "via_id"),
)
"""The listings by which a service is bought, in the order of trying; without any, its own."""
