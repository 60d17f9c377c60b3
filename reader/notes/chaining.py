"""Which of the runs that two texts have in common are the same passage in both."""

from bisect import insort
from collections.abc import Iterable, Sequence
from itertools import islice
from math import log2
from typing import NamedTuple

from reader.notes.clauses import Clauses, Run

MOST_RUNS = 2_000
"""Runs that are looked at, the longest ones."""

MOST_CHAINS = 400
"""Chains, the best ones, that each run is tried at the end of."""

MOST_TRIES = 200_000
"""Runs times chains: of more runs fewer chains are tried."""

_JUMP = 3.0  # what it costs, in characters, that something came or went between two runs
_NO_JUMP = 0.3


class _Chain(NamedTuple):
    """The best chain that ends with a run; the last clause of it stands at `old` and `new`."""

    score: float
    number: int
    run: Run
    old: int
    new: int
    before: "_Chain | None"


def best_chain(runs: Sequence[Run], old: Clauses, new: Clauses) -> list[Run]:
    """The runs that stand in the same order in both texts and hold most characters.

    Jumps cost, so that of several copies the one is taken that goes on from its neighbours. The
    beginning of a post holds what follows, its end does not: a copy appended later wins no ties.
    """
    longest = sorted(runs, key=lambda run: -old.size(run.old, run.length))[:MOST_RUNS]
    tries = min(MOST_CHAINS, MOST_TRIES // max(1, len(longest)))
    chains: list[_Chain] = []  # the best one last
    for number, run in enumerate(sorted(longest)):
        best = islice(reversed(chains), tries)
        insort(chains, _longer_chain(number, run, best, old, new))
    chain = chains[-1] if chains else None
    chosen: list[Run] = []
    while chain:
        chosen.append(chain.run)
        chain = chain.before
    return chosen[::-1]


def _longer_chain(
    number: int, run: Run, chains: Iterable[_Chain], old: Clauses, new: Clauses
) -> _Chain:
    """The best chain that a run can be the end of."""
    size = old.size(run.old, run.length)
    best, kept, before = size - _price(old.starts[run.old] - new.starts[run.new], 0.0), run, None
    for chain in chains:
        if chain.score + size <= best:
            break
        other = chain.run
        if other.old >= run.old or other.new >= run.new:
            continue
        rest = _rest(run, other)
        if rest.length:
            change = old.starts[rest.old] - chain.old - (new.starts[rest.new] - chain.new)
            score = chain.score + old.size(rest.old, rest.length) - _price(change, _NO_JUMP)
            if score > best:
                best, kept, before = score, rest, chain
    last = run.length - 1
    return _Chain(
        best, number, kept, old.starts[run.old + last], new.starts[run.new + last], before
    )


def _rest(run: Run, before: Run) -> Run:
    """What is left of a run behind the one before it."""
    cut = max(before.old + before.length - run.old, before.new + before.length - run.new, 0)
    cut = min(cut, run.length)
    return Run(run.old + cut, run.new + cut, run.length - cut)


def _price(jump: int, no_jump: float) -> float:
    return _JUMP + log2(1 + abs(jump)) if jump else no_jump
