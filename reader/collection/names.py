"""Which names in a folder are posts, and the names under which posts are known."""

import re
import unicodedata

_SUFFIXES = ("md", "markdown")
_LEFT_OVER = re.compile(
    r"\.(?:md|markdown)(?:~|\.(?:~?[0-9]*~|backup|bak|old|orig|rej|save|swp|tmp))$|^#.+\.md#$",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_hidden(name: str) -> bool:
    """Whether a file or folder is kept from view by its name."""
    return name.startswith(".")


def is_post(name: str) -> bool:
    """Whether a file name is that of a Markdown file."""
    return without_suffix(name) != name and not is_hidden(name)


def is_left_over(name: str) -> bool:
    """Whether a file name is that of a copy which an editor or a person left beside a post."""
    return _LEFT_OVER.search(name) is not None


def without_suffix(path: str) -> str:
    """A path without .md or .markdown."""
    stem, dot, suffix = path.rpartition(".")
    return stem if dot and suffix.lower() in _SUFFIXES else path


def storable(name: str) -> str:
    """A name that a database can hold: bytes that are no characters become %-escapes."""
    return _SURROGATE.sub(_escape, name)


def known_path(relative: str) -> str:
    """The path (with slashes) under which a file is known: in NFC, storable."""
    return unicodedata.normalize("NFC", storable(relative))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    lone_byte = 0xDC80 <= code <= 0xDCFF
    data = bytes([code - 0xDC00]) if lone_byte else match[0].encode("utf-8", "surrogatepass")
    return "".join(f"%{byte:02X}" for byte in data)
