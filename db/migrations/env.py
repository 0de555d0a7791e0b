"""Alembic's entry: runs the steps on the connection that `db.migrate` hands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from alembic import context

from db.schema import metadata
from db.types import EnumText, MoneyType, UtcDateTime

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext

PLAIN = {
    MoneyType: "sa.BigInteger()",
    UtcDateTime: "sa.DateTime(timezone=True)",
    EnumText: "sa.String(length=32)",
}


def plain(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - Alembic's signature
    """Write column types as plain ones: a step must not change when our types do."""
    return PLAIN.get(type(item), False) if kind == "type" else False


def run() -> None:
    """Run the steps in one transaction."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plain,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
