"""Several providers for one service: routes, who got which try, and how providers fare."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PROVIDER_OF_A_TRY = (
    "UPDATE attempts SET provider ="
    " (SELECT provider FROM orders WHERE orders.id = attempts.order_id)"
)


def upgrade() -> None:
    """Let a service have several ways, and remember what each provider did."""
    op.create_table(
        "routes",
        sa.Column("service_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("via_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_routes_service_id")
        ),
        sa.ForeignKeyConstraint(["via_id"], ["services.id"], name=op.f("fk_routes_via_id")),
        sa.PrimaryKeyConstraint("service_id", "position", name=op.f("pk_routes")),
        sa.UniqueConstraint("service_id", "via_id", name=op.f("uq_routes_service_id_via_id")),
    )
    op.create_index("ix_routes_via_id", "routes", ["via_id"], unique=False)
    op.add_column(
        "attempts", sa.Column("provider", sa.String(32), nullable=False, server_default="")
    )
    op.execute(PROVIDER_OF_A_TRY)
    op.create_index(
        "ix_attempts_provider_started_at", "attempts", ["provider", "started_at"], unique=False
    )
    op.drop_index("ix_attempts_started_at", table_name="attempts")
    op.add_column("orders", sa.Column("expected_micros", sa.BigInteger()))
    op.add_column(
        "providers", sa.Column("recent", sa.String(20), nullable=False, server_default="")
    )
    for name in ("funds_needed_micros", "low_alert_micros", "low_told_micros"):
        op.add_column("providers", sa.Column(name, sa.BigInteger()))
    op.add_column("providers", sa.Column("slowed_to", sa.Integer()))
    op.add_column("providers", sa.Column("slowed_at", sa.DateTime(timezone=True)))
    op.drop_column("providers", "failures")
    op.drop_column("providers", "low_alerted_at")


def downgrade() -> None:
    """One way for each service again."""
    op.add_column("providers", sa.Column("low_alerted_at", sa.DateTime(timezone=True)))
    op.add_column(
        "providers", sa.Column("failures", sa.Integer(), nullable=False, server_default="0")
    )
    for name in (
        *("slowed_at", "slowed_to"),
        *("low_told_micros", "low_alert_micros", "funds_needed_micros"),
        "recent",
    ):
        op.drop_column("providers", name)
    op.drop_column("orders", "expected_micros")
    op.create_index("ix_attempts_started_at", "attempts", ["started_at"], unique=False)
    op.drop_index("ix_attempts_provider_started_at", table_name="attempts")
    op.drop_column("attempts", "provider")
    op.drop_table("routes")
