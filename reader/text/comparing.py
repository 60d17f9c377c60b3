"""What changed between two texts, sentence by sentence; all offsets are code points."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.text.normal import normalise
from reader.text.rewording import Edit, edits, paired
from reader.text.sentences import sentences

Span = tuple[int, int]
Pair = tuple[int, int]
LARGEST_TABLE = 100_000_000
"""Pairs of sentences up to which the longest common order is looked for exactly."""


class Kind(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of the old text, of the new one, or of both where it stands at the same place.

    A sentence that moved makes two pieces, one at each of its places; `elsewhere` is where it
    stands in the other text. `edits` are the places at which a reworded sentence differs.
    """

    kind: Kind
    old: Span | None = None
    new: Span | None = None
    elsewhere: Span | None = None
    edits: tuple[Edit, ...] = ()


def compare(old: str, new: str) -> list[Piece]:
    """The sentences of both texts: those with `old` are the old text in order, so are the new ones.

    Same are sentences of equal characters; moved and reworded ones are told by their normal form.
    Takes near linear time; texts of ten thousand sentences that differ are compared coarsely.
    """
    before, after = _Sentences(old), _Sentences(new)
    same = _common(before.words, after.words)
    gone, come = before.between(at for at, _ in same), after.between(to for _, to in same)
    moved = _moved(before, after, gone, come)
    away, here = dict(moved), {to: at for at, to in moved}
    reworded: list[Pair] = []
    for gap in gone.keys() & come.keys():
        lost = [at for at in gone[gap] if at not in away]
        found = [to for to in come[gap] if to not in here]
        pairs = paired([before.normal(at) for at in lost], [after.normal(to) for to in found])
        reworded += [(lost[at], found[to]) for at, to in pairs]
    pieces: list[Piece] = []
    start = begin = 0
    for at, to in [*sorted(same + reworded), (len(before.spans), len(after.spans))]:
        pieces += [_gone(before, after, one, away.get(one)) for one in range(start, at)]
        pieces += [_come(before, after, one, here.get(one)) for one in range(begin, to)]
        if at < len(before.spans):
            pieces.append(_stayed(before, after, at, to))
        start, begin = at + 1, to + 1
    return pieces


class _Sentences:
    """The sentences of a text: where they are and how they read."""

    def __init__(self, text: str) -> None:
        self.spans = sentences(text)
        self.words = [text[start:end] for start, end in self.spans]
        self._normal: dict[int, str] = {}

    def normal(self, at: int) -> str:
        """The normal form of a sentence."""
        if at not in self._normal:
            self._normal[at] = normalise(self.words[at])
        return self._normal[at]

    def between(self, anchors: Iterable[int]) -> dict[int, list[int]]:
        """The other sentences by the number of anchors before them."""
        kept = list(anchors)
        groups: dict[int, list[int]] = {}
        start = 0
        for gap, at in enumerate([*kept, len(self.spans)]):
            if start < at:
                groups[gap] = list(range(start, at))
            start = at + 1
        return groups


def _gone(before: _Sentences, after: _Sentences, at: int, to: int | None) -> Piece:
    if to is None:
        return Piece(Kind.REMOVED, old=before.spans[at])
    return Piece(Kind.MOVED, old=before.spans[at], elsewhere=after.spans[to])


def _come(before: _Sentences, after: _Sentences, to: int, at: int | None) -> Piece:
    if at is None:
        return Piece(Kind.ADDED, new=after.spans[to])
    return Piece(Kind.MOVED, new=after.spans[to], elsewhere=before.spans[at])


def _stayed(before: _Sentences, after: _Sentences, at: int, to: int) -> Piece:
    old, new = before.spans[at], after.spans[to]
    if before.words[at] == after.words[to]:
        return Piece(Kind.SAME, old, new)
    changed = edits(before.words[at], after.words[to], old[0], new[0])
    return Piece(Kind.REWORDED, old, new, edits=changed)


def _moved(
    before: _Sentences,
    after: _Sentences,
    gone: dict[int, list[int]],
    come: dict[int, list[int]],
) -> list[Pair]:
    """Pairs that read the same elsewhere; another spelling at one place is a rewording."""
    places: dict[str, deque[tuple[int, int]]] = defaultdict(deque)
    for gap, found in come.items():
        for to in found:
            places[after.normal(to)].append((gap, to))
    pairs: list[Pair] = []
    for gap, lost in gone.items():
        for at in lost:
            waiting = places.get(before.normal(at))
            if waiting and waiting[0][0] != gap:
                pairs.append((at, waiting.popleft()[1]))
    return pairs


def _common(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Pairs of equal sentences that stand in the same order in both texts, as many as can be."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    first, second = len(before) - tail, len(after) - tail
    middle = _middle(before[head:first], after[head:second])
    return [
        *((at, at) for at in range(head)),
        *((at + head, to + head) for at, to in middle),
        *((first + step, second + step) for step in range(tail)),
    ]


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many sentences are equal from the start on."""
    pairs = zip(before, after, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after)))


def _middle(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    if len(before) * len(after) > LARGEST_TABLE:
        return _rising(_copies(before, after))
    from rapidfuzz.distance import LCSseq  # late: nothing but a comparison needs it

    numbers: dict[str, int] = {}
    left = [numbers.setdefault(words, len(numbers)) for words in before]
    right = [numbers.setdefault(words, len(numbers)) for words in after]
    return [
        (block.src_start + step, block.dest_start + step)
        for block in LCSseq.opcodes(left, right)
        if block.tag == "equal"
        for step in range(block.src_end - block.src_start)
    ]


def _copies(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """The first copy of each sentence with the first of the other text, and so on."""
    places: dict[str, deque[int]] = defaultdict(deque)
    for to, words in enumerate(after):
        places[words].append(to)
    return [(at, places[words].popleft()) for at, words in enumerate(before) if places.get(words)]


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs whose second numbers rise as their first ones do."""
    ends: list[int] = []  # the smallest number that a run of each length can end with
    last: list[int] = []
    before: list[int] = []
    for number, (_, to) in enumerate(pairs):
        length = bisect_left(ends, to)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [to]
        last[length : length + 1] = [number]
    run: list[Pair] = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]
