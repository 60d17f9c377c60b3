from collections.abc import Callable

from PySide6.QtGui import QUndoCommand


class NotesCommand(QUndoCommand):
    """A write to the notes that has been done and can be taken back and done again."""

    def __init__(self, text: str, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        super().__init__(text)
        self._undo, self._redo = undo, redo
        self._done = True

    def undo(self) -> None:
        self._done = False
        self._undo()

    def redo(self) -> None:
        if not self._done:
            self._redo()
        self._done = True
