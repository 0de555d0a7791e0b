"""What people changed in the catalogue, and what waits for their word."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep people's words apart from providers', and remember what was done."""
    op.add_column("services", sa.Column("pin", sa.String(length=32)))
    _of_service(
        "service_edits",
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("own", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    _of_service(
        "catalogue_changes",
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("base_micros", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "price_rules",
        sa.Column("scope", sa.String(length=96), nullable=False),
        sa.Column("rule", sa.String(length=160), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_price_rules")),
    )
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "catalogue_acts",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(length=96), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_acts")),
    )
    op.create_index("ix_catalogue_acts_actor_id_id", "catalogue_acts", ["actor_id", "id"])


def downgrade() -> None:
    """Forget them; what services show stays as people left it until the next list."""
    for table in ("catalogue_acts", "price_rules", "catalogue_changes", "service_edits"):
        op.drop_table(table)
    op.drop_column("services", "pin")


def _of_service(table: str, *columns: sa.Column[object]) -> None:
    """A table with at most one row for each service."""
    op.create_table(
        table,
        sa.Column("service_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f(f"fk_{table}_service_id")
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f(f"pk_{table}")),
    )
