"""What is done to many annotations at once: each a single transaction; and the trash."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from reader.errors import UserError
from reader.notes.database import Database
from reader.notes.model import COLORS, Annotation, Change
from reader.notes.rows import load, put_tags
from reader.notes.tables import AnnotationRow

TRASH_DAYS = 30
_MOST_IDS = 500


@dataclass(frozen=True, slots=True)
class Look:
    """Colour and tags of an annotation, as an undo needs them."""

    annotation_id: str
    color: str
    tags: tuple[str, ...]


class ManyNotes:
    """Edits of many annotations; an id that is not there is passed over.

    Every write is one transaction. May raise what `NotesStore` raises.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def looks(self, ids: Collection[str]) -> list[Look]:
        """Colour and tags of some annotations as they are now."""
        with self._database.reading() as session:
            return [Look(one.id, one.color, one.tags) for one in _loaded(session, ids)]

    def recolor(self, ids: Collection[str], color: str, initiator: str = "") -> Change:
        """Give annotations a colour. Raises UserError color-unknown."""
        if color not in COLORS:
            raise UserError("color-unknown", color=color, colors=", ".join(COLORS))
        with self._database.writing() as session:
            _set(session, ids, color=color, updated=self._now())
            return _change(session, "changed", ids, initiator)

    def tag(
        self,
        ids: Collection[str],
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
        initiator: str = "",
    ) -> Change:
        """Add tags behind those that are there, and take others away."""
        with self._database.writing() as session:
            for one in _loaded(session, ids):
                kept = [tag for tag in one.tags if tag not in remove]
                put_tags(session, one.id, dict.fromkeys([*kept, *add]))
            _set(session, ids, updated=self._now())
            return _change(session, "changed", ids, initiator)

    def put_looks(self, looks: Sequence[Look], initiator: str = "") -> Change:
        """Give annotations the colours and tags that they had."""
        ids = [look.annotation_id for look in looks]
        with self._database.writing() as session:
            there = {one.id for one in _loaded(session, ids)}
            for look in looks:
                if look.annotation_id in there:
                    _set(session, [look.annotation_id], color=look.color, updated=self._now())
                    put_tags(session, look.annotation_id, look.tags)
            return _change(session, "changed", ids, initiator)

    # ---- the trash

    def delete(self, ids: Collection[str], initiator: str = "") -> Change:
        """Put annotations into the trash; those that are in it keep their day."""
        moment = self._now()
        with self._database.writing() as session:
            for part in _parts(ids):
                session.connection().execute(
                    update(AnnotationRow)
                    .where(col(AnnotationRow.id).in_(part), col(AnnotationRow.deleted).is_(None))
                    .values(deleted=moment)
                )
            return _change(session, "removed", ids, initiator)

    def restore(self, ids: Collection[str], initiator: str = "") -> Change:
        """Take annotations out of the trash."""
        with self._database.writing() as session:
            _set(session, ids, deleted=None)
            return _change(session, "added", ids, initiator)

    def trash_count(self) -> int:
        """How many annotations are in the trash."""
        count = select(func.count()).where(col(AnnotationRow.deleted).is_not(None))
        with self._database.reading() as session:
            return int(session.connection().execute(count).scalar_one())

    def purge(self, ids: Collection[str], initiator: str = "") -> Change:
        """Delete annotations of the trash for good; nothing outside the trash is touched."""
        with self._database.writing() as session:
            change = _change(session, "removed", ids, initiator)
            for part in _parts(ids):
                session.connection().execute(
                    delete(AnnotationRow).where(
                        col(AnnotationRow.id).in_(part), col(AnnotationRow.deleted).is_not(None)
                    )
                )
        return change

    def purge_old(self) -> int:
        """Delete what has been in the trash for 30 days; returns the number."""
        last = self._now() - timedelta(days=TRASH_DAYS)
        old = col(AnnotationRow.deleted) < last
        with self._database.reading() as session:
            count = int(
                session.connection()
                .execute(select(func.count()).select_from(AnnotationRow).where(old))
                .scalar_one()
            )
        if count:
            with self._database.writing() as session:
                session.connection().execute(delete(AnnotationRow).where(old))
        return count


def days_left(deleted: datetime, now: datetime) -> int:
    """The whole days that something stays in the trash, from 0."""
    return max(0, -((now - deleted - timedelta(days=TRASH_DAYS)) // timedelta(days=1)))


def _parts(ids: Iterable[str]) -> Iterator[list[str]]:
    unique = list(dict.fromkeys(ids))
    return (unique[at : at + _MOST_IDS] for at in range(0, len(unique), _MOST_IDS))


def _loaded(session: Session, ids: Iterable[str]) -> list[Annotation]:
    return [one for part in _parts(ids) for one in load(session, col(AnnotationRow.id).in_(part))]


def _set(session: Session, ids: Iterable[str], **values: Any) -> None:
    for part in _parts(ids):
        statement = update(AnnotationRow).where(col(AnnotationRow.id).in_(part)).values(**values)
        session.connection().execute(statement)


def _change(session: Session, kind: str, ids: Iterable[str], initiator: str) -> Change:
    wanted = (col(AnnotationRow.id), col(AnnotationRow.post_id))
    rows = [
        row
        for part in _parts(ids)
        for row in session.connection()
        .execute(select(*wanted).where(col(AnnotationRow.id).in_(part)))
        .all()
    ]
    posts = tuple(dict.fromkeys(post for _, post in rows))
    return Change(kind, tuple(key for key, _ in rows), posts, initiator)
