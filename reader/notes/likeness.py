"""How alike two passages are, and the texts around them; 1.0 is equal, 0.0 has nothing in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

RANGES = (16, 64, 256, 1024)
"""How many characters on each side are compared: the nearest tell copies of a clause apart, the
farthest copies of a whole section."""

LARGEST_TABLE = 64_000_000
"""Pairs of characters up to which two passages are compared as a whole, which takes 2 ms."""

_END = 4_096  # characters that are compared at both ends of longer passages


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well a place fits to a passage: its words, and for each of RANGES the sides around it.

    A side is left out where the passage had no text there: at the beginning and end of its post.
    """

    words: float
    sides: tuple[tuple[float, ...], ...]

    @property
    def near(self) -> float:
        """How alike the nearest 16 and 64 characters are; 1.0 where nothing stood around it."""
        return _mean([side for pair in self.sides[:2] for side in pair], 1.0)

    @property
    def context(self) -> float:
        """How alike the near text is, or the nearest 256 characters if that is better."""
        return max(self.near, _mean(self.sides[2], 0.0))

    @property
    def rank(self) -> float:
        """Words and context in one number; the better side counts most, the other may be edited."""
        around = _mean([_better(pair) for pair in self.sides], 1.0)
        return round((self.words + around) / 2, 3)

    def is_convincing(self, length: int) -> bool:
        """Whether a passage of this length may be said to stand here.

        Short words stand in many places, so that only the text around them tells.
        """
        if self.words == 1.0:
            return length >= _LONG or self.context >= 0.4
        return self.words >= 0.55 and (length >= _LONG or self.context >= 0.55)


_LONG = 20  # characters from which on a passage is told by its words alone


def similarity(first: str, second: str) -> float:
    """The share of characters that need no change; of very long texts, at both ends."""
    if first == second:
        return 1.0
    if len(first) * len(second) > LARGEST_TABLE:
        first, second = (text[:_END] + text[-_END:] for text in (first, second))
    from rapidfuzz.distance import Levenshtein  # late: nothing but an edited post needs it

    return 1 - Levenshtein.distance(first, second) / max(len(first), len(second))


def around(
    before: str, after: str, text: str, start: int, end: int, ranges: Sequence[int] = RANGES
) -> tuple[tuple[float, ...], ...]:
    """How alike the text around a place is to the text before and after a passage, for each range.

    A range beyond the known text says what the one before it says.
    """
    sides: list[tuple[float, ...]] = []
    reached = (0, 0)
    for size in ranges:
        left, right = before[-size:], after[:size]
        if (len(left), len(right)) != reached:
            sides.append(
                (
                    *_alike(left, text[max(0, start - len(left)) : start]),
                    *_alike(right, text[end : end + len(right)]),
                )
            )
            reached = len(left), len(right)
        else:
            sides.append(sides[-1] if sides else ())
    return tuple(sides)


def _alike(known: str, found: str) -> tuple[float, ...]:
    return (similarity(known, found),) if known else ()


def _better(pair: tuple[float, ...]) -> float:
    return 0.75 * max(pair) + 0.25 * min(pair) if pair else 1.0


def _mean(values: Iterable[float], otherwise: float) -> float:
    values = tuple(values)
    return sum(values) / len(values) if values else otherwise
