"""Orders that are late."""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Remember which delays were told."""


def downgrade() -> None:
    """Forget them."""
