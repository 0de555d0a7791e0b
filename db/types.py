"""Column types that keep domain values whole on both databases: money, UTC times, enums, ids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Integer,
    MetaData,
    String,
    TextClause,
    TypeDecorator,
    text,
)

from domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Dialect

E = TypeVar("E", bound=StrEnum)

BigId = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key that SQLite still treats as its rowid."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


Reader = Callable[[Any], Any]
"""What makes a value of a column's. SQLAlchemy's own way there costs more than the making."""


class MoneyType(TypeDecorator[Money]):
    """Money as int64 micro-units; never Numeric, which SQLite keeps as a float."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store the micro-units."""
        return None if value is None else value.micros

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:  # noqa: ARG002 - SQLAlchemy's signature
        """Read the micro-units."""
        return _money


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python whatever the database keeps; SQLite forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; hand SQLite a naive UTC one."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "naive datetime: times are aware UTC"
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:
        """Give the zone back."""
        read = self.impl_instance.result_processor(dialect, coltype)
        if read is None:
            return _utc
        return lambda value: None if value is None else _utc(read(value))


class EnumText(TypeDecorator[E], Generic[E]):
    """A StrEnum as its text."""

    impl = String(32)
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store the text of a member; anything else is a programming error."""
        return None if value is None else self.enum(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:  # noqa: ARG002 - SQLAlchemy's signature
        """Read the member."""
        members: dict[str | None, E | None] = {member.value: member for member in self.enum}
        return {**members, None: None}.__getitem__


def _money(micros: int | None) -> Money | None:
    """Sums of PostgreSQL are no int."""
    return None if micros is None else Money(int(micros))


def _utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, enum: Iterable[StrEnum]) -> str:
    """SQL of a CHECK that `column` holds a member's text."""
    members = ", ".join(f"'{member.value}'" for member in enum)
    return f"{column} IN ({members})"


def rows_with(column: str, members: Iterable[StrEnum]) -> TextClause:
    """The rows whose `column` holds one of these, spelt alike in a partial index and in queries.

    SQLite takes a partial index only where it reads the index's very words.
    """
    return text(one_of(column, sorted(members)))
