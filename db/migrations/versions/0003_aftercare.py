"""Refills, requests to cancel, and the child orders of subscriptions."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for what happens after placing."""


def downgrade() -> None:
    """Take it away."""
