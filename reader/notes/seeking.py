"""Places in a text that a passage may stand at, told by their likeness alone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.notes.aligning import LARGEST_GAP, Gap, Stretch, align_gap, aligned
from reader.notes.carrying import carry
from reader.notes.likeness import Likeness, similarity, surroundings
from reader.notes.placing import occurrences

Span = tuple[int, int]

MOST_COPIES = 64
"""Equal passages that are compared, those with the most equal characters around them."""

MOST_COUNTED = 4_096
"""Equal passages whose nearest characters are looked at, the nearest ones."""

MOST_GROUPS = 12
"""Passages with other words that are compared, those with the most equal pieces."""

_SEED = 8
_MOST_SEEDS = 120
_MOST_FOUND = 40  # a piece that is found more often says nothing
_AROUND = 64  # characters on each side of a passage that seeds are taken from
_MARGIN = 8


class Passage(NamedTuple):
    """What is looked for: words, what stood before and after them, and where they stood."""

    exact: str
    before: str
    after: str
    start: int

    def likeness(self, text: str, start: int, end: int) -> Likeness:
        """How well a place in a text fits."""
        words = similarity(self.exact, text[start:end])
        return Likeness(words, surroundings(self.before, self.after, text, start, end))

    def trimmed(self, text: str, start: int, end: int) -> Span:
        """A place without white space at its edges, where the passage itself has none."""
        while start < end and text[start].isspace() and not self.exact[0].isspace():
            start += 1
        while start < end and text[end - 1].isspace() and not self.exact[-1].isspace():
            end -= 1
        return start, end


class Found(NamedTuple):
    """A place and how well it fits."""

    start: int
    end: int
    likeness: Likeness


class Seed(NamedTuple):
    """A few characters that stand in the window around a passage and in a text, `shift` later."""

    shift: int
    at: int
    to: int


def places(passage: Passage, text: str) -> list[Found]:
    """All places that a passage may be said to stand at, with equal words or with others."""
    length = len(passage.exact)
    spans = candidates(passage, text)
    found = [Found(start, end, passage.likeness(text, start, end)) for start, end in spans]
    return [place for place in found if place.likeness.is_convincing_elsewhere(length)]


def candidates(passage: Passage, text: str) -> list[Span]:
    """All places that have something of a passage."""
    return list(dict.fromkeys([*_copies(passage, text), *_similar(passage, text)]))


def _copies(passage: Passage, text: str) -> list[Span]:
    """Where the words stand as they are."""
    spots = occurrences(text, passage.exact)
    length = len(passage.exact)
    if len(spots) > MOST_COPIES:
        spots = sorted(spots, key=lambda spot: abs(spot - passage.start))[:MOST_COUNTED]
        spots.sort(key=lambda spot: -_agreement(passage, text, spot, spot + length))
    return [(spot, spot + length) for spot in spots[:MOST_COPIES]]


def _agreement(passage: Passage, text: str, start: int, end: int) -> int:
    """How many of some ranges around a place are equal."""
    return sum(
        text.endswith(passage.before[-size:], 0, start) + text.startswith(passage.after[:size], end)
        for size in (2, 4, 8, 16, 32, 64)
    )


def _similar(passage: Passage, text: str) -> Iterator[Span]:
    """Where pieces of the words and of what stood around them stand together."""
    before, after = passage.before[-_AROUND:], passage.after[:_AROUND]
    window = before + passage.exact + after
    start, end = len(before), len(before) + len(passage.exact)
    groups = _groups(_seeds(window, text), max(12, len(passage.exact) // 3))
    groups.sort(key=lambda group: -_weight(group))
    # One is enough for a passage that is too long to be aligned by characters.
    for group in groups[: MOST_GROUPS if len(window) ** 2 <= LARGEST_GAP else 1]:
        if _weight(group) < 0.25 * _weight(groups[0]):
            break
        gap = _gap(group, (start, end), len(window), len(text))
        carried = carry(_equal(window, text, gap), start, end)
        if carried:
            span = passage.trimmed(text, carried.start, carried.end)
            if span[0] < span[1]:
                yield span


def _seeds(window: str, text: str) -> list[Seed]:
    """The pieces of a window that are found in a text, those with the same shift together."""
    seeds: list[Seed] = []
    for at in range(0, max(1, len(window) - _SEED + 1), max(3, len(window) // _MOST_SEEDS)):
        spots = _first(text, window[at : at + _SEED])
        if len(spots) <= _MOST_FOUND:
            seeds += [Seed(to - at, at, to) for to in spots]
    return sorted(seeds)


def _first(text: str, piece: str) -> list[int]:
    """Where a piece stands, up to more than are of use."""
    spots: list[int] = []
    spot = text.find(piece)
    while spot >= 0 and len(spots) <= _MOST_FOUND:
        spots.append(spot)
        spot = text.find(piece, spot + 1)
    return spots


def _groups(seeds: Iterable[Seed], slack: int) -> list[list[Seed]]:
    """The seeds that have nearly the same shift."""
    groups: list[list[Seed]] = []
    for seed in seeds:
        if not groups or seed.shift - groups[-1][-1].shift > slack:
            groups.append([])
        groups[-1].append(seed)
    return groups


def _weight(group: Iterable[Seed]) -> int:
    return len({seed.at for seed in group})


def _gap(group: Sequence[Seed], passage: Span, window: int, text: int) -> Gap:
    """From the first seed to the last, and beyond them as far as the passage goes."""
    first = min(group, key=lambda seed: (seed.at, seed.to))
    last = max(group, key=lambda seed: (seed.at, seed.to))
    at, to, at_end, to_end = first.at, first.to, last.at + _SEED, last.to + _SEED
    more = at - max(0, passage[0] - _MARGIN)
    if at > passage[0] - 3 and more > 0:
        at, to = at - more, max(0, to - more - max(6, more // 4))
    more = min(window, passage[1] + _MARGIN) - at_end
    if at_end < passage[1] + 3 and more > 0:
        at_end, to_end = at_end + more, min(text, to_end + more + max(6, more // 4))
    return Gap(at, at_end, to, to_end)


def _equal(window: str, text: str, gap: Gap) -> Sequence[Stretch]:
    """The equal stretches of a window and a text: of a long one clause by clause."""
    at, at_end, to, to_end = gap
    if (at_end - at) * (to_end - to) <= LARGEST_GAP:
        return align_gap(window, text, gap)
    found = aligned(window[at:at_end], text[to:to_end])
    return [Stretch(at + s.old, to + s.new, s.length, s.sure) for s in found]
