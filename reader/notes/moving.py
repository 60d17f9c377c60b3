"""The places of stored annotations, which follow the text of their post."""

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, col

from reader.notes.anchoring import place
from reader.notes.model import Selector
from reader.notes.tables import AnnotationRow, TextVersion
from reader.notes.texts import readable

_STALE = (
    col(AnnotationRow.post_id) == bindparam("post"),
    col(AnnotationRow.placed_hash) != bindparam("digest"),
)
_IS_STALE = select(col(AnnotationRow.id)).where(*_STALE).limit(1)
_ROWS = (
    select(
        col(AnnotationRow.id),
        col(AnnotationRow.deleted),
        col(AnnotationRow.place_start),
        col(AnnotationRow.place_end),
        col(AnnotationRow.state),
        col(TextVersion.text_hash),
        col(TextVersion.body),
        col(AnnotationRow.selector_start),
        col(AnnotationRow.selector_end),
        col(AnnotationRow.exact),
        col(AnnotationRow.prefix),
        col(AnnotationRow.suffix),
        col(AnnotationRow.copy_number),
        col(AnnotationRow.copies),
    )
    .join(TextVersion)
    .where(*_STALE)
    .order_by(col(AnnotationRow.text_version_id), col(AnnotationRow.id))
)
_MOVE = (
    update(AnnotationRow)
    .where(col(AnnotationRow.id) == bindparam("row"))
    .values(
        place_start=bindparam("start"),
        place_end=bindparam("end"),
        state=bindparam("state"),
        placed_hash=bindparam("digest"),
    )
)


def has_stale_places(session: Session, post_id: str, digest: str) -> bool:
    """Whether an annotation of a post has no place yet in the text named `digest`."""
    facts = {"post": post_id, "digest": digest}
    return session.connection().execute(_IS_STALE, facts).first() is not None


def place_stale(session: Session, post_id: str, text: str, digest: str) -> list[str]:
    """Give the annotations of a post their places in its text, which is named `digest`.

    Each is looked for from where it was marked, so that errors never add up. Returns the ids of
    those that have another place or state now; the trash is placed silently.
    """
    connection = session.connection()
    olds: dict[str, str | None] = {digest: text}
    moves: list[dict[str, object]] = []
    changed: list[str] = []
    for row in connection.execute(_ROWS, {"post": post_id, "digest": digest}).all():
        key, deleted, start, end, state, marked_in, body, *selector = row
        if marked_in not in olds:
            olds[marked_in] = readable(body)
        placed = place(Selector(*selector), olds[marked_in], text)
        now = {"start": placed.start, "end": placed.end, "state": str(placed.state)}
        moves.append({"row": key, "digest": digest, **now})
        if (start, end, state) != tuple(now.values()) and deleted is None:
            changed.append(key)
    if moves:
        connection.execute(_MOVE, moves)
    return sorted(changed)
