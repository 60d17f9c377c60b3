"""Sentences of a post that say almost what an earlier sentence of it says."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from reader.article.folding import sentence_normals
from reader.article.model import Fold, Line, Near

_LEAST_ALIKE: Final = 92.0  # per cent
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
    from rapidfuzz import fuzz, process

    earlier: list[str] = []
    places: list[tuple[int, int]] = []
    found: list[Near] = []
    for (start, end), normal in _candidates(text, lines, folds):
        best = process.extractOne(normal, earlier, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
        if best and _adds_nothing(normal, best[0]):
            found.append(Near(start, end, *places[best[2]]))
        else:
            earlier.append(normal)
            places.append((start, end))
    return tuple(found)


def _candidates(
    text: str, lines: Sequence[Line], folds: Sequence[Fold]
) -> list[tuple[tuple[int, int], str]]:
    starts = [fold.start for fold in folds]

    def is_folded(start: int) -> bool:
        at = bisect_right(starts, start) - 1
        return at >= 0 and start < folds[at].end

    prose = [
        line
        for line in lines
        if line.kind in ("paragraph", "item") and line.end - line.start >= _SHORTEST
    ]
    kept: list[tuple[tuple[int, int], str]] = []
    length = 0
    for span, normal in sentence_normals(text, prose):
        if len(normal) < _SHORTEST or is_folded(span[0]):
            continue
        length += len(normal)
        if length > _MOST_CHARACTERS or len(kept) == _MOST_SENTENCES:
            break
        kept.append((span, normal))
    return kept


def _adds_nothing(later: str, earlier: str) -> bool:
    names = set(_NUMBER_OR_NAME.findall(later)) - set(_NUMBER_OR_NAME.findall(earlier))
    return not names and len(_NEGATION.findall(later)) == len(_NEGATION.findall(earlier))
