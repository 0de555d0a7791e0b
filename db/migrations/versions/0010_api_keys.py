"""Keys of the served API, with their limits."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let customers have keys."""
    _create_access()
    _create_keys()
    _create_days()


def downgrade() -> None:
    """Forget them."""
    for table in ("api_days", "api_keys", "api_access"):
        op.drop_table(table)


def _create_access() -> None:
    op.create_table(
        "api_access",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("style", sa.String(length=32), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("test_mode", sa.Boolean(), nullable=False),
        sa.Column("repeat_guard", sa.Boolean(), nullable=False),
        sa.Column("daily_cap_micros", sa.BigInteger(), nullable=True),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.CheckConstraint("daily_cap_micros >= 0", name=op.f("ck_api_access_daily_cap")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_access_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_api_access")),
    )


def _create_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("tail", sa.String(length=4), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_from", sa.String(length=64), nullable=True),
        sa.Column("window_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_keys_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_keys_digest")),
    )
    op.create_index("ix_api_keys_user_id_id", "api_keys", ["user_id", "id"], unique=False)


def _create_days() -> None:
    op.create_table(
        "api_days",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("requests", sa.BigInteger(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("spent_micros", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "requests >= 0 AND orders >= 0 AND spent_micros >= 0",
            name=op.f("ck_api_days_counts"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_days_user_id")),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_api_days")),
    )
