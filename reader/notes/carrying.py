"""A passage carried along with the equal stretches of its text into the next version."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.notes.aligning import Stretch

Span = tuple[int, int]


class Carried(NamedTuple):
    """Where a passage has come to, and how many of its characters are still there."""

    start: int
    end: int
    kept: int


class _Piece(NamedTuple):
    """A part of a passage that is still there; `firm` if it is too much to be so by chance."""

    old: int
    new: int
    length: int
    firm: bool

    def inserted(self, following: "_Piece") -> int:
        """How many more characters there are in the new text before the next piece."""
        return following.new - self.new - (following.old - self.old)


def carry(stretches: Sequence[Stretch], start: int, end: int) -> Carried | None:
    """Where the passage of the old text stands in the new one, None if nothing of it is there."""
    near = list(_near(stretches, start, end))
    pieces = [piece for stretch in near for piece in _piece(stretch, start, end)]
    if not pieces:
        return None
    first, last = _largest_group(pieces, max(30, 0.6 * (end - start)))
    leads, closes = first == 0, last == len(pieces) - 1
    first, last = _without_outliers(pieces, first, last)
    head, tail = pieces[first], pieces[last]
    begin, finish = head.new, tail.new + tail.length
    if leads:
        begin -= _lost(begin - _end_before(near, start, begin), head.old - start)
    if closes:
        lost = end - tail.old - tail.length
        finish += _lost(_start_after(near, end, finish) - finish, lost)
    return Carried(begin, finish, sum(piece.length for piece in pieces[first : last + 1]))


def keeps_order(stretches: Sequence[Stretch], passage: Span, place: Span) -> bool:
    """Whether what stood before the passage stands before the place, and what followed after."""
    sure = [stretch for stretch in stretches if stretch.sure]
    before = all(s.new_end <= place[0] for s in sure if s.old_end <= passage[0])
    return before and all(s.new >= place[1] for s in sure if s.old >= passage[1])


def _near(stretches: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    """The stretches that hold something of a passage or touch it."""
    at = max(0, bisect_right(stretches, start, key=lambda stretch: stretch.old) - 2)
    while at < len(stretches) and stretches[at].old <= end:
        yield stretches[at]
        at += 1


def _piece(stretch: Stretch, start: int, end: int) -> Iterator[_Piece]:
    first, last = max(stretch.old, start), min(stretch.old_end, end)
    if first < last:
        sticks_out = stretch.old <= start - 3 or stretch.old_end >= end + 3
        new = stretch.new + first - stretch.old
        yield _Piece(first, new, last - first, sticks_out or last - first >= 6)


def _largest_group(pieces: Sequence[_Piece], widest: float) -> tuple[int, int]:
    """The first and last of the pieces with no more than `widest` characters put between them."""
    gaps = [before.inserted(piece) for before, piece in pairwise(pieces)]
    starts = [0, *(at for at, gap in enumerate(gaps, 1) if gap > widest)]
    groups = zip(starts, [*starts[1:], len(pieces)], strict=True)
    first, end = max(groups, key=lambda group: sum(p.length for p in pieces[slice(*group)]))
    return first, end - 1


def _without_outliers(pieces: Sequence[_Piece], first: int, last: int) -> tuple[int, int]:
    """The first and last piece without short ones that are far out."""
    while first < last:
        if _is_outlier(pieces[last], pieces[last - 1].inserted(pieces[last])):
            last -= 1
        elif _is_outlier(pieces[first], pieces[first].inserted(pieces[first + 1])):
            first += 1
        else:
            break
    return first, last


def _is_outlier(piece: _Piece, distance: int) -> bool:
    return not piece.firm and distance > max(6, 2 * piece.length)


def _lost(distance: int, lost: int) -> int:
    """How far the edge goes on to the kept neighbour if about as much was lost there."""
    return distance if lost and 0 <= distance <= max(12, 1.5 * lost + 6) else 0


def _end_before(near: Sequence[Stretch], start: int, otherwise: int) -> int:
    """Where the character before the passage ends in the new text, if it is there."""
    ends = (s.new + start - s.old for s in near if s.old < start <= s.old_end)
    return next(ends, otherwise)


def _start_after(near: Sequence[Stretch], end: int, otherwise: int) -> int:
    """Where the character after the passage stands in the new text, if it is there."""
    starts = (s.new + end - s.old for s in near if s.old <= end < s.old_end)
    return next(starts, otherwise)
