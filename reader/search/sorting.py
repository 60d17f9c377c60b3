"""Making the arrays of a shard; only the process that writes an index needs this."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search.shard import BLOCK, BLOCK_BITS, KEY_BYTES, STRIDE, Array

MOST_UNITS = 1 << 24  # sorting takes eight bytes a unit, save for one longer document
MOST_DOCUMENTS = 1 << 15
_FREQUENT = 2048  # occurrences from which on the counts of a gram are written down
_NARROW_UNITS = 1 << 24  # up to which a position is written in three bytes
_PIECE = 1 << 16  # worked on at once: what stays in the cache
_LEADS = 256


def padded_units(row: bytes) -> int:
    """How many units a row takes in a shard."""
    return (len(row) // 2 // BLOCK + 1) * BLOCK


def shard_arrays(rows: list[bytes]) -> Iterator[tuple[str, Array]]:
    """The arrays of a shard by name, one at a time; empties `rows` to save memory.

    The rows are the title and the text of each document in turn.
    """
    sizes = np.array([len(row) // 2 for row in rows], np.int64)
    blocks = sizes // BLOCK + 1
    starts = (np.cumsum(blocks) - blocks) * BLOCK
    raw = _padded(rows, starts, int(blocks.sum()) * BLOCK)
    units = raw.view(">u2")
    by_field = np.arange(len(sizes)).reshape(-1, 2).T.ravel()
    owners = np.repeat(np.argsort(by_field), blocks).astype("<u2")
    yield "raw", raw
    yield "starts", starts[by_field].astype("<u4")
    yield "sizes", sizes[by_field].astype("<u4")
    yield "owners", owners
    order = _suffix_order(units)
    halves = order.astype("<i4", copy=False).view("<u2")
    yield "low", halves[0::2]
    yield "high", halves[1::2].astype("<u2" if len(units) > _NARROW_UNITS else "u1")
    keys = _first_units(units, order[::STRIDE])
    yield "keys", keys.astype("<u8")
    yield from _gram_arrays(units, order, keys, owners, len(sizes) // 2)


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
    coded, begins = _coded(units, counts, _code(counts))
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


def _coded(
    units: Array, counts: NDArray[np.int64], code: _Code
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The units in a code, and a bit for each byte that begins one, packed."""
    # Both bytes of every unit, of which those are taken that it has.
    pairs = code.first.astype("<u2") | code.second.astype("<u2") << 8
    taken = np.array([1, 257], "<u2")[code.long.view(np.uint8)]
    size = int(counts.sum() + counts[code.long].sum())
    coded, begins = np.empty(size, np.uint8), np.empty(size, np.bool_)
    at = 0
    for piece in _pieces(units):
        places = piece.astype(np.intp)
        found = taken.take(places).view(np.bool_).nonzero()[0]
        coded[at : at + len(found)] = pairs.take(places).view(np.uint8).take(found)
        begins[at : at + len(found)] = found & 1 == 0
        at += len(found)
    return coded, np.packbits(begins, bitorder="little")


