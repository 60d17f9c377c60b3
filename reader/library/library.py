import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article.model import Article
from reader.catalog.database import CatalogDamagedError
from reader.catalog.store import Catalog, PostRow, Stamp
from reader.collection.post import Post, Problem
from reader.errors import UserError
from reader.files import file_version
from reader.library.aliases import AliasTables
from reader.library.articles import Articles, Shown
from reader.library.backing import Backups
from reader.library.exporting import check_target, posts_to_export
from reader.library.facts import NoteFacts
from reader.library.lookup import find_row
from reader.library.model import Completion, Progress, RefreshReport, SearchResult
from reader.library.searching import Around, Searcher, Sort
from reader.library.shelf import Shelf
from reader.notes.model import COLORS, Annotation
from reader.places import Places, places_for
from reader.search.model import Form, Highlights, Hit

if TYPE_CHECKING:
    from reader.collection.links import PostLinks
    from reader.export.write import ExportPlan, ExportReport
    from reader.library.checking import Checker
    from reader.library.comparing import Comparison, PastText, PastTexts
    from reader.library.completing import Completer
    from reader.library.dossiers import DossierPage
    from reader.library.noting import Noted, NoteSearch, NotesFound
    from reader.library.refresh import Refresh
    from reader.notes.model import Change
    from reader.notes.store import NotesStore


def _nothing(_: object) -> None:
    pass


def _never() -> bool:
    return False


