"""Sentences of a post that say almost what an earlier sentence of it says."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from reader.article.folding import sentence_normals
from reader.article.model import Fold, Line, Near

_LEAST_ALIKE: Final = 92.0  # per cent
_LEAST_LENGTH: Final = _LEAST_ALIKE / (200 - _LEAST_ALIKE)  # of the shorter of two to the longer
_SHELF: Final = 8
_SHORTEST: Final = 20
# Every sentence is compared with every earlier one: beyond these sums no more are looked at.
_MOST_SENTENCES: Final = 600
_MOST_CHARACTERS: Final = 60_000

_NUMBER_OR_NAME = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[a-z][a-z0-9.+-]+|[ァ-ヴー]{3,}")
_NEGATION = re.compile(r"ない|なく|ません|ず[、に]|ぬ|非|不|未|困難|難し")


def near_repeats(text: str, lines: Sequence[Line], folds: Sequence[Fold]) -> tuple[Near, ...]:
    """The visible sentences that reword an earlier visible one.

    They are at least 92 % alike, and the later one has no number, name or negation of its own.
    """
    earlier = _Earlier()
    found: list[Near] = []
    for (start, end), normal in _candidates(text, lines, folds):
        best = earlier.most_alike(normal)
        if best and _adds_nothing(normal, best[0]):
            found.append(Near(start, end, *best[1]))
        else:
            earlier.add(normal, (start, end))
    return tuple(found)


class _Earlier:
    """Sentences by their length: only those of about the same can be alike."""

    def __init__(self) -> None:
        self._words: dict[int, list[str]] = {}
        self._places: dict[int, list[tuple[int, int]]] = {}

    def add(self, normal: str, place: tuple[int, int]) -> None:
        """Keep a sentence and where it stands."""
        shelf = len(normal) // _SHELF
        self._words.setdefault(shelf, []).append(normal)
        self._places.setdefault(shelf, []).append(place)

    def most_alike(self, normal: str) -> tuple[str, tuple[int, int]] | None:
        """The most similar sentence and its place, None where none is similar enough."""
        from rapidfuzz import fuzz, process

        best: tuple[float, str, tuple[int, int]] | None = None
        first, last = int(len(normal) * _LEAST_LENGTH), int(len(normal) / _LEAST_LENGTH)
        for shelf in range(first // _SHELF, last // _SHELF + 1):
            words = self._words.get(shelf)
            if words is None:
                continue
            like = process.extractOne(
                normal, words, scorer=fuzz.ratio, score_cutoff=best[0] if best else _LEAST_ALIKE
            )
            if like and (best is None or like[1] > best[0]):
                best = like[1], like[0], self._places[shelf][like[2]]
        return best[1:] if best else None


def _candidates(
    text: str, lines: Sequence[Line], folds: Sequence[Fold]
) -> list[tuple[tuple[int, int], str]]:
    starts = [fold.start for fold in folds]

    def is_folded(start: int, end: int) -> bool:
        at = bisect_right(starts, start) - 1
        return at >= 0 and end <= folds[at].end

    prose = [
        line
        for line in lines
        if line.kind in ("paragraph", "item")
        and line.end - line.start >= _SHORTEST
        and not is_folded(line.start, line.end)
    ]
    kept: list[tuple[tuple[int, int], str]] = []
    length = 0
    for span, normal in sentence_normals(text, prose):
        if len(normal) < _SHORTEST or is_folded(*span):
            continue
        length += len(normal)
        if length > _MOST_CHARACTERS or len(kept) == _MOST_SENTENCES:
            break
        kept.append((span, normal))
    return kept


def _adds_nothing(later: str, earlier: str) -> bool:
    names = set(_NUMBER_OR_NAME.findall(later)) - set(_NUMBER_OR_NAME.findall(earlier))
    return not names and len(_NEGATION.findall(later)) == len(_NEGATION.findall(earlier))
