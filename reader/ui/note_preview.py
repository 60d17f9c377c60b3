from typing import Any

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

MOST_SHOWN = 50_000
"""So many characters of a note are set; what follows can be read where it is written."""

_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class NotePreview(QTextBrowser):
    """A note in Markdown as it will look. It loads nothing, and its links lead nowhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("メモの見た目"))

    def show_note(self, note: str) -> None:
        """Set a note, of a very long one the beginning."""
        shown = note if len(note) <= MOST_SHOWN else f"{note[:MOST_SHOWN]}…"
        self.document().setMarkdown(shown, _FEATURES)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        return QByteArray()
