"""Texts cut into clauses, and the runs of clauses that two texts have in common."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

SHORTEST_RUN = 16
"""Characters from which on a run of equal clauses says that two passages are the same."""

FREQUENT = 60
"""Times that a clause may stand in a text before it starts a run only together with the next."""

LARGEST_WORK = 500_000
"""Pairs of clauses that are looked at; what is so frequent that more would be needed starts none."""

_CLAUSE = re.compile(r"[^、。！？!?\n,，]*+[、。！？!?\n,，」』）)]++|[^、。！？!?\n,，]++")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a text, without the white space around them.

    `before` is how many characters the clauses before each one have, and at its end all of them.
    """

    words: Sequence[str]
    starts: Sequence[int]
    before: Sequence[int]

    def size(self, first: int, last: int) -> int:
        """How many characters the clauses from `first` up to `last`, which is left out, have."""
        return self.before[last] - self.before[first]

    def end(self, at: int) -> int:
        """Where a clause ends."""
        return self.starts[at] + len(self.words[at])


class Run(NamedTuple):
    """So many equal clauses from one of the old text and one of the new text on."""

    old: int
    new: int
    count: int


def clauses(text: str) -> Clauses:
    """Cut a text after every comma, full stop and line end."""
    words: list[str] = []
    starts: list[int] = []
    for match in _CLAUSE.finditer(text):
        piece = match.group()
        word = piece.strip()
        if word:
            words.append(word)
            starts.append(match.start() + len(piece) - len(piece.lstrip()))
    return Clauses(words, starts, (0, *accumulate(map(len, words))))


def common_runs(old: Clauses, new: Clauses) -> list[Run]:
    """All runs of equal clauses that are as long as can be; every copy gives its own run."""
    places = _places(old.words, new.words)
    runs: list[Run] = []
    reached: dict[int, int] = {}  # by the distance of its clauses, where the last run has ended
    work = LARGEST_WORK
    for at, word in enumerate(old.words):
        for to in places.get(word, ()):
            if reached.get(to - at, 0) > at:
                continue
            run = _run(old.words, new.words, at, to)
            reached[to - at] = run.old + run.count
            work -= run.count
            if run.count == 1 and len(places[word]) > FREQUENT:
                continue
            if old.size(run.old, run.old + run.count) >= SHORTEST_RUN:
                runs.append(run)
            if work < 0:
                return runs
    return runs


def _places(old: Sequence[str], new: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Where the clauses of the old text stand in the new one, but for those that are everywhere."""
    counts = Counter(old)
    places: dict[str, list[int]] = defaultdict(list)
    for to, word in enumerate(new):
        if word in counts:
            places[word].append(to)
    work = 0
    for word in sorted(places, key=lambda word: (counts[word] * len(places[word]), word)):
        work += counts[word] * len(places[word])
        if work > LARGEST_WORK:
            del places[word]
    return places


def _run(old: Sequence[str], new: Sequence[str], at: int, to: int) -> Run:
    """The run of equal clauses around a pair of them."""
    back = 0
    while back < min(at, to) and old[at - back - 1] == new[to - back - 1]:
        back += 1
    count = 1
    while at + count < len(old) and to + count < len(new) and old[at + count] == new[to + count]:
        count += 1
    return Run(at - back, to - back, back + count)
