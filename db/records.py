"""From a row to a domain record: column names are field names, `_micros` dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

T = TypeVar("T")


def fields_of(row: Row[Any]) -> dict[str, Any]:
    """A row's values by field name."""
    return {name.removesuffix("_micros"): value for name, value in row._mapping.items()}  # noqa: SLF001 - SQLAlchemy's public accessor


def record(kind: type[T], row: Row[Any], extra: Mapping[str, object] | None = None) -> T:
    """Build a record from a row whose columns are exactly its fields, `extra` replacing some."""
    return kind(**{**fields_of(row), **(extra or {})})
