"""Tables about people and chats: users, their wishes, form state, drafts, confirm cards."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

from db.types import BigId, MoneyType, UtcDateTime, metadata

users = Table(
    "users",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("first_name", String(128), nullable=False),
    Column("username", String(64)),
    Column("language", String(8), nullable=False),
    Column("terms_version", BigInteger),
    Column("terms_at", UtcDateTime),
    Column("blocked_reason", String(300)),
    Column("unreachable", Boolean, nullable=False, default=False),
    Column("screen_id", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_users_username_lower", "username"),
)

preferences = Table(
    "preferences",
    metadata,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("alerts", JSON, nullable=False),
    Column("quiet", Boolean, nullable=False),
    Column("quiet_from", SmallInteger, nullable=False),
    Column("quiet_until", SmallInteger, nullable=False),
    Column("utc_offset", SmallInteger),
    Column("updated_at", UtcDateTime, nullable=False),
    CheckConstraint("quiet_from BETWEEN 0 AND 23", name="quiet_from"),
    CheckConstraint("quiet_until BETWEEN 0 AND 23", name="quiet_until"),
)
"""How somebody wants to be told, once they chose; `alerts` are the names of those that are on,
`utc_offset` is in minutes."""

chat_states = Table(
    "chat_states",
    metadata,
    Column("key", String(96), primary_key=True),
    Column("state", String(96)),
    Column("data", JSON, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)
"""aiogram's FSM states, so that a restart in the middle of a form loses nothing."""

drafts = Table(
    "drafts",
    metadata,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("data", JSON, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("pay_quote", String(16)),
    Column("pay_charge_micros", MoneyType),
    Column("credited_at", UtcDateTime),
    Index(
        "ix_drafts_credited_at",
        "credited_at",
        sqlite_where=text("credited_at IS NOT NULL"),
        postgresql_where=text("credited_at IS NOT NULL"),
    ),
)
"""One unfinished order for each customer, kept seven days.

Where `pay_quote` stands, it is placed under that number as soon as the wallet has its charge;
`credited_at` says that money arrived since, and nobody has looked yet whether it is enough.
"""

confirmations = Table(
    "confirmations",
    metadata,
    Column("nonce", String(32), primary_key=True),
    Column("actor_id", BigInteger, nullable=False),
    Column("act", String(32), nullable=False),
    Column("params", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    Column("result", JSON),
)
"""Confirm cards of operators: five minutes, the same person, carried out at most once."""

journal = Table(
    "journal",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("actor_id", BigInteger, nullable=False),
    Column("act", String(32), nullable=False),
    Column("target", String(96), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("reason", Text),
    Column("transfer_id", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_journal_target_id", "target", "id"),
)
"""The operators' audit line: who did what to whom, before and after, why. Append-only."""

shop_state = Table(
    "shop_state",
    metadata,
    Column("key", String(48), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Facts about the shop as a whole: currency, whether ordering is paused, catalogue version."""
