"""Favourite services, details of services, and an index over finished orders."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Remember what customers saved; let figures be computed from finished orders alone."""
    op.add_column("services", sa.Column("details", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "favourites",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rate_micros", sa.BigInteger(), nullable=False),
        sa.Column("on_sale", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_favourites_service_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_favourites_user_id")),
        sa.PrimaryKeyConstraint("user_id", "service_id", name=op.f("pk_favourites")),
    )
    op.create_index("ix_favourites_service_id", "favourites", ["service_id"], unique=False)
    op.create_index(
        "ix_orders_finished_at",
        "orders",
        ["finished_at"],
        unique=False,
        sqlite_where=sa.text("finished_at IS NOT NULL"),
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_index("ix_orders_finished_at", table_name="orders")
    op.drop_index("ix_favourites_service_id", table_name="favourites")
    op.drop_table("favourites")
    op.drop_column("services", "details")
