"""Whether the repeated passages of a post are folded."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the column."""
    op.add_column("reading", sa.Column("folded", sa.Boolean, nullable=True))
