"""What the palette offers for what is written in it, the likeliest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from reader.text.normal import normalise

MOST = {"post": 8, "command": 6, "search": 4}
LIKE_ENOUGH = 70.0
"""How alike two names are at least, of 100, where none holds every word."""


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
            for offer in _best(group, names, words)[: MOST[group[0].kind]]
        ]


def _best(group: Sequence[Offer], names: Sequence[str], words: Sequence[str]) -> list[Offer]:
    if not words:
        return list(group)
    held = [at for at, name in enumerate(names) if all(word in name for word in words)]
    if held:
        # The earlier and the shorter first; among equals the order is that of the group.
        held.sort(key=lambda at: (names[at].index(words[0]) > 0, len(names[at])))
        return [group[at] for at in held]
    wanted = " ".join(words)
    limit = MOST[group[0].kind]
    alike = process.extract(
        wanted, names, scorer=fuzz.partial_ratio, limit=limit, score_cutoff=LIKE_ENOUGH
    )
    return [group[at] for _, _, at in alike if len(wanted) > 1]
