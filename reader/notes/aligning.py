"""Which characters of a text are the same ones in its next version."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.notes.chaining import best_chain
from reader.notes.clauses import Clauses, Run, clauses, common_runs

LARGEST_GAP = 4_000_000
"""Pairs of characters up to which the text between two runs is aligned by characters."""

_TELLING = 16  # characters that are enough to tell the end of the common beginning
_AT_ONCE = 2_048  # characters compared at once where the texts begin alike


class Stretch(NamedTuple):
    """So many characters that are equal; `sure` where whole clauses are, not only characters."""

    old: int
    new: int
    length: int
    sure: bool

    @property
    def old_end(self) -> int:
        return self.old + self.length

    @property
    def new_end(self) -> int:
        return self.new + self.length


class Gap(NamedTuple):
    """What lies between two runs in both texts."""

    old: int
    old_end: int
    new: int
    new_end: int


@lru_cache(maxsize=4)  # the annotations of a post come one after the other
def aligned(old: str, new: str) -> tuple[Stretch, ...]:
    """The equal stretches of two texts, in the same order in both."""
    head = _common_head(old, new)
    before, after = clauses(old[head:]), clauses(new[head:])
    chain = best_chain(common_runs(before, after), before, after)
    stretches = [Stretch(0, 0, head, True)] if head else []
    at, to = head, head
    for run in chain:
        spans = list(_spans(run, before, after, head))
        first = spans[0]
        stretches += align_gap(old, new, Gap(at, first.old, to, first.new))
        stretches += _joined(spans, old, new)
        at, to = spans[-1].old_end, spans[-1].new_end
    stretches += align_gap(old, new, Gap(at, len(old), to, min(len(new), to + 200 + len(old) - at)))
    return tuple(stretches)


def claimed(stretches: Sequence[Stretch], start: int, end: int) -> float:
    """The share of a place in the new text that surely belongs to some passage of the old one."""
    first = max(0, bisect_right(stretches, start, key=lambda stretch: stretch.new) - 1)
    share = 0
    for number in range(first, len(stretches)):
        stretch = stretches[number]
        if stretch.new >= end:
            break
        if stretch.sure:
            share += max(0, min(stretch.new_end, end) - max(stretch.new, start))
    return share / (end - start)


def align_gap(old: str, new: str, gap: Gap) -> list[Stretch]:
    """The equal stretches within a gap, character by character, but for those by chance."""
    gap = _narrowed(old, new, gap)
    first, second = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    if not first or not second or len(first) * len(second) > LARGEST_GAP:
        return []
    from rapidfuzz.distance import Levenshtein  # late: nothing but an edited post needs it

    blocks = Levenshtein.opcodes(first, second).as_matching_blocks()
    equal = [Stretch(block.a, block.b, block.size, False) for block in blocks if block.size]
    kept = _meant(equal, len(first), len(second))
    return [Stretch(gap.old + at, gap.new + to, length, False) for at, to, length, _ in kept]


def _common_head(old: str, new: str) -> int:
    """How many characters the texts begin alike with, back to the last end of a sentence."""
    head = 0
    while old[head : head + _AT_ONCE] == new[head : head + _AT_ONCE] and head < len(old):
        head += _AT_ONCE
    shorter = min(len(old), len(new))
    head = min(head, shorter)
    while head < shorter and old[head] == new[head]:
        head += 1
    if head == len(old):
        return head
    head = max(old.rfind("\n", 0, head), old.rfind("。", 0, head)) + 1
    # Where the beginning goes on as it did only later on, a copy may have been put before it.
    again = new.find(old[max(0, head - _TELLING) : head + _TELLING], head)
    return 0 if again >= 0 else head


def _spans(run: Run, before: Clauses, after: Clauses, head: int) -> Iterator[Stretch]:
    for step in range(run.count):
        at, to = run.old + step, run.new + step
        yield Stretch(
            head + before.starts[at], head + after.starts[to], len(before.words[at]), True
        )


def _joined(spans: Sequence[Stretch], old: str, new: str) -> list[Stretch]:
    """The clauses of a run, as one stretch where the space between them is equal too."""
    joined = [spans[0]]
    for span in spans[1:]:
        last = joined[-1]
        if old[last.old_end : span.old] == new[last.new_end : span.new]:
            joined[-1] = Stretch(last.old, last.new, span.old_end - last.old, True)
        else:
            joined.append(span)
    return joined


def _narrowed(old: str, new: str, gap: Gap) -> Gap:
    """A gap that is much longer on one side, cut there to the end that is more alike."""
    at, at_end, to, to_end = gap
    if to_end - to > 3 * (at_end - at) + 200:
        to, to_end = _likelier_end(old[at:at_end], new, to, to_end)
    elif at_end - at > 3 * (to_end - to) + 200:
        at, at_end = _likelier_end(new[to:to_end], old, at, at_end)
    return Gap(at, at_end, to, to_end)


def _likelier_end(short: str, text: str, start: int, end: int) -> tuple[int, int]:
    size = len(short) + 60
    if not short or len(short) * size > LARGEST_GAP:
        return start, start + size
    from rapidfuzz.distance import Levenshtein

    first = Levenshtein.distance(short, text[start : start + size])
    last = Levenshtein.distance(short, text[end - size : end])
    return (end - size, end) if last < first else (start, start + size)


def _meant(equal: list[Stretch], old_length: int, new_length: int) -> list[Stretch]:
    """Without the short stretches between longer changes, until there are none."""
    while True:
        kept: list[Stretch] = []
        for number, stretch in enumerate(equal):
            last = kept[-1] if kept else Stretch(0, 0, 0, False)
            following = [*equal[number + 1 : number + 2], Stretch(old_length, new_length, 0, False)]
            if not _is_chance(last, stretch, following[0]):
                kept.append(stretch)
        if len(kept) == len(equal):
            return kept
        equal = kept


def _is_chance(last: Stretch, stretch: Stretch, following: Stretch) -> bool:
    size = stretch.length
    left = max(stretch.old - last.old_end, stretch.new - last.new_end)
    right = max(following.old - stretch.old_end, following.new - stretch.new_end)
    if size >= 8:
        return False
    few, many = sorted((left, right))
    return few > 2 * size or (size < 4 and many > 8 * size and few >= size)
