"""Exports posts into a folder of the person's own, and never over what the person wrote."""

import errno
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from reader.errors import UserError
from reader.export.dossier import render_dossier
from reader.export.model import ExportDossier, ExportPost
from reader.export.names import SUFFIX, export_names, same_file_key
from reader.export.obsidian import render
from reader.export.yaml_values import value_of
from reader.files import atomic_write

_EXPORTED = re.compile(rb"^keisen_exported: .*\n", re.MULTILINE)
_OWNER = re.compile(rb"\A---\n(?:(?!---\n).*\n)*?keisen_(post|dossier): (.*)\n")
_HEAD_BYTES = 16_384
_PDF = b"%PDF-"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Fate(StrEnum):
    """What an export does with a file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of an export: `found` is the hash of what is there now, None where nothing is.

    `post_id` is the post, or what `dossier_key` gives for a dossier.
    """

    path: Path
    post_id: str
    fate: Fate
    content: bytes
    found: str | None


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What an export would do; nothing is written yet."""

    folder: Path
    files: tuple[PlannedFile, ...]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export has done with each file; `kept` are files that the person wrote or edited."""

    new: tuple[Path, ...]
    changed: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    kept: tuple[Path, ...]

    @property
    def written(self) -> tuple[Path, ...]:
        """The files that were made or replaced."""
        return self.new + self.changed

    @property
    def total(self) -> int:
        """The number of all files."""
        return len(self.written) + len(self.unchanged) + len(self.kept)


def plan(
    posts: Iterable[ExportPost], folder: Path, remembered: Mapping[str, str], exported: datetime
) -> ExportPlan:
    """Compare the posts with what stands in a folder; `remembered` are the hashes last written.

    Its keys are full paths. A post without annotations only empties the file that it has. Raises
    UserError export-target.
    """
    folder = folder.resolve()
    with _told(folder):
        _check_folder(folder)
        targets = _targets(posts, folder, remembered)
        files = tuple(
            _planned(post.id, path, render(post, exported), remembered) for post, path in targets
        )
    return ExportPlan(folder, files)


def plan_dossier(
    dossier: ExportDossier, folder: Path, remembered: Mapping[str, str], exported: datetime
) -> ExportPlan:
    """As `plan`, for the one file of a dossier; it keeps its file when it is renamed."""
    folder = folder.resolve()
    key = dossier_key(dossier.id)
    with _told(folder):
        _check_folder(folder)
        owned = _owned(folder, remembered)
        taken = {same_file_key(path.name) for path in owned.values()}
        # A dot in a name is no suffix here.
        names = export_names(dossier.name.replace("/", "-") + SUFFIX)
        path = owned.get(key) or _free(key, names, folder, taken)
        file = _planned(key, path, render_dossier(dossier, exported), remembered)
    return ExportPlan(folder, (file,))


def dossier_key(dossier_id: str) -> str:
    """What stands for a dossier where a file's owner is named."""
    return f"dossier:{dossier_id}"


def write(plan: ExportPlan, remember: Callable[[Mapping[str, str]], object]) -> ExportReport:
    """Carry out a plan; a file that changed since the plan was made is kept.

    `remember` gets the hashes of the files that now hold their export, by full path, even when a
    later file fails. Raises UserError: export-target, disk-full.
    """
    fates: dict[Path, Fate] = {}
    hashes: dict[str, str] = {}
    try:
        with _told(plan.folder):
            plan.folder.mkdir(parents=True, exist_ok=True)
        for file in plan.files:
            fates[file.path] = fate = _carry_out(file)
            if fate is Fate.UNCHANGED and file.found:
                hashes[str(file.path)] = file.found
            elif fate is not Fate.KEPT:
                hashes[str(file.path)] = content_hash(file.content)
    finally:
        remember(hashes)
    return ExportReport(*(tuple(path for path in fates if fates[path] is fate) for fate in Fate))


def check_pdf(path: Path) -> None:
    """See that a PDF may be put here, in the place of nothing but an older PDF.

    Raises UserError: export-target, export-over.
    """
    with _told(path):
        path.parent.stat()
    if _read(path, len(_PDF)) not in (None, b"", _PDF):
        raise UserError("export-over", path=path)


def write_pdf(path: Path, data: bytes) -> None:
    """Put a PDF where the person wants it.

    Raises UserError: export-target, export-over, disk-full.
    """
    check_pdf(path)
    with _told(path):
        atomic_write(path, data)


def content_hash(data: bytes) -> str:
    """The name of a file's content: 32 hex digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _targets(
    posts: Iterable[ExportPost], folder: Path, remembered: Mapping[str, str]
) -> Iterator[tuple[ExportPost, Path]]:
    owned = _owned(folder, remembered)
    taken = {same_file_key(path.name) for path in owned.values()}
    for post in sorted(posts, key=lambda post: (post.path, post.id)):
        path = owned.get(post.id)
        if path is None and post.annotations:
            path = _free(post.id, export_names(post.path), folder, taken)
            taken.add(same_file_key(path.name))
        if path is not None:
            yield post, path


def _owned(folder: Path, remembered: Mapping[str, str]) -> dict[str, Path]:
    written = sorted(path for path in map(Path, remembered) if path.parent == folder)
    owners = ((_owner(path), path) for path in written)
    return {owner: path for owner, path in owners if owner is not None}


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(folder))


def _free(owner: str, names: Iterable[str], folder: Path, taken: set[str]) -> Path:
    paths = (folder / name for name in names if same_file_key(name) not in taken)
    return next(path for path in paths if _owner(path) in (None, owner))


def _owner(path: Path) -> str | None:
    head = _read(path, _HEAD_BYTES)
    found = _OWNER.match(head) if head else None
    if not found:
        return None
    value = value_of(found[2].decode(errors="replace"))
    return value if found[1] == b"post" else dossier_key(value)


def _planned(owner: str, path: Path, text: str, remembered: Mapping[str, str]) -> PlannedFile:
    content = text.encode()
    there = _read(path)
    found = None if there is None else content_hash(there)
    if there is None:
        fate = Fate.NEW
    elif _EXPORTED.sub(b"", there, count=1) == _EXPORTED.sub(b"", content, count=1):
        fate = Fate.UNCHANGED
    else:
        fate = Fate.CHANGED if remembered.get(str(path)) == found else Fate.KEPT
    return PlannedFile(path, owner, fate, content, found)


def _carry_out(file: PlannedFile) -> Fate:
    if file.fate not in (Fate.NEW, Fate.CHANGED):
        return file.fate
    with _told(file.path):
        there = _read(file.path)
        if (None if there is None else content_hash(there)) != file.found:
            return Fate.KEPT
        atomic_write(file.path, file.content)
    return file.fate


def _read(path: Path, most_bytes: int = -1) -> bytes | None:
    with _told(path):
        try:
            with path.open("rb") as file:
                return file.read(most_bytes)
        except FileNotFoundError:
            return None


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise UserError("disk-full", path=path) from error
        reason = error.strerror or str(error)
        raise UserError("export-target", path=path, reason=reason) from error
