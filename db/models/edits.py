"""Tables of what people say about the catalogue: their words, their rules, what waits for them."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, Table

from db.types import BigId, EnumText, MoneyType, UtcDateTime, metadata
from domain.listed import Why

service_edits = Table(
    "service_edits",
    metadata,
    Column(
        "service_id", BigInteger, ForeignKey("services.id"), primary_key=True, autoincrement=False
    ),
    Column("edits", JSON, nullable=False),
    Column("own", JSON, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)
"""Fields that belong to people: their words, and beside them the provider's own."""

catalogue_changes = Table(
    "catalogue_changes",
    metadata,
    Column(
        "service_id", BigInteger, ForeignKey("services.id"), primary_key=True, autoincrement=False
    ),
    Column("why", EnumText(Why), nullable=False),
    Column("base_micros", MoneyType, nullable=False),
    Column("entry", JSON, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)
"""New entries of providers that wait for an owner's word; `base_micros` is today's true cost."""

price_rules = Table(
    "price_rules",
    metadata,
    Column("scope", String(96), primary_key=True),
    Column("rule", String(160), nullable=False),
    Column("actor_id", BigInteger, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)
"""How prices are made, by scope: `all`, `provider=main`, `platform=tiktok`, `service=12`."""

catalogue_acts = Table(
    "catalogue_acts",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("actor_id", BigInteger, nullable=False),
    Column("act", String(32), nullable=False),
    Column("target", String(96), nullable=False),
    Column("changes", JSON, nullable=False),
    Column("rules", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    Index("ix_catalogue_acts_actor_id_id", "actor_id", "id"),
)
"""What operators did to the catalogue, fact by fact, so that it can be taken back for a while."""
