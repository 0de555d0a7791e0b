"""Tables of the served API's keys: who may use it, how, and what they did each day."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from db.types import BigId, EnumText, MoneyType, UtcDateTime, metadata
from domain.api_keys import ApiStyle

api_access = Table(
    "api_access",
    metadata,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("style", EnumText(ApiStyle), nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("stopped_at", UtcDateTime),
    Column("test_mode", Boolean, nullable=False),
    Column("repeat_guard", Boolean, nullable=False),
    Column("daily_cap_micros", MoneyType),
    Column("addresses", JSON, nullable=False),
    CheckConstraint("daily_cap_micros >= 0", name="daily_cap"),
)
"""What customers chose for their keys, from their first key on."""

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("user_id", BigInteger, ForeignKey("users.id"), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("tail", String(4), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime),
    Column("used_at", UtcDateTime),
    Column("used_from", String(64)),
    Column("window_at", UtcDateTime),
    Column("taken", Integer, nullable=False, default=0),
    Column("granted", Integer, nullable=False, default=0),
    Index("ix_api_keys_user_id_id", "user_id", "id"),
)
"""Keys, of which only a digest is kept. Rows stay after their end: orders name them.

`taken` requests of the minute that began at `window_at` are given out to processes, the last time
`granted` at once.
"""

api_days = Table(
    "api_days",
    metadata,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("requests", BigInteger, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("spent_micros", MoneyType, nullable=False),
    CheckConstraint("requests >= 0 AND orders >= 0 AND spent_micros >= 0", name="counts"),
)
"""What a customer did by API on a day of UTC; `spent_micros` is what the daily cap limits."""
