"""Texts that nobody writes must not keep anybody waiting: work is counted, not time."""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from rapidfuzz.distance import LCSseq, Levenshtein

from reader.notes.aligning import aligned
from reader.notes.anchoring import place
from reader.notes.placing import Placed, describe, occurrences

LONG = 50_000
MOST_LINES = 6_000_000
"""Lines of Python, which run in a second."""

MOST_PAIRS = 2_000_000_000
"""Pairs of characters that are compared, 64 at a time, which takes as long at most."""

CLAUSE = "電力の契約は開示されていないと会社は言う。"
OTHER = "別の会社は何も言わない。"
LINES = [
    f"第{n}の会社は{n * 7919 % 10007}の数を言い、{n * 31 % 997}と答えた。\n" for n in range(4_000)
]


class Work:
    """How much was done: lines that ran in reader.notes, and pairs of characters compared."""

    lines = 0
    pairs = 0

    def trace(self, frame: FrameType, event: str, argument: object) -> "Callable[..., Any] | None":
        if not frame.f_globals.get("__name__", "").startswith("reader.notes"):
            return None
        self.lines += event == "line"
        return self.trace

    def spy(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counting(first: str, second: str) -> Any:
            self.pairs += len(first) * len(second)
            return function(first, second)

        return counting


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Count what is done, with nothing remembered from before."""
    work = Work()
    aligned.cache_clear()
    former = sys.gettrace()
    with monkeypatch.context() as patch:
        patch.setattr(Levenshtein, "distance", work.spy(Levenshtein.distance))
        patch.setattr(LCSseq, "opcodes", work.spy(LCSseq.opcodes))
        sys.settrace(work.trace)
        try:
            yield work
        finally:
            sys.settrace(former)


def shuffled(parts: list[str]) -> str:
    return "".join(random.Random(1).sample(parts, len(parts)))


def drawn(parts: list[str], count: int, seed: int) -> str:
    return "".join(random.Random(seed).choices(parts, k=count))


HOSTILE = {
    "one character": ("あ" * LONG, "い" + "あ" * LONG),
    "white space": (" " * LONG, " " * (LONG - 5)),
    "commas": ("、" * LONG, "。" + "、" * LONG),
    "brackets": ("「」" * (LONG // 2), "『" + "「」" * (LONG // 2)),
    "one clause": (CLAUSE * 2_500, "序。" + CLAUSE * 2_490),
    "two clauses": ((CLAUSE + OTHER) * 1_500, (OTHER + CLAUSE) * 1_500 + "終"),
    "two clauses mixed": (drawn([CLAUSE, "何"], 4_000, 1), drawn([CLAUSE, "何"], 4_000, 2)),
    "two letters": (drawn(["a", "b"], LONG, 1), drawn(["a", "b"], LONG, 2)),
    "two letters in lines": (drawn(["a", "b", "\n"], LONG, 1), drawn(["a", "b", "\n"], LONG, 2)),
    "hundred clauses mixed": (drawn(LINES[:100], 2_000, 1), drawn(LINES[:100], 2_000, 2)),
    "shuffled": ("".join(LINES), shuffled(LINES)),
    "reversed": ("".join(LINES), "".join(LINES[::-1])),
    "every line edited": ("".join(LINES), "".join(f"新{line[1:]}" for line in LINES)),
    "all deleted": ("".join(LINES), ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_has_an_end(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = HOSTILE[name]
    start = len(old) // 4
    for end, known in ((start + LONG // 2, old), (start + LONG // 2, None), (start + 10, None)):
        selector = describe(old, start, end)
        with counted(monkeypatch) as work:
            place(selector, known, new)
        assert work.lines < MOST_LINES
        assert work.pairs < MOST_PAIRS


def test_a_very_long_passage_is_found_after_an_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    old = "".join(LINES * 2 + ["終わり。"])
    new = "序文。\n" + old.replace("第1999の会社", "第千九百の会社") + "後書き。\n"
    assert len(old) > 100_000
    with counted(monkeypatch) as work:
        placed = place(describe(old, 10, len(old)), old, new)
    assert (placed.start, placed.end) == (new.index(old[10:50]), new.index("後書き。\n"))
    assert work.lines < MOST_LINES


def test_many_copies_of_a_long_passage_are_found_in_linear_work() -> None:
    with_copies = "あ" * LONG
    work = Work()
    former = sys.gettrace()
    sys.settrace(work.trace)
    try:
        spots = occurrences(with_copies, "あ" * (LONG // 2))
    finally:
        sys.settrace(former)
    assert spots == list(range(LONG // 2 + 1))
    assert work.lines < 4 * LONG


def test_a_scattered_passage_is_not_marked_from_its_first_word_to_its_last() -> None:
    old, new = HOSTILE["hundred clauses mixed"]
    length = len(old) // 6
    placed = place(describe(old, len(old) // 3, len(old) // 3 + length), old, new)
    assert size(placed) < 2 * length


def size(placed: Placed) -> int:
    """How many characters are marked."""
    return 0 if placed.start is None or placed.end is None else placed.end - placed.start
