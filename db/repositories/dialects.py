"""The few statements that SQLite and PostgreSQL write each in their own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Integer, Table, bindparam, cast, func
from sqlalchemy.dialects import postgresql, sqlite

from db.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

_INSERTS: Final[Mapping[str, Callable[[Table], postgresql.Insert | sqlite.Insert]]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def insert_into(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT on the connection's database."""
    return _INSERTS[connection.dialect.name](table)


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
    statement = _upserting(connection.dialect.name, table, tuple(values), tuple(unique))
    await statement.rows(connection, values)


@lru_cache(maxsize=256)
def _upserting(
    dialect: str, table: Table, names: tuple[str, ...], unique: tuple[str, ...]
) -> Prepared:
    """Built once for each set of columns: building takes several times what SQLite does."""
    statement = _INSERTS[dialect](table).values({name: bindparam(name) for name in names})
    changed = {name: statement.excluded[name] for name in names if name not in unique}
    return Prepared(statement.on_conflict_do_update(index_elements=list(unique), set_=changed))


def moment_at(dialect: str, seconds: ColumnElement[int]) -> ColumnElement[Any]:
    """The time so many seconds after 1970, to be compared with a column of times."""
    if dialect == "postgresql":
        return func.to_timestamp(seconds)
    return func.datetime(seconds, "unixepoch")


def epoch_seconds(dialect: str, moment: ColumnElement[Any]) -> ColumnElement[int]:
    """A time as whole seconds since 1970, rounded down."""
    if dialect == "postgresql":
        return cast(func.floor(func.extract("epoch", moment)), BigInteger)
    to_the_second = func.substr(moment, 1, len("2026-11-21 12:00:00"))  # SQLite would round
    return cast(func.strftime("%s", to_the_second), Integer)
