"""A passage carried along with the stretches of its text into the next version."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.notes.aligning import Stretch


class Carried(NamedTuple):
    """Where a passage has come to, and how many of its characters are still there."""

    start: int
    end: int
    kept: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a passage that is still there; `firm` if it is too much to be there by chance."""

    old: int
    new: int
    length: int
    firm: bool

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


def carry(stretches: Sequence[Stretch], start: int, end: int) -> Carried | None:
    """Where the passage of the old text stands in the new one, None if nothing of it is kept."""
    near = list(_near(stretches, start, end))
    pieces = list(_pieces(near, start, end))
    if not pieces:
        return None
    groups = _groups(pieces, max(30, 0.6 * (end - start)))
    group = max(groups, key=_size)
    kept = _without_outliers(group)
    begin, finish = kept[0].new, kept[-1].new_end
    if group is groups[0] and kept[0].old > start:
        begin = _edge(begin, _neighbour_before(near, start), kept[0].old - start, -1)
    if group is groups[-1] and kept[-1].old_end < end:
        finish = _edge(finish, _neighbour_after(near, end), end - kept[-1].old_end, 1)
    return Carried(begin, finish, _size(kept))


def _near(stretches: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    """The stretches that hold something of a passage or touch it."""
    first = max(0, bisect_right(stretches, start, key=lambda stretch: stretch.old) - 2)
    for number in range(first, len(stretches)):
        if stretches[number].old > end:
            return
        yield stretches[number]


def _pieces(near: Sequence[Stretch], start: int, end: int) -> Iterator[_Piece]:
    for stretch in near:
        first, last = max(stretch.old, start), min(stretch.old_end, end)
        if first < last:
            outside = stretch.old <= start - 3 or stretch.old_end >= end + 3
            new = stretch.new + first - stretch.old
            yield _Piece(first, new, last - first, outside or last - first >= 6)


def _groups(pieces: Sequence[_Piece], widest: float) -> list[list[_Piece]]:
    """The pieces, parted where the new text has put more than `widest` characters between them."""
    groups = [[pieces[0]]]
    for piece in pieces[1:]:
        if _inserted(groups[-1][-1], piece, widens=False) > widest:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _without_outliers(group: Sequence[_Piece]) -> Sequence[_Piece]:
    """The pieces without short ones that are far out at an edge."""
    while len(group) > 1:
        if _is_outlier(group[-1], _inserted(group[-2], group[-1])):
            group = group[:-1]
        elif _is_outlier(group[0], _inserted(group[0], group[1])):
            group = group[1:]
        else:
            break
    return group


def _is_outlier(piece: _Piece, distance: int) -> bool:
    return not piece.firm and distance > max(6, 2 * piece.length)


def _inserted(piece: _Piece, following: _Piece, *, widens: bool = True) -> int:
    """How many more characters the new text has between two pieces."""
    before = following.old - piece.old_end
    return following.new - piece.new_end - before


def _edge(edge: int, neighbour: int | None, lost: int, side: int) -> int:
    """The place beside the kept neighbour, where about as much lies between as was lost."""
    if neighbour is None or not 0 <= (neighbour - edge) * side <= max(12, 1.5 * lost + 6):
        return edge
    return neighbour


def _neighbour_before(near: Sequence[Stretch], start: int) -> int | None:
    """Where the character before the passage ends in the new text, if it is there."""
    ends = [s.new + start - s.old for s in near if s.old < start <= s.old_end]
    return ends[-1] if ends else None


def _neighbour_after(near: Sequence[Stretch], end: int) -> int | None:
    """Where the character after the passage stands in the new text, if it is there."""
    places = [s.new + end - s.old for s in near if s.old <= end < s.old_end]
    return places[0] if places else None


def _size(pieces: Sequence[_Piece]) -> int:
    return sum(piece.length for piece in pieces)
