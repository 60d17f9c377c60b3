"""Drives the real window without a person: for the tour and the pictures."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from reader.app import guard
from reader.resources import resource
from reader.ui.main import make_application
from reader.ui.theme import Theme
from reader.ui.window import MainWindow

PATIENCE_SECONDS = 60.0


class TooSlowError(Exception):
    """What was waited for did not happen."""


def wait_until(what: str, happened: Callable[[], object]) -> None:
    """Let the program run until something is true. Raises TooSlowError after a minute."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > end:
            raise TooSlowError(what)
        QCoreApplication.processEvents()
        time.sleep(0.005)


def settle(milliseconds: int = 350) -> None:
    """Let the page draw what it was told."""
    end = time.monotonic() + milliseconds / 1000
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.005)


@contextmanager
def opened_window(folder: Path | None, work: Path, lang: str) -> Iterator[MainWindow]:
    """The real window on a folder (None: the first page), with its data below `work`."""
    guard(os.environ)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application, lang = make_application(lang)
    window = MainWindow(Theme(application), lang, work / "data", work / "cache")
    window.resize(1360, 820)
    window.show()
    if folder:
        window.open_folder(folder)
        workspace = window.workspace
        if workspace is None:
            sys.exit(f"cannot open {folder}")
        wait_until("the list", lambda: workspace.session.rows)
        wait_until("the reading", lambda: not workspace.session.refreshing)
        wait_until("the notes", lambda: workspace.session.notes_usable)
        wait_until("the web view", lambda: workspace.reading.pane)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settle(200)


def sample_copy(work: Path) -> Path:
    """A copy of the sample collection, so that nothing shipped is touched."""
    return Path(shutil.copytree(resource("sample"), work / "見本"))


def picture(widget: QWidget, path: Path) -> Path:
    """Save a picture of a widget as it looks now."""
    settle()
    pixmap: QPixmap = widget.grab()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not pixmap.save(str(path)):
        sys.exit(f"cannot write {path}")
    return path
