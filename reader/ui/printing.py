from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, Qt, QTimer
from PySide6.QtGui import QPageLayout, QPageSize

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from reader.ui.pane import ReadingPane

MARGIN_MM = 18.0
PREPARE_MS, PRINT_MS = 20_000, 180_000


def sheet() -> QPageLayout:
    """A4 upright; without margins of its own the engine would print to the edge."""
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )


def print_to_pdf(
    pane: "ReadingPane", done: Callable[[bytes], object], *, notes: bool = True
) -> None:
    """Give the article of a pane as a PDF to `done`: no bytes at all where that failed."""

    def make(turn: _Turn) -> None:
        def made(data: QByteArray) -> None:
            turn.end(bytes(data.data()))

        pane.page().printToPdf(made, sheet())

    _Turn(pane, make, lambda data: done(data or b"")).begin(notes=notes)


def print_on_paper(
    pane: "ReadingPane", printer: "QPrinter", done: Callable[[bool], object], *, notes: bool = True
) -> None:
    """Send the article of a pane to a printer, which must live until `done` hears whether it went.

    The printer's own paper and margins are used.
    """

    def send(turn: _Turn) -> None:
        pane.printFinished.connect(turn.end, Qt.ConnectionType.SingleShotConnection)
        pane.print(printer)

    _Turn(pane, send, lambda went: done(bool(went))).begin(notes=notes)


def page_count(data: bytes) -> int:
    """The number of pages of a PDF."""
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages: int = document.pageCount()
    return pages


class _Turn(QObject):
    """One printing of a pane, from the page's making ready to its clearing up.

    `work` starts the engine and has `end` called with what came of it; None is a failure. The page
    is never held for ever: an engine that does not answer counts as one that failed.
    """

    def __init__(
        self, pane: "ReadingPane", work: "Callable[[_Turn], None]", done: Callable[[Any], object]
    ) -> None:
        super().__init__(pane)
        self._pane, self._work, self._done = pane, work, done
        self._over = False
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(lambda: self.end(None))

    def begin(self, *, notes: bool) -> None:
        """Make the page ready, then work."""
        if not self._pane.print_on(notes=notes):
            self._finish(None)
            return
        self._patience.start(PREPARE_MS)
        self._pane.prepared.connect(self._start)
        self._pane.page().renderProcessTerminated.connect(self._lose)

    def end(self, result: object) -> None:
        """Clear up and tell the result; only the first one counts."""
        if self._over or not self._pane.is_ready:
            return
        self._pane.prepared.disconnect(self._start)
        self._pane.page().renderProcessTerminated.disconnect(self._lose)
        self._pane.print_off()
        self._finish(result)

    def _start(self) -> None:
        self._patience.start(PRINT_MS)
        self._work(self)

    def _lose(self, *_: object) -> None:
        self._finish(None)

    def _finish(self, result: object) -> None:
        if not self._over:
            self._over = True
            self.deleteLater()
            self._done(result)
