"""Marks of two styles, places chosen by hand, dossiers, and reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the columns and tables; places that are not certain are looked for anew."""
    op.add_column(
        "annotation", sa.Column("style", sa.String, nullable=False, server_default="highlight")
    )
    op.add_column(
        "annotation", sa.Column("as_quote", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE annotation SET placed_hash = '' WHERE state != 'anchored'")
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "annotation_id",
            sa.String,
            sa.ForeignKey("annotation.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("text_version_id", sa.Integer, sa.ForeignKey("text_version.id"), nullable=False),
        sa.Column("selector_start", sa.Integer, nullable=False),
        sa.Column("selector_end", sa.Integer, nullable=False),
        sa.Column("exact", sa.String, nullable=False),
        sa.Column("prefix", sa.String, nullable=False),
        sa.Column("suffix", sa.String, nullable=False),
        sa.Column("copy_number", sa.Integer, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("query", sa.String, nullable=True),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "dossier_item",
        sa.Column(
            "dossier_id",
            sa.String,
            sa.ForeignKey("dossier.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "annotation_id",
            sa.String,
            sa.ForeignKey("annotation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("place", sa.Integer, nullable=False),
    )
    op.create_table(
        "review",
        sa.Column(
            "annotation_id",
            sa.String,
            sa.ForeignKey("annotation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("card", sa.String, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False, index=True),
        sa.Column("reviewed", sa.BigInteger, nullable=True),
    )
