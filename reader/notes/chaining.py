"""Which of the runs that two texts have in common are the same passage in both."""

from collections.abc import Sequence
from bisect import insort
from itertools import islice
from math import log2
from typing import NamedTuple

from reader.notes.clauses import Clauses, Run

JUMP = 3.0
"""What a jump costs, in characters; log2 of how far it goes is added."""

MOST_RUNS = 4_000
LOOK_BACK = 400
"""How many runs before a run are tried as the one that goes before it."""

LARGEST_WORK = 400_000
"""Pairs of runs that are tried; of more runs than fit, less far back."""

_NO_JUMP = 0.3  # what a gap of the same size in both texts costs


class _Link(NamedTuple):
    """The best chain that ends with a run; its last clause stands at `old_place`, `new_place`."""

    score: float
    number: int
    run: Run
    old_place: int
    new_place: int
    before: "_Link | None"


def best_chain(runs: Sequence[Run], old: Clauses, new: Clauses) -> list[Run]:
    """The runs that stand in the same order in both texts and hold most characters.

    Jumps cost, so that of several copies the one is taken that goes with its neighbours. The
    beginning of a post holds its texts together, its end does not: an appended copy wins no ties.
    """
    most = sorted(runs, key=lambda run: -old.size(run.old, run.old + run.count))[:MOST_RUNS]
    links: list[_Link] = []  # the one with the best score last
    for number, run in enumerate(sorted(most)):
        insort(links, _best_link(number, run, links, old, new))
    link = links[-1] if links else None
    chain: list[Run] = []
    while link:
        chain.append(link.run)
        link = link.before
    return chain[::-1]


def _best_link(
    number: int, run: Run, links: Sequence[_Link], old: Clauses, new: Clauses
) -> _Link:
    size = old.size(run.old, run.old + run.count)
    shift = abs(old.starts[run.old] - new.starts[run.new])
    best, rest, before = size - (_price(shift) if shift else 0), run, None
    for link in islice(reversed(links), LOOK_BACK):
        if link.score + size <= best:
            break
        if link.run.old >= run.old or link.run.new >= run.new:
            continue
        left = _rest(run, link.run)
        if not left.count:
            continue
        score = link.score + old.size(left.old, left.old + left.count)
        score -= _price_between(link, left, old, new)
        if score > best:
            best, rest, before = score, left, link
    last = run.count - 1
    places = old.starts[run.old + last], new.starts[run.new + last]
    return _Link(best, number, rest, *places, before)


def _rest(run: Run, before: Run) -> Run:
    """What is left of a run behind the run before it."""
    cut = max(before.old + before.count - run.old, before.new + before.count - run.new, 0)
    cut = min(cut, run.count)
    return Run(run.old + cut, run.new + cut, run.count - cut)


def _price_between(link: _Link, run: Run, old: Clauses, new: Clauses) -> float:
    kept = old.starts[run.old] - link.old_place
    found = new.starts[run.new] - link.new_place
    jump = abs(kept - found)
    return _price(jump) if jump > 1 else _NO_JUMP


def _price(jump: int) -> float:
    return JUMP + log2(1 + jump)
