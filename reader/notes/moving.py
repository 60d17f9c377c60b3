"""The places of stored annotations, which follow the text of their post."""

from sqlmodel import Session, col, select

from reader.notes.anchoring import place
from reader.notes.placing import Placed
from reader.notes.rows import selector_of
from reader.notes.tables import AnnotationRow, TextVersion
from reader.notes.texts import readable
from reader.text.storing import text_hash


def has_stale_places(session: Session, post_id: str, digest: str) -> bool:
    """Whether an annotation of a post has no place yet in the text named `digest`."""
    stale = select(AnnotationRow.id).where(
        col(AnnotationRow.post_id) == post_id, col(AnnotationRow.placed_hash) != digest
    )
    return session.exec(stale.limit(1)).first() is not None


def place_stale(session: Session, post_id: str, text: str, digest: str) -> list[str]:
    """Give the annotations of a post their places in its text, which is named `digest`.

    Each is looked for from where it was marked, so that errors never add up. Returns the ids of
    those that have another place or state now; the trash is placed silently.
    """
    stale = (
        select(AnnotationRow, TextVersion)
        .join(TextVersion)
        .where(col(AnnotationRow.post_id) == post_id, col(AnnotationRow.placed_hash) != digest)
        .order_by(col(AnnotationRow.text_version_id), col(AnnotationRow.id))
    )
    olds: dict[str, str | None] = {}
    changed: list[str] = []
    for row, version in session.exec(stale).all():
        if version.text_hash not in olds:
            olds[version.text_hash] = _text_of(version, text, digest)
        placed = place(selector_of(row), olds[version.text_hash], text)
        if _move(row, placed, digest) and row.deleted is None:
            changed.append(row.id)
    return sorted(changed)


def _text_of(version: TextVersion, text: str, digest: str) -> str | None:
    """A text that something was marked in, None where it cannot be read any more."""
    if version.text_hash == digest:
        return text
    old = readable(version.body)
    return old if old is not None and text_hash(old) == version.text_hash else None


def _move(row: AnnotationRow, placed: Placed, digest: str) -> bool:
    """Set the place that an annotation has in the text named `digest`; whether it is another."""
    before = row.place_start, row.place_end, row.state
    row.place_start, row.place_end, row.state = placed.start, placed.end, str(placed.state)
    row.placed_hash = digest
    return before != (row.place_start, row.place_end, row.state)
