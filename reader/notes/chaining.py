"""Which of the runs that two texts have in common are the same passage in both."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from reader.notes.clauses import Clauses, Run

JUMP = 3.0
"""What a jump costs, in characters; log2 of how far it goes is added."""

MOST_RUNS = 4_000
LOOK_BACK = 400
"""How many runs before a run are tried as the one that goes before it."""

LARGEST_WORK = 400_000
"""Pairs of runs that are tried; of more runs than fit, less far back."""

_NO_JUMP = 0.3  # what a gap of the same size in both texts costs


@dataclass(frozen=True, slots=True)
class _Link:
    """The best chain that ends with a run, which begins after what the run before it holds."""

    run: Run
    score: float
    before: "_Link | None"


def best_chain(runs: Sequence[Run], old: Clauses, new: Clauses) -> list[Run]:
    """The runs that stand in the same order in both texts and hold most characters.

    Jumps cost, so that of several copies the one is taken that goes with its neighbours. The
    beginning of a post holds its texts together, its end does not: an appended copy wins no ties.
    """
    most = sorted(runs, key=lambda run: -old.size(run.old, run.old + run.count))[:MOST_RUNS]
    links: list[_Link] = []
    look_back = min(LOOK_BACK, LARGEST_WORK // max(1, len(most)))
    for run in sorted(most):
        links.append(_best_link(run, links[-look_back:], old, new))
    link = max(links, key=lambda link: link.score, default=None)
    chain: list[Run] = []
    while link:
        chain.append(link.run)
        link = link.before
    return chain[::-1]


def _best_link(run: Run, links: Sequence[_Link], old: Clauses, new: Clauses) -> _Link:
    size = old.size(run.old, run.old + run.count)
    shift = abs(old.starts[run.old] - new.starts[run.new])
    best = _Link(run, size - (_price(shift) if shift else 0), None)
    for link in reversed(links):
        if link.score + size <= best.score or link.run.old >= run.old or link.run.new >= run.new:
            continue
        rest = _rest(run, link.run)
        if not rest.count:
            continue
        score = link.score + old.size(rest.old, rest.old + rest.count)
        score -= _price_between(link.run, rest, old, new)
        if score > best.score:
            best = _Link(rest, score, link)
    return best


def _rest(run: Run, before: Run) -> Run:
    """What is left of a run behind the run before it."""
    cut = max(before.old + before.count - run.old, before.new + before.count - run.new, 0)
    cut = min(cut, run.count)
    return Run(run.old + cut, run.new + cut, run.count - cut)


def _price_between(before: Run, run: Run, old: Clauses, new: Clauses) -> float:
    kept = old.starts[run.old] - old.starts[before.old + before.count - 1]
    found = new.starts[run.new] - new.starts[before.new + before.count - 1]
    jump = abs(kept - found)
    return _price(jump) if jump > 1 else _NO_JUMP


def _price(jump: int) -> float:
    return JUMP + log2(1 + jump)
