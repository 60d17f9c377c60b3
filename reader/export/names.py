"""File names for exported posts that every system can hold."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

from reader.text.storing import storable

SUFFIX = ".md"
_MOST_BYTES = 255

# Forbidden by Windows or by Obsidian's links, and signs that turn the direction of a name.
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*#^\[\]\u200e\u200f\u202a-\u202e\u2066-\u2069]'
)
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE
)


def export_names(path: str) -> Iterator[str]:
    """The file names that the export of a post may have, the best first: name.md, name~2.md ...

    `path` is the post's path in its collection; only its last part counts.
    """
    name = PurePosixPath(path).name
    stem = _clean(name[: -len(SUFFIX)] if name.casefold().endswith(SUFFIX) else name)
    yield _fitting(stem, SUFFIX)
    for number in count(2):
        yield _fitting(stem, f"~{number}{SUFFIX}")


def name_for(title: str, suffix: str) -> str:
    """The file name that fits a title."""
    return _fitting(_clean(title), suffix)


def same_file_key(name: str) -> str:
    """Equal for names that some file system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _clean(name: str) -> str:
    stem = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", storable(name))).strip(". ") or "post"
    return f"_{stem}" if _DEVICE.match(stem) else stem


def _fitting(stem: str, end: str) -> str:
    room = _MOST_BYTES - len(end.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + end
