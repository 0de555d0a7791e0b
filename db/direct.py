"""PostgreSQL's driver asked without SQLAlchemy in between, inside SQLAlchemy's own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Dialect
    from sqlalchemy.ext.asyncio import AsyncConnection


async def fetch(connection: AsyncConnection, text: str, arguments: Sequence[Any]) -> list[Any]:
    """Execute a statement of asyncpg, in the connection's transaction.

    Raises:
        DBAPIError: as the connection's own `execute`; the arguments, which may be personal, are
            left out of it.
        asyncio.CancelledError: the connection is given up, as by `execute`.
    """
    sync = connection.sync_connection
    assert sync is not None  # noqa: S101 - it is connected: it was handed out
    if not sync.in_transaction():
        sync.begin()
    adapter: Any = sync.connection.dbapi_connection
    try:
        if adapter._transaction is None:  # noqa: SLF001 - it begins lazily, and only by itself
            await adapter._start_transaction()  # noqa: SLF001 - nothing is done in autocommit
        rows: list[Any] = await adapter.driver_connection.fetch(text, *arguments)
    except Exception as error:
        raise _translated(adapter, error, text, connection.dialect) from error
    except BaseException:
        # Cut off between two words: nobody knows what the server has begun, so nobody uses it on.
        await connection.invalidate()
        raise
    return rows


def _translated(adapter: Any, error: Exception, text: str, dialect: Dialect) -> BaseException:  # noqa: ANN401 - SQLAlchemy's adapter
    """The error as SQLAlchemy would raise it."""
    known: type[Exception] = dialect.loaded_dbapi.Error
    try:
        adapter._handle_exception(error)  # noqa: SLF001 - it knows asyncpg's errors by their names
    except known as found:
        return DBAPIError.instance(text, None, found, known, dialect=dialect)
    except type(error) as found:
        return found
    return error