class _Ranks:
    """Tells how many bits are set before a position, for positions whose own bit is set."""

    def __init__(self, bits: NDArray[np.uint8]) -> None:
        padded = np.zeros(-(-len(bits) // 4) * 4, np.uint8)
        padded[: len(bits)] = bits
        self._words = padded.view("<u4")
        counts = np.bitwise_count(self._words)
        self._before = np.cumsum(counts, dtype=np.int32) - counts

    def of(self, positions: NDArray[np.int32]) -> NDArray[np.int32]:
        """The numbers of those positions whose bit is set, in the order given."""
        at = positions >> 5
        words = self._words.take(at)
        words <<= (31 - (positions & 31)).view(np.uint32)  # its own bit becomes the highest
        ranks = self._before.take(at)
        ranks += np.bitwise_count(words)
        ranks -= 1
        found: NDArray[np.int32] = ranks[words.view(np.int32) < 0]
        return found


def _pieces(array: Array) -> Iterator[Array]:
    for start in range(0, len(array), _PIECE):
        yield array[start : start + _PIECE]


# ---- keys and grams


def _first_units(units: Array, positions: NDArray[np.int32]) -> NDArray[np.uint64]:
    """The four units from each position on, as one number that sorts like them."""
    keys = np.zeros(positions.shape, np.uint64)
    for step in range(KEY_BYTES // 2):
        keys <<= np.uint64(16)
        keys |= units[positions + step]
    return keys


def _gram_arrays(
    units: Array, order: NDArray[np.int32], keys: NDArray[np.uint64], owners: Array, documents: int
) -> Iterator[tuple[str, Array]]:
    rows = np.empty(len(order), np.uint16)
    for start in range(0, len(order), _PIECE):
        piece = order[start : start + _PIECE]
        rows[start : start + _PIECE] = owners.take(piece >> BLOCK_BITS)
    grams = _frequent_grams(units, order, keys, max(_FREQUENT, documents))
    texts = np.empty((len(grams.keys), documents), np.uint8)
    titles = [np.zeros(0, np.int64)]
    title_counts = [np.zeros(0, np.int64)]
    for number, (start, end) in enumerate(zip(grams.starts, grams.ends, strict=True)):
        counts = np.bincount(rows[start:end], minlength=2 * documents)
        np.minimum(counts, 255, out=counts)
        texts[number] = counts[documents:]
        titles.append(counts[:documents].nonzero()[0])
        title_counts.append(counts[titles[-1]])
    yield "grams", grams.keys.astype("<u8")
    yield "gram_texts", texts.ravel()
    yield "gram_starts", np.cumsum([len(found) for found in titles]).astype("<u4")
    yield "gram_titles", np.concatenate(titles).astype("<u2")
    yield "gram_title_counts", np.concatenate(title_counts).astype("u1")


class _Grams(NamedTuple):
    """Grams, padded to keys and sorted, and the range of the suffix order of each."""

    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def _frequent_grams(
    units: Array, order: NDArray[np.int32], keys: NDArray[np.uint64], least: int
) -> _Grams:
    """The grams that stand about `least` times or more.

    A gram that stands N times is at the start of N / STRIDE of the keys, give or take one, so that
    only the runs of equal keys are looked at.
    """
    padded, starts, ends = [], [], []
    for length in range(1, KEY_BYTES // 2 + 1):
        shift = np.uint64(8 * KEY_BYTES - 16 * length)
        grams_of_keys = keys >> shift
        edges = np.concatenate([[0], np.flatnonzero(np.diff(grams_of_keys)) + 1, [len(keys)]])
        runs = np.flatnonzero(np.diff(edges) >= max(1, least // STRIDE))
        runs = runs[grams_of_keys[edges[runs]] & np.uint64(0xFFFF) != 0]
        grams = grams_of_keys[edges[runs]]
        padded.append(grams << shift)
        starts.append(_edges(units, order, edges[runs], shift, grams, "left"))
        ends.append(_edges(units, order, edges[runs + 1], shift, grams, "right"))
    every = np.concatenate(padded)
    by_key = np.argsort(every, kind="stable")
    return _Grams(every[by_key], np.concatenate(starts)[by_key], np.concatenate(ends)[by_key])


def _edges(
    units: Array,
    order: NDArray[np.int32],
    keys: NDArray[np.int64],
    shift: np.uint64,
    grams: NDArray[np.uint64],
    side: Literal["left", "right"],
) -> NDArray[np.int64]:
    """Where grams begin or end in the suffix order: between the keys before and the given ones."""
    starts = np.maximum(0, keys - 1) * STRIDE
    places = starts[:, None] + np.arange(STRIDE)
    between = _first_units(units, order[np.minimum(places, len(order) - 1)]) >> shift
    wanted = grams[:, None]
    before = between < wanted if side == "left" else between <= wanted
    before &= places < len(order)
    edges: NDArray[np.int64] = starts + np.count_nonzero(before, axis=1)
    return edges
