"""Files under way: at most one for each customer, whichever process sends it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Table

from db.types import UtcDateTime, metadata

exports = Table(
    "exports",
    metadata,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("busy_until", UtcDateTime, nullable=False),
)
"""Until when no other file may be begun; a process that died with one frees it by the time."""
