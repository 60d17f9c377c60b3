"""Kills a program that annotates, at random moments, and sees that nothing it promised is lost.

python -m tests.benchmarks.kill_notes [--rounds N] [--seed N]

Each round a process of its own opens the same notes and adds, edits and deletes through NotesStore;
it writes each thing to a pipe when the store has returned. It is killed (SIGKILL; on Windows
TerminateProcess) after a random time, which may be while it opens the file. Then every
acknowledged annotation must be there with its content, and PRAGMA integrity_check must be ok. What
was asked for and not acknowledged may be there or not, but whole. Returns 1 when anything is wrong.
"""

import argparse
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reader.notes.store import NotesStore

TEXT = "電力契約の条件は開示されていない。推論の価格は、来年も下がる。" * 120
LONGEST_SECONDS = 0.4
WRITER = """
import json, random, sys
from pathlib import Path

print("[]", flush=True)
from reader.notes.store import NotesStore
from tests.benchmarks.kill_notes import TEXT

chance = random.Random(int(sys.argv[2]))
store = NotesStore(Path(sys.argv[1]))


def say(*what):
    print(json.dumps(what), flush=True)


living = [found.id for found in store.annotations()][-40:]
while True:
    what = chance.choices(("add", "edit", "delete"), (5, 4, 1))[0]
    note = "メモ" * chance.choice((1, 10, 3000)) + str(chance.random())
    tags = ["要確認", str(chance.randrange(9))]
    if what == "add" or not living:
        start = chance.randrange(len(TEXT) - 40)
        post = f"post{chance.randrange(9)}"
        text = TEXT + str(chance.randrange(4))
        made, _ = store.add(post, post, text, start, start + 30, note=note, tags=tags)
        living.append(made.id)
        say("add", made.id, note, tags)
    elif what == "edit":
        key = chance.choice(living)
        say("asked", key, note, tags)
        store.edit(key, note=note, tags=tags)
        say("edit", key, note, tags)
    else:
        key = living.pop(chance.randrange(len(living)))
        say("asked", key, None, None)
        store.delete(key)
        say("delete", key, None, None)
"""


class Content(NamedTuple):
    """What an annotation must hold; `deleted` is whether it must be in the trash."""

    note: str
    tags: tuple[str, ...]
    deleted: bool = False


@dataclass
class Promises:
    """What was acknowledged so far, and what was asked for since and may have been done."""

    held: dict[str, Content] = field(default_factory=dict)
    asked: dict[str, Content] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def hear(self, line: str) -> None:
        """Take a line of the writer; one that was cut off was never acknowledged."""
        said = json.loads(line)
        if not said:
            return
        what, key, note, tags = said
        deleted = note is None
        content = self.held[key]._replace(deleted=True) if deleted else Content(note, tuple(tags))
        if what == "asked":
            self.asked[key] = content
        else:
            self.held[key] = content
            self.asked.pop(key, None)
            self.counts[what] += 1


def main() -> int:
    """Run all rounds and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    options = parser.parse_args()
    chance, promises = random.Random(options.seed), Promises()
    wrong: list[str] = []
    opening, checks = 0, list[float]()
    with tempfile.TemporaryDirectory(prefix="keisen-kill-") as folder:
        path = Path(folder) / "notes.sqlite3"
        for number in range(options.rounds):
            before = promises.counts.total()
            _round(path, chance, promises)
            opening += promises.counts.total() == before
            began = time.perf_counter()
            wrong += [f"round {number + 1}: {what}" for what in _faults(path, promises)]
            checks.append(time.perf_counter() - began)
        size = path.stat().st_size
    counts = promises.counts
    print(f"{'seed':42}{options.seed:>10}")
    print(f"{'rounds, each ended by a kill':42}{options.rounds:>10,}")
    print(f"{'  killed before the first acknowledgement':42}{opening:>10,}")
    for what, name in (("add", "annotated"), ("edit", "edited"), ("delete", "deleted")):
        print(f"{f'acknowledged: {name}':42}{counts[what]:>10,}")
    print(f"{'annotations compared after the last round':42}{len(promises.held):>10,}")
    print(f"{'size of the notes':42}{size / 1e6:>10.1f} MB")
    print(f"{'looking at everything, median':42}{statistics.median(checks):>10.2f} s")
    print(f"{'lost, changed or damaged':42}{len(wrong):>10,}   = 0")
    for what in wrong[:20]:
        print(f"  {what}")
    return int(bool(wrong))


def _round(path: Path, chance: random.Random, promises: Promises) -> None:
    """Let a writer work for a random time and kill it; hear what it has acknowledged."""
    command = [sys.executable, "-c", WRITER, str(path), str(chance.randrange(1_000_000))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        if not writer.stdout:
            raise RuntimeError("no pipe")
        lines = [writer.stdout.readline()]
        # One round in eight dies while it imports, opens or migrates.
        if chance.randrange(8):
            lines += [writer.stdout.readline() for _ in range(chance.choice((1, 1, 30)))]
            time.sleep(chance.random() * LONGEST_SECONDS)
        else:
            time.sleep(chance.random() * 3)
        writer.kill()
        lines += writer.stdout.read().splitlines(keepends=True)
    for line in lines:
        if line.endswith("\n"):
            promises.hear(line)


def _faults(path: Path, promises: Promises) -> list[str]:
    """What is not as it was promised."""
    if not path.exists() and not promises.held:
        return []
    with closing(NotesStore(path)) as store:
        found = {
            annotation.id: Content(annotation.note, annotation.tags, deleted)
            for deleted in (False, True)
            for annotation in store.annotations(deleted=deleted)
        }
    faults = [
        f"{key} is lost" if key not in found else f"{key} is not what it was"
        for key, content in promises.held.items()
        if found.get(key) not in (content, promises.asked.get(key))
    ]
    for key in promises.asked.keys() & found.keys():
        promises.held[key] = found[key]
    promises.asked.clear()
    # One that was added and not acknowledged may be edited and deleted by a later round.
    promises.held |= {key: found[key] for key in found.keys() - promises.held.keys()}
    with closing(sqlite3.connect(path)) as raw:
        said = raw.execute("PRAGMA integrity_check").fetchall()
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
    if said != [("ok",)]:
        faults.append(f"integrity_check: {said}")
    if broken:
        faults.append(f"foreign_key_check: {broken}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
