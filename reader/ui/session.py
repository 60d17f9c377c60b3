import gc
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from reader.catalog.store import PostRow
from reader.collection.post import Problem
from reader.errors import UserError
from reader.library import Library, Progress, RefreshReport
from reader.notes.model import Annotation, Change, Dossier, ReadingState, SavedSearch
from reader.ui.jobs import Jobs

if TYPE_CHECKING:
    from reader.collection.watch import FolderWatch
    from reader.notes.store import NotesStore
    from reader.worker import WorkerHandle

log = logging.getLogger(__name__)

T = TypeVar("T")
POLL_MS = 80
RELOAD_MS = 1500


@dataclass(frozen=True, slots=True)
class NotesView:
    """What the views need of the notes: states, numbers of annotations, tags, what is saved.

    They are `read_only` where a newer program made them. `unsettled` is how many annotations a
    person should look at.
    """

    states: Mapping[str, ReadingState]
    counts: Mapping[str, int]
    tags: Sequence[str]
    searches: Sequence[SavedSearch] = ()
    read_only: bool = False
    unsettled: int = 0
    dossiers: Sequence[Dossier] = ()
    trash: int = 0


class Session(QObject):
    """One opened folder for the window: its lists in memory, all work off the GUI thread.

    Reads run side by side, writes to the notes one after the other in the order they were asked.
    """

    rows_changed = Signal()
    notes_changed = Signal(Change)
    progress_changed = Signal(object)
    refreshed = Signal(object)
    failed = Signal(object)
    _folder_changed = Signal()

    def __init__(
        self, parent: QObject, folder: Path, data_dir: Path | None, cache_dir: Path | None
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.cache_dir = cache_dir
        self._roots = data_dir, cache_dir
        self.library: Library | None = None
        self.rows: list[PostRow] = []
        self.by_id: dict[str, PostRow] = {}
        self.problems: list[Problem] = []
        self.notes = NotesView({}, {}, ())
        self.notes_usable = False
        self._is_backed_up = False
        self._notes_error: Exception | None = None
        self.reads = Jobs(self)
        self._writes = Jobs(self, threads=1)
        self.reads.failed.connect(self.failed)
        self._writes.failed.connect(self.failed)
        self._worker: WorkerHandle | None = None
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._hear_worker)
        self._reload = QTimer(self, singleShot=True, interval=RELOAD_MS)
        self._reload.timeout.connect(self._reload_rows)
        self.settled = False
        self._rows_stale = False
        self._warm = False
        self._stale = False
        self._watch: FolderWatch | None = None
        self._folder_changed.connect(self.refresh)

    def open(self) -> None:
        """Open the folder; rows_changed tells when the list is there."""
        self.reads.run(self._open, self._opened)

    def _open(self) -> tuple[Library, list[PostRow], list[Problem]]:
        library = Library.open(self.folder, *self._roots)
        return library, library.posts(), library.problems()

    def _opened(self, found: tuple[Library, list[PostRow], list[Problem]]) -> None:
        self.library = found[0]
        self._take_rows(found[1:])
        QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        self._load_notes(Change("state"))
        self.refresh()
        self.reads.run(self._start_watch)

    def _start_watch(self) -> None:
        from reader.collection.watch import FolderWatch

        watch = FolderWatch(self.folder, self._folder_changed.emit)
        watch.start()
        self._watch = watch

    def _warm_up(self) -> None:
        # The first search imports the engine and opens the index: better now than at the first key.
        if self.library and not self._warm:
            self._warm = True
            self.library.search("keisen", limit=0)

    # ---- the worker

    @property
    def refreshing(self) -> bool:
        """Whether the folder is being read at this moment."""
        return self._poll.isActive()

    def refresh(self) -> None:
        """Read what changed in the folder, now or as soon as the running refresh is over."""
        if self.refreshing:
            self._stale = True
            return
        self._stale = False
        if self._worker is None:
            # Late, because the list is painted before anything is read.
            from reader.worker import WorkerHandle

            self._worker = WorkerHandle()
        try:
            self._worker.start(self.folder, *self._roots)
        except OSError as error:  # the system gives no more processes
            self.settled = True
            self.failed.emit(UserError("worker-crashed", code=error.strerror))
            return
        self._poll.start()

    def cancel_refresh(self) -> None:
        """Stop reading the folder; what was read stays."""
        self._stale = False
        if self._worker:
            self._worker.cancel()

    def _hear_worker(self) -> None:
        from reader.worker import Committed, Crashed, Failed, Finished

        for message in self._worker.poll() if self._worker else ():
            if isinstance(message, Progress):
                self.progress_changed.emit(message)
            elif isinstance(message, Committed):
                self._rows_stale = True
                if not self._reload.isActive():
                    self._reload_rows()
            elif isinstance(message, Finished):
                self._end_refresh(message.report)
            elif isinstance(message, Failed):
                self._end_refresh(None)
                self.failed.emit(UserError(message.key, **message.facts))
            elif isinstance(message, Crashed):
                self._end_refresh(None)
                self.failed.emit(UserError("worker-crashed", code=message.exit_code))

    def _end_refresh(self, report: RefreshReport | None) -> None:
        self._poll.stop()
        self._reload.stop()
        self.settled = True
        self._load_rows()
        self.progress_changed.emit(None)
        self.reads.run(self._warm_up)
        self._keep_backup()
        if report:
            self.refreshed.emit(report)
            if report.changed_posts:
                self._load_notes(Change("changed", posts=tuple(report.changed_posts)))
        if self._stale:
            self.refresh()

    def _reload_rows(self) -> None:
        # At once the first time, then no more often than the list can be read.
        if self._rows_stale:
            self._rows_stale = False
            self._load_rows()
            self._reload.start()

    def _load_rows(self) -> None:
        library = self.library
        if library:
            self.reads.run(
                lambda: (library.posts(), library.problems()), self._take_rows, channel="rows"
            )

    def _take_rows(self, found: tuple[list[PostRow], list[Problem]]) -> None:
        self.rows, self.problems = found
        self.by_id = {row.id: row for row in self.rows}
        # Nothing in them refers back: looking for cycles among so many stops a key for 50 ms.
        gc.freeze()
        self.rows_changed.emit()

    # ---- the notes

    def annotations(self, post_id: str, done: Callable[[list[Annotation]], None]) -> None:
        """Give the annotations of a post to `done`, after all writes asked for before."""
        library = self.library
        if library and self.notes_usable:
            self._writes.run(lambda: library.notes.annotations(post_id), done)

    def write(
        self,
        work: Callable[["NotesStore"], Change],
        done: Callable[[Change], None] | None = None,
        *,
        quiet: bool = False,
        failed: Callable[[], object] | None = None,
    ) -> None:
        """Run one write to the notes; then every view hears of its change.

        Where the notes cannot be opened the person is told why again, unless `quiet`. `failed` is
        called where nothing was written, besides the signal.
        """
        library = self.library
        if not library or self._refuses(quiet=quiet):
            if failed:
                failed()
            return

        def job() -> tuple[Change, NotesView]:
            change = work(library.notes)
            return change, _notes_view(library.notes)

        def written(result: tuple[Change, NotesView]) -> None:
            self._take_notes(result)
            if done:
                done(result[0])

        def not_written(error: Exception) -> None:
            if failed:
                failed()
            self.failed.emit(error)

        self._writes.run(job, written, failed=not_written)

    def in_order(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run work after every write that was asked for before it."""
        self._writes.run(work, done)

    def _refuses(self, *, quiet: bool = False) -> bool:
        if self._notes_error and not quiet:
            self.failed.emit(self._notes_error)
        return self._notes_error is not None

    def add_annotation(
        self,
        add: Callable[["NotesStore"], tuple[Annotation, Change]],
        done: Callable[[Annotation], None],
        failed: Callable[[], object],
    ) -> None:
        """Run one write that makes an annotation, as `write` runs others."""
        made: list[Annotation] = []

        def work(notes: "NotesStore") -> Change:
            annotation, change = add(notes)
            made.append(annotation)
            return change

        self.write(work, lambda _: done(made[0]), failed=failed)

    def _load_notes(self, change: Change) -> None:
        library = self.library
        if library:
            self._writes.run(
                lambda: _purged(change, library.notes),
                self._notes_loaded,
                failed=self._notes_failed,
            )

    def _notes_loaded(self, result: tuple[Change, NotesView]) -> None:
        self.notes_usable = True
        self._notes_error = self._why_read_only() if result[1].read_only else None
        if self._notes_error and not self.notes.read_only:
            self.failed.emit(self._notes_error)
        self._take_notes(result)
        if self.settled:
            self._keep_backup()

    def _why_read_only(self) -> UserError:
        return UserError("notes-read-only", path=self.library.places.notes if self.library else "")

    def _notes_failed(self, error: Exception) -> None:
        self.notes_usable = False
        self._notes_error = error
        self.failed.emit(error)

    def _take_notes(self, result: tuple[Change, NotesView]) -> None:
        self.notes = result[1]
        self.notes_changed.emit(result[0])

    def restore(self, backup: Path, done: Callable[[Path | None], None]) -> None:
        """Go back to a copy of the notes; `done` hears where those of before are kept."""
        library = self.library
        if not library:
            return
        # A refresh has the notes open too.
        self.cancel_refresh()

        def restored(kept: Path | None) -> None:
            self.notes = NotesView({}, {}, ())
            self._load_notes(Change("changed"))
            self.refresh()
            done(kept)

        def failed(error: Exception) -> None:
            self.refresh()
            self.failed.emit(error)

        self._writes.run(lambda: library.restore_notes(backup), restored, failed=failed)

    def _keep_backup(self) -> None:
        """Copy the notes, once a day, when nothing else has to be done."""
        if self.library and self.notes_usable and not self._is_backed_up:
            self._is_backed_up = True
            self.reads.run(self.library.backups.keep_daily)

    def close(self) -> None:
        """Finish every write, stop the worker and the watch, close the files."""
        self._poll.stop()
        self._reload.stop()
        if self._worker:
            self._worker.kill()
        self.reads.finish()
        self._writes.finish()
        if self._watch:
            self._watch.stop()
        if self.library:
            self.library.close()
            self.library = None


def _purged(change: Change, store: "NotesStore") -> tuple[Change, NotesView]:
    try:
        if not store.read_only:
            store.many.purge_old()
    except UserError:  # nothing is lost: the next day does it
        log.warning("the trash could not be emptied", exc_info=True)
    return change, _notes_view(store)


def _notes_view(store: "NotesStore") -> NotesView:
    searches = tuple(store.saved_searches())
    return NotesView(
        states=store.reading(),
        counts=store.counts(),
        tags=tuple(store.tags()),
        searches=searches,
        read_only=store.read_only,
        unsettled=store.places.count_unsettled(),
        dossiers=tuple(store.dossiers.all()),
        trash=store.many.trash_count(),
    )
