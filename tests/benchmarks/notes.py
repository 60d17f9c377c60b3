"""Measures annotations: placing them anew after an edit of every post, finding them, saving them.

python -m tests.benchmarks.notes [FOLDER]

Every post is edited at its head, in its middle and in one word of each ten sentences. The tables of
how passages are found again need the labelled posts beside the checkout.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from reader.article.build import build_article
from reader.collection.read import parse_post
from reader.notes.model import State
from reader.notes.store import NotesStore

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = CHECKOUT.parent / "shared"
LARGE = SHARED / "collection" / "_posts"
SCORER = SHARED / "anchoring" / "score.py"
TABLES = ("dev", "ext", "stress")
ANNOTATIONS, SAVES = 5_000, 200
BATCH = 64

Row = tuple[str, str]
Texts = dict[str, str]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = LARGE if LARGE.is_dir() else CHECKOUT / "resources" / "sample"
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    parser.add_argument("--no-tables", action="store_true")
    options = parser.parse_args()
    texts = _texts(options.folder)
    with tempfile.TemporaryDirectory() as temporary:
        for measure in MEASURES:
            for name, value in measure(texts, Path(temporary)):
                print(f"{name:<44}  {value}", flush=True)
    if SCORER.is_file() and not options.no_tables:
        _score()


def _texts(folder: Path) -> Texts:
    texts: Texts = {}
    for file in sorted(folder.rglob("*.md")):
        text = build_article(parse_post(file.read_bytes(), file.name, file.stem)).text
        if len(text) > 200:
            texts[str(file.relative_to(folder))] = text
    return texts


def _edited(text: str, chance: random.Random) -> str:
    """A post with a new head, a sentence more in its middle, and some words replaced."""
    sentences = [sentence + "。" for sentence in text.split("。")]
    for at in range(0, len(sentences), 10):
        words = sentences[at]
        cut = chance.randrange(len(words))
        sentences[at] = words[:cut] + "改めた言葉" + words[cut + 3 :]
    sentences.insert(len(sentences) // 2, "ここには新しい一文が加えられた。")
    return "追記: 数字を直しました。\n" + "".join(sentences)


def _mark_all(store: NotesStore, texts: Texts, chance: random.Random) -> None:
    keys = list(texts)
    for number in range(ANNOTATIONS):
        key = keys[number % len(keys)]
        text = texts[key]
        start = chance.randrange(len(text) - 120)
        store.add(key, key, text, start, start + chance.randrange(6, 100))


def _placing(texts: Texts, base: Path) -> Iterator[Row]:
    chance = random.Random(6)
    edited = {key: _edited(text, chance) for key, text in texts.items()}
    with closing(NotesStore(base / "placing.sqlite3")) as store:
        began = time.perf_counter()
        _mark_all(store, texts, chance)
        each = (time.perf_counter() - began) / ANNOTATIONS
        yield "making one annotation, mean", f"{each * 1000:.1f} ms"
        began, used = time.perf_counter(), time.process_time()
        keys = list(edited)
        for at in range(0, len(keys), BATCH):
            store.places.place_many({key: edited[key] for key in keys[at : at + BATCH]})
        seconds, used = time.perf_counter() - began, time.process_time() - used
        states = [note.state for note in store.annotations()]
    name = f"placing {ANNOTATIONS:,} annotations of {len(texts):,} posts"
    yield name, f"{seconds:.2f} s, {used:.2f} s of the processor"
    found = ", ".join(f"{state} {states.count(state):,}" for state in State)
    yield "their states", found


def _saving(texts: Texts, base: Path) -> Iterator[Row]:
    """What a write costs its caller in the store, and in the window, which only hands it over."""
    from concurrent.futures import ThreadPoolExecutor

    key = next(iter(texts))
    with closing(NotesStore(base / "placing.sqlite3")) as store:
        known = store.annotations(key)[0].id
        times = [_timed(lambda: store.edit(known, note="一行のノート" * 20)) for _ in range(SAVES)]
        yield "saving a note, on the writing thread", _spread(times)
        with ThreadPoolExecutor(1) as writes:
            times = [
                _timed(lambda: writes.submit(store.edit, known, note="一行のノート" * 20))
                for _ in range(SAVES)
            ]
        yield "saving a note, on the caller's side", _spread(times)


MEASURES: tuple[Callable[[Texts, Path], Iterator[Row]], ...] = (_placing, _saving)
"""What is measured, one after the other in one folder; the view of all notes is to be added."""


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _spread(times: list[float]) -> str:
    middle, worst = statistics.median(times) * 1000, max(times) * 1000
    return f"median {middle:.2f} ms, worst {worst:.2f} ms"


def _score() -> None:
    for name in TABLES:
        print(f"\n{name}", flush=True)
        folder = SCORER.parent
        subprocess.run(
            [
                *(sys.executable, str(SCORER), "reader.notes.anchoring:anchor_with_old_text"),
                *("--with-old", "--items", str(folder / f"{name}.jsonl.gz")),
                *("--texts", str(folder / f"{name}_texts.json.gz")),
            ],
            check=True,
            cwd=CHECKOUT,
        )


if __name__ == "__main__":
    main()
