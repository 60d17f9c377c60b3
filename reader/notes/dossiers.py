from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert
from sqlmodel import Session, col, select

from reader.notes.database import Database
from reader.notes.ids import IdMaker
from reader.notes.model import Change, Dossier
from reader.notes.tables import AnnotationRow, DossierItemRow, DossierRow
from reader.text.storing import storable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Dossiers:
    """The dossiers of a notes database; an unknown dossier id is a KeyError."""

    def __init__(self, database: Database, now: Callable[[], datetime], ids: IdMaker) -> None:
        self._database, self._now, self._ids = database, now, ids

    def all(self) -> list[Dossier]:
        """All dossiers, the oldest first."""
        places = col(DossierItemRow.dossier_id), col(DossierItemRow.place)
        chosen = select(DossierItemRow.dossier_id, DossierItemRow.annotation_id).order_by(*places)
        items = defaultdict[str, list[str]](list)
        with self._database.reading() as session:
            rows = session.exec(select(DossierRow).order_by(col(DossierRow.id))).all()
            for dossier_id, annotation_id in session.exec(chosen).all():
                items[dossier_id].append(annotation_id)
            return [_dossier_of(row, tuple(items[row.id])) for row in rows]

    def get(self, dossier_id: str) -> Dossier:
        """One dossier."""
        with self._database.reading() as session:
            row = _row(session, dossier_id)
            return _dossier_of(row, _items(session, dossier_id))

    def counts(self) -> dict[str, int]:
        """How many chosen annotations each dossier shows, those in the trash left out."""
        dossier_id = col(DossierItemRow.dossier_id)
        living = (
            select(dossier_id, func.count())
            .join(AnnotationRow, col(AnnotationRow.id) == col(DossierItemRow.annotation_id))
            .where(col(AnnotationRow.deleted).is_(None))
        )
        with self._database.reading() as session:
            return dict(session.exec(living.group_by(dossier_id)).all())

    def make(self, name: str, query: str | None = None) -> tuple[Dossier, Change]:
        """Begin a dossier: of what a query finds, or without one for chosen annotations."""
        moment = self._now()
        made_id = self._ids.next((moment - _EPOCH) // timedelta(milliseconds=1))
        clean = None if query is None else storable(query)
        made = Dossier(made_id, storable(name), clean, moment, moment)
        return made, self.put(made)

    def put(self, dossier: Dossier) -> Change:
        """Keep a dossier as it is given, in place of the one with its id."""
        row = DossierRow(
            id=dossier.id,
            name=dossier.name,
            query=dossier.query,
            created=dossier.created,
            updated=dossier.updated,
        )
        with self._database.writing() as session:
            session.merge(row)
            session.flush()
            _put_items(session, dossier.id, dossier.items)
        return Change("dossiers")

    def rename(self, dossier_id: str, name: str) -> Change:
        """Give a dossier another name."""
        with self._database.writing() as session:
            row = _row(session, dossier_id)
            row.name, row.updated = storable(name), self._now()
        return Change("dossiers")

    def set_query(self, dossier_id: str, query: str) -> Change:
        """Let a dossier be what another query finds."""
        with self._database.writing() as session:
            row = _row(session, dossier_id)
            row.query, row.updated = storable(query), self._now()
        return Change("dossiers")

    def delete(self, dossier_id: str) -> tuple[Dossier, Change]:
        """Keep a dossier no longer; `put` brings back what is returned. No annotation is lost."""
        with self._database.writing() as session:
            row = _row(session, dossier_id)
            gone = _dossier_of(row, _items(session, dossier_id))
            session.delete(row)
        return gone, Change("dossiers")

    def add(
        self, dossier_id: str, annotation_ids: Sequence[str], order: Sequence[str] = ()
    ) -> Change:
        """Choose annotations, after the others unless `order` says where, as in `reorder`."""
        return self._arrange(
            dossier_id,
            lambda items: reordered(list(dict.fromkeys([*items, *annotation_ids])), order),
        )

    def take_out(self, dossier_id: str, annotation_ids: Iterable[str]) -> Change:
        """Choose annotations no longer."""
        gone = set(annotation_ids)
        return self._arrange(dossier_id, lambda items: [one for one in items if one not in gone])

    def reorder(self, dossier_id: str, annotation_ids: Sequence[str]) -> Change:
        """Put chosen annotations into this order; others stay behind the one they stand behind."""
        return self._arrange(dossier_id, lambda items: reordered(items, annotation_ids))

    def _arrange(
        self, dossier_id: str, arrange: Callable[[Sequence[str]], Sequence[str]]
    ) -> Change:
        with self._database.writing() as session:
            row = _row(session, dossier_id)
            _put_items(session, dossier_id, arrange(_items(session, dossier_id)))
            row.updated = self._now()
        return Change("dossiers")


def reordered(items: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The items in a wanted order; one that is not wanted follows the one it followed before."""
    if not wanted:
        return list(items)
    known = set(items)
    result = [one for one in dict.fromkeys(wanted) if one in known]
    placed = set(result)
    for at, one in enumerate(items):
        if one not in placed:
            result.insert(result.index(items[at - 1]) + 1 if at else 0, one)
            placed.add(one)
    return result


def _row(session: Session, dossier_id: str) -> DossierRow:
    row = session.get(DossierRow, dossier_id)
    if row is None:
        raise KeyError(dossier_id)
    return row


def _items(session: Session, dossier_id: str) -> tuple[str, ...]:
    chosen = select(DossierItemRow.annotation_id).where(
        col(DossierItemRow.dossier_id) == dossier_id
    )
    return tuple(session.exec(chosen.order_by(col(DossierItemRow.place))).all())


def _put_items(session: Session, dossier_id: str, annotation_ids: Iterable[str]) -> None:
    connection = session.connection()
    connection.execute(delete(DossierItemRow).where(col(DossierItemRow.dossier_id) == dossier_id))
    known = set(session.exec(select(AnnotationRow.id)).all())
    chosen = [one for one in dict.fromkeys(annotation_ids) if one in known]
    rows = [
        {"dossier_id": dossier_id, "annotation_id": one, "place": place}
        for place, one in enumerate(chosen)
    ]
    if rows:
        connection.execute(insert(DossierItemRow), rows)


def _dossier_of(row: DossierRow, items: tuple[str, ...]) -> Dossier:
    return Dossier(row.id, row.name, row.query, row.created, row.updated, items)
