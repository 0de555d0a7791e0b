"""Orders that came through the served API."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Know which key an order came by, and let calls be repeated and tried out."""
    op.add_column("orders", sa.Column("api_key_id", sa.BigInteger()))
    _create_repeats()
    _create_test_orders()


def downgrade() -> None:
    """Forget it."""
    op.drop_table("api_test_orders")
    op.drop_table("api_repeats")
    op.drop_column("orders", "api_key_id")


def _create_repeats() -> None:
    op.create_table(
        "api_repeats",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_repeats_user_id")),
        sa.PrimaryKeyConstraint(
            "user_id", "is_test", "idempotency_key", name=op.f("pk_api_repeats")
        ),
    )
    op.create_index("ix_api_repeats_created_at", "api_repeats", ["created_at"], unique=False)


def _create_test_orders() -> None:
    op.create_table(
        "api_test_orders",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("service_id", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("charge_micros", sa.BigInteger(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("may_cancel", sa.Boolean(), nullable=False),
        sa.Column("may_refill", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("canceled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refill_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_api_test_orders_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_test_orders")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_api_test_orders_user_id_id", "api_test_orders", ["user_id", "id"], unique=False
    )
    op.create_index(
        "ix_api_test_orders_created_at", "api_test_orders", ["created_at"], unique=False
    )
