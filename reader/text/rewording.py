"""Which sentences are other words for each other, and which words of them differ."""

import re
from collections.abc import Sequence

Span = tuple[int, int]
Edit = tuple[Span, Span]
"""What differs: a span of the old text and the one of the new text that stands for it."""

ALIKE = 0.55
"""The similarity from which on two sentences are one that was reworded: 0 to 1."""
MOST_COMPARED = 100_000
WIDEST, NARROWEST = 24, 4
LONGEST_COMPARED = 1000
LARGEST_TABLE = 4_000_000
CHOICES = 3
SHORTEST_KEPT = 2

# A number and a Latin word change as a whole; of Japanese each character counts.
_TOKEN = re.compile(r"[0-9０-９]+(?:[.,，．][0-9０-９]+)*|[A-Za-zＡ-Ｚａ-ｚ]+|.", re.DOTALL)
_JOINS = re.compile("[0-9０-９.,，．A-Za-zＡ-Ｚａ-ｚ]")


def paired(before: Sequence[str], after: Sequence[str]) -> list[Span]:
    """Pairs of similar sentences by their places, in order, of the greatest similarity in sum.

    Each is compared with those that stand about as far on: with few of them in a long list.
    """
    if not before or not after:
        return []
    from rapidfuzz.distance import Indel  # late: nothing but a comparison needs it
    from rapidfuzz.process import extract

    reach = max(NARROWEST, min(WIDEST, MOST_COMPARED // (2 * len(before))))
    clipped = [words[:LONGEST_COMPARED] for words in after]
    likely: list[tuple[float, int, int]] = []
    for at, words in enumerate(before):
        middle = at * len(after) // len(before)
        first = max(0, middle - reach)
        found = extract(
            words[:LONGEST_COMPARED],
            clipped[first : middle + reach + 1],
            scorer=Indel.normalized_similarity,
            limit=CHOICES,
            score_cutoff=ALIKE,
        )
        likely += [(score, at, first + place) for _, score, place in found]
    return _heaviest(likely, len(after))


def _heaviest(likely: Sequence[tuple[float, int, int]], count: int) -> list[Span]:
    """The pairs in rising order whose weights have the greatest sum.

    A tree of prefixes holds the best chain up to each place: P. M. Fenwick, A new data structure
    for cumulative frequency tables (1994).
    """
    tree: list[tuple[float, int]] = [(0.0, -1)] * (count + 1)
    before: list[int] = []
    # Backwards within one sentence, so that none is paired twice.
    ordered = sorted(likely, key=lambda one: (one[1], -one[2]))
    for number, (weight, _, to) in enumerate(ordered):
        best, place = (0.0, -1), to
        while place:
            best = max(best, tree[place])
            place &= place - 1
        before.append(best[1])
        here, place = (best[0] + weight, number), to + 1
        while place <= count:
            tree[place] = max(tree[place], here)
            place += place & -place
    pairs: list[Span] = []
    number = max(tree)[1]
    while number >= 0:
        pairs.append(ordered[number][1:])
        number = before[number]
    return pairs[::-1]


def edits(old: str, new: str, old_at: int = 0, new_at: int = 0) -> tuple[Edit, ...]:
    """Where two wordings differ, in order; the wordings begin at these offsets of their texts.

    Characters that stay alone between two changes count as changed, so that no confetti is left.
    """
    head = _shared(old, new)
    while head and _JOINS.match(old[head - 1]):
        head -= 1
    tail = _shared(old[head:][::-1], new[head:][::-1])
    while tail and _JOINS.match(old[-tail]):
        tail -= 1
    left = _TOKEN.findall(old[head : len(old) - tail])
    right = _TOKEN.findall(new[head : len(new) - tail])
    before, after = _places(left, old_at + head), _places(right, new_at + head)
    return tuple(
        ((before[first], before[last]), (after[begin], after[end]))
        for (first, last), (begin, end) in _changes(left, right)
    )


def _shared(some: str, other: str) -> int:
    """How many characters two words begin with alike."""
    known, limit = 0, min(len(some), len(other))
    while known < limit:
        step = (limit - known + 1) // 2
        if some[known : known + step] == other[known : known + step]:
            known += step
        elif step == 1:
            break
        else:
            limit = known + step - 1
    return known


def _places(tokens: Sequence[str], at: int) -> list[int]:
    places = [at]
    for token in tokens:
        at += len(token)
        places.append(at)
    return places


def _changes(left: Sequence[str], right: Sequence[str]) -> list[Edit]:
    """What differs, in tokens."""
    if not left and not right:
        return []
    if len(left) * len(right) > LARGEST_TABLE:
        return [((0, len(left)), (0, len(right)))]
    from rapidfuzz.distance import LCSseq

    numbers: dict[str, int] = {}
    sides = [[numbers.setdefault(one, len(numbers)) for one in side] for side in (left, right)]
    changes: list[Edit] = []
    for block in LCSseq.opcodes(*sides):
        if block.tag == "equal":
            continue
        old, new = (block.src_start, block.src_end), (block.dest_start, block.dest_end)
        if changes:
            last_old, last_new = changes[-1]
            between = sum(map(len, left[last_old[1] : old[0]]))
            if between < SHORTEST_KEPT:
                changes[-1] = (last_old[0], old[1]), (last_new[0], new[1])
                continue
        changes.append((old, new))
    return changes
