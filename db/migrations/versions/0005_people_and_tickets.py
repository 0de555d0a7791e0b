"""Alerts, quiet hours, and tickets."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Remember how people want to be told, and what they asked."""


def downgrade() -> None:
    """Forget it."""
