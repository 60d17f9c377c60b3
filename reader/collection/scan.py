"""Finding the posts in a folder without opening one of them."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reader.collection.kinds import Kind
from reader.collection.names import (
    is_hidden,
    is_left_over,
    is_post,
    known_path,
    storable,
    without_suffix,
)
from reader.collection.post import Problem, Source
from reader.errors import UserError

_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Scan:
    """The posts of a folder in the order of their paths, and what was left out."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


def scan(root: Path) -> Scan:
    """Find the Markdown files in a folder and in all folders below it.

    Hidden names and left-over copies are ignored. A link is followed only to a file inside the root
    that is not found anyway, and never to a folder: no file is found twice, no loop is possible.
    Raises UserError folder-missing and folder-unreadable.
    """
    walk = _Walk(root, root.resolve())
    walk.run()
    problems = walk.problems
    sources = _name_all(walk.found, problems)
    if walk.ignored:
        problems.append(Problem(".", Kind.IGNORED, _summary(sorted(walk.ignored))))
    return Scan(
        tuple(sorted(sources, key=lambda source: source.path)),
        tuple(sorted(problems, key=lambda problem: problem.path)),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    relative: str
    file: Path
    size: int
    mtime_ns: int


@dataclass(slots=True)
class _Walk:
    root: Path
    real_root: Path
    found: list[_Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    _folders: list[str] = field(default_factory=list)
    _links: list[str] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def run(self) -> None:
        self._take_all(self._root_entries(), "")
        while self._folders:
            folder = self._folders.pop()
            self._take_all(self._entries(folder), f"{folder}/")
        known = {self.real_root / found.relative for found in self.found}
        for link in sorted(self._links):
            self._follow(link, known)

    def _root_entries(self) -> list[os.DirEntry[str]]:
        try:
            return _list(self.root)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise UserError("folder-missing", path=self.root) from error
        except OSError as error:
            raise UserError("folder-unreadable", path=self.root, reason=_reason(error)) from error

    def _entries(self, relative: str) -> list[os.DirEntry[str]]:
        folder = self.root / relative
        try:
            status = folder.stat()
            # The same folder again is a mount or a junction that leads back up.
            if status.st_ino and (status.st_dev, status.st_ino) in self._seen:
                return []
            self._seen.add((status.st_dev, status.st_ino))
            return _list(folder)
        except OSError as error:
            self._note(relative, Kind.FOLDER_CLOSED, _reason(error))
            return []

    def _take_all(self, entries: Iterable[os.DirEntry[str]], folder: str) -> None:
        for entry in entries:
            name = entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            is_markdown = without_suffix(name) != name
            if is_left_over(name) or (is_hidden(name) and (is_folder or is_markdown)):
                self.ignored.append(folder + name)
            elif is_hidden(name):
                continue
            elif entry.is_symlink():
                self._links.append(folder + name)
            elif is_folder:
                self._folders.append(folder + name)
            elif is_markdown and entry.is_file(follow_symlinks=False):
                self._add(folder + name)

    def _follow(self, relative: str, known: set[Path]) -> None:
        link = self.root / relative
        try:
            target = link.resolve(strict=True)
            if not target.is_dir() and not is_post(link.name):
                return
        except (OSError, RuntimeError):  # RuntimeError is what Python 3.11 says of a loop
            if is_post(link.name):
                self._note(relative, Kind.LINK_BROKEN, _target(link))
            return
        if not target.is_relative_to(self.real_root):
            self._note(relative, Kind.LINK_OUTSIDE, _target(link))
        elif target.is_file() and target not in known:
            known.add(target)
            self._add(relative)

    def _add(self, relative: str) -> None:
        file = self.root / relative
        try:
            status = file.stat()
        except FileNotFoundError:
            return  # gone since the folder was listed
        except OSError as error:
            self._note(relative, Kind.UNREADABLE, _reason(error))
            return
        self.found.append(_Found(relative, file, status.st_size, status.st_mtime_ns))

    def _note(self, relative: str, kind: Kind, detail: str) -> None:
        self.problems.append(Problem(known_path(relative), kind, detail))


def _list(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _target(link: Path) -> str:
    return storable(os.fspath(link.readlink()))


def _summary(names: Sequence[str]) -> str:
    shown = ", ".join(storable(name) for name in names[:_NAMES_SHOWN])
    return f"{len(names):,}: {shown}" + (" …" if len(names) > _NAMES_SHOWN else "")


def _name_all(found: Iterable[_Found], problems: list[Problem]) -> list[Source]:
    """Give every file a path of its own; a name that is in NFC on disk keeps it."""
    sources: dict[str, Source] = {}
    for one in sorted(found, key=_in_nfc_first):
        path = known_path(one.relative)
        if path in sources:
            taken, path = path, _free(storable(one.relative), sources)
            problems.append(Problem(path, Kind.NAME_TWICE, taken))
        elif storable(one.relative) != one.relative:
            problems.append(Problem(path, Kind.NAME_BYTES, path))
        sources[path] = Source(path, one.file, one.size, one.mtime_ns)
    return list(sources.values())


def _in_nfc_first(found: _Found) -> tuple[bool, str]:
    return known_path(found.relative) != found.relative, found.relative


def _free(path: str, taken: Iterable[str]) -> str:
    stem = without_suffix(path)
    number = 1
    free = path
    while free in taken:
        number += 1
        free = f"{stem}~{number}{path[len(stem) :]}"
    return free
