"""The places to choose from for an annotation whose words were edited or are gone."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.notes.likeness import RANGES, similarity
from reader.notes.model import Origin
from reader.notes.seeking import Passage, candidates
from reader.text.rewording import Edit, edits
from reader.text.sentences import sentences

Span = tuple[int, int]

MOST = 3
"""Places that are offered."""

LEAST = 0.3
"""The likeness of words below which a place is not worth a look."""

_MOST_LOOKED_AT = 12
_LONGEST_SLID = 200  # characters of a passage that is held against every place in a text
_MOST_SENTENCES = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """A place in the present text, and how much of the words is the same there: 0 to 1.

    `edits` are where the words differ: places in the quote, and in the text.
    """

    start: int
    end: int
    share: float
    edits: tuple[Edit, ...]


def offers(origin: Origin, text: str, present: Span | None = None) -> list[Offer]:
    """The best places, the likeliest first; the present one is always the first."""
    passage = _passage(origin)
    found = {span: similarity(passage.exact, text[slice(*span)]) for span in _spans(passage, text)}
    ranked = sorted(found, key=lambda span: (-found[span], abs(span[0] - passage.start)))
    kept: list[Span] = [present] if present else []
    for span in ranked:
        if found[span] >= LEAST and not any(_is_same(span, other) for other in kept):
            kept.append(span)
    return [_offer(passage.exact, text, span) for span in kept[:MOST]]


def _passage(origin: Origin) -> Passage:
    selector, old = origin.selector, origin.text
    if old is None or old[selector.start : selector.end] != selector.exact:
        return Passage(selector.exact, selector.prefix, selector.suffix, selector.start)
    before = old[max(0, selector.start - RANGES[-1]) : selector.start]
    after = old[selector.end : selector.end + RANGES[-1]]
    return Passage(selector.exact, before, after, selector.start)


def _spans(passage: Passage, text: str) -> Iterator[Span]:
    yield from candidates(passage, text)
    yield from _sentences(passage.exact, text)
    yield from _slid(passage.exact, text)


def _sentences(exact: str, text: str) -> Iterator[Span]:
    """So many sentences in a row as the passage has, those that are the most alike."""
    from rapidfuzz.distance import Indel  # late: nothing but an edited post needs it
    from rapidfuzz.process import extract

    spans = sentences(text)
    count = min(_MOST_SENTENCES, max(1, len(sentences(exact))))
    rows = [(spans[at][0], spans[at + count - 1][1]) for at in range(len(spans) - count + 1)]
    found = extract(
        exact,
        [text[slice(*row)] for row in rows],
        scorer=Indel.normalized_similarity,
        limit=_MOST_LOOKED_AT,
        score_cutoff=LEAST,
    )
    for _, _, at in found:
        yield rows[at]


def _slid(exact: str, text: str) -> Iterator[Span]:
    """The part of a text that is the most like a short passage."""
    if len(exact) <= _LONGEST_SLID and text:
        from rapidfuzz.fuzz import partial_ratio_alignment

        found = partial_ratio_alignment(exact, text, score_cutoff=100 * LEAST)
        if found and found.dest_start < found.dest_end and len(exact) <= len(text):
            yield found.dest_start, found.dest_end


def _is_same(span: Span, other: Span) -> bool:
    """Whether two places have more than a third of the shorter one in common."""
    common = min(span[1], other[1]) - max(span[0], other[0])
    return common > min(span[1] - span[0], other[1] - other[0]) / 3


def _offer(exact: str, text: str, span: Span) -> Offer:
    words = text[slice(*span)]
    return Offer(*span, similarity(exact, words), edits(exact, words, 0, span[0]))


def worded(exact: str, text: str, offer: Offer) -> Iterator[tuple[str, str]]:
    """The words of a place in order, each with what they are: same, struck or inserted."""
    to = offer.start
    for (old, old_end), (new, new_end) in offer.edits:
        yield "same", text[to:new]
        yield "struck", exact[old:old_end]
        yield "inserted", text[new:new_end]
        to = new_end
    yield "same", text[to : offer.end]
