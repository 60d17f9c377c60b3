"""The places of stored annotations, which follow the text of their post."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session, col

from reader.notes.anchoring import place
from reader.notes.model import Placements, Selector, State
from reader.notes.placing import ORPHAN, Placed
from reader.notes.tables import AnnotationRow, AttachmentRow, TextVersion
from reader.notes.texts import readable

ON_POST = Placed(0, 0, State.ANCHORED)
"""Where a note on a whole post stands, whatever becomes of the text."""

_STALE = (
    col(AnnotationRow.post_id) == bindparam("post"),
    col(AnnotationRow.placed_hash) != bindparam("digest"),
)
_IS_STALE = select(col(AnnotationRow.id)).where(*_STALE).limit(1)
NEWEST = (
    select(func.max(col(AttachmentRow.id)))
    .where(col(AttachmentRow.annotation_id) == col(AnnotationRow.id))
    .correlate(AnnotationRow)
    .scalar_subquery()
)
"""The key of the newest attachment of an annotation."""
SELECTOR = tuple(
    func.coalesce(getattr(AttachmentRow, name), getattr(AnnotationRow, name))
    for name in (
        "selector_start",
        "selector_end",
        "exact",
        "prefix",
        "suffix",
        "copy_number",
        "copies",
    )
)
"""Where an annotation is looked for from: the place a person chose last, else its first one."""
VERSION = func.coalesce(
    col(AttachmentRow.text_version_id), col(AnnotationRow.text_version_id)
) == col(TextVersion.id)
_ROWS = (
    select(
        col(AnnotationRow.id),
        col(AnnotationRow.deleted),
        col(AnnotationRow.as_quote),
        col(AnnotationRow.exact),
        col(AnnotationRow.placed_hash),
        col(AnnotationRow.place_start),
        col(AnnotationRow.place_end),
        col(AnnotationRow.state),
        col(TextVersion.text_hash),
        col(TextVersion.body),
        *SELECTOR,
    )
    .select_from(AnnotationRow)
    .outerjoin(AttachmentRow, col(AttachmentRow.id) == NEWEST)
    .join(TextVersion, VERSION)
    .order_by(col(TextVersion.id), col(AnnotationRow.id))
)
_STALE_ROWS = _ROWS.where(*_STALE)
_ONE_ROW = _ROWS.where(col(AnnotationRow.id) == bindparam("row"))
# What a person decided while the places were looked for is true for the new text already.
_MOVE = (
    update(AnnotationRow)
    .where(
        col(AnnotationRow.id) == bindparam("row"),
        col(AnnotationRow.placed_hash) == bindparam("before"),
        col(AnnotationRow.as_quote) == bindparam("quote"),
    )
    .values(
        place_start=bindparam("start"),
        place_end=bindparam("end"),
        state=bindparam("to"),
        placed_hash=bindparam("digest"),
    )
)


@dataclass(frozen=True, slots=True)
class Move:
    """A place that was found for an annotation, and what is there of it until it is written."""

    annotation_id: str
    deleted: bool
    as_quote: bool
    before: str
    was: Placed
    now: Placed
    digest: str

    @property
    def is_news(self) -> bool:
        """Whether a view shows something else now."""
        return self.was != self.now and not self.deleted


def has_stale_places(session: Session, post_id: str, digest: str) -> bool:
    """Whether an annotation of a post has no place yet in the text named `digest`."""
    facts = {"post": post_id, "digest": digest}
    return session.connection().execute(_IS_STALE, facts).first() is not None


def place_stale(session: Session, post_id: str, text: str, digest: str) -> list[str]:
    """Give the annotations of a post their places in its text, which is named `digest`.

    Returns the ids of those that have another place or state now; the trash is placed silently.
    """
    return write_moves(session, find_moves(session, post_id, text, digest))


def place_one(session: Session, annotation_id: str, text: str, digest: str) -> None:
    """Give one annotation its place in the text of its post."""
    rows = session.connection().execute(_ONE_ROW, {"row": annotation_id}).all()
    write_moves(session, _moves(rows, text, digest))


def find_moves(session: Session, post_id: str, text: str, digest: str) -> list[Move]:
    """The places in a text of those annotations of a post that have none in it yet.

    Each is looked for from where it was marked or attached, so that errors never add up.
    """
    found = session.connection().execute(_STALE_ROWS, {"post": post_id, "digest": digest})
    return _moves(found.all(), text, digest)


def write_moves(session: Session, moves: Sequence[Move]) -> list[str]:
    """Keep places that were found; returns the ids of those that are news."""
    rows = [
        {
            "row": move.annotation_id,
            "before": move.before,
            "quote": move.as_quote,
            "digest": move.digest,
            "start": move.now.start,
            "end": move.now.end,
            "to": str(move.now.state),
        }
        for move in moves
    ]
    if rows:
        session.connection().execute(_MOVE, rows)
    return sorted(move.annotation_id for move in moves if move.is_news)


_STATES = frozenset(State)


def summed(moves: Sequence[Move]) -> Placements:
    """What moves mean for a person: each is counted once."""
    news = [move for move in moves if move.is_news]
    changed = [move.now.state for move in news if move.now.state != move.was.state]
    lost, unsure = changed.count(State.ORPHANED), changed.count(State.MOVED_EDITED)
    return Placements(len(news) - lost - unsure, unsure, lost)


def _moves(rows: Sequence[Sequence[Any]], text: str, digest: str) -> list[Move]:
    olds: dict[str, str | None] = {digest: text}
    moves: list[Move] = []
    for row in rows:
        key, deleted, as_quote, exact, before, start, end, state, marked_in, body, *selector = row
        if marked_in not in olds:
            olds[marked_in] = readable(body)
        if not exact:
            now = ON_POST
        elif as_quote:
            now = ORPHAN
        else:
            now = place(Selector(*selector), olds[marked_in], text)
        was = Placed(start, end, State(state) if state in _STATES else State.ORPHANED)
        moves.append(
            Move(str(key), deleted is not None, bool(as_quote), str(before), was, now, digest)
        )
    return moves
