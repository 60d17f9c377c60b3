"""Consecutive documents with their suffix order, as arrays that are mapped and never decoded.

A document is two rows, its title and its text. A row is UTF-16-BE, so that the order of its bytes
is the order of its units. Every needle stands at one contiguous range of the suffix order: the
length of the range is the exact number of its occurrences, the rows of its positions are the exact
hits. No text is read but by the probes of two binary searches (Manber and Myers 1990).

raw          the rows, each padded with NUL to a multiple of BLOCK units: a needle holds no NUL, so
             that no match crosses rows; then eight more zero bytes
starts       the first unit of each row: of all titles, then of all texts
sizes        the number of units of each row, without the padding, in the same order
owners       the row of each BLOCK of units: from a position to its row with one lookup
low, high    the positions of all units in suffix order: the lower 16 bits, and the bits above
keys         the first four units of every STRIDE-th suffix: where in the order to look
grams        the grams of one to four units that are frequent, padded with NUL to a key, sorted
gram_texts   for each gram its occurrences in each text, 255 for more
gram_titles  the titles of gram i, from `gram_starts[i]` to `gram_starts[i + 1]`
gram_title_counts  its occurrences in each of these titles
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from mmap import mmap
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search.model import Form

Array = NDArray[Any]

BLOCK_BITS = 6
BLOCK = 1 << BLOCK_BITS
STRIDE = 64
KEY_BYTES = 8
_LATIN = np.zeros(1 << 16, np.bool_)
_LATIN[[sign for sign in range(128) if chr(sign).isalnum()]] = True


class Needle(NamedTuple):
    """A form as it is looked for: its units and the smallest and largest key it can stand under.

    No ASCII letter or digit stands before or after it where it is `apart` there.
    """

    units: bytes
    first_key: int
    last_key: int
    apart_before: bool = False
    apart_after: bool = False


def encode(text: str) -> bytes:
    """A text in normal form as a row."""
    return text.encode("utf-16-be", "surrogatepass")


def needle(form: Form) -> Needle:
    """A form, ready to be looked for in any shard."""
    units = encode(form.text)
    start = units[:KEY_BYTES]
    first = int.from_bytes(start.ljust(KEY_BYTES, b"\0"), "big")
    last = int.from_bytes(start.ljust(KEY_BYTES, b"\xff"), "big")
    if not form.whole:
        return Needle(units, first, last)
    before, after = (edge.isascii() and edge.isalnum() for edge in (form.text[0], form.text[-1]))
    return Needle(units, first, last, before, after)


class Gram(NamedTuple):
    """How often a frequent gram stands in each text, in which titles, and how often there."""

    texts: Array
    titles: Array
    title_counts: Array


class Shard:
    """The mapped arrays of a shard; `raw_at` is where `raw` begins in the map, in bytes.

    Row n is the title of document n, row `documents` + n its text.
    """

    def __init__(self, data: mmap, raw_at: int, arrays: Mapping[str, Array]) -> None:
        self.starts, self.sizes, self._owners = arrays["starts"], arrays["sizes"], arrays["owners"]
        self.documents = len(self.sizes) // 2
        self._low, self._high = arrays["low"], arrays["high"]
        self._gram_texts = arrays["gram_texts"].reshape(-1, self.documents)
        self._gram_titles = arrays["gram_titles"]
        self._gram_title_counts = arrays["gram_title_counts"]
        self._units = np.frombuffer(data, ">u2", len(self._owners) * BLOCK + 4, raw_at)
        self._data, self._raw_at = data, raw_at
        # A single element of a memoryview is read several times faster than one of an array.
        self._low_view, self._high_view = self._low.data, self._high.data
        self._owners_view = self._owners.data
        self._keys, self._grams = arrays["keys"].data, arrays["grams"].data
        self._gram_starts = arrays["gram_starts"].data

    def rows_of(self, document: int) -> tuple[bytes, bytes]:
        """The title and the text of a document as they were written, without the padding."""
        return self._row(document), self._row(self.documents + document)

    def _row(self, number: int) -> bytes:
        start = self._raw_at + 2 * int(self.starts[number])
        return self._data[start : start + 2 * int(self.sizes[number])]

    def gram(self, needle: Needle) -> Gram | None:
        """How often a needle stands in each row, if that is written down."""
        if len(needle.units) > KEY_BYTES or needle.apart_before or needle.apart_after:
            return None
        at = bisect_left(self._grams, needle.first_key)
        if at == len(self._grams) or self._grams[at] != needle.first_key:
            return None
        titles = slice(self._gram_starts[at], self._gram_starts[at + 1])
        return Gram(
            self._gram_texts[at], self._gram_titles[titles], self._gram_title_counts[titles]
        )

    def few_rows(self, start: int, end: int) -> list[int]:
        """The row of each suffix in a part of the suffix order: faster for some than `rows`."""
        low, high, owners = self._low_view, self._high_view, self._owners_view
        return [
            owners[(high[place] << 16 | low[place]) >> BLOCK_BITS] for place in range(start, end)
        ]

    def rows(self, start: int, end: int) -> Array:
        """The row of each suffix in a part of the suffix order."""
        blocks = self._high[start:end].astype(np.intp)
        blocks <<= 16 - BLOCK_BITS
        blocks |= self._low[start:end] >> BLOCK_BITS
        rows: Array = self._owners[blocks]
        return rows

    def apart_rows(self, start: int, end: int, needle: Needle) -> Array:
        """The row of each suffix in a part of the suffix order where the needle stands apart."""
        rows: Array = self._owners[self._apart(start, end, needle) >> BLOCK_BITS]
        return rows

    def _apart(self, start: int, end: int, needle: Needle) -> NDArray[np.intp]:
        """The positions in a part of the suffix order where the needle stands apart."""
        positions = self._high[start:end].astype(np.intp) << 16 | self._low[start:end]
        if needle.apart_before:
            at_start = positions == 0  # no unit is before the first one
            positions = positions[at_start | ~_LATIN[self._units[positions - 1]]]
        if needle.apart_after:
            positions = positions[~_LATIN[self._units[positions + len(needle.units) // 2]]]
        return positions

    def span(self, needle: Needle) -> tuple[int, int]:
        """The part of the suffix order that begins with a needle."""
        units = needle.units
        first = bisect_left(self._keys, needle.first_key)
        last = bisect_right(self._keys, needle.last_key, first)
        low, high, data, raw_at = self._low_view, self._high_view, self._data, self._raw_at
        length = len(units)

        def suffix(place: int) -> bytes:
            at = raw_at + (high[place] << 17 | low[place] << 1)
            return data[at : at + length]

        start = first and (first - 1) * STRIDE + 1
        limit = min(len(low), last * STRIDE)
        short = length <= KEY_BYTES and last > first
        # All suffixes from the first key to the last one begin with a short needle.
        start += bisect_left(range(start, first * STRIDE if short else limit), units, key=suffix)
        if start == limit or suffix(start) != units:
            return start, start
        end, step = (max(start, (last - 1) * STRIDE), STRIDE) if short else (start, 1)
        while end + step < limit and suffix(end + step) == units:
            end, step = end + step, 2 * step
        return start, end + bisect_right(range(end, min(end + step, limit)), units, key=suffix)
