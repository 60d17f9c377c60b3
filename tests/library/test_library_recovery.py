import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol

import pytest

from reader.catalog.store import Catalog
from reader.library import Library
from reader.library.building import Builder
from reader.search.index import SearchIndex

CHECKOUT = Path(__file__).resolve().parents[2]
WITH_LIMIT = """
import resource, sys
from pathlib import Path
from reader.errors import UserError
from reader.library import Library
folder, data, cache, largest = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
try:
    Library.open(Path(folder), Path(data), Path(cache)).refresh()
except UserError as error:
    print(error.key)
"""


class Logged(Protocol):
    def take(self) -> list[str]: ...


class ProcessDiedError(Exception):
    pass


def die(*_: object) -> None:
    raise ProcessDiedError


def contents(library: Library) -> dict[str, tuple[str, str, bool]]:
    return {row.id: (row.title, library.article(row.id).text, row.built) for row in library.posts()}


def garbage(path: Path) -> None:
    path.write_bytes(b"garbage, and not a little of it " * 300)


def middle_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 8192] = b"\xff" * 8192
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [garbage, middle_page, Path.unlink])
def test_a_damaged_catalog_is_made_anew(
    folder: Path, damage: Callable[[Path], None], logged: Logged
) -> None:
    with closing(Library.open(folder)) as first:
        first.refresh()
        wanted, path = contents(first), first.places.catalog
    damage(path)
    with closing(Library.open(folder)) as second:
        second.refresh()
        assert contents(second) == wanted
        assert second.search("推論コスト").total == 2
        assert second.search("推論コスト").warnings == ()
    assert all("index" in line for line in logged.take())


def test_a_catalog_that_is_deleted_while_it_is_open_is_made_anew(
    indexed: Library, logged: Logged
) -> None:
    wanted = contents(indexed)
    for path in indexed.places.cache.glob("catalog.sqlite3*"):
        path.unlink()
    assert indexed.posts() == []
    indexed.refresh()
    assert contents(indexed) == wanted
    assert all("index" in line for line in logged.take())


@pytest.mark.parametrize("damage", [garbage, middle_page])
def test_a_damaged_index_is_made_anew(
    indexed: Library, damage: Callable[[Path], None], logged: Logged
) -> None:
    largest = max(indexed.places.index.iterdir(), key=lambda path: path.stat().st_size)
    damage(largest)
    indexed.refresh()
    assert len(logged.take()) == 1
    with closing(Library.open(indexed.folder)) as again:
        assert again.search("推論コスト").total == 2
        assert again.search("推論コスト").warnings == ()


def test_a_post_that_only_the_index_knows_is_taken_out(indexed: Library) -> None:
    index = SearchIndex(indexed.places.index, Catalog(indexed.places.catalog).stamp().generation)
    with index.batch() as batch:
        batch.put(4_711, "迷子", "推論コスト")
    assert indexed.search("推論コスト").total == 2
    indexed.refresh()
    assert 4_711 not in index.snapshot().keys().tolist()


def test_a_post_that_the_index_lost_is_put_again(indexed: Library) -> None:
    catalog = Catalog(indexed.places.catalog)
    index = SearchIndex(indexed.places.index, catalog.stamp().generation)
    with index.batch() as batch:
        batch.delete(catalog.known()["2026-03-01-alpha"].key)
    catalog.close()
    assert indexed.search("推論コスト").total == 2
    indexed.refresh()
    assert indexed.search("推論コスト").warnings == ()


def test_what_was_built_before_a_death_is_not_built_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(SearchIndex, "batch", die)
        with pytest.raises(ProcessDiedError):
            library.refresh()
    assert all(row.built and not row.indexed for row in library.posts())
    assert library.search("推論コスト").total == 2
    monkeypatch.setattr(Builder, "_make", die)
    library.refresh()
    assert all(row.indexed for row in library.posts())
    assert library.search("推論コスト").warnings == ()


@pytest.mark.parametrize("step", ["set_built", "set_indexed"])
def test_a_death_between_two_commits_is_mended(
    library: Library, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Catalog, step, die)
        with pytest.raises(ProcessDiedError):
            library.refresh()
    assert library.search("推論コスト").total == 2
    library.refresh()
    assert library.search("推論コスト").warnings == ()


def test_a_death_between_the_two_removals_is_mended(
    indexed: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "2026-03-01-alpha.md").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(Catalog, "remove", die)
        with pytest.raises(ProcessDiedError):
            indexed.refresh()
    report = indexed.refresh()
    assert report.removed == 1
    assert indexed.search("推論コスト").post_ids == ("2026-03-02-beta",)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
@pytest.mark.parametrize("largest", [20_000, 60_000, 150_000])
def test_a_full_disk_is_told_and_the_next_refresh_goes_on(
    sample_root: Path, tmp_path: Path, largest: int
) -> None:
    places = tmp_path / "data", tmp_path / "cache"
    command = [sys.executable, "-c", WITH_LIMIT, *map(str, (sample_root, *places, largest))]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("disk-full\n", 0), done.stderr
    with closing(Library.open(sample_root, *places)) as library:
        library.refresh()
        assert all(row.built for row in library.posts())
        assert library.search("推論コスト").exact


def test_what_was_committed_before_the_disk_was_full_is_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = Builder._store
    commits: list[object] = []

    def full(self: Builder, made: object) -> None:
        commits.append(made)
        if len(commits) > 1:
            raise OSError(28, "No space left on device", "x")
        built(self, made)  # type: ignore[arg-type]  # it is what run() gave

    monkeypatch.setattr("reader.library.building.BATCH", 1)
    monkeypatch.setattr(Builder, "_store", full)
    with pytest.raises(Exception, match="disk-full"):
        library.refresh()
    assert sum(row.built for row in library.posts()) == 1
