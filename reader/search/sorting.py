"""Making the arrays of a shard; only the process that writes an index needs this."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reader.search.shard import BLOCK, BLOCK_BITS, KEY_BYTES, STRIDE, Array

MOST_UNITS = 1 << 24  # sorting takes eight bytes a unit, save for one longer row
MOST_ROWS = 1 << 16
_FREQUENT = 4096  # occurrences from which on the rows of a gram are written down
_NARROW_UNITS = 1 << 24  # up to which a position is written in three bytes
_PIECE = 1 << 20
_LEADS = 256


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
    order = _suffix_order(units)
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


# ---- the suffix order


def _suffix_order(units: Array) -> NDArray[np.int32]:
    """The positions of all units but NUL in suffix order.

    The units are written in a code of one byte for the frequent ones and two for the others, which
    sorts like them. That is 1.2 bytes a unit in Japanese, where sorting the bytes of UTF-16 takes
    twice the time and the memory.
    """
    # Its threads wait for each other by spinning, 10 ms for the shortest text when the machine is
    # busy, and the other cores belong to the window. Read once, when the library is loaded.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from pydivsufsort import divsufsort

    counts = np.zeros(1 << 16, np.int64)
    for piece in _pieces(units):
        counts += np.bincount(piece, minlength=len(counts))
    coded, begins = _coded(units, _code(counts))
    order: NDArray[np.int32] = divsufsort(coded)
    del coded
    # A suffix that begins inside a unit is none. In place: the order is the largest array there is.
    ranks = _Ranks(begins)
    kept = 0
    for piece in _pieces(order):
        positions = ranks.of(piece)
        order[kept : kept + len(positions)] = positions
        kept += len(positions)
    return order[counts[0] : kept]  # NUL sorts first


@dataclass(frozen=True, slots=True)
class _Code:
    """The first and the second byte of each unit, and whether it has a second one."""

    first: NDArray[np.uint8]
    second: NDArray[np.uint8]
    long: NDArray[np.bool_]


def _code(counts: NDArray[np.int64]) -> _Code:
    """A code that keeps the order of the units and in which none begins like another.

    As many of the most frequent units as possible have a first byte of their own. Those between
    two of them share one, up to 256.
    """
    used = np.flatnonzero(counts)
    by_frequency = np.argsort(-counts[used], kind="stable")
    alone = np.zeros(len(used), np.bool_)
    low, high = 0, min(_LEADS, len(used))
    while low < high:
        middle = (low + high + 1) // 2
        alone[:] = False
        alone[by_frequency[:middle]] = True
        if _first_bytes(alone)[0].max(initial=0) < _LEADS:
            low = middle
        else:
            high = middle - 1
    alone[:] = False
    alone[by_frequency[:low]] = True
    code = _Code(np.zeros(1 << 16, np.uint8), np.zeros(1 << 16, np.uint8), np.zeros(1 << 16, bool))
    first, second = _first_bytes(alone)
    if first.max(initial=0) >= _LEADS:
        # Nearly all 65,536 units are there: then the code is UTF-16 itself.
        first, second = used >> 8, used & 255
    code.first[used], code.second[used], code.long[used] = first, second, ~alone
    return code


def _first_bytes(alone: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first byte of each unit, and its number among those that share it."""
    places = np.arange(len(alone))
    # A group begins at a unit that is alone, after it, and after 256 units without one.
    breaks = alone.copy()
    breaks[:1] = True
    breaks[1:] |= alone[:-1]
    since = places - np.maximum.accumulate(np.where(breaks, places, 0))
    breaks |= since % 256 == 0
    return np.cumsum(breaks) - 1, since % 256


def _coded(units: Array, code: _Code) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The units in a code, and a bit for each byte that begins one, packed."""
    # Both bytes of every unit, of which those are taken that it has.
    pairs = code.first.astype("<u2") | code.second.astype("<u2") << 8
    taken = np.array([1, 257], "<u2")[code.long.view(np.uint8)]
    is_first = np.tile(np.array([True, False]), _PIECE)
    size = sum(len(piece) + int(np.count_nonzero(code.long[piece])) for piece in _pieces(units))
    coded, begins = np.empty(size, np.uint8), np.empty(size, np.bool_)
    at = 0
    for piece in _pieces(units):
        mask = taken[piece].view(np.bool_)
        found = pairs[piece].view(np.uint8)[mask]
        coded[at : at + len(found)] = found
        begins[at : at + len(found)] = is_first[: len(mask)][mask]
        at += len(found)
    return coded, np.packbits(begins, bitorder="little")


class _Ranks:
    """Tells how many bits are set before a position, for positions whose own bit is set."""

    def __init__(self, bits: NDArray[np.uint8]) -> None:
        padded = np.zeros(-(-len(bits) // 8) * 8, np.uint8)
        padded[: len(bits)] = bits
        self._words = padded.view("<u8")
        counts = np.bitwise_count(self._words)
        self._before = np.cumsum(counts, dtype=np.int32) - counts

    def of(self, positions: NDArray[np.int32]) -> NDArray[np.int32]:
        """The numbers of those positions whose bit is set, in the order given."""
        at = positions >> 6
        bit = np.left_shift(np.uint64(1), (positions & 63).astype(np.uint64))
        words = self._words[at]
        is_set = (words & bit) != 0
        below = np.bitwise_count(words[is_set] & (bit[is_set] - np.uint64(1)))
        ranks: NDArray[np.int32] = self._before[at[is_set]] + below
        return ranks


def _pieces(array: Array) -> Iterator[Array]:
    for start in range(0, len(array), _PIECE):
        yield array[start : start + _PIECE]


# ---- keys and grams


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
    of_suffixes = np.empty(len(order), np.uint16)
    for start in range(0, len(order), _PIECE):
        of_suffixes[start : start + _PIECE] = owners[order[start : start + _PIECE] >> BLOCK_BITS]
    for gram, start, end in _frequent_grams(units, order, keys):
        counts = np.bincount(of_suffixes[start:end])
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
