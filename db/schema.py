"""All tables together: importing this module fills `metadata`."""

from db.models import catalogue, ledger, orders, outbox, people, tickets
from db.types import metadata

TABLES = (catalogue, ledger, orders, outbox, people, tickets)

__all__ = ["TABLES", "metadata"]
