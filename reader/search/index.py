from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import UserError
from reader.search.folder import Commit, is_sound, mark, newest_commit, set_aside
from reader.text.normal import normalise

if TYPE_CHECKING:
    from reader.search.snapshot import Snapshot

WHOOSH = "2.7.5"
LOCK_SECONDS = 10.0
MANY_SEGMENTS = 8
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

_log = logging.getLogger(__name__)


class Batch:
    """Changes to an index that are committed together; the last change of a key counts."""

    def __init__(self) -> None:
        self.documents: dict[int, bytes | None] = {}
        self.size = 0
        """Bytes of the texts that were put into it."""

    def put(self, key: int, title: str, text: str) -> None:
        """Add a post, or replace the one with this key."""
        # A repeated line is kept once: no word spans two lines.
        lines = dict.fromkeys(normalise(text).split("\n"))
        self.put_normal(key, normalise(title), "\n".join(lines))

    def put_normal(self, key: int, title: str, text: str) -> None:
        """The same for a title and a text that are in normal form already."""
        from reader.search.textfile import pack_document

        document = pack_document(key, title, text)
        self.documents[key] = document
        self.size += len(document)

    def delete(self, key: int) -> None:
        """Take a post out; nothing happens when it is not there."""
        self.documents[key] = None


class SearchIndex:
    """The search index in a folder of its own, which may be deleted at any time.

    `generation` names what is indexed. A folder that does not hold a sound index of this
    generation is moved aside to `<folder>.damaged-N` and the index is made anew. `thorough` looks
    at every byte first: 0.1 s for 100 MB, which the first search then finds in memory. Several
    processes may read and write. Raises UserError whoosh-wrong, index-busy, disk-full or
    write-failed, as do the methods.
    """

    def __init__(self, folder: Path, generation: str, *, thorough: bool = False) -> None:
        _require_whoosh()
        self.is_new = False
        """Whether nothing of before is in the index, so that every post has to be put."""
        self._folder = folder
        self._generation = generation
        self._commit: Commit | None = None
        self._snapshot = self._load(thorough) or self._mend(thorough)

    def snapshot(self) -> Snapshot:
        """The newest commit of any process: 0.1 ms when it is known, some milliseconds if not."""
        if newest_commit(self._folder) != self._commit:
            self._snapshot = self._load() or self._mend()
        return self._snapshot

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """Collect changes and commit them at the end: all of them or, on an error, none."""
        batch = Batch()
        yield batch
        if batch.documents:
            self._write(batch.documents)

    def tidy(self) -> None:
        """Merge small segments when there are many: seconds of work, for idle time."""
        from reader.search import engine

        if self.snapshot().untidy > MANY_SEGMENTS:
            with self._locked():
                engine.merge_small(self._folder)
                self._mark()

    def _write(self, documents: dict[int, bytes | None]) -> None:
        from reader.search import engine

        some = any(document is not None for document in documents.values())
        with self._locked():
            if newest_commit(self._folder) != self._commit:
                self._snapshot = self._load() or self._make()
            dead = self._snapshot.documents(documents)
            if some or dead:
                engine.write(self._folder, dead, _emptied(documents))
                self._mark()

    def _load(self, thorough: bool = False) -> Snapshot | None:
        """The newest commit, None when it is not sound or is being replaced right now."""
        from reader.search import engine

        commit = newest_commit(self._folder)
        if commit is None or not is_sound(self._folder, self._generation, thorough=thorough):
            return None
        try:
            snapshot = engine.read(self._folder)
        except Exception:  # Whoosh unpickles: a damaged file can raise anything
            _log.info("The search index cannot be read: %s", self._folder, exc_info=True)
            return None
        self._commit = commit
        self.is_new = self.is_new or commit.number == 0
        return snapshot

    def _mend(self, thorough: bool = False) -> Snapshot:
        """Look again while nobody writes, and make the index anew when it still is not sound."""
        with self._locked():
            return self._load(thorough) or self._make()

    def _make(self) -> Snapshot:
        from reader.search import engine

        if self._folder.exists() and (self._folder.is_file() or any(self._folder.iterdir())):
            _log.warning("The search index is of no use and is made anew: %s", self._folder)
            set_aside(self._folder)
        self._folder.mkdir(exist_ok=True)
        engine.create(self._folder)
        self._mark()
        self._commit = newest_commit(self._folder)
        self.is_new = True
        return engine.read(self._folder)

    def _mark(self) -> None:
        commit = newest_commit(self._folder)
        if commit is None:
            raise FileNotFoundError(errno.ENOENT, "the commit is gone", str(self._folder))
        mark(self._folder, self._generation, commit.number)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other writers out, and turn what the disk does to us into a UserError."""
        from reader.search import engine

        path = str(self._folder)
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            lock = self._folder.with_name(f"{self._folder.name}.lock")
            with engine.locked(lock, LOCK_SECONDS) as held:
                if not held:
                    raise UserError("index-busy", path=path)
                yield
        except OSError as error:
            if error.errno in _NO_SPACE:
                raise UserError("disk-full", path=path) from error
            raise UserError("write-failed", path=path, reason=error.strerror or error) from error


def _emptied(documents: dict[int, bytes | None]) -> Iterator[bytes]:
    """The documents one after the other, each forgotten here when it is taken."""
    for key in list(documents):
        document = documents.pop(key)
        if document is not None:
            yield document


def _require_whoosh() -> None:
    """All forks of Whoosh share one module name and overwrite each other."""
    from importlib import metadata  # takes 60 ms, which the start of the window can do without

    try:
        installed = metadata.version("whoosh-reloaded")
    except metadata.PackageNotFoundError:
        installed = ""
    if installed != WHOOSH:
        raise UserError("whoosh-wrong", found=f"whoosh-reloaded {installed or '-'}", wanted=WHOOSH)
    import whoosh

    if whoosh.versionstring() != WHOOSH:
        raise UserError("whoosh-wrong", found=f"whoosh {whoosh.versionstring()}", wanted=WHOOSH)
