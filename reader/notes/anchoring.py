"""Finding a marked passage again in a post that was edited."""

from collections.abc import Mapping
from typing import Any

from reader.notes.aligning import aligned, claimed
from reader.notes.carrying import carry
from reader.notes.likeness import Likeness, around, similarity
from reader.notes.seeking import Passage, best, fitting

Span = tuple[int, int]
_CONTEXT = 1024


def anchor_with_old_text(selector: Mapping[str, Any], old: str, new: str) -> Span | None:
    """x."""
    position = selector["TextPositionSelector"]
    return find_again(old, new, position["start"], position["end"])


def find_again(old: str, new: str, start: int, end: int) -> Span | None:
    exact = old[start:end]
    before, after = old[max(0, start - _CONTEXT) : start], old[end : end + _CONTEXT]
    stretches = aligned(old, new)
    carried = carry(stretches, start, end)
    if carried:
        begin, finish = trimmed(new, carried.start, carried.end)
        if begin < finish:
            words = similarity(exact, new[begin:finish])
            sides = around(before, after, new, begin, finish, (16, 64, 256))
            if Likeness(words, sides).is_convincing(len(exact)):
                return begin, finish
    found = fitting(Passage(exact, before, after, start), new)
    free = [p for p in found if claimed(stretches, p.start, p.end) < 0.5]
    place = best(free, start)
    if place is None:
        place = best([p for p in found if p.likeness.words == 1.0 and len(exact) >= 20], start)
    return (place.start, place.end) if place else None


def trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
