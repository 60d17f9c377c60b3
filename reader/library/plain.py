"""The words of posts that are not in the index yet, for searching them."""

import re
import threading
import zlib
from collections.abc import Callable
from html import unescape
from pathlib import Path

from reader.catalog.store import Known
from reader.errors import UserError

LARGEST_STORE = 32_000_000
"""Bytes of packed text that are kept at most: the words of some 5,000 posts."""

_SIGNS = re.compile(
    r"""
    !\[[^\]\n]*\]\([^)\n]*\)              # an image
    | \]\([^)\n]*\) | \[(?=[^\]\n]*\]\()  # what stands around the text of a link
    | </?[a-zA-Z][^>\n]*>                 # a tag
    | ^[ ]{0,3}\{:[^}\n]*\}[ ]*$          # attributes of a block
    | \*\*|__|~~|`|\*
    """,
    re.VERBOSE | re.MULTILINE,
)


def plain_text(markdown: str) -> str:
    """The words of Markdown without its signs, line by line; a quick stand-in for an article."""
    return unescape(_SIGNS.sub("", markdown))


class PlainTexts:
    """Reads the words of posts, and keeps them in normal form, packed, for the next search.

    Thread-safe: who comes second waits, instead of reading the same files again.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._packed: dict[int, tuple[tuple[str, bool], bytes]] = {}
        self._size = 0
        self._lock = threading.Lock()

    def read(self, file: Known) -> str | None:
        """The words of a file as they are written, None when it cannot be read."""
        from reader.collection.decode import decode
        from reader.collection.front_matter import split_front_matter
        from reader.collection.read import read_source

        try:
            data = read_source(file.source(self._root))
        except UserError:
            return None
        text, _ = decode(data, file.path)
        return plain_text(split_front_matter(text, file.path).body)

    def normal(self, file: Known, stored: Callable[[], str | None] | None = None) -> str | None:
        """The words of a post in normal form, each line once, None when they cannot be read.

        Those that are `stored`, if the article of the file was made already, else its own.
        """
        version = file.content_hash, stored is not None
        with self._lock:
            kept = self._packed.get(file.key)
            if kept and kept[0] == version:
                return zlib.decompress(kept[1]).decode("utf-8", "surrogatepass")
            text = stored() if stored else None
            if text is None:
                text = self.read(file)
            if text is None:
                return None
            # Late, because its tables take time that a start has no use for.
            from reader.text.normal import normalise

            normal = "\n".join(dict.fromkeys(normalise(text).split("\n")))
            self._keep(file.key, version, normal)
            return normal

    def forget(self) -> None:
        """Give the memory back."""
        with self._lock:
            self._packed.clear()
            self._size = 0

    def _keep(self, key: int, version: tuple[str, bool], normal: str) -> None:
        packed = zlib.compress(normal.encode("utf-8", "surrogatepass"), 1)
        before = self._packed.pop(key, None)
        self._size += len(packed) - (len(before[1]) if before else 0)
        if self._size <= LARGEST_STORE:
            self._packed[key] = version, packed
        else:
            self._size -= len(packed)
