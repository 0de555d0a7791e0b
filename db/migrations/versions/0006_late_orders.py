"""Orders that are late, what customers' own lists are read by, and their files under way."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ACTIVE = (
    "status IN ('in_progress', 'pending', 'processing', 'queued', 'submitting', 'unconfirmed')"
)
RETURNED = "status IN ('canceled', 'partial', 'released')"
LATE = "late_told_at IS NULL AND status IN ('in_progress', 'pending', 'processing')"
ADDED = "kind IN ('reversal', 'topup')"
GIVEN_BACK = "kind IN ('refund', 'release')"


def upgrade() -> None:
    """Remember which delays were told."""
    op.add_column("orders", sa.Column("late_told_at", sa.DateTime(timezone=True)))
    op.add_column("orders", sa.Column("hurried_at", sa.DateTime(timezone=True)))
    op.create_table(
        "exports",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_exports_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_exports")),
    )
    _index("ix_orders_user_id_active", "orders", ["user_id", "id"], ACTIVE)
    _index("ix_orders_user_id_returned", "orders", ["user_id", "id"], RETURNED)
    _index("ix_orders_late", "orders", ["accepted_at"], LATE)
    _index("ix_transfers_user_id_added", "transfers", ["user_id", "id"], ADDED)
    _index("ix_transfers_user_id_given_back", "transfers", ["user_id", "id"], GIVEN_BACK)


def downgrade() -> None:
    """Forget them."""
    op.drop_index("ix_transfers_user_id_given_back", table_name="transfers")
    op.drop_index("ix_transfers_user_id_added", table_name="transfers")
    op.drop_index("ix_orders_late", table_name="orders")
    op.drop_index("ix_orders_user_id_returned", table_name="orders")
    op.drop_index("ix_orders_user_id_active", table_name="orders")
    op.drop_table("exports")
    op.drop_column("orders", "hurried_at")
    op.drop_column("orders", "late_told_at")


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, table, columns, unique=False, sqlite_where=rows, postgresql_where=rows)
