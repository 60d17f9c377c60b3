"""The file of a segment's texts: shards one after the other, then a directory, then a trailer.

Each document is two rows, its title and its text. The directory is JSON: the place and type of the
documents' keys and of each array of each shard. The trailer holds its length and checksum.
"""

import json
import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.search.shard import Array, Shard, encode
from reader.search.sorting import MOST_DOCUMENTS, MOST_UNITS, padded_units, shard_arrays

_MAGIC = b"KeisenT2"
_TRAILER = struct.Struct("<II8s")
_DOCUMENT = struct.Struct("<qI")
_PIECE = 1 << 20

Place = tuple[int, int, str]
"""Where an array is: its offset in bytes, its length and its type."""


def pack_document(key: int, title: str, text: str) -> bytes:
    """A document as one value: its key, its title in normal form, its text in normal form."""
    first = encode(title)
    return b"".join((_DOCUMENT.pack(key, len(first)), first, encode(text)))


class TextFileWriter:
    """Writes documents to a file that is open for writing and stands at its start."""

    def __init__(self, write: Callable[[memoryview], object]) -> None:
        self._write = write
        self._written = 0
        self._keys: list[int] = []
        self._rows: list[bytes] = []
        self._units = 0
        self._shards: list[dict[str, Place]] = []

    def add(self, document: bytes) -> None:
        """Add a packed document."""
        key, title_size = _DOCUMENT.unpack_from(document)
        title_end = _DOCUMENT.size + title_size
        rows = document[_DOCUMENT.size : title_end], document[title_end:]
        units = sum(map(padded_units, rows))
        if self._units + units > MOST_UNITS or len(self._rows) == 2 * MOST_DOCUMENTS:
            self._flush()
        self._keys.append(key)
        self._rows += rows
        self._units += units

    def finish(self) -> None:
        """Write what is left and the directory; nothing can be added afterwards."""
        self._flush()
        directory = {"keys": self._put(np.array(self._keys, "<i8")), "shards": self._shards}
        data = json.dumps(directory).encode()
        self._write(memoryview(data + _TRAILER.pack(len(data), zlib.crc32(data), _MAGIC)))

    def _flush(self) -> None:
        if self._rows:
            arrays = shard_arrays(self._rows)
            self._shards.append({name: self._put(array) for name, array in arrays})
        self._units = 0

    def _put(self, array: Array) -> Place:
        place = (self._written, len(array), array.dtype.str)
        for start in range(0, len(array), _PIECE):  # in pieces: Whoosh reads each back as a whole
            self._put_bytes(np.ascontiguousarray(array[start : start + _PIECE]).tobytes())
        self._put_bytes(bytes(-self._written % 8))
        return place

    def _put_bytes(self, data: bytes) -> None:
        self._write(memoryview(data))
        self._written += len(data)


class TextFile:
    """A mapped file of texts: `keys` has the key of each document, `shards` their rows in order.

    Stays readable when the file is closed or deleted. Raises ValueError for a file that is not one.
    """

    def __init__(self, file: int) -> None:
        self._data = mmap(file, 0, access=ACCESS_READ)
        directory = self._directory()
        self.keys: NDArray[np.int64] = self._array(directory["keys"])
        self.shards = [self._shard(places) for places in directory["shards"]]
        counts = (shard.documents for shard in self.shards)
        self._firsts = list(accumulate(counts, initial=0))
        if self._firsts[-1] != len(self.keys):
            raise ValueError("documents are missing")
        units = sum(int(shard.sizes.sum()) for shard in self.shards)
        self.is_small = units < MOST_UNITS // 2
        """Whether a shard has room for these texts and as many others."""

    def document(self, number: int) -> bytes:
        """A document, packed as it was added."""
        shard = bisect_right(self._firsts, number) - 1
        title, text = self.shards[shard].rows_of(number - self._firsts[shard])
        return b"".join((_DOCUMENT.pack(int(self.keys[number]), len(title)), title, text))

    def _directory(self) -> dict[str, Any]:
        end = len(self._data) - _TRAILER.size
        if end < 0:
            raise ValueError("too short")
        size, checksum, magic = _TRAILER.unpack_from(self._data, end)
        data = self._data[max(0, end - size) : end]
        if magic != _MAGIC or zlib.crc32(data) != checksum:
            raise ValueError("no directory")
        directory: dict[str, Any] = json.loads(data)
        return directory

    def _shard(self, places: dict[str, Place]) -> Shard:
        arrays = {name: self._array(place) for name, place in places.items()}
        return Shard(self._data, places["raw"][0], arrays)

    def _array(self, place: Place) -> Array:
        offset, length, kind = place
        return np.frombuffer(self._data, kind, length, offset)
