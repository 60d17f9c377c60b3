"""Measures the notes view with 20,000 annotations, on the sample collection: processor time."""

import argparse
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from reader.library import Library
from reader.resources import resource

COUNT = 20_000
QUERIES = ("電力", "電力 tag:タグ3", "投資 OR 推論 -電力", "color:緑 after:2020-01", "title:電力")


def main() -> int:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    count: int = parser.parse_args().count
    with tempfile.TemporaryDirectory() as work:
        base = Path(work)
        with closing(Library.open(resource("sample"), base / "data", base / "cache")) as library:
            library.refresh()
            _open_articles(library, "without annotations")
            _fill(library, count)
            _open_articles(library, f"with {count:,} annotations")
            _search(library)
            _paint(library)
    return 0


def _fill(library: Library, count: int) -> None:
    rows = library.posts()
    texts = {row.id: library.article(row.id).text for row in rows}
    for row in rows:
        library.notes.add(row.id, row.path, texts[row.id], 0, 40, note="電力の次の決算で質問。")
    # Copies of rows in one statement: the store would take minutes.
    with closing(sqlite3.connect(library.places.notes)) as base:
        names = [row[1] for row in base.execute("PRAGMA table_info(annotation)") if row[1] != "id"]
        columns = ", ".join(names)
        base.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            f"INSERT INTO annotation (id, {columns}) "
            f"SELECT substr(a.id, 1, 22) || printf('%010x', n.i), {columns} FROM annotation a, n",
            (max(1, count // len(rows) - 1),),
        )
        base.execute(
            "INSERT INTO annotation_tag (annotation_id, place, name) "
            "SELECT id, 0, 'タグ' || (rowid % 7) FROM annotation"
        )
        base.commit()


def _open_articles(library: Library, name: str) -> None:
    times = []
    for row in library.posts()[:20]:
        began = time.process_time()
        article = library.article(row.id)
        if library.places.notes.exists():
            library.annotations_of(article)
        times.append(time.process_time() - began)
    print(f"an article, {name}: {1000 * median(times):.1f} ms")


def _search(library: Library) -> None:
    began = time.process_time()
    total = len(library.noted().notes)
    print(f"all {total:,}, the first time: {1000 * (time.process_time() - began):.0f} ms")
    library.noted(QUERIES[0])
    for query in QUERIES:
        began = time.process_time()
        found = len(library.noted(query).notes)
        print(f"{query}: {found:,} in {1000 * (time.process_time() - began):.0f} ms")


def _paint(library: Library) -> None:
    from reader.ui.main import make_application
    from reader.ui.notes_list import NotesList
    from reader.ui.notes_rows import Wanted, build, present

    application, _ = make_application("ja")
    noted = library.noted().notes
    began = time.process_time()
    rows = build(noted, noted, Wanted(), present())
    print(f"rows made: {1000 * (time.process_time() - began):.0f} ms")
    view = NotesList(None)  # type: ignore[arg-type]
    view.resize(640, 700)
    view.show()
    application.processEvents()
    for name in ("first paint", "again"):
        began = time.process_time()
        view.set_rows(rows.rows)
        view.viewport().repaint()
        print(f"{name}: {1000 * (time.process_time() - began):.0f} ms")
    view.close()


if __name__ == "__main__":
    raise SystemExit(main())