class Library:
    """One opened folder of posts: everything about it behind one door, from any thread.

    Opening reads what an earlier refresh has kept and takes milliseconds. `refresh` reads the
    folder; beside a window it runs in a process of its own (reader.worker). Reading and searching
    go on meanwhile.
    """

    def __init__(self, folder: Path, places: Places) -> None:
        self.folder = folder
        self.places = places
        self.aliases = AliasTables(places.data.parent)
        self._catalog = Catalog(places.catalog)
        self._articles = Articles(folder, self._catalog)
        self._completer: Completer | None = None
        self._searcher = Searcher(folder, places, self._catalog, self.aliases)
        self._kept: Shelf | None = None
        self._links: tuple[Shelf, PostLinks] | None = None
        self._notes: NotesStore | None = None
        self._note_facts: tuple[object, NoteFacts] | None = None
        self.backups = Backups(places)
        self._note_search: tuple[NoteFacts, Shelf, NoteSearch] | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls, folder: Path, data_dir: Path | None = None, cache_dir: Path | None = None
    ) -> "Library":
        """Open a folder; the roots of its data and cache are the system's unless they are given.

        Raises UserError when the folder is not there or its cache cannot be written.
        """
        if not folder.is_dir():
            raise UserError("folder-missing", path=folder)
        return cls(folder, places_for(folder, data_dir, cache_dir))

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            self._close_notes()
        self._catalog.close()

    def _close_notes(self) -> None:
        if self._notes:
            self._notes.close()
        self._notes = self._note_facts = None

    @property
    def notes(self) -> "NotesStore":
        """The annotations and reading states, opened at first use."""
        with self._lock:
            if self._notes is None:
                # Late, because the database layer takes 0.6 s to import.
                from reader.notes.store import NotesStore

                self._notes = NotesStore(self.places.notes)
            return self._notes

    def restore_notes(self, backup: Path) -> Path | None:
        """Put a copy in the place of the notes; returns where those of before are kept.

        Raises UserError: backup-damaged, notes-newer, notes-busy, disk-full, write-failed.
        """
        with self._lock:
            self._close_notes()
            return self.backups.put_back(backup)

    def checker(self) -> "Checker":
        """Looks whether everything that is kept of the folder is sound."""
        from reader.library.checking import Checker

        return Checker(self, self._catalog)

    # ---- posts

    def posts(self) -> list[PostRow]:
        """All posts that are known, newest first."""
        return list(self._shelf().rows)

    def problems(self) -> list[Problem]:
        """Everything that was odd about the files, by path."""
        try:
            return self._catalog.problems()
        except CatalogDamagedError:
            return []

    def categories(self) -> list[tuple[str, int]]:
        """The categories with their numbers of posts, the largest first."""
        counts = Counter(name for row in self._shelf().rows for name in row.categories)
        return sorted(counts.items(), key=lambda found: (-found[1], found[0]))

    def find(self, name: str) -> PostRow:
        """The post that a person means by an id, a path, a file name or a title.

        Raises UserError when there is no such post, or more than one with the name or title.
        """
        return find_row(self._shelf().rows, self.folder, name)

    def post(self, post_id: str) -> Post:
        """The post as its file says now. Raises UserError when the file cannot be read."""
        return self._articles.post(post_id)

    def article(self, post_id: str) -> Article:
        """The article of a post, as `show` gives it."""
        return self._articles.show(post_id).article

    def show(self, post_id: str) -> Shown:
        """The article of a post as its file says now, or as it was when the file was last there.

        Raises UserError when there is no such post, or no file and nothing stored.
        """
        return self._articles.show(post_id)

    def resolve_link(self, href: str, from_path: str) -> str | None:
        """The id of the post that a link of the post at a path leads to, None for no such post."""
        shelf = self._shelf()
        known = self._links
        if known is None or known[0] is not shelf:
            from reader.collection.links import PostLinks

            known = shelf, PostLinks({row.path: row.id for row in shelf.rows})
            self._links = known
        return known[1].resolve(href, from_path)

    def image_file(self, article: Article, number: int) -> Path | None:
        """The file of image `number` of an article, None when it may not be shown."""
        from reader.collection.assets import image_file

        row = self._shelf().by_id.get(article.post_id)
        if row is None or not 0 <= number < len(article.images):
            return None
        return image_file(self.folder, row.path, article.images[number])

    # ---- former texts

    def versions(self, post_id: str, *, committed: bool = True) -> "list[PastText]":
        """What a post said before: when it was read, when it was marked, and in git if `committed`.

        Asking git may take seconds. Raises UserError as `show` does.
        """
        known, past = self._articles.known(post_id), self._past_texts()
        kept = past.kept(post_id, self.article(post_id).text)
        return kept + (past.committed(known, self._articles.data(known)) if committed else [])

    def compare(self, post_id: str, past: "PastText") -> "Comparison":
        """What has changed in a post since a former text of it. Raises UserError: past-gone."""
        from reader.library.comparing import comparison

        old = self._past_texts().text(self._articles.known(post_id), past)
        return comparison(post_id, past, old, self.article(post_id).text)

    def _past_texts(self) -> "PastTexts":
        from reader.library.comparing import PastTexts

        return PastTexts(self.folder, lambda: self.notes if self.places.notes.exists() else None)

    # ---- notes

    def annotate(
        self,
        post_id: str,
        quote: str,
        copy: int = 1,
        *,
        color: str = COLORS[0],
        note: str = "",
        tags: Sequence[str] = (),
    ) -> Annotation:
        """Mark a passage by its words; `copy` counts equal passages from 1.

        Raises UserError: post-missing, quote-missing, copy-missing, color-unknown.
        """
        from reader.library.noting import find_copy

        article = self.article(post_id)
        start, end = find_copy(article, quote, copy)
        path, digest = self._articles.file(post_id)
        annotation, _ = self.notes.add(
            post_id, path, article.text, start, end, color=color, note=note, tags=tags
        )
        self.notes.remember_post(post_id, path, digest)
        return annotation

    def annotations(self, query: str = "") -> "list[Noted]":
        """All annotations, or those that a query asks for; none creates no file."""
        return list(self.noted(query).notes)

    def noted(self, query: str = "") -> "NotesFound":
        """The annotations that a query asks for, in the language of `search`; empty: all."""
        from reader.library.noting import NoteSearch, NotesFound

        if not self.places.notes.exists():
            return NotesFound([])
        notes = self.notes  # what keeps it from opening is told
        facts, shelf, kept = self._noted(), self._shelf(), self._note_search
        if kept is None or kept[0] is not facts or kept[1] is not shelf:
            made = NoteSearch(facts, shelf.by_id, notes.known_posts(), self._problem_paths)
            kept = self._note_search = facts, shelf, made
        return kept[2].find(query, self.aliases.current())

    def trash(self) -> "list[Noted]":
        """The annotations of the trash; none creates no file."""
        from reader.library.noting import listed

        if not self.places.notes.exists():
            return []
        notes = self.notes
        return listed(notes.annotations(deleted=True), self._shelf().by_id, notes.known_posts())

    def annotations_of(self, article: Article) -> list[Annotation]:
        """The annotations of an article, each at its place in the present text."""
        if not self.places.notes.exists():
            return []
        self.notes.place_all(article.post_id, article.text)
        return self.notes.annotations(article.post_id)

    def plan_export(self, folder: Path, posts: Collection[str] | None = None) -> "ExportPlan":
        """What `export` would do with each file; nothing is written.

        Raises UserError: export-inside, export-target.
        """
        from reader.export.write import plan

        check_target(folder, self.folder)
        notes, rows = self.notes, self._shelf().by_id
        wanted = posts_to_export(rows, notes.annotations(), notes.known_posts(), posts)
        return plan(wanted, folder, notes.exported_hashes(), datetime.now(UTC))

    def export(self, folder: Path, posts: Collection[str] | None = None) -> "ExportReport":
        """Write the annotations of some posts, None for all, into a folder of the person's own.

        A file that the person wrote or edited is left alone. Raises UserError: export-inside,
        export-target, disk-full.
        """
        from reader.export.write import write

        return write(self.plan_export(folder, posts), self.notes.remember_exports)

    # ---- dossiers

    def dossier_page(self, dossier_id: str) -> "DossierPage":
        """A dossier with its annotations and their posts. Raises KeyError."""
        from reader.library.dossiers import page_of

        dossier = self.notes.dossiers.get(dossier_id)
        return page_of(dossier, self.annotations(dossier.query or ""), self._shelf().by_id)

    def find_dossier(self, name: str) -> str:
        """The id of the one dossier with a name or an id. Raises UserError: dossier-missing."""
        known = self.notes.dossiers.all()
        found = [one.id for one in known if name in (one.id, one.name)]
        if len(found) != 1:
            names = ", ".join(f"{one.name} ({one.id})" for one in known) or "-"
            raise UserError("dossier-missing", name=name, names=names)
        return found[0]

    def dossier_counts(self) -> dict[str, int]:
        """How many annotations each dossier shows, by its id."""
        dossiers = self.notes.dossiers
        chosen = dossiers.counts()
        return {
            one.id: chosen.get(one.id, 0) if one.query is None else len(self.annotations(one.query))
            for one in dossiers.all()
        }

    def add_to_dossier(self, dossier_id: str, annotation_ids: Sequence[str]) -> "Change":
        """Choose annotations for a dossier: at their place in time while it is in that order."""
        from reader.library.dossiers import order_with

        page, all_of_them = self.dossier_page(dossier_id), self.annotations()
        order = order_with(page, all_of_them, self._shelf().by_id, annotation_ids)
        return self.notes.dossiers.add(dossier_id, annotation_ids, order)

    def plan_dossier_export(self, dossier_id: str, folder: Path) -> "ExportPlan":
        """What `export_dossier` would do with its file; nothing is written."""
        from reader.export.write import plan_dossier
        from reader.library.dossiers import dossier_to_export

        check_target(folder, self.folder)
        dossier = dossier_to_export(self.dossier_page(dossier_id), self._shelf().by_id)
        return plan_dossier(dossier, folder, self.notes.exported_hashes(), datetime.now(UTC))

    def export_dossier(self, dossier_id: str, folder: Path) -> "ExportReport":
        """Write a dossier as one file into a folder of the person's own.

        A file that the person wrote or edited is left alone. Raises as `export` does, and KeyError.
        """
        from reader.export.write import write

        plan = self.plan_dossier_export(dossier_id, folder)
        return write(plan, self.notes.remember_exports)

    def check_pdf(self, file: Path) -> None:
        """See that a PDF may be written here. Raises UserError as `write_pdf` does."""
        from reader.export.write import check_pdf

        check_target(file.parent, self.folder)
        check_pdf(file)

    def write_pdf(self, file: Path, data: bytes) -> None:
        """Write a PDF where the person wants it, in the place of nothing but an older PDF.

        Raises UserError: export-inside, export-target, export-over, disk-full.
        """
        from reader.export.write import write_pdf

        check_target(file.parent, self.folder)
        write_pdf(file, data)

    # ---- search

    def search(
        self,
        query: str,
        *,
        limit: int = 50,
        offset: int = 0,
        sort: Sort = "relevance",
        among: Collection[str] | None = None,
        exact: bool = False,
    ) -> SearchResult:
        """All posts that a query asks for, and a page of them with snippets.

        `among` are the post ids to search in, None for all; `exact` looks for no other forms of
        the words. Posts that are not indexed yet are searched too. README.md has the language of
        queries; what is not understood is told in the hints of the result.
        """
        return self._searcher.search(
            self._around(),
            query,
            limit=limit,
            offset=offset,
            sort=sort,
            among=among,
            exact=exact,
        )

    def complete(self, query: str, cursor: int) -> list[Completion]:
        """Ways to go on with the word of a query that ends at the cursor, a code point offset."""
        from reader.library.completing import Completer

        if self._completer is None:
            self._completer = Completer()
        return self._completer.complete(self._shelf(), self.aliases.current(), query, cursor)

    def snippets(self, post_ids: Collection[str], highlights: Highlights) -> dict[str, Hit]:
        """Where the forms of a search stand in posts, by post id; unknown posts are left out."""
        around = self._around()
        by_id = around.shelf.by_id
        rows = [by_id[post_id] for post_id in post_ids if post_id in by_id]
        return {row.id: self._searcher.hit(around, row, highlights) for row in rows}

    def hits_in(self, post_id: str, forms: Sequence[Form]) -> list[tuple[int, int]]:
        """Where forms stand in the text of an article: code point spans."""
        from reader.search.snippets import find_all

        return find_all(forms, self.article(post_id).text)

    # ---- keeping up with the folder

    def refresh(
        self,
        report: Callable[[Progress], None] = _nothing,
        cancelled: Callable[[], bool] = _never,
        *,
        committed: Callable[[int], None] = _nothing,
        rebuild: bool = False,
    ) -> RefreshReport:
        """Read what is new in the folder and index it; `rebuild` reads everything again.

        `committed` hears the number of posts after each step that is kept. May be killed at any
        moment. Raises UserError: folder-missing, disk-full, write-failed, refresh-busy.
        """
        return self._refresh(report, cancelled, committed).run(rebuild=rebuild)

    def catch_up(self) -> None:
        """Learn which posts came, changed or went without building them; search stays exact."""
        self._refresh(_nothing, _never, _nothing).catch_up()

    def _refresh(
        self,
        report: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        committed: Callable[[int], None],
    ) -> "Refresh":
        from reader.library.refresh import Refresh

        return Refresh(self.folder, self.places, self._catalog, report, cancelled, committed)

    def _around(self) -> Around:
        return Around(self._shelf(), self._noted(), self._problem_paths)

    def _problem_paths(self) -> frozenset[str]:
        return frozenset(problem.path for problem in self.problems())

    def _noted(self) -> NoteFacts:
        """What the notes say at present; nothing while they cannot be opened."""
        version = file_version(self.places.notes)
        if version is None:
            return NoteFacts()
        if self._note_facts is None or self._note_facts[0] != version:
            try:
                self._note_facts = version, NoteFacts.of(self.notes)
            except UserError:
                return NoteFacts()
        return self._note_facts[1]

    def _shelf(self) -> Shelf:
        try:
            stamp = self._catalog.stamp()
            if self._kept is None or self._kept.stamp != stamp:
                self._kept = Shelf.of(stamp, self._catalog.rows())
        except CatalogDamagedError:
            # The next refresh makes it anew; until then there is nothing to show.
            return Shelf.of(Stamp("", 0, listed=False), [])
        return self._kept
