import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import UserError
from reader.logs import log_to_file

if TYPE_CHECKING:
    from reader.article.model import Article
    from reader.catalog.store import PostRow
    from reader.library import Library
    from reader.notes.model import Annotation

FIRST_BAD_QT = (6, 12)
FIRST_GOOD_PYTHON = (3, 12)


def run_window(
    folder: Path | None,
    data_dir: Path | None = None,
    cache_dir: Path | None = None,
    lang: str | None = None,
) -> int:
    """Open the window and return its exit code when it is closed.

    Raises UserError when there is no such folder, no screen, or no Qt that works.
    """
    if folder is not None and not folder.is_dir():
        raise UserError("folder-missing", path=folder)
    guard(os.environ)
    log_to_file(cache_dir)
    with _missing_qt_told():
        from reader.ui.main import QT_VERSION, main
    check_qt(QT_VERSION)
    return main(folder, data_dir, cache_dir, lang)


def make_pdf(
    library: "Library",
    row: "PostRow",
    article: "Article",
    annotations: "Sequence[Annotation]",
    lang: str,
) -> tuple[bytes, int]:
    """An article as a PDF with annotations, and its number of pages; needs no screen.

    Raises UserError when there is no Qt that works, or the engine fails.
    """
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    guard(os.environ)
    with _missing_qt_told():
        from reader.ui.main import QT_VERSION
        from reader.ui.paper import article_pdf
    check_qt(QT_VERSION)
    return article_pdf(library, row, article, annotations, lang)


@contextmanager
def _missing_qt_told() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("PySide6", "shiboken6"):
            raise UserError("qt-missing") from error
        raise


def guard(environ: MutableMapping[str, str]) -> None:
    """See that a window can be opened, and say clearly why not where Qt would abort.

    As root Chromium runs only without its sandbox, which is switched off then and only then.
    """
    if sys.platform == "linux":
        named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
        if not any(environ.get(name) for name in named):
            raise UserError("no-display")
        if os.geteuid() == 0:
            environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


def check_qt(version: str, python: tuple[int, ...] = sys.version_info[:2]) -> None:
    """Refuse a PySide6 that loses references to None and so ends the process after a while."""
    found = tuple(int(part) for part in version.split(".")[:2])
    if found >= FIRST_BAD_QT and python < FIRST_GOOD_PYTHON:
        raise UserError("qt-wrong", found=version)
