"""Dossiers with their annotations and posts: on one page, in time order, and as an export."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.catalog.store import PostRow
from reader.export.model import ExportDossier, ExportPost
from reader.library.noting import Noted
from reader.notes.model import Annotation, Dossier

LAST = "9999"


@dataclass(frozen=True, slots=True)
class DossierNote:
    """An annotation of a dossier with what is known of its post, whose file may be gone.

    `day` and `date` are those of the post, empty where it has none.
    """

    annotation: Annotation
    path: str
    title: str
    day: str
    date: str

    @property
    def moment(self) -> tuple[str, str, int, str]:
        """What it is sorted by in time: its post's date, then its place in the post."""
        one = self.annotation
        place = one.selector.start if one.start is None else one.start
        return self.date or self.day or LAST, self.path, place, one.id


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier with its annotations in the order in which they are shown."""

    dossier: Dossier
    notes: tuple[DossierNote, ...]

    @property
    def posts(self) -> int:
        """How many posts the annotations come from."""
        return len({note.annotation.post_id for note in self.notes})

    @property
    def span(self) -> tuple[str, str]:
        """The first and the last day of its posts, empty where none has a date."""
        days = sorted(note.day for note in self.notes if note.day)
        return (days[0], days[-1]) if days else ("", "")

    @property
    def is_in_time_order(self) -> bool:
        """Whether the annotations follow one another as their posts do."""
        moments = [note.moment for note in self.notes]
        return moments == sorted(moments)


def page_of(dossier: Dossier, noted: Iterable[Noted], rows: Mapping[str, PostRow]) -> DossierPage:
    """The page of a dossier; `noted` is what its query finds, or all annotations without one."""
    notes = (_dossier_note(one, rows) for one in noted)
    if dossier.query is not None:
        return DossierPage(dossier, tuple(sorted(notes, key=lambda note: note.moment)))
    by_id = {note.annotation.id: note for note in notes}
    return DossierPage(dossier, tuple(by_id[one] for one in dossier.items if one in by_id))


def order_with(
    page: DossierPage, noted: Iterable[Noted], rows: Mapping[str, PostRow], new: Sequence[str]
) -> list[str]:
    """The order of a page with new annotations: in time while it is, else with them at the end."""
    shown = {note.annotation.id for note in page.notes}
    wanted = set(new) - shown
    notes = (_dossier_note(one, rows) for one in noted if one.annotation.id in wanted)
    late = sorted(notes, key=lambda note: note.moment)
    if page.is_in_time_order:
        return _ids(sorted((*page.notes, *late), key=lambda note: note.moment))
    return _ids((*page.notes, *late))


def in_time(page: DossierPage) -> list[str]:
    """The ids of the annotations of a page in time order."""
    return _ids(sorted(page.notes, key=lambda note: note.moment))


def dossier_to_export(page: DossierPage, rows: Mapping[str, PostRow]) -> ExportDossier:
    """A dossier as it is written: runs of annotations of one post in the order of the page."""
    return ExportDossier(
        page.dossier.id, page.dossier.name, page.dossier.query, tuple(_runs(page, rows))
    )


def _runs(page: DossierPage, rows: Mapping[str, PostRow]) -> Iterator[ExportPost]:
    for post_id, run in groupby(page.notes, key=lambda note: note.annotation.post_id):
        notes = tuple(run)
        row, first = rows.get(post_id), notes[0]
        annotations = tuple(note.annotation for note in notes)
        tags = row.tags if row else ()
        yield ExportPost(post_id, first.path, first.title, first.day, tags, annotations)


def _dossier_note(noted: Noted, rows: Mapping[str, PostRow]) -> DossierNote:
    row = rows.get(noted.annotation.post_id)
    day, date = (row.day, row.date) if row else ("", "")
    return DossierNote(noted.annotation, noted.path, noted.title, day, date)


def _ids(notes: Iterable[DossierNote]) -> list[str]:
    return [note.annotation.id for note in notes]
