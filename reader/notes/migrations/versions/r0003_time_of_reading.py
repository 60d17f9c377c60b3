"""When a post was read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column, which is empty for what was read before."""
    op.add_column("reading", sa.Column("read_at", sa.BigInteger))
