"""A passage as it is kept, and where it has come to; offsets are code points."""

from dataclasses import dataclass

from reader.notes.model import Selector, State

CONTEXT = 256
"""How many characters are kept on each side of a quote."""


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


def describe_whole(text: str) -> Selector:
    """The selector of a note on a whole post: no words, before the first of its text."""
    return Selector(0, 0, "", "", text[:CONTEXT], copy=1, copies=1)


def occurrences(text: str, exact: str) -> list[int]:
    """The starts of all equal passages, overlapping ones too, in linear time."""
    spots: list[int] = []
    spot = text.find(exact)
    while spot >= 0:
        spots.append(spot)
        following = text.find(exact, spot + 1)
        step = following - spot
        if 0 < step <= len(exact) // 2:
            # It repeats itself with this step: only what comes anew must be compared.
            while text.startswith(exact[-step:], spot + len(exact)):
                spot += step
                spots.append(spot)
            following = text.find(exact, spot + 1)
        spot = following
    return spots
