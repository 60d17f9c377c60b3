"""Which characters of a text are the same ones in its next version."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from reader.notes.chaining import best_chain
from reader.notes.clauses import Clauses, Run, clauses, common_runs

LARGEST_GAP = 4_000_000
"""Pairs of characters up to which the text between two runs is aligned by characters."""

_AT_ONCE = 2_048  # characters that are compared at once where the texts begin alike
_TELLING = 16  # characters that tell a passage
_CLEANINGS = 8  # times that stretches by chance are looked for
_ASIDE = 200  # characters that a gap may be longer in one text without being cut there


class Stretch(NamedTuple):
    """So many equal characters; `sure` where they are whole clauses in their order."""

    old: int
    new: int
    length: int
    sure: bool

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length


class Gap(NamedTuple):
    """What lies between two equal stretches in both texts."""

    old: int
    old_end: int
    new: int
    new_end: int


@lru_cache(maxsize=4)  # the annotations of a post come one after the other
def aligned(old: str, new: str) -> tuple[Stretch, ...]:
    """The equal stretches of two texts; they stand in the same order in both."""
    head = _common_head(old, new)
    first = [Stretch(0, 0, head, True)] if head else []
    rest = _aligned(old[head:], new[head:])
    return (*first, *(Stretch(head + at, head + to, size, sure) for at, to, size, sure in rest))


def align_gap(old: str, new: str, gap: Gap) -> list[Stretch]:
    """The equal stretches within a gap, character by character, without those by chance."""
    at, at_end, to, to_end = _narrowed(old, new, gap)
    first, second = old[at:at_end], new[to:to_end]
    if not first or not second or len(first) * len(second) > LARGEST_GAP:
        return []
    # A replaced character must not count as half an equal one, or chance wins; imported late:
    # nothing but an edited post needs it.
    from rapidfuzz.distance import LCSseq

    blocks = LCSseq.opcodes(first, second).as_matching_blocks()
    equal = [Stretch(at + b.a, to + b.b, b.size, False) for b in blocks if b.size]
    return _meant(equal, Stretch(at, to, 0, False), Stretch(at_end, to_end, 0, False))


def claimed(stretches: Sequence[Stretch], start: int, end: int) -> float:
    """The share of a place in the new text that surely belongs to some passage of the old one."""
    at = max(0, bisect_right(stretches, start, key=lambda stretch: stretch.new) - 1)
    share = 0
    while at < len(stretches) and stretches[at].new < end:
        if stretches[at].sure:
            share += max(0, min(stretches[at].new_end, end) - max(stretches[at].new, start))
        at += 1
    return share / (end - start)


def _common_head(old: str, new: str) -> int:
    """With how many characters both texts begin, back to the last end of a sentence."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head : head + _AT_ONCE] == new[head : head + _AT_ONCE]:
        head += _AT_ONCE
    head = min(head, shorter)
    while head < shorter and old[head] == new[head]:
        head += 1
    if head == len(old):
        return head
    head = max(old.rfind("\n", 0, head), old.rfind("。", 0, head)) + 1
    # Where the beginning goes on as it did only later on, a copy may have been put before it.
    again = new.find(old[max(0, head - _TELLING) : head + _TELLING], head)
    return 0 if again >= 0 else head


def _aligned(old: str, new: str) -> list[Stretch]:
    before, after = clauses(old), clauses(new)
    stretches: list[Stretch] = []
    at = to = 0
    for run in best_chain(common_runs(before, after), before, after):
        equal = list(_stretches(run, before, after, old, new))
        stretches += align_gap(old, new, Gap(at, equal[0].old, to, equal[0].new))
        stretches += equal
        at, to = equal[-1].old_end, equal[-1].new_end
    # What was appended to the post later is no part of the last gap.
    end = min(len(new), to + len(old) - at + _ASIDE)
    return stretches + align_gap(old, new, Gap(at, len(old), to, end))


def _stretches(run: Run, before: Clauses, after: Clauses, old: str, new: str) -> Iterator[Stretch]:
    """The stretches of a run: one, or more where the white space between its clauses differs."""
    at, to, length = run
    start, begin = before.starts[at], after.starts[to]
    size = before.end(at + length - 1) - start
    if old[start : start + size] == new[begin : begin + size]:
        yield Stretch(start, begin, size, True)
        return
    for step in range(1, length):
        end, finish = before.end(at + step - 1), after.end(to + step - 1)
        following, next_one = before.starts[at + step], after.starts[to + step]
        if old[end:following] != new[finish:next_one]:
            yield Stretch(start, begin, end - start, True)
            start, begin = following, next_one
    yield Stretch(start, begin, before.end(at + length - 1) - start, True)


def _narrowed(old: str, new: str, gap: Gap) -> Gap:
    """A gap that is much longer in one text, cut there to the end that is more alike."""
    at, at_end, to, to_end = gap
    if to_end - to > 3 * (at_end - at) + _ASIDE:
        to, to_end = _likelier_end(old[at:at_end], new, to, to_end)
    elif at_end - at > 3 * (to_end - to) + _ASIDE:
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


def _meant(equal: list[Stretch], before: Stretch, after: Stretch) -> list[Stretch]:
    """Without the short stretches between long changes, which are equal by chance."""
    for _ in range(_CLEANINGS):
        kept: list[Stretch] = []
        for stretch, following in zip(equal, [*equal[1:], after], strict=False):
            if not _is_chance(kept[-1] if kept else before, stretch, following):
                kept.append(stretch)
        if len(kept) == len(equal):
            break
        equal = kept
    return equal


def _is_chance(before: Stretch, stretch: Stretch, after: Stretch) -> bool:
    if stretch.length >= 8:
        return False
    left = max(stretch.old - before.old_end, stretch.new - before.new_end)
    right = max(after.old - stretch.old_end, after.new - stretch.new_end)
    few, many = sorted((left, right))
    size = stretch.length
    return few > 2 * size or (size < 4 and many > 8 * size and few >= size)
