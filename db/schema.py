"""All tables together: importing this module fills `metadata`."""

from db.models import catalogue, ledger, orders, outbox, people
from db.types import metadata

TABLES = (catalogue, ledger, orders, outbox, people)

__all__ = ["TABLES", "metadata"]
