"""The index as stock Whoosh reads and writes it: one field, one segment for each batch."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.util.filelock import FileLock, try_for

from reader.search.column import SuffixColumn
from reader.search.snapshot import Segment, Snapshot, is_untidy

_SCHEMA = fields.Schema(text=fields.COLUMN(SuffixColumn()))


def create(folder: Path) -> None:
    """Make an empty index in an empty folder."""
    FileIndex.create(FileStorage(str(folder)), _SCHEMA)


def read(folder: Path) -> Snapshot:
    """The newest commit. Raises whatever Whoosh makes of a damaged index."""
    reader = FileIndex(FileStorage(str(folder)), schema=_SCHEMA).reader()
    try:
        leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
        return Snapshot([_segment(leaf) for leaf in leaves])
    finally:
        reader.close()


def write(folder: Path, dead: Iterable[int], documents: Iterable[bytes]) -> None:
    """Delete documents by number, add packed ones, commit: all of it or, on an error, nothing."""
    with _writer(folder) as writer:
        for number in dead:
            writer.delete_document(number)
        for document in documents:
            writer.add_document(text=document)
        writer.commit(mergetype=_keep_living)


def merge_small(folder: Path) -> None:
    """Merge the segments that are small or mostly deleted into one."""
    with _writer(folder) as writer:
        writer.commit(mergetype=_merge_small)


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[bool]:
    """Hold a lock between processes and threads; gives False when others hold it for too long."""
    lock = FileLock(str(path))
    if not try_for(lock.acquire, timeout=seconds, delay=0.05):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _segment(leaf: Any) -> Segment:
    alive: NDArray[np.bool_] = np.ones(leaf.doc_count_all(), np.bool_)
    # Not those that are left: Whoosh asks for each of them whether it is.
    alive[np.fromiter(leaf.segment().deleted_docs(), np.int64)] = False
    return Segment(leaf.column_reader("text", translate=False).texts, alive)


@contextmanager
def _writer(folder: Path) -> Iterator[Any]:
    """A writer of Whoosh that leaves nothing open, locked or half written when it fails."""
    storage = _TidyStorage(str(folder))
    index = FileIndex(storage, schema=_SCHEMA)
    writer = None
    try:
        # A compound segment would be copied to memory whenever it is opened.
        writer = index.writer(compound=False)
        yield writer
    except BaseException:
        if writer is None or index.latest_generation() < writer.generation:
            storage.remove_created()
        if writer is not None and not writer.is_closed:
            writer.writelock.release()
        raise


def _keep_living(writer: Any, segments: list[Any]) -> list[Any]:
    return [segment for segment in segments if segment.doc_count()]


def _merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    kept = []
    for segment in segments:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        texts = reader.column_reader("text", translate=False).texts
        if is_untidy(texts, segment.doc_count()):
            writer.add_reader(reader)
        else:
            kept.append(segment)
        reader.close()
    return kept


class _TidyStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A storage that can remove the files it created, and those of its temporary storages."""

    def __init__(self, folder: str, created: list[tuple[Path, Any]] | None = None) -> None:
        super().__init__(folder)
        self._created = [] if created is None else created

    def create_file(self, name: str, *args: Any, **kwargs: Any) -> Any:
        file = super().create_file(name, *args, **kwargs)
        self._created.append((Path(self.folder, name), file))
        return file

    def temp_storage(self, name: str) -> "_TidyStorage":
        storage = _TidyStorage(str(Path(self.folder, name)), self._created)
        storage.create()
        return storage

    def remove_created(self) -> None:
        """Close and delete the files, whatever state they are in."""
        for path, file in self._created:
            if not file.is_closed:
                with suppress(OSError):
                    file.close()
            with suppress(OSError):
                path.unlink()
