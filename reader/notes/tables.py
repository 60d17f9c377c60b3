"""The tables of the notes database; reader/notes/migrations must follow every change here."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from reader.text.storing import storable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as whole milliseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The number that is stored."""
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The time that was stored."""
        return None if value is None else _EPOCH + value * _MILLISECOND


class CleanText(TypeDecorator[str]):
    """A text as `storable` makes it: this is the door, for what is written and what is asked."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text that is stored or compared."""
        return None if value is None else storable(value)


class TextVersion(SQLModel, table=True):
    """A canonical text that was read or that annotations were marked in, once per post and text.

    `extraction` is the number of the text extraction (TEXT_VERSION); `body` is UTF-8 in zlib.
    """

    __tablename__ = "text_version"
    __table_args__ = (UniqueConstraint("post_id", "text_hash"),)

    id: int | None = Field(default=None, primary_key=True)
    post_id: str = Field(sa_type=CleanText)
    text_hash: str = Field(sa_type=CleanText)
    extraction: int
    body: bytes


class AnnotationRow(SQLModel, table=True):
    """An annotation: its first selector in its first text, and its present place.

    `placed_hash` names the text that place and state are true for. A note on a whole post has an
    empty quote at 0. `as_quote` says that an orphan is to stay one and needs no more attention.
    """

    __tablename__ = "annotation"
    __table_args__ = (Index("ix_annotation_post_id", "post_id", "deleted"),)

    id: str = Field(sa_type=CleanText, primary_key=True)
    post_id: str = Field(sa_type=CleanText)
    post_path: str = Field(sa_type=CleanText)
    text_version_id: int = Field(foreign_key="text_version.id")
    selector_start: int
    selector_end: int
    exact: str = Field(sa_type=CleanText)
    prefix: str = Field(sa_type=CleanText)
    suffix: str = Field(sa_type=CleanText)
    copy_number: int
    copies: int
    place_start: int | None = None
    place_end: int | None = None
    state: str = Field(sa_type=CleanText)
    placed_hash: str = Field(sa_type=CleanText)
    color: str = Field(sa_type=CleanText)
    style: str = Field(sa_column=Column(CleanText, nullable=False, server_default="highlight"))
    as_quote: bool = Field(
        default=False, sa_column=Column(Boolean, nullable=False, server_default=false())
    )
    note: str = Field(sa_type=CleanText)
    created: datetime = Field(sa_type=UtcTime)
    updated: datetime = Field(sa_type=UtcTime)
    deleted: datetime | None = Field(default=None, sa_type=UtcTime)


class AttachmentRow(SQLModel, table=True):
    """A place that a person chose for an annotation: the newest stands for its first selector."""

    __tablename__ = "attachment"

    id: int | None = Field(default=None, primary_key=True)
    annotation_id: str = Field(
        sa_column=Column(
            CleanText,
            ForeignKey("annotation.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        )
    )
    text_version_id: int = Field(foreign_key="text_version.id")
    selector_start: int
    selector_end: int
    exact: str = Field(sa_type=CleanText)
    prefix: str = Field(sa_type=CleanText)
    suffix: str = Field(sa_type=CleanText)
    copy_number: int
    copies: int
    made: datetime = Field(sa_type=UtcTime)


class TagRow(SQLModel, table=True):
    """A tag of an annotation; `place` counts from 0 in the order that the person gave."""

    __tablename__ = "annotation_tag"
    __table_args__ = (Index("ix_annotation_tag_name", "name"),)

    annotation_id: str = Field(
        sa_column=Column(
            CleanText, ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True
        )
    )
    place: int = Field(primary_key=True)
    name: str = Field(sa_type=CleanText)


class ReadingRow(SQLModel, table=True):
    """What a person has done with a post; `read_hash` names the text that was read.

    `folded` is what was chosen for its repeated passages, NULL where nothing was.
    """

    __tablename__ = "reading"

    post_id: str = Field(sa_type=CleanText, primary_key=True)
    read: bool = False
    starred: bool = False
    position: int = 0
    read_hash: str = Field(default="", sa_type=CleanText)
    folded: bool | None = None
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)
    updated: datetime = Field(sa_type=UtcTime)


class KnownPost(SQLModel, table=True):
    """Which file a post id stands for, so that a lost catalog loses no identity."""

    __tablename__ = "known_post"

    id: str = Field(sa_type=CleanText, primary_key=True)
    path: str = Field(sa_type=CleanText)
    content_hash: str = Field(sa_type=CleanText)


class ExportedFile(SQLModel, table=True):
    """The hash of what was last written to a file of the person's own."""

    __tablename__ = "exported_file"

    path: str = Field(sa_type=CleanText, primary_key=True)
    written_hash: str = Field(sa_type=CleanText)


class SavedSearchRow(SQLModel, table=True):
    """A search that a person keeps under a name."""

    __tablename__ = "saved_search"

    id: str = Field(sa_type=CleanText, primary_key=True)
    name: str = Field(sa_type=CleanText)
    query: str = Field(sa_type=CleanText)
    created: datetime = Field(sa_type=UtcTime)


class DossierRow(SQLModel, table=True):
    """Annotations that belong together: what a query finds, or chosen ones where it is NULL."""

    __tablename__ = "dossier"

    id: str = Field(sa_type=CleanText, primary_key=True)
    name: str = Field(sa_type=CleanText)
    query: str | None = Field(default=None, sa_type=CleanText)
    created: datetime = Field(sa_type=UtcTime)
    updated: datetime = Field(sa_type=UtcTime)


class DossierItemRow(SQLModel, table=True):
    """An annotation that was chosen for a dossier; `place` counts in the order of the person."""

    __tablename__ = "dossier_item"

    dossier_id: str = Field(
        sa_column=Column(CleanText, ForeignKey("dossier.id", ondelete="CASCADE"), primary_key=True)
    )
    annotation_id: str = Field(
        sa_column=Column(
            CleanText, ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True
        )
    )
    place: int


class ReviewRow(SQLModel, table=True):
    """When an annotation is to be seen again; `card` is what the scheduler keeps, as JSON."""

    __tablename__ = "review"

    annotation_id: str = Field(
        sa_column=Column(
            CleanText, ForeignKey("annotation.id", ondelete="CASCADE"), primary_key=True
        )
    )
    card: str = Field(sa_type=CleanText)
    due: datetime = Field(sa_column=Column(UtcTime, nullable=False, index=True))
    reviewed: datetime | None = Field(default=None, sa_type=UtcTime)
