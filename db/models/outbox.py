"""The outbox: what people must hear, written in the transaction that made it true."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table, text

from db.types import BigId, EnumText, UtcDateTime, metadata
from domain.notices import NoticeKind

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", EnumText(NoticeKind), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("dedupe_key", String(96), unique=True),
    Column("not_before", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ending", String(16)),
    Column("told_in", BigInteger),
    Index(
        "ix_outbox_due",
        "not_before",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index(
        "ix_outbox_chat_id",
        "chat_id",
        "id",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index(
        "ix_outbox_told",
        "chat_id",
        "ended_at",
        sqlite_where=text("ended_at IS NOT NULL AND kind <> 'card'"),
        postgresql_where=text("ended_at IS NOT NULL AND kind <> 'card'"),
    ),
)
"""`dedupe_key` makes a notice happen once; `ended_at` and `ending` say how it went, `told_in` is
the message of the digest that tells it with others."""
