"""A wallet's statement as a file, with columns that stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.repositories.statement import change_of
from domain.csv_text import csv_line
from domain.history import LineFilter
from domain.ids import TransferId
from services.export import BATCH, MOST, Export, Lines

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from db.database import Database
    from db.repositories.statement import Proof
    from domain.accounts import Transfer
    from domain.ids import UserId
    from domain.money import Money

COLUMNS: Final = (
    "line_id",
    "time",
    "kind",
    "order_id",
    "in",
    "out",
    "balance_after",
    "reason",
    "undoes_line_id",
)


@dataclass(frozen=True, slots=True)
class ExportStatement:
    """Write a wallet's lines out, newest first, each with the balance after it."""

    database: Database

    async def __call__(self, *, user_id: UserId) -> Export:
        """Begin a file of what there is now; later lines are not in it."""
        async with self.database.read() as reads:
            newest = await reads.statement.page(user_id, LineFilter.ALL, limit=1)
            proof = await reads.statement.prove(user_id, newest)
            total = min(await reads.statement.count(user_id, LineFilter.ALL), MOST)
        return Export(
            heading=csv_line(COLUMNS),
            total=total,
            batches=self._batches(user_id, newest, proof, total),
        )

    async def _batches(
        self, user_id: UserId, first: Sequence[Transfer], proof: Proof, left: int
    ) -> AsyncGenerator[Lines, None]:
        newest = first[0].id if first else None
        balance = proof.balance - proof.newer[0] if first else proof.balance
        while newest is not None and left > 0:
            async with self.database.read() as reads:
                rows = await reads.statement.up_to(user_id, newest, limit=min(BATCH, left))
            if not rows:
                return
            written = []
            for row in rows:
                written.append(_line(row, balance))
                balance -= change_of(row)
            yield Lines("".join(written), len(rows))
            left -= len(rows)
            newest = TransferId(rows[-1].id - 1)


def _line(line: Transfer, balance: Money) -> str:
    change = change_of(line)
    added = change.micros > 0
    return csv_line(
        (
            line.id,
            line.created_at,
            line.kind.value,
            line.order_id,
            line.amount if added else None,
            None if added else line.amount,
            balance,
            line.reason,
            line.reverses,
        )
    )
