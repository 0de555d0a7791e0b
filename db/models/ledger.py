"""The ledger: accounts and transfers, whose rows are never updated or deleted."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    text,
)

from db.types import BigId, EnumText, MoneyType, UtcDateTime, metadata, one_of, rows_with
from domain.accounts import TransferKind
from domain.money import MAX_MICROS

ADDED_ROWS = rows_with("kind", (TransferKind.TOPUP, TransferKind.REVERSAL))
GIVEN_BACK_ROWS = rows_with("kind", (TransferKind.RELEASE, TransferKind.REFUND))

accounts = Table(
    "accounts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("user_id", BigInteger, ForeignKey("users.id")),
    Column("currency", String(8), nullable=False),
    Column("balance_micros", MoneyType),
    CheckConstraint("balance_micros IS NULL OR balance_micros >= 0", name="not_negative"),
    Index("ix_accounts_user_id", "user_id"),
)
"""`wallet:<user>` and `hold:<user>` keep a balance that never goes below zero; `world:...`,
`revenue` and `adjust:...` keep none (NULL), so that no row of theirs is fought over."""

transfers = Table(
    "transfers",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("kind", EnumText(TransferKind), nullable=False),
    Column("ref", String(64), nullable=False),
    Column("source", String(64), ForeignKey("accounts.key"), nullable=False),
    Column("destination", String(64), ForeignKey("accounts.key"), nullable=False),
    Column("amount_micros", MoneyType, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("order_id", BigInteger, ForeignKey("orders.id")),
    Column("actor_id", BigInteger),
    Column("reason", String(300)),
    Column("reverses", BigInteger, ForeignKey("transfers.id")),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("kind", "ref"),
    CheckConstraint(f"amount_micros BETWEEN 1 AND {MAX_MICROS}", name="amount"),
    CheckConstraint("source <> destination", name="two_accounts"),
    CheckConstraint(
        "(kind IN ('hold', 'capture', 'release', 'refund')) = (order_id IS NOT NULL)",
        name="order_named",
    ),
    CheckConstraint("(kind = 'reversal') = (reverses IS NOT NULL)", name="reversal_named"),
    CheckConstraint(one_of("kind", TransferKind), name="kind"),
    Index("ix_transfers_user_id_id", "user_id", "id"),
    Index("ix_transfers_order_id", "order_id"),
    Index(
        "ix_transfers_actor",
        "actor_id",
        "kind",
        "created_at",
        sqlite_where=text("actor_id IS NOT NULL"),
        postgresql_where=text("actor_id IS NOT NULL"),
    ),
    Index(
        "ix_transfers_reverses",
        "reverses",
        sqlite_where=text("reverses IS NOT NULL"),
        postgresql_where=text("reverses IS NOT NULL"),
    ),
    Index(
        "ix_transfers_user_id_added",
        "user_id",
        "id",
        sqlite_where=ADDED_ROWS,
        postgresql_where=ADDED_ROWS,
    ),
    Index(
        "ix_transfers_user_id_given_back",
        "user_id",
        "id",
        sqlite_where=GIVEN_BACK_ROWS,
        postgresql_where=GIVEN_BACK_ROWS,
    ),
)
