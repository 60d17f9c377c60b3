from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QInputDialog, QWidget

from reader.notes.model import Change, SavedSearch
from reader.ui.session import Session
from reader.ui.undo import NotesCommand

if TYPE_CHECKING:
    from reader.notes.store import NotesStore

LONGEST_NAME = 80


class SavedSearches(QObject):
    """Keeps searches under names: every change can be taken back. Counts what each finds."""

    counted = Signal()

    def __init__(self, parent: QWidget, session: Session, undo: QUndoStack) -> None:
        super().__init__(parent)
        self._window, self._session, self._undo = parent, session, undo
        self.counts: dict[str, int] = {}
        """The number of posts by the id of a search, as far as it is known."""
        self.dialog: QInputDialog | None = None

    def save(self, query: str) -> None:
        """Ask for a name and keep a search under it."""

        def named(name: str) -> None:
            made: list[SavedSearch] = []

            def write(notes: "NotesStore") -> Change:
                saved, change = notes.save_search(name, query)
                made.append(saved)
                return change

            def done(_: Change) -> None:
                saved = made[0]
                self._push(
                    self.tr("検索の保存"), lambda: self._drop(saved), lambda: self._put(saved)
                )

            self._session.write(write, done)

        self._ask(self.tr("検索を保存"), " ".join(query.split())[:LONGEST_NAME], named)

    def rename(self, saved: SavedSearch) -> None:
        """Ask for another name."""
        self._ask(
            self.tr("検索の名前"),
            saved.name,
            lambda name: self._change(saved, replace(saved, name=name), self.tr("検索の名前")),
        )

    def replace(self, saved: SavedSearch, query: str) -> None:
        """Keep another query under the name."""
        if query.strip():
            self._change(saved, replace(saved, query=query), self.tr("検索の置きかえ"))

    def delete(self, saved: SavedSearch) -> None:
        """Keep a search no longer."""
        self._drop(saved)
        self._push(self.tr("検索の削除"), lambda: self._put(saved), lambda: self._drop(saved))

    def count(self) -> None:
        """Find out how many posts each search finds."""
        library, searches = self._session.library, self._session.notes.searches
        if not library or not searches:
            return

        def job() -> dict[str, int]:
            return {one.id: library.search(one.query, limit=0).total for one in searches}

        self._session.reads.run(job, self._take, channel="saved")

    def _take(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self.counted.emit()

    def _change(self, old: SavedSearch, new: SavedSearch, text: str) -> None:
        self._put(new)
        self._push(text, lambda: self._put(old), lambda: self._put(new))

    def _put(self, saved: SavedSearch) -> None:
        self._session.write(lambda notes: notes.put_search(saved))

    def _drop(self, saved: SavedSearch) -> None:
        self._session.write(lambda notes: notes.delete_search(saved.id))

    def _push(self, text: str, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self._undo.push(NotesCommand(text, undo, redo))

    def _ask(self, title: str, text: str, named: Callable[[str], object]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("名前"))
        dialog.setTextValue(text)
        dialog.textValueSelected.connect(lambda name: named(name.strip()) if name.strip() else None)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.dialog = dialog
