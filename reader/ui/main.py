import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader import __version__
from reader.places import places_for
from reader.resources import resource
from reader.state import recent_folders
from reader.ui.instance import Instance, call_running
from reader.ui.theme import Theme
from reader.ui.translation import chosen_language, install_translators
from reader.ui.window import MainWindow

log = logging.getLogger(__name__)

QT_VERSION = PySide6.__version__
SWITCH_SECONDS = 0.001


def make_application(lang: str | None) -> tuple[QApplication, str]:
    """The application with its names and language, ready for a window."""
    # The web view is made after the list is painted, which needs shared contexts from the start.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("keisen")
    application.setApplicationDisplayName("Keisen 罫線")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("keisen")
    # Work on other threads lets the window go on after a millisecond, not after five.
    sys.setswitchinterval(SWITCH_SECONDS)
    language = chosen_language(lang)
    install_translators(application, language)
    return application, language


def _told_by(window: MainWindow) -> Callable[..., None]:
    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("not handled", exc_info=(kind, error, trace))
        if window.workspace and isinstance(error, Exception):
            window.workspace.explain(error)

    return tell


def main(
    folder: Path | None = None,
    data_dir: Path | None = None,
    cache_dir: Path | None = None,
    lang: str | None = None,
) -> int:
    """Open the window on a folder, the last one, or the sample, and run until it is closed.

    Returns the exit code. A second start on an open collection brings its window to the front.
    """
    application, language = make_application(lang)
    chosen = folder or next(iter(recent_folders(data_dir)), None) or resource("sample")
    if chosen.is_dir() and call_running(places_for(chosen, data_dir, cache_dir)):
        return 0
    window = MainWindow(Theme(application), language, data_dir, cache_dir)
    instance = Instance(window)
    instance.called.connect(window.come_forward)
    window.folder_opened.connect(lambda path: instance.hold(places_for(path, data_dir, cache_dir)))
    sys.excepthook = _told_by(window)
    window.show()
    window.open_folder(chosen)
    return application.exec()
