from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from reader.notes.model import Change
from reader.ui.preferences import Preferences
from reader.ui.session import Session
from reader.ui.undo import NotesCommand

if TYPE_CHECKING:
    from reader.notes.reviews import Answered, Handful
    from reader.notes.store import NotesStore

DAY_CHECK_MS = 60_000


def local_now() -> datetime:
    """The present moment in the zone of the person."""
    return datetime.now().astimezone()


class Reviewing(QObject):
    """Today's annotations of a folder, where they are wanted; every answer can be taken back."""

    changed = Signal()

    def __init__(
        self, parent: QObject, session: Session, undo: QUndoStack, preferences: Preferences
    ) -> None:
        super().__init__(parent)
        self._session, self._undo, self._preferences = session, undo, preferences
        self.now: Callable[[], datetime] = local_now
        self.handful: Handful | None = None
        self._day = self.now().date()
        self._clock = QTimer(self, interval=DAY_CHECK_MS)
        self._clock.timeout.connect(self._look_at_day)
        self._clock.start()
        session.notes_changed.connect(lambda change: self._hear(change))

    @property
    def is_on(self) -> bool:
        """Whether the person wants to see annotations again every day."""
        return self._preferences.reviews(self._session.folder)

    @property
    def left(self) -> int | None:
        """How many annotations are left today, None where that is not known or not wanted."""
        return len(self.handful.cards) if self.handful and self.is_on else None

    def turn(self) -> None:
        """Begin or end seeing annotations again; what was answered is kept."""
        self._preferences.keep_reviews(self._session.folder, not self.is_on)
        self.load()
        self.changed.emit()

    def load(self) -> None:
        """Find out what is left today."""
        library, now = self._session.library, self.now()
        self._day = now.date()
        if library and self.is_on and self._session.notes_usable:
            self._session.reads.run(
                lambda: library.notes.reviews.handful(now), self._take, channel="review"
            )

    def answer(self, annotation_id: str, rating: int) -> None:
        """Keep how well an annotation was known: 1 (again) to 4 (easy)."""
        known: list[Answered] = []
        now = self.now()

        def write(notes: "NotesStore") -> Change:
            from reader.notes.reviews import Rating

            before, change = notes.reviews.answer(annotation_id, Rating(rating), now)
            known[:] = [before]
            return change

        def done(_: Change) -> None:
            command = NotesCommand(
                self.tr("見なおしの答え"),
                lambda: self._session.write(lambda notes: notes.reviews.take_back(known[0])),
                lambda: self._session.write(write),
            )
            self._undo.push(command)

        self._session.write(write, done)

    def _hear(self, change: Change) -> None:
        if change.kind != "searches":
            self.load()

    def _take(self, handful: "Handful") -> None:
        if handful != self.handful:
            self.handful = handful
            self.changed.emit()

    def _look_at_day(self) -> None:
        if self.now().date() != self._day:
            self.load()
