"""How alike two passages are, and the texts around them: 1.0 is equal, 0.0 not at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

RANGES = (16, 64, 256, 1024)
"""Characters on each side that are compared: near ones tell clauses apart, far ones sections."""

LONG = 20
"""Characters from which on a passage is told by its words alone."""

_ENDS = 2_048  # characters that are compared at each end of long passages

LARGEST_TABLE = (2 * _ENDS) ** 2
"""Pairs of characters up to which two passages are compared as a whole, which takes a moment."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well a place fits to a passage: by its words, and by both sides of it for each of RANGES.

    A side is left out where the passage had nothing there: at the beginning and end of its post.
    """

    words: float
    sides: tuple[tuple[float, ...], ...]

    @property
    def near(self) -> float:
        """How alike the nearest 16 and 64 characters are; 1.0 where nothing stood around it."""
        return _mean([side for pair in self.sides[:2] for side in pair], 1.0)

    @property
    def context(self) -> float:
        """How alike the near text is, or the nearest 256 characters if they are more so."""
        return max(self.near, _mean(self.sides[2], 0.0))

    @property
    def rank(self) -> float:
        """Words and context in one number; the better side counts most, the other may be edited."""
        around = _mean([_better(pair) for pair in self.sides], 1.0)
        return round((self.words + around) / 2, 3)

    def is_convincing(self, length: int) -> bool:
        """Whether a passage of so many characters may be said to stand here.

        Short words stand in many places: only the text around tells which is meant.
        """
        if self.words == 1.0:
            return length >= LONG or self.context >= 0.4
        return self.words >= 0.55 and (length >= LONG or self.context >= 0.55)

    def is_convincing_elsewhere(self, length: int) -> bool:
        """The same for a place that nothing leads to but its likeness."""
        return self.is_convincing(length) and (self.words >= 0.7 or self.near >= 0.25)


def are_long(first: str, second: str) -> bool:
    """Whether two passages are too long to be compared as a whole."""
    return len(first) * len(second) > LARGEST_TABLE


def similarity(first: str, second: str) -> float:
    """The share of characters that need no change; of long passages that of both ends counts."""
    if first == second:
        return 1.0
    shorter, longer = sorted((len(first), len(second)))
    if are_long(first, second):
        ends = (text[:_ENDS] + text[-_ENDS:] for text in (first, second))
        return shorter / longer * similarity(*ends)
    from rapidfuzz.distance import Levenshtein  # late: nothing but an edited post needs it

    return 1 - Levenshtein.distance(first, second) / longer


def surroundings(
    before: str, after: str, text: str, start: int, end: int, ranges: Sequence[int] = RANGES
) -> tuple[tuple[float, ...], ...]:
    """How alike the sides of a place are to what stood before and after a passage, for each range.

    A range that reaches beyond what is known of them says what the one before it says.
    """
    sides: list[tuple[float, ...]] = []
    reached = (-1, -1)
    for size in ranges:
        left, right = before[-size:], after[:size]
        if reached != (len(left), len(right)):
            reached = len(left), len(right)
            found_left = text[max(0, start - len(left)) : start]
            sides.append((*_side(left, found_left), *_side(right, text[end : end + len(right)])))
        else:
            sides.append(sides[-1])
    return tuple(sides)


def _side(known: str, found: str) -> tuple[float, ...]:
    return (similarity(known, found),) if known else ()


def _better(pair: tuple[float, ...]) -> float:
    return 0.75 * max(pair) + 0.25 * min(pair) if pair else 1.0


def _mean(values: Collection[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
