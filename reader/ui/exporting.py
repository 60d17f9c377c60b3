from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.ui.parts import Banner
from reader.ui.preferences import Preferences
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.export.write import ExportReport


class Exporting(QObject):
    """Carries annotations out as Markdown: asks where to, writes off the GUI thread, tells."""

    def __init__(
        self, parent: QWidget, session: Session, preferences: Preferences, banner: Banner
    ) -> None:
        super().__init__(parent)
        self._window, self._session = parent, session
        self.preferences, self._banner = preferences, banner

    def ask_and_export(self, posts: Sequence[str] | None) -> None:
        """Ask for a folder and export the annotations of these posts, None for all."""
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("書き出すフォルダーをえらぶ"), self.preferences.export_folder
        )
        if folder:
            self.preferences.export_folder = folder
            self.export(posts, Path(folder))

    def export(self, posts: Sequence[str] | None, folder: Path) -> None:
        """Export the annotations of these posts, None for all, into a folder."""
        library = self._session.library
        if library:
            self._session.in_order(
                lambda: library.export(folder, posts=posts),
                lambda report: self._tell(report, folder),
            )

    def _tell(self, report: "ExportReport", folder: Path) -> None:
        if not report.total:
            self._banner.say(self.tr("書き出す注釈がありません。"))
            return
        text = self.tr("{0} ファイルを書き出しました（変わりなし {1}）。").format(
            f"{len(report.written):,}", f"{len(report.unchanged):,}"
        )
        if report.kept:
            text += self.tr(" あなたが書きかえた {0} ファイルはそのままにしました。").format(
                f"{len(report.kept):,}"
            )
        self._banner.say(
            text,
            warning=bool(report.kept),
            action=self.tr("フォルダーをひらく"),
            do=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
        )
