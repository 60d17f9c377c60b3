"""What the palette offers for what is written in it, the likeliest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal

from reader.text.normal import normalise

MOST = {"post": 8, "command": 6, "search": 4}
LIKE_ENOUGH = 70.0
"""How alike two names are at least, of 100, where none holds every word."""
CHUNK = 2_000
"""Names that are compared without letting the window have its turn."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to choose: `key` is a post's id, the name of a command, or a query."""

    kind: Literal["post", "command", "search"]
    key: str
    label: str
    detail: str = ""


class Offers:
    """Everything that can be offered, with its names in normal form."""

    def __init__(
        self, posts: Iterable[Offer], commands: Iterable[Offer], searches: Iterable[Offer]
    ) -> None:
        self._groups = [list(posts), list(commands), list(searches)]
        self._names = [[normalise(offer.label) for offer in group] for group in self._groups]

    def ranked(self, written: str) -> list[Offer]:
        """The best of each kind; with nothing written the first of each."""
        words = normalise(written).split()
        return [
            offer
            for group, names in zip(self._groups, self._names, strict=True)
            if group
            for offer in _best(group, names, words)
        ]


def _best(group: Sequence[Offer], names: Sequence[str], words: Sequence[str]) -> list[Offer]:
    limit = MOST[group[0].kind]
    if not words:
        return list(group[:limit])
    held = [at for at, name in enumerate(names) if all(word in name for word in words)]
    if held:
        # The earlier and the shorter first; among equals the order is that of the group.
        order = {at: (names[at].index(words[0]) > 0, len(names[at])) for at in held}
        return [group[at] for at in nsmallest(limit, held, key=order.__getitem__)]
    wanted = " ".join(words)
    return [group[at] for at in _alike(names, wanted, limit)] if len(wanted) > 1 else []


def _alike(names: Sequence[str], wanted: str, limit: int) -> list[int]:
    from rapidfuzz import fuzz, process  # late: a start has no use for it

    found: list[tuple[float, int]] = []
    for start in range(0, len(names), CHUNK):
        alike = process.extract(
            wanted,
            names[start : start + CHUNK],
            scorer=fuzz.partial_ratio,
            limit=limit,
            score_cutoff=LIKE_ENOUGH,
        )
        found += [(-score, start + at) for _, score, at in alike]
    return [at for _, at in nsmallest(limit, found)]
