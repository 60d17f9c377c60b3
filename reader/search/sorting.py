"""Making the arrays of a shard; only the process that writes an index needs this."""

import os
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reader.search.shard import BLOCK, KEY_BYTES, STRIDE, Array

MOST_UNITS = 1 << 22  # sorting takes ten bytes a unit: below 50 MB, save for one longer row
MOST_ROWS = 1 << 16
_FREQUENT = 4096  # occurrences from which on the rows of a gram are written down
_NARROW_UNITS = 1 << 24  # up to which a position is written in three bytes
_PIECE = 1 << 20


def padded_units(row: bytes) -> int:
    """How many units a row takes in a shard."""
    return (len(row) // 2 // BLOCK + 1) * BLOCK


def shard_arrays(rows: list[bytes]) -> Iterator[tuple[str, Array]]:
    """The arrays of a shard by name, one at a time; empties `rows` to save memory."""
    sizes = np.array([len(row) // 2 for row in rows], np.int64)
    blocks = sizes // BLOCK + 1
    starts = (np.cumsum(blocks) - blocks) * BLOCK
    raw = _padded(rows, starts, int(blocks.sum()) * BLOCK)
    units = raw.view(">u2")
    owners = np.repeat(np.arange(len(sizes)), blocks)
    yield "raw", raw
    yield "starts", starts.astype("<u4")
    yield "sizes", sizes.astype("<u4")
    yield "owners", owners.astype("<u2")
    order = _suffix_order(raw)
    halves = order.astype("<i4", copy=False).view("<u2")
    yield "low", halves[0::2]
    yield "high", halves[1::2].astype("<u2" if len(units) > _NARROW_UNITS else "u1")
    keys = _first_units(units, order[::STRIDE])
    yield "keys", keys.astype("<u8")
    yield from _gram_arrays(units, order, keys, owners)


def _padded(rows: list[bytes], starts: NDArray[np.int64], units: int) -> NDArray[np.uint8]:
    raw = np.zeros(2 * units + KEY_BYTES, np.uint8)
    for row, start in zip(rows, 2 * starts, strict=True):
        raw[start : start + len(row)] = np.frombuffer(row, np.uint8)
    rows.clear()
    return raw


def _suffix_order(raw: NDArray[np.uint8]) -> NDArray[np.int32]:
    """The positions of all units but NUL in suffix order."""
    # Its threads wait for each other by spinning, 10 ms for the shortest text when the machine is
    # busy, and the other cores belong to the window. Read once, when the library is loaded.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from pydivsufsort import divsufsort

    order: NDArray[np.int32] = divsufsort(raw)
    kept = 0
    for start in range(0, len(order), _PIECE):  # in place: the order is the largest array there is
        piece = order[start : start + _PIECE]
        piece = piece[piece & 1 == 0] >> 1  # a suffix that begins inside a unit is none
        order[kept : kept + len(piece)] = piece
        kept += len(piece)
    padding = np.count_nonzero(raw.view(np.uint16) == 0)
    return order[padding:kept]  # NUL sorts first


def _first_units(units: Array, positions: NDArray[np.int32]) -> NDArray[np.uint64]:
    """The four units from each position on, as one number that sorts like them."""
    keys = np.zeros(len(positions), np.uint64)
    for step in range(KEY_BYTES // 2):
        keys <<= np.uint64(16)
        keys |= units[positions + step]
    return keys


def _gram_arrays(
    units: Array, order: NDArray[np.int32], keys: NDArray[np.uint64], owners: Array
) -> Iterator[tuple[str, Array]]:
    found = []
    for gram, start, end in _frequent_grams(units, order, keys):
        counts = np.bincount(owners[order[start:end] // BLOCK])
        rows = np.flatnonzero(counts)
        found.append((gram, rows, np.minimum(counts[rows], 255)))
    found.sort(key=lambda entry: entry[0])
    empty = np.zeros(0, np.int64)
    yield "grams", np.array([gram for gram, _, _ in found], "<u8")
    yield "gram_starts", np.cumsum([0, *(len(rows) for _, rows, _ in found)]).astype("<u4")
    yield "gram_rows", np.concatenate([empty, *(rows for _, rows, _ in found)]).astype("<u2")
    yield "gram_counts", np.concatenate([empty, *(counts for *_, counts in found)]).astype("u1")


def _frequent_grams(
    units: Array, order: NDArray[np.int32], keys: NDArray[np.uint64]
) -> Iterator[tuple[int, int, int]]:
    """Each frequent gram, padded to a key, and its range of the suffix order.

    A gram that stands N times is at the start of N / STRIDE of the keys, give or take one, so that
    only the runs of equal keys are looked at.
    """
    for length in range(1, KEY_BYTES // 2 + 1):
        shift = np.uint64(8 * KEY_BYTES - 16 * length)
        starts = keys >> shift
        edges = np.flatnonzero(np.diff(starts)) + 1
        for first, after in pairwise([0, *edges.tolist(), len(starts)]):
            gram = int(starts[first]) if first < after else 0
            if after - first >= _FREQUENT // STRIDE and gram & 0xFFFF:
                start = _edge(units, order, first, shift, gram, "left")
                end = _edge(units, order, after, shift, gram, "right")
                yield gram << int(shift), start, end


def _edge(
    units: Array,
    order: NDArray[np.int32],
    key: int,
    shift: np.uint64,
    gram: int,
    side: Literal["left", "right"],
) -> int:
    """Where in the suffix order a gram begins or ends: between the key before and the given one."""
    start = max(0, key - 1) * STRIDE
    between = _first_units(units, order[start : key * STRIDE]) >> shift
    return start + int(between.searchsorted(np.uint64(gram), side))
