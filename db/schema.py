"""All tables together: importing this module fills `metadata`."""

from db.models import (
    aftercare,
    api,
    catalogue,
    dialects,
    edits,
    exports,
    ledger,
    orders,
    outbox,
    people,
    tickets,
)
from db.types import metadata

TABLES = (
    aftercare,
    api,
    catalogue,
    dialects,
    edits,
    exports,
    ledger,
    orders,
    outbox,
    people,
    tickets,
)

__all__ = ["TABLES", "metadata"]
