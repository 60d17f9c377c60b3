"""The folder of an index: its newest commit, whether it is sound, and moving it aside when not.

`keisen.json` names the format, the generation of what is indexed and the last commit, and has the
size and two checksums of each file: of its edges and of the whole. Committed files never change.
"""

import json
import re
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.files import atomic_write

FORMAT = 2
"""The number of the layout of the index; raise it when any part of the layout changes."""

_MARKER = "keisen.json"
_COMMIT = re.compile(r"_MAIN_([0-9]+)\.toc")  # how Whoosh names its table of contents
_SEGMENT_FILE = re.compile(r"MAIN_[0-9a-z]+\..+")
_EDGE = 1 << 16
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as its file shows it: an index made anew may reach the same number again."""

    number: int
    inode: int
    mtime_ns: int


def newest_commit(folder: Path) -> Commit | None:
    """The newest commit of the index in a folder; None when there is none."""
    found = (_COMMIT.fullmatch(name) for name in _names(folder))
    number = max((int(match[1]) for match in found if match), default=None)
    if number is None:
        return None
    try:
        status = _toc(folder, number).stat()
    except OSError:
        return None
    return Commit(number, status.st_ino, status.st_mtime_ns)


def mark(folder: Path, generation: str, commit: int) -> None:
    """Write down what the files of a commit are. Raises OSError."""
    known = _read_marker(folder).get("files", {})
    names = (name for name in _names(folder) if _SEGMENT_FILE.fullmatch(name))
    files = {name: known.get(name) or _mark_of(folder / name) for name in sorted(names)}
    files[_toc(folder, commit).name] = _mark_of(_toc(folder, commit))
    marker = {"format": FORMAT, "generation": generation, "commit": commit, "files": files}
    atomic_write(folder / _MARKER, json.dumps(marker, indent=1).encode())


def is_sound(folder: Path, generation: str, *, thorough: bool) -> bool:
    """Whether the index is of this format and generation and its files are what they were.

    Looks at the size and the edges of each file, about 1 ms; at every byte when thorough, about
    0.1 s for 100 MB. A commit that is newer than the marker is sound: its writer was killed
    between the two or is about to write the marker.
    """
    marker, newest = _read_marker(folder), newest_commit(folder)
    if newest is None or (marker.get("format"), marker.get("generation")) != (FORMAT, generation):
        return False
    try:
        overtaken = newest.number > int(marker["commit"])
        return newest.number >= int(marker["commit"]) and all(
            _is_unchanged(folder / name, *found, overtaken=overtaken, thorough=thorough)
            for name, found in marker["files"].items()
        )
    except (OSError, TypeError, ValueError, KeyError, AttributeError):
        return False


def set_aside(folder: Path) -> None:
    """Rename a folder to `<name>.damaged-N` and delete those of before. Raises OSError."""
    before = {int(path.name.rpartition("-")[2]): path for path in _damaged(folder)}
    folder.rename(folder.with_name(f"{folder.name}.damaged-{max(before, default=0) + 1}"))
    for path in before.values():
        shutil.rmtree(path, ignore_errors=True)


def _damaged(folder: Path) -> Iterator[Path]:
    pattern = re.compile(re.escape(folder.name) + r"\.damaged-[0-9]+")
    return (path for path in folder.parent.iterdir() if pattern.fullmatch(path.name))


def _read_marker(folder: Path) -> dict[str, Any]:
    try:
        marker = json.loads((folder / _MARKER).read_bytes())
    except (OSError, ValueError):
        return {}
    return marker if isinstance(marker, dict) else {}


def _is_unchanged(
    path: Path, size: int, edges: int, whole: int, *, overtaken: bool, thorough: bool
) -> bool:
    if overtaken and not path.exists():
        return True  # the newer commit has merged it into another
    if path.stat().st_size != size or _checksum_of_edges(path) != edges:
        return False
    return not thorough or _checksum(path) == whole


def _mark_of(path: Path) -> tuple[int, int, int]:
    return path.stat().st_size, _checksum_of_edges(path), _checksum(path)


def _checksum_of_edges(path: Path) -> int:
    with path.open("rb") as file:
        start = file.read(_EDGE)
        file.seek(max(_EDGE, path.stat().st_size - _EDGE))
        return zlib.crc32(file.read(), zlib.crc32(start))


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _toc(folder: Path, number: int) -> Path:
    return folder / f"_MAIN_{number}.toc"
