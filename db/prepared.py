"""Statements made ready once: on the hottest paths SQLAlchemy takes longer than SQLite itself.

What it does for a statement at every execution (looking up the compiled form, a context, a cursor
and rows of its own) costs ten times what the database does with a row found by its key. Here the
compiled text and the processors of its types are kept, and the driver is asked directly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from db import direct
from db.inline import inline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Executable
    from sqlalchemy.engine import Dialect
    from sqlalchemy.ext.asyncio import AsyncConnection
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine

    Processor = Callable[[Any], Any] | None

Rows = list[tuple[Any, ...]]


class Prepared:
    """A statement of Core with all its values as parameters, none of them a list of its own."""

    def __init__(
        self, statement: Executable, *, returns: Sequence[ColumnElement[Any]] = ()
    ) -> None:
        """Keep a statement.

        Args:
            statement: an INSERT is always given the same columns.
            returns: the columns of its rows, in their order.
        """
        self._statement: Final = statement
        self._returns: Final = tuple(returns)
        self._ready: dict[str, _Ready] = {}

    async def rows(self, connection: AsyncConnection, given: Mapping[str, object]) -> Rows:
        """Execute, inside the caller's transaction; the rows, where it returns any.

        Raises:
            DBAPIError: as the connection's own `execute`.
        """
        dialect = connection.dialect
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = _Ready(self._statement, self._returns, dialect, given)
            self._ready[dialect.name] = ready
        inline, arguments = inline_of(connection), ready.arguments(given)
        if inline is not None:
            return ready.rows(inline.fetch(ready.text, arguments))
        if dialect.name == "postgresql":
            return ready.rows(await direct.fetch(connection, ready.text, arguments))
        found = await connection.execute(self._statement, given)
        return [tuple(row) for row in found] if self._returns else []

    async def row(
        self, connection: AsyncConnection, given: Mapping[str, object]
    ) -> tuple[Any, ...] | None:
        """Execute; the first row, or None where there is none."""
        rows = await self.rows(connection, given)
        return rows[0] if rows else None


class _Ready:
    """A statement as a driver takes it."""

    def __init__(
        self,
        statement: Executable,
        returns: Sequence[ColumnElement[Any]],
        dialect: Dialect,
        given: Mapping[str, object],
    ) -> None:
        compiled: SQLCompiler = statement.compile(  # type: ignore[attr-defined]
            dialect=dialect, column_keys=list(given)
        )
        self.text: Final = str(compiled)
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        fixed |= {
            column.key: column.default.arg  # type: ignore[union-attr]
            for column in compiled.insert_prefetch
        }
        self._arguments = [
            (name, fixed.get(name), _into(compiled.binds[name].type, dialect))
            for name in compiled.positiontup or ()
        ]
        self._columns = [_out_of(column.type, dialect) for column in returns]

    def arguments(self, given: Mapping[str, object]) -> list[Any]:
        """Values in the driver's order and types."""
        return [
            given.get(name, value) if into is None else into(given.get(name, value))
            for name, value, into in self._arguments
        ]

    def rows(self, found: Sequence[Any]) -> Rows:
        """What the driver found, in the types of the columns."""
        columns = self._columns
        if not columns:
            return []
        return [
            tuple(
                [
                    value if out_of is None else out_of(value)
                    for value, out_of in zip(row, columns, strict=True)
                ]
            )
            for row in found
        ]


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Processor:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Processor:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
