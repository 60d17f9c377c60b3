"""Texts cut into clauses, and the runs of clauses that two texts have in common."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

SHORTEST_RUN = 16
"""Characters from which on a run of equal clauses says that two passages are the same one."""

FREQUENT = 60
"""Times that a clause may stand in a text; a more frequent one starts no run by itself."""

MOST_PAIRS = 100_000
"""Pairs of equal clauses that are looked at: those of the most frequent clauses are left out."""

_AT_ONCE = 8  # clauses that are compared at once
_CLAUSE = re.compile(r"[^、。！？!?\n,，]*+[、。！？!?\n,，」』）)]++|[^、。！？!?\n,，]++")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a text without the white space around them, and where they start.

    `sizes` counts the characters of all clauses before each one, and at its end those of all.
    """

    words: Sequence[str]
    starts: Sequence[int]
    sizes: Sequence[int]

    def end(self, at: int) -> int:
        """Where a clause ends."""
        return self.starts[at] + len(self.words[at])

    def size(self, first: int, count: int) -> int:
        """How many characters so many clauses have together."""
        return self.sizes[first + count] - self.sizes[first]


class Run(NamedTuple):
    """`length` equal clauses, from one of the old text and from one of the new text on."""

    old: int
    new: int
    length: int


def clauses(text: str) -> Clauses:
    """Cut a text after every comma, end of a sentence and end of a line."""
    pieces = _CLAUSE.findall(text)  # they are the whole text
    cut = [piece.strip() for piece in pieces]
    begins = accumulate(map(len, pieces), initial=0)
    words = [word for word in cut if word]
    starts = [
        begin if len(word) == len(piece) else begin + piece.index(word)
        for word, piece, begin in zip(cut, pieces, begins, strict=False)
        if word
    ]
    return Clauses(words, starts, (0, *accumulate(map(len, words))))


def common_runs(old: Clauses, new: Clauses) -> list[Run]:
    """All runs of equal clauses, each as long as can be: every copy gives a run of its own."""
    places = _places(old.words, new.words)
    after, following = [*old.words[1:], "old end"], [*new.words[1:], "new end"]
    runs: list[Run] = []
    reached: dict[int, int] = {}  # where the last run ended, by its distance in the new text
    left = MOST_PAIRS
    for at, word in enumerate(old.words):
        found = places.get(word)
        if not found:
            continue
        weak = len(word) < SHORTEST_RUN or len(found) > FREQUENT
        for to in found:
            if (weak and after[at] != following[to]) or reached.get(to - at, 0) > at:
                continue
            run = _run(old.words, new.words, at, to)
            reached[to - at] = run.old + run.length
            left -= run.length
            if old.size(run.old, run.length) >= SHORTEST_RUN:
                runs.append(run)
        if left < 0:
            break
    return runs


def _places(old: Sequence[str], new: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Where the clauses of the old text stand in the new one, as far as MOST_PAIRS goes."""
    counts = Counter(old)
    places: dict[str, list[int]] = defaultdict(list)
    for to, word in enumerate(new):
        if word in counts:
            places[word].append(to)
    pairs = {word: counts[word] * len(found) for word, found in places.items()}
    if sum(pairs.values()) <= MOST_PAIRS:
        return places
    rarest = sorted(places, key=lambda word: (pairs[word], word))
    totals = accumulate(pairs[word] for word in rarest)
    return {w: places[w] for w, total in zip(rarest, totals, strict=True) if total <= MOST_PAIRS}


def _run(old: Sequence[str], new: Sequence[str], at: int, to: int) -> Run:
    """The run of equal clauses around a pair of them."""
    first, begin = at, to
    while first and begin and old[first - 1] == new[begin - 1]:
        first, begin = first - 1, begin - 1
    last, final = at + 1, to + 1
    limit = len(old) - _AT_ONCE
    while last <= limit and old[last : last + _AT_ONCE] == new[final : final + _AT_ONCE]:
        last, final = last + _AT_ONCE, final + _AT_ONCE
    while last < len(old) and final < len(new) and old[last] == new[final]:
        last, final = last + 1, final + 1
    return Run(first, begin, last - first)
