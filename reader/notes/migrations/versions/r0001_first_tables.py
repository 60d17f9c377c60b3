"""The first tables: annotations with their texts and tags, reading states, identities, exports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "text_version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("post_id", sa.String, nullable=False),
        sa.Column("text_hash", sa.String, nullable=False),
        sa.Column("extraction", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("post_id", "text_hash"),
    )
    _annotations()
    op.create_table(
        "reading",
        sa.Column("post_id", sa.String, primary_key=True),
        sa.Column("read", sa.Boolean, nullable=False),
        sa.Column("starred", sa.Boolean, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("read_hash", sa.String, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "known_post",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("path", sa.String, nullable=False),
        sa.Column("content_hash", sa.String, nullable=False),
    )
    op.create_table(
        "exported_file",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("written_hash", sa.String, nullable=False),
    )


def _annotations() -> None:
    op.create_table(
        "annotation",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("post_id", sa.String, nullable=False),
        sa.Column("post_path", sa.String, nullable=False),
        sa.Column("text_version_id", sa.Integer, sa.ForeignKey("text_version.id"), nullable=False),
        sa.Column("selector_start", sa.Integer, nullable=False),
        sa.Column("selector_end", sa.Integer, nullable=False),
        sa.Column("exact", sa.String, nullable=False),
        sa.Column("prefix", sa.String, nullable=False),
        sa.Column("suffix", sa.String, nullable=False),
        sa.Column("copy_number", sa.Integer, nullable=False),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("place_start", sa.Integer),
        sa.Column("place_end", sa.Integer),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("placed_hash", sa.String, nullable=False),
        sa.Column("color", sa.String, nullable=False),
        sa.Column("note", sa.String, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("updated", sa.BigInteger, nullable=False),
        sa.Column("deleted", sa.BigInteger),
    )
    op.create_index("ix_annotation_post_id", "annotation", ["post_id", "deleted"])
    op.create_table(
        "annotation_tag",
        sa.Column(
            "annotation_id",
            sa.String,
            sa.ForeignKey("annotation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
    )
    op.create_index("ix_annotation_tag_name", "annotation_tag", ["name"])
