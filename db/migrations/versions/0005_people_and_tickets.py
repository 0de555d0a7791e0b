"""Alerts, quiet hours, digests, and tickets."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TOPICS = "topic IN ('order', 'payment', 'other', 'appeal', 'error')"


def upgrade() -> None:
    """Remember how people want to be told, and what they asked."""
    _create_preferences()
    _create_tickets()
    _create_messages()
    op.add_column("outbox", sa.Column("told_in", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_outbox_told",
        "outbox",
        ["chat_id", "ended_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NOT NULL AND kind <> 'card'"),
        postgresql_where=sa.text("ended_at IS NOT NULL AND kind <> 'card'"),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_index("ix_outbox_told", table_name="outbox")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("told_in")
    for table in ("ticket_posts", "ticket_messages", "tickets", "preferences"):
        op.drop_table(table)


def _create_preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("alerts", sa.JSON(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", sa.SmallInteger(), nullable=False),
        sa.Column("quiet_until", sa.SmallInteger(), nullable=False),
        sa.Column("utc_offset", sa.SmallInteger(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quiet_from BETWEEN 0 AND 23", name=op.f("ck_preferences_quiet_from")),
        sa.CheckConstraint(
            "quiet_until BETWEEN 0 AND 23", name=op.f("ck_preferences_quiet_until")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_preferences_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_preferences")),
    )


def _create_tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.String(length=16), nullable=True),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("liked", sa.Boolean(), nullable=True),
        sa.CheckConstraint(TOPICS, name=op.f("ck_tickets_topic")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_tickets_order_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tickets_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
    )
    op.create_index("ix_tickets_user_id_id", "tickets", ["user_id", "id"], unique=False)
    for name, column, where in (
        ("ix_tickets_open", "changed_at", "closed_at IS NULL"),
        ("ix_tickets_answered_at", "answered_at", "answered_at IS NOT NULL"),
    ):
        op.create_index(
            name,
            "tickets",
            [column],
            unique=False,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )


def _create_messages() -> None:
    op.create_table(
        "ticket_messages",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("from_staff", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file_id", sa.String(length=255), nullable=True),
        sa.Column("file_kind", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(file_id IS NULL) = (file_kind IS NULL)", name=op.f("ck_ticket_messages_file_whole")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_messages_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_messages")),
    )
    op.create_index(
        "ix_ticket_messages_ticket_id_id", "ticket_messages", ["ticket_id", "id"], unique=False
    )
    op.create_table(
        "ticket_posts",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_posts_ticket_id")
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_ticket_posts")),
    )
    op.create_index("ix_ticket_posts_ticket_id", "ticket_posts", ["ticket_id"], unique=False)
