"""The few statements that SQLite and PostgreSQL write each in their own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Integer, cast, func
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.ext.asyncio import AsyncConnection


def insert_into(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT on the connection's database."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


async def insert_new(
    connection: AsyncConnection,
    table: Table,
    values: Mapping[str, object],
    *,
    unique: Sequence[str],
    returning: ColumnElement[Any] | None = None,
) -> Any:  # noqa: ANN401 - whatever column was asked for
    """Insert unless a row with the same `unique` columns stands.

    Returns the `returning` column of the new row, or None when it was there already.
    """
    statement = insert_into(connection, table).values(**values)
    statement = statement.on_conflict_do_nothing(index_elements=list(unique))
    shown = returning if returning is not None else next(iter(table.primary_key.columns))
    return (await connection.execute(statement.returning(shown))).scalar_one_or_none()


async def upsert(
    connection: AsyncConnection,
    table: Table,
    values: Mapping[str, object],
    *,
    unique: Sequence[str],
) -> None:
    """Insert, or overwrite the row with the same `unique` columns."""
    statement = insert_into(connection, table).values(**values)
    changed = {name: statement.excluded[name] for name in values if name not in unique}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=list(unique), set_=changed)
    )


def epoch_seconds(dialect: str, moment: ColumnElement[Any]) -> ColumnElement[int]:
    """A time as whole seconds since 1970, rounded down."""
    if dialect == "postgresql":
        return cast(func.floor(func.extract("epoch", moment)), BigInteger)
    to_the_second = func.substr(moment, 1, len("2026-11-21 12:00:00"))  # SQLite would round
    return cast(func.strftime("%s", to_the_second), Integer)
