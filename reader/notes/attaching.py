"""What a person decides about the places of annotations, and placing those of many posts."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from reader.notes.database import Database
from reader.notes.model import Annotation, Change, Origin, Placements, Selector, State
from reader.notes.moving import (
    NEWEST,
    SELECTOR,
    VERSION,
    Move,
    find_moves,
    has_stale_places,
    place_one,
    summed,
    write_moves,
)
from reader.notes.placing import describe
from reader.notes.rows import load
from reader.notes.tables import AnnotationRow, AttachmentRow, TextVersion
from reader.notes.texts import keep_text, readable
from reader.text.storing import storable, text_hash

_ORIGIN = (
    select(
        col(TextVersion.body),
        func.coalesce(col(AttachmentRow.made), col(AnnotationRow.created)),
        *SELECTOR,
    )
    .select_from(AnnotationRow)
    .outerjoin(AttachmentRow, col(AttachmentRow.id) == NEWEST)
    .join(TextVersion, VERSION)
    .where(col(AnnotationRow.id) == bindparam("row"))
)
_UNSETTLED = (
    col(AnnotationRow.state).in_((State.MOVED_EDITED, State.ORPHANED)),
    col(AnnotationRow.as_quote).is_(False),
    col(AnnotationRow.deleted).is_(None),
)


class Places:
    """The places of the annotations of one collection: chosen by a person, or found for them.

    Every write is one transaction, as in `NotesStore`. An unknown annotation id is a KeyError.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def attach(
        self, annotation_id: str, text: str, start: int, end: int, initiator: str = ""
    ) -> Change:
        """Put an annotation where a person says; from now on it is looked for from there.

        Raises ValueError for a span that is empty or outside, and for a note on a whole post.
        """
        text = storable(text)
        selector = describe(text, start, end)
        with self._database.writing() as session:
            row = _passage(session, annotation_id)
            session.add(
                AttachmentRow(
                    annotation_id=annotation_id,
                    text_version_id=keep_text(session, row.post_id, text),
                    selector_start=selector.start,
                    selector_end=selector.end,
                    exact=selector.exact,
                    prefix=selector.prefix,
                    suffix=selector.suffix,
                    copy_number=selector.copy,
                    copies=selector.copies,
                    made=self._now(),
                )
            )
            row.place_start, row.place_end, row.state = start, end, State.ANCHORED
            row.as_quote, row.placed_hash = False, text_hash(text)
            row.updated = self._now()
            return _changed(row, initiator)

    def detach(self, annotation_id: str, text: str, initiator: str = "") -> Change:
        """Take the newest chosen place back, and look for the annotation anew in the text."""
        newest = (
            select(AttachmentRow)
            .where(col(AttachmentRow.annotation_id) == annotation_id)
            .order_by(col(AttachmentRow.id).desc())
            .limit(1)
        )
        with self._database.writing() as session:
            row = _passage(session, annotation_id)
            attachment = session.scalars(newest).first()
            if attachment:
                session.delete(attachment)
            return self._place_anew(session, row, text, initiator)

    def keep_as_quote(
        self, annotation_id: str, value: bool, text: str | None = None, initiator: str = ""
    ) -> Change:
        """Say that only the words of an annotation count, or that it is to have a place again.

        It is then looked for in `text`, or by the next placing where that is not given.
        """
        with self._database.writing() as session:
            row = _passage(session, annotation_id)
            row.as_quote, row.updated = value, self._now()
            if value:
                row.place_start = row.place_end = None
                row.state = State.ORPHANED
                return _changed(row, initiator)
            if text is None:
                row.placed_hash = ""
                return _changed(row, initiator)
            return self._place_anew(session, row, text, initiator)

    def origin(self, annotation_id: str) -> Origin:
        """Where an annotation is looked for from."""
        with self._database.reading() as session:
            found = session.connection().execute(_ORIGIN, {"row": annotation_id}).first()
        if found is None:
            raise KeyError(annotation_id)
        body, made, *selector = found
        return Origin(Selector(*selector), readable(body), made)

    def unsettled(self) -> list[Annotation]:
        """The annotations that a person should look at, by post, then by place."""
        with self._database.reading() as session:
            return load(session, *_UNSETTLED)

    def count_unsettled(self) -> int:
        """How many annotations a person should look at."""
        with self._database.reading() as session:
            found = select(func.count()).select_from(AnnotationRow).where(*_UNSETTLED)
            return int(session.connection().execute(found).scalar() or 0)

    def place_many(
        self, posts: Mapping[str, str], initiator: str = ""
    ) -> tuple[Change | None, Placements]:
        """Give the annotations of posts their places in their present texts, by post id.

        All or none of them are on the disk. The places are found before the one write begins, so
        that nobody waits for it; what is decided meanwhile stands.
        """
        moves: list[Move] = []
        touched: list[str] = []
        for post_id, text in posts.items():
            clean = storable(text)
            digest = text_hash(clean)
            with self._database.reading() as session:
                if has_stale_places(session, post_id, digest):
                    found = find_moves(session, post_id, clean, digest)
                    moves += found
                    if any(move.is_news for move in found):
                        touched.append(post_id)
        if not moves:
            return None, Placements()
        with self._database.writing() as session:
            news = write_moves(session, moves)
        change = Change("changed", tuple(news), tuple(touched), initiator) if news else None
        return change, summed(moves)

    def _place_anew(
        self, session: Session, row: AnnotationRow, text: str, initiator: str
    ) -> Change:
        text = storable(text)
        row.updated = self._now()
        session.flush()
        place_one(session, row.id, text, text_hash(text))
        session.refresh(row)
        return _changed(row, initiator)


def _passage(session: Session, annotation_id: str) -> AnnotationRow:
    row = session.get(AnnotationRow, annotation_id)
    if row is None:
        raise KeyError(annotation_id)
    if not row.exact:
        raise ValueError("a note on a whole post has no other place")
    return row


def _changed(row: AnnotationRow, initiator: str) -> Change:
    return Change("changed", (row.id,), (row.post_id,), initiator)
