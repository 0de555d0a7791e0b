"""How providers want to be asked, as far as their answers showed it."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text

from db.types import UtcDateTime, metadata

dialects = Table(
    "dialects",
    metadata,
    Column("provider", String(32), primary_key=True),
    Column("address", String(32), nullable=False),
    Column("learnt", Text, nullable=False),
    Column("learnt_at", UtcDateTime, nullable=False),
)
"""`learnt` is a JSON object; it holds for the provider at this `address` (a digest of its URL)."""
