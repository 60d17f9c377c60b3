import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.catalog.store import PostRow
from reader.errors import UserError

NAMED_AT_MOST = 5


def find_row(rows: Sequence[PostRow], root: Path, name: str) -> PostRow:
    """The post that a person means by an id, a path, a file name or a title, in this order.

    Raises UserError when there is no such post, or more than one with the file name or title.
    """
    wanted = unicodedata.normalize("NFC", name)
    inside = _inside(root, name)
    tests: tuple[Callable[[PostRow], bool], ...] = (
        lambda row: row.id == wanted,
        lambda row: row.path in (wanted, inside),
        lambda row: _file_name(row.path) == wanted.removesuffix(".md"),
        lambda row: row.title == wanted,
    )
    for test in tests:
        found = [row for row in rows if test(row)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(row.id for row in found[:NAMED_AT_MOST])
            raise UserError("post-ambiguous", post=name, count=len(found), posts=names)
    raise UserError("post-missing", post=name)


def _inside(root: Path, name: str) -> str:
    try:
        path = Path(name).resolve().relative_to(root.resolve()).as_posix()
    except (OSError, ValueError):
        return ""
    return unicodedata.normalize("NFC", path)


def _file_name(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
