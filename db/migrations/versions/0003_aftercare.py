"""Refills, requests to cancel, and the child orders of subscriptions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what happens after placing."""
    _make_asks()
    _make_posts()


def downgrade() -> None:
    """Take it away."""
    op.drop_table("subscription_posts")
    op.drop_table("asks")


def _make_asks() -> None:
    op.create_table(
        "asks",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("refill_id", sa.String(length=64), nullable=True),
        sa.Column("why", sa.String(length=32), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('refill', 'cancel')", name=op.f("ck_asks_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'confirming', 'taken', 'in_progress', 'done', "
            "'declined')",
            name=op.f("ck_asks_state"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_asks_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asks")),
    )
    op.create_index("ix_asks_order_id", "asks", ["order_id"], unique=False)
    op.create_index(
        "ix_asks_next",
        "asks",
        ["provider", "next_at"],
        unique=False,
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(
        "uq_asks_open",
        "asks",
        ["order_id", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _make_posts() -> None:
    op.create_table(
        "subscription_posts",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("upstream_id", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("remains", sa.BigInteger(), nullable=True),
        sa.Column("delivered", sa.BigInteger(), nullable=True),
        sa.Column("odd_polls", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("poll_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('queued', 'submitting', 'unconfirmed', 'released', 'pending', "
            "'processing', 'in_progress', 'completed', 'partial', 'canceled')",
            name=op.f("ck_subscription_posts_status"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_subscription_posts_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription_posts")),
        sa.UniqueConstraint(
            "provider", "upstream_id", name=op.f("uq_subscription_posts_provider_upstream_id")
        ),
    )
    op.create_index(
        "ix_subscription_posts_order_id", "subscription_posts", ["order_id"], unique=False
    )
    op.create_index(
        "ix_subscription_posts_poll",
        "subscription_posts",
        ["provider", "poll_at"],
        unique=False,
        sqlite_where=sa.text("poll_at IS NOT NULL"),
        postgresql_where=sa.text("poll_at IS NOT NULL"),
    )
