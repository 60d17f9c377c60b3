from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QUndoStack
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QWidget

from reader.library import Library
from reader.notes.model import Change, Dossier
from reader.ui.parts import plain_label
from reader.ui.preferences import Preferences
from reader.ui.session import Session
from reader.ui.undo import NotesCommand

if TYPE_CHECKING:
    from reader.export.write import ExportReport
    from reader.notes.store import NotesStore

LONGEST_NAME = 120
LONGEST_LINE = 36


class Dossiers(QObject):
    """Makes dossiers, fills and changes them: every change can be taken back. Counts them."""

    counted = Signal()
    made = Signal(str)
    said = Signal(str)

    def __init__(
        self, parent: QWidget, session: Session, undo: QUndoStack, preferences: Preferences
    ) -> None:
        super().__init__(parent)
        self._window, self._session, self._undo = parent, session, undo
        self._preferences = preferences
        self.counts: dict[str, int] = {}
        """The number of annotations by the id of a dossier, as far as it is known."""
        self.dialog: QInputDialog | None = None
        self.menu: QMenu | None = None

    def get(self, dossier_id: str) -> Dossier | None:
        """A dossier as it is now, None where it is gone."""
        dossiers = self._session.notes.dossiers
        return next((one for one in dossiers if one.id == dossier_id), None)

    # ---- ways in

    def make_new(self) -> None:
        """Ask for a name, make a dossier and tell of it."""
        self._ask_name("", lambda name: self.make(name, then=lambda new: self.made.emit(new.id)))

    def save_filter(self, query: str) -> None:
        """Ask for a name and make a dossier of whatever annotations a query finds."""
        words = " ".join(query.split())
        if words:
            self._ask_name(
                words[:LONGEST_NAME],
                lambda name: self.make(name, query, then=lambda new: self.made.emit(new.id)),
            )

    def add_to_dossier(self, annotation_ids: Sequence[str], at: QPoint | None = None) -> None:
        """Let the person choose the dossier that annotations are added to, or a new one."""
        if not annotation_ids:
            self.said.emit(self.tr("先にマークをえらんでください"))
            return
        menu = QMenu(self._window)
        chosen = [one for one in self._session.notes.dossiers if one.query is None]
        for one in sorted(chosen, key=lambda one: one.updated, reverse=True):
            action = menu.addAction(plain_label(_short(one.name)))
            action.triggered.connect(lambda _=False, to=one.id: self.add(to, annotation_ids))
        if chosen:
            menu.addSeparator()
        new = menu.addAction(self.tr("新しい調査ファイル…"))
        new.triggered.connect(lambda: self.add_to_new(annotation_ids))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu = menu
        menu.popup(at or QCursor.pos())
        menu.setActiveAction(menu.actions()[0])

    def add_to_new(self, annotation_ids: Sequence[str]) -> None:
        """Ask for a name and begin a dossier with some annotations."""
        self._ask_name(
            "", lambda name: self.make(name, then=lambda new: self.add(new.id, annotation_ids))
        )

    # ---- changes

    def make(
        self, name: str, query: str | None = None, then: Callable[[Dossier], object] | None = None
    ) -> None:
        """Make a dossier."""
        made: list[Dossier] = []

        def write(notes: "NotesStore") -> Change:
            dossier, change = notes.dossiers.make(name, query)
            made.append(dossier)
            return change

        def done(_: Change) -> None:
            new = made[0]
            self._push(
                self.tr("調査ファイルの追加"), lambda: self._drop(new.id), lambda: self._put(new)
            )
            if then:
                then(new)

        self._session.write(write, done)

    def add(self, dossier_id: str, annotation_ids: Sequence[str]) -> None:
        """Add annotations to a dossier."""
        dossier = self.get(dossier_id)
        name = _short(dossier.name) if dossier else ""
        self._change(
            dossier_id,
            self.tr("調査ファイルに加える"),
            lambda library: library.add_to_dossier(dossier_id, annotation_ids),
            lambda: self.said.emit(self.tr("「{0}」に加えました").format(name)),
        )

    def take_out(self, dossier_id: str, annotation_ids: Sequence[str]) -> None:
        """Take annotations out of a dossier; they stay in their posts."""
        self._change(
            dossier_id,
            self.tr("調査ファイルから外す"),
            lambda library: library.notes.dossiers.take_out(dossier_id, annotation_ids),
            lambda: self.said.emit(self.tr("外しました。注釈は記事に残っています")),
        )

    def reorder(self, dossier_id: str, annotation_ids: Sequence[str]) -> None:
        """Put the annotations of a dossier into another order."""
        self._change(
            dossier_id,
            self.tr("調査ファイルの並べかえ"),
            lambda library: library.notes.dossiers.reorder(dossier_id, annotation_ids),
        )

    def rename(self, dossier_id: str, name: str) -> None:
        """Give a dossier another name."""
        self._change(
            dossier_id,
            self.tr("調査ファイルの名前"),
            lambda library: library.notes.dossiers.rename(dossier_id, name),
        )

    def ask_query(self, dossier: Dossier) -> None:
        """Ask for another query of a dossier that has one."""
        self._ask(
            self.tr("調査ファイルの条件"),
            self.tr("言葉、tag:タグ、color:色"),
            dossier.query or "",
            lambda query: self._change(
                dossier.id,
                self.tr("調査ファイルの条件"),
                lambda library: library.notes.dossiers.set_query(dossier.id, query),
            ),
        )

    def delete(self, dossier_id: str) -> None:
        """Keep a dossier no longer; undo brings it back as it was."""
        gone: list[Dossier] = []

        def write(notes: "NotesStore") -> Change:
            dossier, change = notes.dossiers.delete(dossier_id)
            gone.append(dossier)
            return change

        def done(_: Change) -> None:
            self._push(
                self.tr("調査ファイルの削除"),
                lambda: self._put(gone[0]),
                lambda: self._drop(dossier_id),
            )
            self.said.emit(self.tr("調査ファイルを消しました。注釈は記事に残っています"))

        self._session.write(write, done)

    # ---- export and counts

    def ask_and_export(self, dossier_id: str, done: "Callable[[ExportReport, Path], None]") -> None:
        """Ask for a folder and write a dossier into it as one file."""
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("書き出すフォルダーをえらぶ"), self._preferences.export_folder
        )
        if folder:
            self._preferences.export_folder = folder
            self.export(dossier_id, Path(folder), done)

    def export(
        self, dossier_id: str, folder: Path, done: "Callable[[ExportReport, Path], None]"
    ) -> None:
        """Write a dossier into a folder as one file."""
        library = self._session.library
        if library:
            self._session.in_order(
                lambda: library.export_dossier(dossier_id, folder),
                lambda report: done(report, folder),
            )

    def count(self) -> None:
        """Find out how many annotations each dossier shows."""
        library = self._session.library
        if library and self._session.notes.dossiers:
            self._session.reads.run(library.dossier_counts, self._take, channel="dossiers")

    def _take(self, counts: dict[str, int]) -> None:
        if counts != self.counts:
            self.counts = counts
            self.counted.emit()

    # ---- writing

    def _change(
        self,
        dossier_id: str,
        text: str,
        work: Callable[[Library], Change],
        then: Callable[[], object] | None = None,
    ) -> None:
        library = self._session.library
        states: list[Dossier] = []
        if not library:
            return

        def write(notes: "NotesStore") -> Change:
            states.append(notes.dossiers.get(dossier_id))
            change = work(library)
            states.append(notes.dossiers.get(dossier_id))
            return change

        def done(_: Change) -> None:
            before, after = states
            if (before.name, before.query, before.items) != (after.name, after.query, after.items):
                self._push(text, lambda: self._put(before), lambda: self._put(after))
            if then:
                then()

        self._session.write(write, done)

    def _put(self, dossier: Dossier) -> None:
        self._session.write(lambda notes: notes.dossiers.put(dossier))

    def _drop(self, dossier_id: str) -> None:
        self._session.write(lambda notes: notes.dossiers.delete(dossier_id)[1])

    def _push(self, text: str, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self._undo.push(NotesCommand(text, undo, redo))

    def _ask_name(self, text: str, named: Callable[[str], object]) -> None:
        self._ask(self.tr("新しい調査ファイル"), self.tr("名前"), text, named)

    def _ask(self, title: str, label: str, text: str, given: Callable[[str], object]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(text)
        dialog.textValueSelected.connect(lambda text: given(text.strip()) if text.strip() else None)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.dialog = dialog


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"
