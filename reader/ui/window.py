from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget

from reader.messages import message
from reader.resources import resource
from reader.state import recent_folders, remember_folder
from reader.ui.icons import logo
from reader.ui.preferences import Preferences
from reader.ui.session import Session
from reader.ui.theme import Theme
from reader.ui.welcome import WelcomeView
from reader.ui.workspace import Workspace

WIDTH, HEIGHT = 1360, 820


class MainWindow(QMainWindow):
    """The window: the welcome view, or the workspace of one opened folder."""

    folder_opened = Signal(Path)

    def __init__(
        self,
        theme: Theme,
        lang: str,
        data_dir: Path | None = None,
        cache_dir: Path | None = None,
    ) -> None:
        super().__init__()
        self.theme, self._lang = theme, lang
        self._data_dir, self._cache_dir = data_dir, cache_dir
        self._preferences = Preferences(data_dir)
        self.workspace: Workspace | None = None
        self.setWindowTitle("Keisen 罫線")
        self.setWindowIcon(logo(64))
        self.setAcceptDrops(True)
        self.resize(WIDTH, HEIGHT)
        self.restoreGeometry(self._preferences.shape("window"))
        self._pages = QStackedWidget(self)
        self.welcome = WelcomeView(self)
        self._pages.addWidget(self.welcome)
        self.setCentralWidget(self._pages)
        self.welcome.open_wanted.connect(self.ask_folder)
        self.welcome.sample_wanted.connect(self.open_sample)
        self.welcome.folder_chosen.connect(self.open_folder)
        theme.choose(self._preferences.appearance().theme)
        theme.changed.connect(self.welcome.set_tokens)
        self.welcome.set_tokens(theme.tokens)
        self.show_welcome()

    def show_welcome(self) -> None:
        """Show the first page; the open folder is closed."""
        self._drop_workspace()
        self.welcome.show_recent(recent_folders(self._data_dir))
        self._pages.setCurrentWidget(self.welcome)
        self.setWindowTitle("Keisen 罫線")

    def ask_folder(self) -> None:
        """Let the person choose a folder of posts."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("記事のフォルダーをえらぶ"))
        if folder:
            self.open_folder(Path(folder))

    def open_sample(self) -> None:
        """Open the posts that come with Keisen."""
        self.open_folder(resource("sample"))

    def open_folder(self, folder: Path) -> None:
        """Open a folder of posts in place of the one that is open."""
        if not folder.is_dir():
            self.show_welcome()
            self.welcome.explain(str(message("folder-missing", self._lang, path=folder)))
            return
        self._drop_workspace()
        session = Session(self, folder, self._data_dir, self._cache_dir)
        session.open()
        workspace = Workspace(self, session, self.theme, self._preferences, self._lang)
        workspace.folder_wanted.connect(self.ask_folder)
        workspace.welcome_wanted.connect(self.show_welcome)
        workspace.quit_wanted.connect(self.close)
        workspace.split.restoreState(self._preferences.shape("split"))
        self.workspace = workspace
        self._pages.addWidget(workspace)
        self._pages.setCurrentWidget(workspace)
        self.setWindowTitle(f"{folder.name} — Keisen 罫線")
        if folder == resource("sample"):
            workspace.offer_own_folder()
        else:
            session.reads.run(lambda: remember_folder(folder, self._data_dir))
        self.folder_opened.emit(folder)

    def come_forward(self) -> None:
        """Show the window in front of others, as when Keisen is started again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_folder(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        folder = _dropped_folder(event)
        if folder:
            self.open_folder(folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._preferences.keep_shape("window", self.saveGeometry())
        self._drop_workspace()
        super().closeEvent(event)

    def _drop_workspace(self) -> None:
        workspace = self.workspace
        if not workspace:
            return
        self._preferences.keep_shape("split", workspace.split.saveState())
        self.workspace = None
        workspace.close_session()
        self._pages.removeWidget(workspace)
        workspace.deleteLater()
        workspace.session.deleteLater()


def _dropped_folder(event: QDropEvent) -> Path | None:
    """The folder that is dragged over a window, if it is one."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].is_dir() else None
