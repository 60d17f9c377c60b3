"""Finding a marked passage again in a post that was edited."""

from collections.abc import Callable, Sequence
from typing import TypedDict

from reader.notes.aligning import Stretch, aligned, claimed
from reader.notes.carrying import Carried, carry, keeps_order
from reader.notes.likeness import LONG, RANGES, Likeness, are_long, similarity, surroundings
from reader.notes.model import Selector, State
from reader.notes.placing import ORPHAN, Placed, occurrences
from reader.notes.seeking import Found, Passage, places

Span = tuple[int, int]
_SAME_PLACE = 0.5  # from this likeness of the near text on, a passage counts as not moved


class TextQuote(TypedDict):
    """A TextQuoteSelector of the W3C."""

    exact: str
    prefix: str
    suffix: str


class TextPosition(TypedDict):
    """A TextPositionSelector of the W3C, in code points."""

    start: int
    end: int


class W3cSelector(TypedDict):
    """A passage as Web Annotations describe it."""

    TextQuoteSelector: TextQuote
    TextPositionSelector: TextPosition


def anchor(selector: W3cSelector, text: str) -> Span | None:
    """Where a passage stands in a text, None if it is not there; its old text is not known."""
    return _span(place(_selector(selector), None, text))


def anchor_with_old_text(selector: W3cSelector, old: str, new: str) -> Span | None:
    """Where a passage of the old text stands in the new one, None if it is not there."""
    return _span(place(_selector(selector), old, new))


def place(selector: Selector, old: str | None, new: str) -> Placed:
    """Find a passage in the present text; `old` is the text it was marked in, None if unknown.

    What is not found for certain is an orphan: it keeps its quote, and never sits at a wrong place.
    """
    if not selector.exact:
        return Placed(0, 0, State.ANCHORED)  # a note on the whole post
    if old is None or old[selector.start : selector.end] != selector.exact:
        return _place_by_likeness(selector, new)
    if old == new:
        return Placed(selector.start, selector.end, State.ANCHORED)
    return _place_by_text(old, new, selector.start, selector.end)


def _place_by_text(old: str, new: str, start: int, end: int) -> Placed:
    reach = RANGES[-1]
    passage = Passage(
        old[start:end], old[max(0, start - reach) : start], old[end : end + reach], start
    )
    stretches = aligned(old, new)
    carried = carry(stretches, start, end)
    if carried:
        span = passage.trimmed(new, carried.start, carried.end)
        if span[0] < span[1] and _still_fits(passage, new, span, carried):
            return _placed(passage, new, span, moved=False)
    found = _free(places(passage, new), stretches, end - start)
    best = max(found, key=lambda f: (f.likeness.rank, -abs(f.start - start)), default=None)
    if not best:
        return ORPHAN
    span = best.start, best.end
    return _placed(passage, new, span, moved=not keeps_order(stretches, (start, end), span))


def _place_by_likeness(selector: Selector, text: str) -> Placed:
    passage = Passage(selector.exact, selector.prefix, selector.suffix, selector.start)
    best = max(places(passage, text), key=_promise(selector, text), default=None)
    if not best:
        return ORPHAN
    moved = best.likeness.near < _SAME_PLACE
    return _placed(passage, text, (best.start, best.end), moved=moved)


def _promise(selector: Selector, text: str) -> Callable[[Found], float]:
    """What tells the likeliest place where the old text is unknown: number and nearness too."""
    spots = occurrences(text, selector.exact)
    meant = spots[selector.copy - 1] if 0 < selector.copies == len(spots) else None

    def promise(found: Found) -> float:
        nearness = 1 - abs(found.start - selector.start) / len(text)
        same = found.start == meant and found.likeness.words == 1.0
        return found.likeness.rank + 0.05 * max(0.0, nearness) ** 4 + (0.1 if same else 0.0)

    return promise


def _still_fits(passage: Passage, text: str, span: Span, carried: Carried) -> bool:
    found = text[slice(*span)]
    if are_long(passage.exact, found) and found != passage.exact:
        words = carried.kept / max(len(found), len(passage.exact))
    else:
        words = similarity(passage.exact, found)
    sides = surroundings(passage.before, passage.after, text, *span, RANGES[:3])
    return Likeness(words, sides).is_convincing(len(passage.exact))


def _free(found: Sequence[Found], stretches: Sequence[Stretch], length: int) -> list[Found]:
    """The places that belong to no other passage; if there are none, equal words that are long."""
    free = [f for f in found if claimed(stretches, f.start, f.end) < 0.5]
    return free or [f for f in found if f.likeness.words == 1.0 and length >= LONG]


def _placed(passage: Passage, text: str, span: Span, *, moved: bool) -> Placed:
    if text[slice(*span)] == passage.exact:
        return Placed(*span, State.MOVED if moved else State.ANCHORED)
    return Placed(*span, State.MOVED_EDITED if moved else State.EDITED)


def _selector(selector: W3cSelector) -> Selector:
    """The selector, in which nothing is said about copies."""
    quote, position = selector["TextQuoteSelector"], selector["TextPositionSelector"]
    return Selector(
        position["start"],
        position["end"],
        quote["exact"],
        quote["prefix"],
        quote["suffix"],
        copy=0,
        copies=0,
    )


def _span(placed: Placed) -> Span | None:
    if placed.start is None or placed.end is None:
        return None
    return placed.start, placed.end
