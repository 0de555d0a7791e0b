"""Favourite services."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Remember what customers saved."""


def downgrade() -> None:
    """Forget it."""
