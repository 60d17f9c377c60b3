from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from reader.errors import UserError
from reader.notes import texts
from reader.notes.attaching import Places
from reader.notes.database import Database
from reader.notes.dossiers import Dossiers
from reader.notes.ids import IdMaker
from reader.notes.many import ManyNotes
from reader.notes.model import (
    COLORS,
    STYLES,
    Annotation,
    Change,
    KeptText,
    ReadingState,
    SavedSearch,
    Selector,
)
from reader.notes.moving import has_stale_places, place_stale
from reader.notes.opening import prepare
from reader.notes.placing import describe, describe_whole
from reader.notes.reviews import Reviews
from reader.notes.rows import load, mark, put_tags
from reader.notes.tables import (
    AnnotationRow,
    ExportedFile,
    KnownPost,
    ReadingRow,
    SavedSearchRow,
    TagRow,
    TextVersion,
)
from reader.text.storing import storable, text_hash

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class NotesStore:
    """The annotations, reading states and identities of one collection, on the disk.

    Every write is one transaction that is on the disk when it returns; it returns what changed.
    Any number of threads and processes may share the file. Every method may raise UserError:
    disk-full, write-failed, notes-busy, notes-damaged. An unknown annotation id is a KeyError.
    Notes of a newer program are `read_only`: a write is a UserError notes-newer.
    Texts lose what cannot be stored, see `reader.text.storing.storable`; a tag also loses its
    leading "#".
    """

    def __init__(self, path: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        """Open or make the file, as `reader.notes.opening.prepare` describes."""
        self._database = Database(path, writable=prepare(path, now()))
        self.places = Places(self._database, now)
        self.reviews = Reviews(self._database)
        self._now = now
        self._ids = IdMaker()
        self.many = ManyNotes(self._database, now)
        self.dossiers = Dossiers(self._database, now, self._ids)

    @property
    def read_only(self) -> bool:
        """Whether a newer program made these notes, so that this one only reads them."""
        return not self._database.writable

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    # ---- annotations

    def add(
        self,
        post_id: str,
        path: str,
        text: str,
        start: int,
        end: int,
        *,
        color: str = COLORS[0],
        style: str = STYLES[0],
        note: str = "",
        tags: Iterable[str] = (),
        initiator: str = "",
    ) -> tuple[Annotation, Change]:
        """Mark a passage of a post's canonical text, given as code points.

        Raises ValueError for a span that is empty or outside, UserError color-unknown or
        style-unknown.
        """
        text = storable(text)
        look = _known_color(color), _known_style(style), note
        post = post_id, path
        return self._add(post, text, describe(text, start, end), look, tags, initiator)

    def add_to_post(
        self,
        post_id: str,
        path: str,
        text: str,
        *,
        color: str = COLORS[0],
        note: str = "",
        tags: Iterable[str] = (),
        initiator: str = "",
    ) -> tuple[Annotation, Change]:
        """Put a note on a whole post, which now has this text. Raises UserError color-unknown."""
        text = storable(text)
        look = _known_color(color), STYLES[0], note
        return self._add((post_id, path), text, describe_whole(text), look, tags, initiator)

    def _add(
        self,
        post: tuple[str, str],
        text: str,
        selector: Selector,
        look: tuple[str, str, str],
        tags: Iterable[str],
        initiator: str,
    ) -> tuple[Annotation, Change]:
        moment = self._now()
        annotation_id = self._ids.next((moment - _EPOCH) // timedelta(milliseconds=1))
        with self._database.writing() as session:
            mark(session, annotation_id, post, text, selector, look, moment)
            put_tags(session, annotation_id, tags)
            annotation = _stored(session, annotation_id)
        return annotation, Change("added", (annotation_id,), (annotation.post_id,), initiator)

    def edit(
        self,
        annotation_id: str,
        *,
        color: str | None = None,
        style: str | None = None,
        note: str | None = None,
        tags: Iterable[str] | None = None,
        initiator: str = "",
    ) -> Change:
        """Set colour, style, note or tags; None leaves what is there.

        Raises UserError color-unknown, style-unknown.
        """
        with self._database.writing() as session:
            row = _row(session, annotation_id)
            if color is not None:
                row.color = _known_color(color)
            if style is not None:
                row.style = _known_style(style)
            if note is not None:
                row.note = note
            if tags is not None:
                put_tags(session, annotation_id, tags)
            row.updated = self._now()
            return _change("changed", row, initiator)

    def delete(self, annotation_id: str, initiator: str = "") -> Change:
        """Put an annotation into the trash, from where `restore` brings it back."""
        with self._database.writing() as session:
            row = _row(session, annotation_id)
            row.deleted = row.deleted or self._now()
            return _change("removed", row, initiator)

    def restore(self, annotation_id: str, initiator: str = "") -> Change:
        """Take an annotation out of the trash."""
        with self._database.writing() as session:
            row = _row(session, annotation_id)
            row.deleted = None
            return _change("added", row, initiator)

    def annotations(self, post_id: str | None = None, *, deleted: bool = False) -> list[Annotation]:
        """The annotations of one post or all, by post, then by place; `deleted`: of the trash."""
        trash = col(AnnotationRow.deleted)
        where: list[ColumnElement[bool]] = [trash.is_not(None) if deleted else trash.is_(None)]
        if post_id is not None:
            where.append(col(AnnotationRow.post_id) == post_id)
        with self._database.reading() as session:
            return load(session, *where)

    def annotation(self, annotation_id: str) -> Annotation:
        """One annotation, in the trash or not."""
        with self._database.reading() as session:
            return _stored(session, annotation_id)

    def counts(self) -> dict[str, int]:
        """The number of annotations by post id; posts without any are left out."""
        post_id = col(AnnotationRow.post_id)
        living = select(post_id, func.count()).where(col(AnnotationRow.deleted).is_(None))
        with self._database.reading() as session:
            return dict(session.exec(living.group_by(post_id)).all())

    def tags(self) -> dict[str, int]:
        """All tags in use with their numbers of annotations, the most used first."""
        name, count = col(TagRow.name), func.count()
        living = select(name, count).join(AnnotationRow).where(col(AnnotationRow.deleted).is_(None))
        with self._database.reading() as session:
            return dict(session.exec(living.group_by(name).order_by(count.desc(), name)).all())

    # ---- texts and places

    def place_all(self, post_id: str, text: str, initiator: str = "") -> Change | None:
        """Give all annotations of a post their places in its present text.

        None when no place and no state has changed, or none may be written. The trash is placed
        too, silently.
        """
        text = storable(text)
        digest = text_hash(text)
        with self._database.reading() as session:
            if self.read_only or not has_stale_places(session, post_id, digest):
                return None
        with self._database.writing() as session:
            moved = place_stale(session, post_id, text, digest)
        return Change("changed", tuple(moved), (post_id,), initiator) if moved else None

    def text_of_post(self, post_id: str) -> str | None:
        """The newest text of a post that an annotation was marked in, None when there is none."""
        with self._database.reading() as session:
            return texts.newest_marked(session, post_id)

    def text_that_was_read(self, post_id: str) -> str | None:
        """The text that a post was read in, None where it is not kept."""
        with self._database.reading() as session:
            row = session.get(ReadingRow, post_id)
            return texts.kept_text(session, post_id, row.read_hash) if row else None

    def kept_texts(self, post_id: str) -> list[KeptText]:
        """The texts of a post that are kept: the one that was read, then those that were marked."""
        with self._database.reading() as session:
            return texts.kept_texts(session, post_id)

    def kept_text(self, post_id: str, digest: str) -> str | None:
        """The text of a post with this name, None where it is not kept."""
        with self._database.reading() as session:
            return texts.kept_text(session, post_id, digest)

    def text_of_annotation(self, annotation_id: str) -> str:
        """The whole text that an annotation was marked in."""
        with self._database.reading() as session:
            version = session.get_one(TextVersion, _row(session, annotation_id).text_version_id)
            return texts.unpacked(version.body)

    # ---- reading states

    def reading(self) -> dict[str, ReadingState]:
        """The reading states by post id; posts that were never touched are left out."""
        with self._database.reading() as session:
            rows = session.exec(select(ReadingRow)).all()
        return {
            row.post_id: ReadingState(
                row.post_id, row.read, row.starred, row.position, row.read_hash, row.folded
            )
            for row in rows
        }

    def set_read(
        self, post_id: str, value: bool, initiator: str = "", *, text: str | None = None
    ) -> Change:
        """Say that a post was read or not; `text` is the text that was read, if known.

        That text is kept. The one that was read before is not, unless an annotation needs it.
        """
        text = storable(text) if value and text is not None else None
        facts = {
            "read": value,
            "read_at": self._now() if value else None,
            "read_hash": "" if text is None else text_hash(text),
        }
        return self._set_reading(post_id, initiator, text, **facts)

    def set_starred(self, post_id: str, value: bool, initiator: str = "") -> Change:
        """Give a post a star or take it."""
        return self._set_reading(post_id, initiator, starred=value)

    def set_position(self, post_id: str, value: int, initiator: str = "") -> Change:
        """Say how far a post was read: a code point offset into its text."""
        return self._set_reading(post_id, initiator, position=value)

    def set_folded(self, post_id: str, value: bool, initiator: str = "") -> Change:
        """Say whether the repeated passages of a post are to be folded."""
        return self._set_reading(post_id, initiator, folded=value)

    def _set_reading(
        self, post_id: str, initiator: str, text: str | None = None, **values: object
    ) -> Change:
        with self._database.writing() as session:
            row = session.get(ReadingRow, post_id)
            if row is None:
                row = ReadingRow(post_id=post_id, updated=self._now())
                session.add(row)
            for name, value in values.items():
                setattr(row, name, value)
            row.updated = self._now()
            if text is not None:
                texts.keep_text(session, post_id, text)
                texts.drop_unneeded(session, post_id, row.read_hash)
        return Change("state", posts=(post_id,), initiator=initiator)

    # ---- saved searches

    def saved_searches(self) -> list[SavedSearch]:
        """The searches that are kept, the oldest first."""
        with self._database.reading() as session:
            rows = session.exec(select(SavedSearchRow).order_by(col(SavedSearchRow.id))).all()
        return [SavedSearch(row.id, row.name, row.query, row.created) for row in rows]

    def save_search(self, name: str, query: str) -> tuple[SavedSearch, Change]:
        """Keep a search under a name."""
        moment = self._now()
        made_id = self._ids.next((moment - _EPOCH) // timedelta(milliseconds=1))
        saved = SavedSearch(made_id, storable(name), storable(query), moment)
        return saved, self.put_search(saved)

    def put_search(self, saved: SavedSearch) -> Change:
        """Keep a search as it is given, in place of the one with its id."""
        row = SavedSearchRow(id=saved.id, name=saved.name, query=saved.query, created=saved.created)
        with self._database.writing() as session:
            session.merge(row)
        return Change("searches")

    def delete_search(self, search_id: str) -> Change:
        """Keep a search no longer; nothing happens when there is none with this id."""
        with self._database.writing() as session:
            row = session.get(SavedSearchRow, search_id)
            if row:
                session.delete(row)
        return Change("searches")

    # ---- identities and exports

    def known_posts(self) -> dict[str, tuple[str, str]]:
        """Path and content hash by post id."""
        with self._database.reading() as session:
            return {row.id: (row.path, row.content_hash) for row in session.exec(select(KnownPost))}

    def remember_post(self, post_id: str, path: str, content_hash: str) -> None:
        """Keep which file a post id stands for; what is known already is not written."""
        with self._database.reading() as session:
            known = session.get(KnownPost, post_id)
            if known and (known.path, known.content_hash) == (path, content_hash):
                return
        with self._database.writing() as session:
            session.merge(KnownPost(id=post_id, path=path, content_hash=content_hash))

    def remember_posts(self, posts: Mapping[str, tuple[str, str]]) -> None:
        """Keep which files some post ids stand for; what is known already is not written."""
        known = self.known_posts()
        news = {post_id: facts for post_id, facts in posts.items() if known.get(post_id) != facts}
        if not news:
            return
        with self._database.writing() as session:
            for post_id, (path, content_hash) in news.items():
                session.merge(KnownPost(id=post_id, path=path, content_hash=content_hash))

    def exported_hashes(self) -> dict[str, str]:
        """The hash of what was last exported, by the full path of its file."""
        with self._database.reading() as session:
            return {row.path: row.written_hash for row in session.exec(select(ExportedFile))}

    def remember_exports(self, hashes: Mapping[str, str]) -> None:
        """Keep the hashes of files that were just exported, by their full paths."""
        if not hashes:
            return
        with self._database.writing() as session:
            for path, written_hash in hashes.items():
                session.merge(ExportedFile(path=path, written_hash=written_hash))


def _known_color(color: str) -> str:
    if color not in COLORS:
        raise UserError("color-unknown", color=color, colors=", ".join(COLORS))
    return color


def _known_style(style: str) -> str:
    if style not in STYLES:
        raise UserError("style-unknown", style=style, styles=", ".join(STYLES))
    return style


def _row(session: Session, annotation_id: str) -> AnnotationRow:
    row = session.get(AnnotationRow, annotation_id)
    if row is None:
        raise KeyError(annotation_id)
    return row


def _stored(session: Session, annotation_id: str) -> Annotation:
    session.flush()
    session.expire_all()
    found = load(session, col(AnnotationRow.id) == annotation_id)
    if not found:
        raise KeyError(annotation_id)
    return found[0]


def _change(kind: str, row: AnnotationRow, initiator: str) -> Change:
    return Change(kind, (row.id,), (row.post_id,), initiator)
