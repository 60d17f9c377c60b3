from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from reader.errors import UserError
from reader.export.names import name_for
from reader.ui.pane import ReadingPane
from reader.ui.preferences import Preferences
from reader.ui.printing import page_count, print_on_paper, print_to_pdf, sheet
from reader.ui.reading import ReadingView
from reader.ui.session import Session

PRINTER_DPI = 600


class PaperCommands(QObject):
    """Carries the open post to paper or into a PDF, with its notes, and tells how that goes."""

    said = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        preferences: Preferences,
        reading: Callable[[], ReadingView],
    ) -> None:
        super().__init__(parent)
        self._window, self._session = parent, session
        self._preferences, self._active = preferences, reading
        self._dialog: QDialog | None = None
        self._seconds = 0
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)

    @property
    def _reading(self) -> ReadingView:
        return self._active()

    # ---- a PDF

    def ask_for_pdf(self) -> None:
        """Ask for a file and write the open post into it as a PDF."""
        row = self._reading.row
        if not row:
            return
        dialog = QFileDialog(self._window, self.tr("PDF として書き出す"), self._folder())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name_for(row.title, ".pdf"))
        dialog.fileSelected.connect(lambda file: self._chosen(Path(file)))
        self._open(dialog)

    def write_pdf(self, file: Path) -> None:
        """Write the open post into a file as a PDF with its notes."""
        post, title = self._reading.post_id, self._title()

        def made(data: bytes) -> None:
            if data:
                self._put(file, data)
            else:
                self._fail(title)

        library = self._session.library
        if library and self._begin():
            self._session.reads.run(
                lambda: library.check_pdf(file),
                lambda _: self._when_drawn(post, lambda pane: print_to_pdf(pane, made)),
                failed=self._explain,
            )

    def _chosen(self, file: Path) -> None:
        self._preferences.pdf_folder = str(file.parent)
        self.write_pdf(file)

    def _folder(self) -> str:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return self._preferences.pdf_folder or QStandardPaths.writableLocation(documents)

    def _put(self, file: Path, data: bytes) -> None:
        library = self._session.library
        if not library:
            return

        def write() -> int:
            library.write_pdf(file, data)
            return page_count(data)

        self._session.reads.run(write, lambda pages: self._tell(file, pages), failed=self._explain)

    def _tell(self, file: Path, pages: int) -> None:
        self._end()
        text = self.tr("PDF に書き出しました: {0}（{1} ページ）").format(file.name, pages)
        self._reading.banner.say(
            text,
            action=self.tr("PDF をひらく"),
            do=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))),
        )

    # ---- a printer

    def ask_for_printer(self) -> None:
        """Ask for a printer and print the open post; without any printer offer a PDF."""
        if not self._reading.row:
            return
        if not QPrinterInfo.availablePrinterNames():
            self._reading.banner.say(
                self.tr("使えるプリンターがありません。PDF にすれば、あとで印刷できます。"),
                action=self.tr("PDF として書き出す…"),
                do=self.ask_for_pdf,
            )
            return
        printer = new_printer(self._title())
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(lambda: self.print(printer))
        self._open(dialog)

    def print(self, printer: QPrinter) -> None:
        """Print the open post with its notes."""
        post, title = self._reading.post_id, self._title()

        def printed(went: bool) -> None:
            if went:
                self._end()
                self.said.emit(self.tr("プリンターに送りました: {0}").format(printer.docName()))
            else:
                self._fail(title)

        if self._begin():
            self._when_drawn(post, lambda pane: print_on_paper(pane, printer, printed))

    # ---- both

    def _open(self, dialog: QDialog) -> None:
        if self._dialog:
            self._dialog.deleteLater()
        self._dialog = dialog
        dialog.open()

    def _title(self) -> str:
        row = self._reading.row
        return row.title if row else ""

    def _when_drawn(self, post: str, work: Callable[[ReadingPane], None]) -> None:
        """Begin when the marks on the page are those of every note that was written before."""
        reading, in_order = self._reading, self._session.in_order

        def begin(_: None) -> None:
            if reading.pane and post and post == reading.post_id:
                work(reading.pane)
            else:  # another one was opened
                self._fail(post)

        reading.editor.finish()
        # The writes first, then the reading of marks that each of them asks for.
        in_order(_nothing, lambda _: in_order(_nothing, begin))

    def _begin(self) -> bool:
        """Begin to say how it goes, unless something is being printed already."""
        if self._clock.isActive():
            self.said.emit(self.tr("まだ前の記事を紙の形にしています"))
            return False
        self._seconds = -1
        self._tick()
        self._clock.start()
        return True

    def _tick(self) -> None:
        self._seconds += 1
        text = self.tr("紙の形にしています…")
        self.said.emit(f"{text} {self._seconds}" if self._seconds else text)

    def _end(self) -> None:
        self._clock.stop()
        self.said.emit("")

    def _fail(self, title: str) -> None:
        self._explain(UserError("print-failed", post=title))

    def _explain(self, error: Exception) -> None:
        self._end()
        self._session.failed.emit(error)


def new_printer(title: str) -> QPrinter:
    """A printer with the paper and margins of the PDF, as long as nobody chooses others."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINTER_DPI)
    printer.setPageLayout(sheet())
    printer.setDocName(title)
    return printer


def _nothing() -> None:
    pass
