"""Where an annotation stands in a text: pure functions over values, offsets in code points."""

from dataclasses import dataclass

from reader.notes.model import Selector, State

CONTEXT = 256
"""How many characters are kept on each side of a quote."""

NEAR = 32
"""How many characters on one side must agree before a passage counts as found again."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of an annotation in the present text; both offsets are None for an orphan."""

    start: int | None
    end: int | None
    state: State


ORPHAN = Placed(None, None, State.ORPHANED)


def describe(text: str, start: int, end: int) -> Selector:
    """The selector of a passage. Raises ValueError for a span that is empty or outside."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start}-{end} of {len(text)} characters")
    exact = text[start:end]
    spots = occurrences(text, exact)
    return Selector(
        start,
        end,
        exact,
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        copy=spots.index(start) + 1,
        copies=len(spots),
    )


def occurrences(text: str, exact: str) -> list[int]:
    """The starts of all equal passages, overlapping ones too."""
    spots: list[int] = []
    spot = text.find(exact)
    while spot >= 0:
        spots.append(spot)
        spot = text.find(exact, spot + 1)
    return spots


def place(selector: Selector, same_text: bool, text: str) -> Placed:
    """Find a passage in the present text, or nothing; `same_text`: it is the text it was marked in.

    A passage counts as found where the text has as many equal passages as before, the context of
    the one with its number agrees on one side, and that of no other agrees better. Anything less
    certain is an orphan: it keeps its quote, and it never sits at a wrong place.
    """
    if same_text:
        return Placed(selector.start, selector.end, State.ANCHORED)
    spots = occurrences(text, selector.exact)
    spot = _only_likely(selector, spots, text)
    if spot is None:
        return ORPHAN
    state = State.ANCHORED if spot == selector.start else State.MOVED
    return Placed(spot, spot + len(selector.exact), state)


def _only_likely(selector: Selector, spots: list[int], text: str) -> int | None:
    if len(spots) != selector.copies:
        # A copy came or went: nothing tells a reworded passage's surviving twin from the passage.
        return None
    spot = spots[selector.copy - 1]
    agreement = _agreement(selector, spot, text)
    rivals = (_agreement(selector, other, text) for other in spots if other != spot)
    if max(agreement) < NEAR or any(sum(rival) > sum(agreement) for rival in rivals):
        return None
    return spot


def _agreement(selector: Selector, spot: int, text: str) -> tuple[int, int]:
    """How many characters before and after a spot are those of the selector's context.

    Context that was cut off by the beginning or the end of the text agrees in full (CONTEXT) when
    the spot is as near to it.
    """
    end = spot + len(selector.exact)
    before = text[max(0, spot - CONTEXT) : spot]
    after = text[end : end + CONTEXT]
    return (
        _alike(selector.prefix[::-1], before[::-1]),
        _alike(selector.suffix, after),
    )


def _alike(kept: str, found: str) -> int:
    if kept == found:
        return CONTEXT
    pairs = zip(kept, found, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(kept), len(found)))
