"""The pictures that posts may show: files of the collection itself, and nothing else."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

LARGEST_IMAGE = 20 * 1024 * 1024
_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp"))
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\")


def image_file(root: Path, post_path: str, src: str) -> Path | None:
    """The file of an image in a post, None when it must not or cannot be shown.

    `src` is relative to the post's folder, or to the root with a leading slash. The file lies
    inside the root after all links are resolved, is no SVG and at most 20 MB.
    """
    src = src.strip()
    if not src or _ADDRESS.match(src):
        return None
    real_root = root.resolve()
    files = (_allowed(root / place, real_root) for place in _places(post_path, src))
    return next(filter(None, files), None)


def _places(post_path: str, src: str) -> Iterator[str]:
    """Paths from the root, with the characters composed as files on this disk may have them."""
    folder = PurePosixPath(post_path).parent
    for written in dict.fromkeys((src, unquote(re.split("[?#]", src, maxsplit=1)[0]))):
        place = written.lstrip("/") if written.startswith("/") else str(folder / written)
        forms = (place, unicodedata.normalize("NFC", place), unicodedata.normalize("NFD", place))
        yield from dict.fromkeys(forms)


def _allowed(file: Path, real_root: Path) -> Path | None:
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(real_root) or real.suffix.lower() not in _SUFFIXES:
            return None
        return real if real.is_file() and real.stat().st_size <= LARGEST_IMAGE else None
    except (OSError, ValueError, RuntimeError):  # no such file, NUL in the name, a loop of links
        return None
