"""Orders that start after another one ends."""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let an order wait for another."""


def downgrade() -> None:
    """Let none wait."""
