from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pylopdf_fonts_jp
from PySide6.QtCore import QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from reader.resources import resource

Asset = Callable[[str, int], Path | None]
"""Gives the file of a post's local image n (from 0), or None where there is none to be shown."""

SCHEME = b"keisen"
SHELL = "keisen://app/shell.html"
MAX_ASSET_BYTES = 20 * 1024 * 1024

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src keisen:; font-src keisen:; img-src keisen:; script-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_FILES: dict[str, tuple[str, Callable[[], Path]]] = {
    "/shell.html": ("text/html", lambda: resource("page", "shell.html")),
    "/colors.css": ("text/css", lambda: resource("page", "colors.css")),
    "/reader.css": ("text/css", lambda: resource("page", "reader.css")),
    "/footnotes.css": ("text/css", lambda: resource("page", "footnotes.css")),
    "/print.css": ("text/css", lambda: resource("page", "print.css")),
    "/serif.otf": ("font/otf", pylopdf_fonts_jp.serif_path),
    "/sans.otf": ("font/otf", pylopdf_fonts_jp.sans_path),
}
_IMAGES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".webp": "image/webp", ".avif": "image/avif", ".bmp": "image/bmp",
}  # fmt: skip


def register_scheme() -> None:
    """Make `keisen:` known; must be called before anything of the web engine is used."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name().size():
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled)
    QWebEngineUrlScheme.registerScheme(scheme)


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers `keisen:` addresses: a fixed table of files, and the images of the open collection.

    `asset` decides which files may be shown at all: no path is ever taken from an address.
    """

    def __init__(self, asset: Asset, parent: QObject) -> None:
        super().__init__(parent)
        self._asset = asset

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Reply with the file of an address, or fail."""
        is_get = job.requestMethod().data() == b"GET"
        found = find_file(job.requestUrl(), self._asset) if is_get else None
        file = QFile(str(found[1]), job) if found else None
        if not found or not file or not file.open(QIODevice.OpenModeFlag.ReadOnly):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        job.setAdditionalResponseHeaders(_headers())
        # The engine reads the file on its own thread and lets go of it together with the job.
        job.reply(found[0].encode(), file)


def find_file(url: QUrl, asset: Asset) -> tuple[str, Path] | None:
    """The media type and the file of a `keisen:` address, or None when it names nothing."""
    path = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    if url.host() == "asset":
        return _find_image(path, asset)
    if url.host() == "app" and path in _FILES:
        kind, locate = _FILES[path]
        return kind, locate()
    return None


def _find_image(path: str, asset: Asset) -> tuple[str, Path] | None:
    post_id, _, number = path.removeprefix("/").partition("/")
    if not (number.isascii() and number.isdecimal()):
        return None
    file = asset(unquote(post_id), int(number))
    kind = _IMAGES.get(file.suffix.lower()) if file else None
    return (kind, file) if file and kind and _is_small(file) else None


def _is_small(file: Path) -> bool:
    try:
        return file.stat().st_size <= MAX_ASSET_BYTES
    except OSError:
        return False


def _headers() -> dict[QByteArray, QByteArray]:
    # A QMultiMap in C++: PySide wants lists of values, although its stub says single ones.
    return {
        QByteArray(name.encode()): [QByteArray(value.encode())]  # type: ignore[misc]
        for name, value in _HEADERS.items()
    }
