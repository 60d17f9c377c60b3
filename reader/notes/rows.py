"""Between the tables and the values: what is read and written within one session."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from reader.notes.cleaning import storable_tags
from reader.notes.model import Annotation, Selector, State
from reader.notes.tables import AnnotationRow, TagRow
from reader.notes.texts import keep_text
from reader.text.storing import text_hash

_COLUMNS: tuple[Mapped[Any], ...] = (
    col(AnnotationRow.id),
    col(AnnotationRow.post_id),
    col(AnnotationRow.place_start),
    col(AnnotationRow.place_end),
    col(AnnotationRow.state),
    col(AnnotationRow.color),
    col(AnnotationRow.note),
    col(AnnotationRow.created),
    col(AnnotationRow.updated),
    col(AnnotationRow.deleted),
    col(AnnotationRow.style),
    col(AnnotationRow.as_quote),
    col(AnnotationRow.selector_start),
    col(AnnotationRow.selector_end),
    col(AnnotationRow.exact),
    col(AnnotationRow.prefix),
    col(AnnotationRow.suffix),
    col(AnnotationRow.copy_number),
    col(AnnotationRow.copies),
)


def load(session: Session, *where: ColumnElement[bool]) -> list[Annotation]:
    """The annotations that meet all conditions, by post, then by place (an orphan's first one)."""
    place = func.coalesce(AnnotationRow.place_start, AnnotationRow.selector_start)
    order = (col(AnnotationRow.post_id), place, col(AnnotationRow.id))
    tags = _tags(session, where)
    # Plain columns are read several times faster than mapped rows.
    found = select(*_COLUMNS).where(*where).order_by(*order)
    return [_annotation_of(row, tags) for row in session.connection().execute(found).all()]


def mark(
    session: Session,
    annotation_id: str,
    post: tuple[str, str],
    text: str,
    selector: Selector,
    look: tuple[str, str, str],
    moment: datetime,
) -> None:
    """Store a new annotation and its text; `look` is colour, style and note.

    `post` is id and path.
    """
    row = {
        "id": annotation_id,
        "post_id": post[0],
        "post_path": post[1],
        "text_version_id": keep_text(session, post[0], text),
        "selector_start": selector.start,
        "selector_end": selector.end,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "copy_number": selector.copy,
        "copies": selector.copies,
        "place_start": selector.start,
        "place_end": selector.end,
        "state": State.ANCHORED,
        "placed_hash": text_hash(text),
        "color": look[0],
        "style": look[1],
        "note": look[2],
        "created": moment,
        "updated": moment,
    }
    session.connection().execute(insert(AnnotationRow), row)


def put_tags(session: Session, annotation_id: str, tags: Iterable[str]) -> None:
    """Give an annotation these tags and no others."""
    connection = session.connection()
    connection.execute(delete(TagRow).where(col(TagRow.annotation_id) == annotation_id))
    rows = [
        {"annotation_id": annotation_id, "place": place, "name": name}
        for place, name in enumerate(storable_tags(tags))
    ]
    if rows:
        connection.execute(insert(TagRow), rows)


def _annotation_of(row: Sequence[Any], tags: dict[str, list[str]]) -> Annotation:
    key, post_id, start, end, state, color, note, created, updated, deleted, *rest = row
    style, as_quote, *selector = rest
    return Annotation(
        key,
        post_id,
        Selector(*selector),
        start,
        end,
        State(state),
        color,
        note,
        tuple(tags.get(key, ())),
        created,
        updated,
        deleted,
        style,
        as_quote,
    )


def _tags(session: Session, where: Iterable[ColumnElement[bool]]) -> dict[str, list[str]]:
    found = (
        select(col(TagRow.annotation_id), col(TagRow.name))
        .join(AnnotationRow)
        .where(*where)
        .order_by(col(TagRow.annotation_id), col(TagRow.place))
    )
    tags = defaultdict[str, list[str]](list)
    for annotation_id, name in session.connection().execute(found).all():
        tags[annotation_id].append(name)
    return tags
