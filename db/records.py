"""From a row to a domain record: column names are field names, `_micros` dropped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

T = TypeVar("T")


@lru_cache(maxsize=256)
def field_names(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Names of fields by names of columns; the statements of the shop are few, their rows many."""
    return tuple(name.removesuffix("_micros") for name in columns)


def fields_of(row: Row[Any]) -> dict[str, Any]:
    """A row's values by field name."""
    return dict(zip(field_names(row._fields), row, strict=True))


def record(kind: type[T], row: Row[Any], extra: Mapping[str, object] | None = None) -> T:
    """Build a record from a row whose columns are exactly its fields, `extra` replacing some."""
    return kind(**{**fields_of(row), **(extra or {})})
