import logging
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler

from reader.article.model import Article
from reader.catalog.store import PostRow
from reader.errors import UserError
from reader.library import Library
from reader.notes.model import Annotation
from reader.ui.engine import FLAGS, prepare_engine
from reader.ui.main import make_application

log = logging.getLogger(__name__)

START_MS, CLOSE_MS = 30_000, 10_000
ATTEMPTS = 2
QUIET = "--log-level=3"


def article_pdf(
    library: Library,
    row: PostRow,
    article: Article,
    annotations: Sequence[Annotation],
    lang: str,
) -> tuple[bytes, int]:
    """An article as a PDF and its number of pages, made without any window.

    The application is made where there is none. Raises UserError print-failed.
    """
    # What Qt and the engine say of screens and graphics is of no use to whoever reads stderr.
    qInstallMessageHandler(_log)
    os.environ[FLAGS] = f"{os.environ.get(FLAGS, '')} {QUIET}".strip()
    prepare_engine()
    make_application(lang)
    from reader.ui.printing import page_count

    for _ in range(ATTEMPTS):
        data = _rendered(library, row, article, annotations)
        if data:
            return data, page_count(data)
    raise UserError("print-failed", post=row.title)


def _log(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    log.debug("%s", text)


def _rendered(
    library: Library, row: PostRow, article: Article, annotations: Sequence[Annotation]
) -> bytes:
    from reader.ui.pane import Header, ReadingPane, marks_of
    from reader.ui.printing import print_to_pdf

    def image_file(post_id: str, number: int) -> Path | None:
        return library.image_file(article, number) if post_id == article.post_id else None

    loop = QEventLoop()
    found: list[bytes] = []

    def take(data: bytes) -> None:
        found.append(data)
        loop.quit()

    pane = ReadingPane(None, image_file)
    meta = tuple(part for part in (row.day, row.author, *row.categories) if part)
    pane.show_article(article, Header(row.title, meta), marks=marks_of(annotations, article))
    patience = QTimer(loop, singleShot=True)
    patience.timeout.connect(loop.quit)
    pane.ready.connect(patience.stop)
    pane.ready.connect(lambda: print_to_pdf(pane, take))
    patience.start(START_MS)
    loop.exec()
    pane.profile.destroyed.connect(loop.quit)
    pane.dispose()
    patience.start(CLOSE_MS)
    loop.exec()
    return found[0] if found else b""
