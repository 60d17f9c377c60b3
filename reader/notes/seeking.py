"""Places where a passage could stand that is not where its text has gone."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.notes.aligning import Gap, align_gap
from reader.notes.carrying import carry
from reader.notes.likeness import Likeness, around, similarity
from reader.notes.placing import occurrences

Span = tuple[int, int]

MOST_COPIES = 64
"""Equal passages that are looked at, the nearest ones."""

MOST_GROUPS = 12
SEED = 8
_SEED_CONTEXT = 64
_MOST_SEEDS = 120
_MOST_FOUND = 40  # a seed that is found more often says nothing


class Passage(NamedTuple):
    """What is looked for: words, what stood before and after them, and where they stood."""

    exact: str
    before: str
    after: str
    start: int


class Found(NamedTuple):
    """A place and how well it fits."""

    start: int
    end: int
    likeness: Likeness


def fitting(passage: Passage, text: str) -> list[Found]:
    """All places that a passage may be said to stand at, with equal words or others."""
    length = len(passage.exact)
    copies = [
        (spot, spot + length) for spot in _nearest(occurrences(text, passage.exact), passage.start)
    ]
    places = dict.fromkeys([*copies, *_similar(passage, text)])
    found = [Found(start, end, _likeness(passage, text, start, end)) for start, end in places]
    return [place for place in found if _fits(place.likeness, length)]


def best(found: Sequence[Found], start: int) -> Found | None:
    """The most alike place; of equal ones the nearest."""
    return max(found, key=lambda p: (p.likeness.rank, -abs(p.start - start)), default=None)


def _fits(likeness: Likeness, length: int) -> bool:
    return likeness.is_convincing(length) and (likeness.words >= 0.7 or likeness.near >= 0.25)


def _likeness(passage: Passage, text: str, start: int, end: int) -> Likeness:
    words = similarity(passage.exact, text[start:end])
    return Likeness(words, around(passage.before, passage.after, text, start, end))


def _nearest(spots: Sequence[int], start: int) -> Sequence[int]:
    return sorted(spots, key=lambda spot: abs(spot - start))[:MOST_COPIES]


class Seed(NamedTuple):
    """A few characters of the passage's window that stand in the text too."""

    shift: int
    at: int
    to: int


def _similar(passage: Passage, text: str) -> Iterator[Span]:
    before, after = passage.before[-_SEED_CONTEXT:], passage.after[:_SEED_CONTEXT]
    window = before + passage.exact + after
    start = len(before)
    end = start + len(passage.exact)
    size = SEED if len(window) >= SEED else max(3, len(window))
    groups = _groups(_seeds(window, text, size), max(12, len(passage.exact) // 3))
    groups.sort(key=lambda group: -_weight(group))
    for group in groups[:MOST_GROUPS]:
        if _weight(group) < 0.25 * _weight(groups[0]):
            break
        gap = _window(group, size, (start, end), len(window), len(text))
        carried = carry(align_gap(window, text, gap), start, end)
        if carried:
            yield carried.start, carried.end


def _seeds(window: str, text: str, size: int) -> list[Seed]:
    seeds: list[Seed] = []
    for at in range(0, len(window) - size + 1, max(3, len(window) // _MOST_SEEDS)):
        piece = window[at : at + size]
        spots: list[int] = []
        to = text.find(piece)
        while to >= 0 and len(spots) <= _MOST_FOUND:
            spots.append(to)
            to = text.find(piece, to + 1)
        if len(spots) <= _MOST_FOUND:
            seeds += [Seed(to - at, at, to) for to in spots]
    return sorted(seeds)


def _groups(seeds: Sequence[Seed], slack: int) -> list[list[Seed]]:
    groups: list[list[Seed]] = []
    for seed in seeds:
        if not groups or seed.shift - groups[-1][-1].shift > slack:
            groups.append([])
        groups[-1].append(seed)
    return groups


def _weight(group: Sequence[Seed]) -> int:
    return len({seed.at for seed in group})


def _window(group: Sequence[Seed], size: int, inside: Span, length: int, limit: int) -> Gap:
    first, last = min(group, key=lambda s: (s.at, s.to)), max(group, key=lambda s: (s.at, s.to))
    at, at_end = first.at, last.at + size
    to, to_end = first.to, last.to + size
    if at > inside[0] - 3:
        more = at - max(0, inside[0] - 8)
        if more > 0:
            at, to = at - more, max(0, to - more - max(6, more // 4))
    if at_end < inside[1] + 3:
        more = min(length, inside[1] + 8) - at_end
        if more > 0:
            at_end, to_end = at_end + more, min(limit, to_end + more + max(6, more // 4))
    return Gap(at, at_end, to, to_end)
