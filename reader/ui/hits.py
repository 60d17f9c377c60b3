"""Places found in the open article: which one is current, and which of very many the page draws."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

Span = tuple[int, int]

MOST_DRAWN = 3000
"""More highlights than anybody can look at would only slow the page down."""
MOST_TICKS = 1000
"""More than any screen has room for."""


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits in one article, sorted code point spans, and the index of the current one."""

    spans: Sequence[Span] = ()
    current: int | None = None

    def at(self, index: int) -> "Hits":
        """The same hits with another one current."""
        return replace(self, current=index)

    def near(self, offset: int) -> "Hits":
        """The same hits; current is the one that starts nearest to an offset, if there is any."""
        if not self.spans:
            return self
        after = min(bisect_left(self.spans, (offset, 0)), len(self.spans) - 1)
        nearest = min(
            max(0, after - 1), after, key=lambda index: abs(self.spans[index][0] - offset)
        )
        return self.at(nearest)

    def onwards(self, offset: int) -> "Hits":
        """The same hits; current is the first that starts at an offset or after it, or the first.

        That is where somebody who reads there goes on when looking for a word.
        """
        if not self.spans:
            return self
        return self.at(bisect_left(self.spans, (offset, 0)) % len(self.spans))

    def step(self, by: int, *, around: bool = False) -> "Hits | None":
        """The same hits with the next (1) or previous (-1) one current; None past the end.

        `around` goes on at the other end. Where none is current the first or last becomes so.
        """
        if not self.spans:
            return None
        if self.current is None:
            return self.at(0 if by > 0 else len(self.spans) - 1)
        index = self.current + by
        if around:
            index %= len(self.spans)
        return self.at(index) if 0 <= index < len(self.spans) else None

    def start(self) -> int | None:
        """Where the current hit starts."""
        return None if self.current is None else self.spans[self.current][0]

    def drawn(self) -> range:
        """The indexes of the hits that the page draws: all of them, or those around the current.

        They change in steps, so that going from hit to hit seldom draws others.
        """
        total, block = len(self.spans), MOST_DRAWN // 3
        first = max(0, ((self.current or 0) // block - 1) * block)
        first = max(0, min(first, total - MOST_DRAWN))
        return range(first, min(total, first + MOST_DRAWN))

    def ticks(self) -> list[int]:
        """Starts of hits spread over the text, where there are more than the map can show."""
        if len(self.spans) <= MOST_TICKS:
            return [start for start, _ in self.spans]
        length = self.spans[-1][0] + 1
        places = (bisect_left(self.spans, (length * n // MOST_TICKS, 0)) for n in range(MOST_TICKS))
        return [self.spans[place][0] for place in dict.fromkeys(places)]


NO_HITS = Hits()
