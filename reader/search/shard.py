"""Consecutive rows of text with their suffix order, as arrays that are mapped and never decoded.

A row is UTF-16-BE, so that the order of its bytes is the order of its units. Every needle stands at
one contiguous range of the suffix order: the length of the range is the exact number of its
occurrences, the rows of its positions are the exact hits. No text is read but by the probes of two
binary searches (Manber and Myers 1990).

raw          the rows, each padded with NUL to a multiple of BLOCK units: a needle holds no NUL, so
             that no match crosses rows; then eight more zero bytes
starts       the first unit of each row
sizes        the number of units of each row, without the padding
owners       the row of each BLOCK of units: from a position to its row with one lookup
low, high    the positions of all units in suffix order: the lower 16 bits, and the bits above
keys         the first four units of every STRIDE-th suffix: where in the order to look
grams        the grams of one to four units that are frequent, padded with NUL to a key, sorted
gram_rows    the rows of gram i, from `gram_starts[i]` to `gram_starts[i + 1]`
gram_counts  its occurrences in each of these rows, 255 for more
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from mmap import mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

BLOCK_BITS = 6
BLOCK = 1 << BLOCK_BITS
STRIDE = 64
KEY_BYTES = 8


@dataclass(frozen=True, slots=True)
class Needle:
    """A word as it is looked for: its units and the smallest and largest key it can stand under."""

    units: bytes
    first_key: np.uint64
    last_key: np.uint64


def encode(text: str) -> bytes:
    """A text in normal form as a row."""
    return text.encode("utf-16-be", "surrogatepass")


def needle(word: str) -> Needle:
    """A word in normal form, ready to be looked for in any shard."""
    units = encode(word)
    start = units[:KEY_BYTES]
    first, last = start.ljust(KEY_BYTES, b"\0"), start.ljust(KEY_BYTES, b"\xff")
    return Needle(
        units, np.uint64(int.from_bytes(first, "big")), np.uint64(int.from_bytes(last, "big"))
    )


class Shard:
    """The mapped arrays of a shard; `raw_at` is where `raw` begins in the map, in bytes."""

    def __init__(self, data: mmap, raw_at: int, arrays: Mapping[str, Array]) -> None:
        self.starts, self.sizes, self._owners = arrays["starts"], arrays["sizes"], arrays["owners"]
        self._low, self._high, self._keys = arrays["low"], arrays["high"], arrays["keys"]
        self._grams, self._gram_starts = arrays["grams"], arrays["gram_starts"]
        self._gram_rows, self._gram_counts = arrays["gram_rows"], arrays["gram_counts"]
        self._data, self._raw_at = data, raw_at
        # A single element of a memoryview is read several times faster than one of an array.
        self._low_view, self._high_view = self._low.data, self._high.data

    def row(self, number: int) -> bytes:
        """A row as it was written, without the padding."""
        start = self._raw_at + 2 * int(self.starts[number])
        return self._data[start : start + 2 * int(self.sizes[number])]

    def count(self, needle: Needle, counts: NDArray[np.float32]) -> None:
        """Write how often a needle stands in each row into `counts`, which holds zeros."""
        gram = self._gram(needle)
        if gram is not None:
            counts[self._gram_rows[gram]] = self._gram_counts[gram]
            return
        start, end = self._range(needle)
        if start < end:
            blocks = self._high[start:end].astype(np.intp) << (16 - BLOCK_BITS)
            blocks |= self._low[start:end] >> BLOCK_BITS
            counts[:] = np.bincount(self._owners[blocks], minlength=len(counts))

    def _gram(self, needle: Needle) -> slice | None:
        if len(needle.units) > KEY_BYTES:
            return None
        at = int(self._grams.searchsorted(needle.first_key))
        if at == len(self._grams) or self._grams[at] != needle.first_key:
            return None
        return slice(int(self._gram_starts[at]), int(self._gram_starts[at + 1]))

    def _range(self, needle: Needle) -> tuple[int, int]:
        """The part of the suffix order that begins with a needle."""
        units = needle.units
        first = int(self._keys.searchsorted(needle.first_key, "left"))
        last = int(self._keys.searchsorted(needle.last_key, "right"))
        start, end = max(0, first - 1) * STRIDE, min(len(self._low), last * STRIDE)
        low, high, data, raw_at = self._low_view, self._high_view, self._data, self._raw_at
        length = len(units)

        def suffix(place: int) -> bytes:
            at = raw_at + (high[place] << 17 | low[place] << 1)
            return data[at : at + length]

        start += bisect_left(range(start, end), units, key=suffix)
        if start == end or suffix(start) != units:
            return start, start
        return start, start + bisect_right(range(start, end), units, key=suffix)
