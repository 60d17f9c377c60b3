"""Looks at a notes database from outside: whether it is sound, and every annotation well placed."""

import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reader.errors import UserError
from reader.notes.connecting import connect, connect_to_look, explained
from reader.notes.model import State
from reader.notes.opening import look
from reader.text.storing import text_hash

PLACES = ("state", "place", "outside", "stale")
"""The kinds of faults that placing an annotation anew can mend."""

_ROWS = """
    SELECT annotation.id, annotation.post_id, state, place_start, place_end, placed_hash,
           selector_start, selector_end, exact, body
    FROM annotation LEFT JOIN text_version ON text_version.id = text_version_id
    ORDER BY annotation.post_id, annotation.id
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong; `what` is a detail, `annotation` an id where it is about one."""

    kind: str
    what: str = ""
    annotation: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found: how many annotations were looked at, and what is wrong."""

    annotations: int = 0
    faults: tuple[Fault, ...] = ()


def audit(path: Path, present: Callable[[str], str | None]) -> Audit:
    """Look at every page and every annotation; `present` gives the text of a post where known.

    The file is not changed. Raises UserError: notes-busy, write-failed.
    """
    try:
        if not look(path):
            return Audit()
        with explained(path), closing(connect_to_look(path)) as connection:
            broken = [*database_faults(connection)]
            rows = connection.execute(_ROWS).fetchall()
            # The rows of a post follow each other.
            text_of = lru_cache(1)(present)
            faults = [fault for row in rows for fault in _faults(row, text_of)]
            return Audit(len(rows), (*broken, *faults))
    except UserError as error:
        if error.key != "notes-damaged":
            raise
        return Audit(faults=(Fault("damaged", str(path)),))
    except sqlite3.OperationalError as error:  # a newer program has other tables
        return Audit(faults=(Fault("unreadable", str(error)),))


def database_faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    """What SQLite itself finds wrong with a database."""
    for (said,) in connection.execute("PRAGMA integrity_check").fetchall():
        if said != "ok":
            yield Fault("database", str(said))
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Fault("reference", f"{table} {row} → {parent}")


def forget_places(path: Path, annotations: Collection[str]) -> list[str]:
    """Have annotations placed anew by the next `place_all` of their posts, which are returned."""
    keys = [(key,) for key in annotations]
    with explained(path), closing(connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("UPDATE annotation SET placed_hash = '' WHERE id = ?", keys)
        connection.execute("COMMIT")
        find = "SELECT post_id FROM annotation WHERE id = ?"
        found = {str(row[0]) for key in keys for row in connection.execute(find, key)}
    return sorted(found)


def _faults(row: tuple[Any, ...], present: Callable[[str], str | None]) -> Iterator[Fault]:
    key, post, state, start, end, placed, *selector = row
    annotation = str(key)
    if state not in tuple(State):
        yield Fault("state", str(state), annotation)
    elif not _has_sound_place(str(state), start, end):
        yield Fault("place", f"{state} {start}-{end}", annotation)
    text = present(str(post))
    if text is not None:
        if placed != text_hash(text):
            yield Fault("stale", str(post), annotation)
        elif isinstance(end, int) and end > len(text):
            yield Fault("outside", f"{end} > {len(text)}", annotation)
    if not _is_quote(*selector):
        yield Fault("quote", str(post), annotation)


def _has_sound_place(state: str, start: object, end: object) -> bool:
    """Whether an orphan has no place, and any other annotation one that can be."""
    if state == State.ORPHANED:
        return start is None and end is None
    return isinstance(start, int) and isinstance(end, int) and 0 <= start <= end


def _is_quote(start: int, end: int, exact: str, body: bytes | None) -> bool:
    """Whether the words stand in the kept text where they were marked."""
    try:
        text = zlib.decompress(body or b"").decode()
    except (zlib.error, UnicodeDecodeError):
        return False
    return text[start:end] == exact
