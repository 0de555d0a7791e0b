"""Orders that wait for another, offers of several parts, drafts that pay themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

QUEUED = "status = 'queued'"
SENDABLE = "status = 'queued' AND waits_for IS NULL"
WAITING = "status = 'queued' AND waits_for IS NOT NULL"


def upgrade() -> None:
    """Let an order wait for another; let an offer have parts; let a draft pay itself."""
    op.add_column("orders", sa.Column("waits_for", sa.BigInteger()))
    op.drop_index("ix_orders_submit", table_name="orders")
    op.drop_index("ix_orders_link", table_name="orders")
    _index("ix_orders_submit", "orders", ["provider", "submit_at"], SENDABLE)
    _index("ix_orders_waits_for", "orders", ["provider", "waits_for"], WAITING)
    op.create_index("ix_orders_link_user_id_status", "orders", ["link", "user_id", "status"])
    op.add_column("quotes", sa.Column("bundle", sa.String(length=16)))
    op.add_column("quotes", sa.Column("part", sa.Integer()))
    op.add_column("quotes", sa.Column("twin_of", sa.BigInteger()))
    op.add_column(
        "quotes", sa.Column("large", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _index("ix_quotes_bundle", "quotes", ["bundle"], "bundle IS NOT NULL")
    op.add_column("drafts", sa.Column("pay_quote", sa.String(length=16)))
    op.add_column("drafts", sa.Column("pay_charge_micros", sa.BigInteger()))
    op.add_column("drafts", sa.Column("credited_at", sa.DateTime(timezone=True)))
    _index("ix_drafts_credited_at", "drafts", ["credited_at"], "credited_at IS NOT NULL")
    op.add_column("services", sa.Column("multiple", sa.BigInteger()))


def downgrade() -> None:
    """Let none wait, and every offer be for one order."""
    op.drop_column("services", "multiple")
    op.drop_index("ix_drafts_credited_at", table_name="drafts")
    for name in ("credited_at", "pay_charge_micros", "pay_quote"):
        op.drop_column("drafts", name)
    op.drop_index("ix_quotes_bundle", table_name="quotes")
    for name in ("large", "twin_of", "part", "bundle"):
        op.drop_column("quotes", name)
    for name in ("ix_orders_link_user_id_status", "ix_orders_waits_for", "ix_orders_submit"):
        op.drop_index(name, table_name="orders")
    op.drop_column("orders", "waits_for")
    op.create_index("ix_orders_link", "orders", ["link"])
    _index("ix_orders_submit", "orders", ["provider", "submit_at"], QUEUED)


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, table, columns, unique=False, sqlite_where=rows, postgresql_where=rows)
