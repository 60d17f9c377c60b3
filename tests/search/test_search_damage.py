"""What happens to the index when the disk, another program or a kill gets at it."""

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from reader.errors import UserError
from reader.search import engine
from reader.search.index import SearchIndex
from reader.search.model import Form
from reader.search.query import Word

CHECKOUT = Path(__file__).resolve().parents[2]
LONG = "\n".join(f"{number} 行目の本文" for number in range(6000))


class Logged(Protocol):
    """The fixture of conftest.py that keeps what is logged."""

    def take(self) -> list[str]: ...


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def garble(file: Path) -> None:
    file.write_bytes(bytes(byte ^ 0x5A for byte in file.read_bytes()))


def garble_one_byte(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def grow(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


def build(folder: Path) -> None:
    index = SearchIndex(folder, "1")
    for key in (1, 2):
        with index.batch() as batch:
            batch.put(key, "題", LONG if key == 1 else "短い本文")


FILES = ["keisen.json", "_MAIN_*.toc", "*.text.col", "*._stored.col", "*.trm"]
DAMAGES = [cut, empty, garble, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("pattern", FILES)
def test_a_damaged_file_makes_the_index_new(
    tmp_path: Path, logged: Logged, pattern: str, damage: Callable[[Path], None]
) -> None:
    build(tmp_path / "index")
    damage(next((tmp_path / "index").glob(pattern)))
    index = SearchIndex(tmp_path / "index", "1")
    assert index.is_new
    assert index.snapshot().count == 0
    assert (tmp_path / "index.damaged-1").is_dir()
    assert len(logged.take()) == 1


@pytest.mark.parametrize("damage", [grow, Path.unlink], ids=lambda damage: damage.__name__)
def test_a_damaged_empty_file_makes_the_index_new(
    tmp_path: Path, logged: Logged, damage: Callable[[Path], None]
) -> None:
    build(tmp_path / "index")
    damage(next((tmp_path / "index").glob("*.pst")))
    assert SearchIndex(tmp_path / "index", "1").is_new
    assert logged.take()


def test_one_wrong_byte_in_the_middle_is_found_by_a_thorough_look(
    tmp_path: Path, logged: Logged
) -> None:
    build(tmp_path / "index")
    largest = max((tmp_path / "index").iterdir(), key=lambda file: file.stat().st_size)
    garble_one_byte(largest)
    assert not SearchIndex(tmp_path / "index", "1").is_new
    assert SearchIndex(tmp_path / "index", "1", thorough=True).is_new
    assert logged.take()


def test_an_index_made_anew_can_be_written(tmp_path: Path, logged: Logged) -> None:
    build(tmp_path / "index")
    garble(tmp_path / "index" / "keisen.json")
    build(tmp_path / "index")
    assert SearchIndex(tmp_path / "index", "1").snapshot().count == 2
    assert logged.take()


def test_only_the_newest_damaged_index_is_kept(tmp_path: Path, logged: Logged) -> None:
    for generation in ("1", "2", "3"):
        SearchIndex(tmp_path / "index", generation)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [
        "index",
        "index.damaged-2",
    ]
    assert logged.take()


@pytest.mark.parametrize(("name", "value"), [("format", 99), ("generation", "2"), ("commit", 9)])
def test_another_format_or_generation_makes_the_index_new(
    tmp_path: Path, logged: Logged, name: str, value: object
) -> None:
    build(tmp_path / "index")
    marker = tmp_path / "index" / "keisen.json"
    marker.write_text(json.dumps(json.loads(marker.read_text()) | {name: value}))
    assert SearchIndex(tmp_path / "index", "1").is_new
    assert logged.take()


@pytest.mark.parametrize("content", ["[]", "{}", '{"format": 1, "generation": "1"}', "null"])
def test_a_marker_of_another_shape_makes_the_index_new(
    tmp_path: Path, logged: Logged, content: str
) -> None:
    build(tmp_path / "index")
    (tmp_path / "index" / "keisen.json").write_text(content)
    assert SearchIndex(tmp_path / "index", "1").is_new
    assert logged.take()


def test_a_foreign_folder_is_kept_aside(tmp_path: Path, logged: Logged) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "photo.jpg").write_bytes(b"photo")
    assert SearchIndex(tmp_path / "index", "1").is_new
    assert (tmp_path / "index.damaged-1" / "photo.jpg").read_bytes() == b"photo"
    assert logged.take()


def test_a_file_in_place_of_the_folder_is_kept_aside(tmp_path: Path, logged: Logged) -> None:
    (tmp_path / "index").write_bytes(b"no folder")
    assert SearchIndex(tmp_path / "index", "1").is_new
    assert (tmp_path / "index.damaged-1").read_bytes() == b"no folder"
    assert logged.take()


def test_a_folder_deleted_while_open_is_made_anew(tmp_path: Path) -> None:
    build(tmp_path / "index")
    index = SearchIndex(tmp_path / "index", "1")
    (tmp_path / "index").rename(tmp_path / "elsewhere")
    assert index.snapshot().count == 0
    assert index.is_new


def test_a_commit_whose_marker_was_not_written_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "index")
    with monkeypatch.context() as patch:
        patch.setattr(SearchIndex, "_mark", lambda index: None)
        index = SearchIndex(tmp_path / "index", "1")
        with index.batch() as batch:
            batch.put(2, "題", "別の本文")
    assert SearchIndex(tmp_path / "index", "1", thorough=True).snapshot().count == 2


def test_a_folder_that_cannot_be_made_is_the_worlds_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError) as caught:
        SearchIndex(tmp_path / "file" / "index", "1")
    assert caught.value.key == "write-failed"


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-X", "dev", "-c", program, str(folder)]
    return subprocess.run(arguments, cwd=CHECKOUT, capture_output=True, text=True, check=False)


WRITE_ENDLESSLY = """
import sys
from pathlib import Path
from reader.search.index import SearchIndex
index = SearchIndex(Path(sys.argv[1]), "1")
number = 0
while True:
    with index.batch() as batch:
        for key in range(number, number + 10):
            batch.put(key, "題", f"本文 {key} " * 500)
    number += 10
    print(number, flush=True)
    index.tidy()
"""


@pytest.mark.parametrize("lines", [1, 2, 5, 9, 11])
def test_a_kill_leaves_the_last_commit(tmp_path: Path, lines: int) -> None:
    arguments = [sys.executable, "-c", WRITE_ENDLESSLY, str(tmp_path / "index")]
    with subprocess.Popen(arguments, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        committed = [int(writer.stdout.readline()) for _ in range(lines)][-1]
        SearchIndex(tmp_path / "index", "1").snapshot()
        writer.kill()
    index = SearchIndex(tmp_path / "index", "1", thorough=True)
    keys = sorted(index.snapshot().keys().tolist())
    assert not index.is_new
    assert len(keys) >= committed
    assert keys == list(range(len(keys)))
    with index.batch() as batch:
        batch.put(-1, "題", "つづき")
    assert index.snapshot().count == len(keys) + 1
    assert not (tmp_path / "index" / "MAIN.tmp").exists()


def test_a_reader_beside_a_writer_sees_whole_commits_only(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    arguments = [sys.executable, "-c", WRITE_ENDLESSLY, str(tmp_path / "index")]
    counts = [0]
    with subprocess.Popen(arguments, cwd=CHECKOUT, stdout=subprocess.DEVNULL) as writer:
        while counts[-1] < 150:
            assert writer.poll() is None
            snapshot = index.snapshot()
            assert len(snapshot.search(Word((Form("本文"),))).keys) == snapshot.count
            counts.append(snapshot.count)
        writer.kill()
    assert counts == sorted(counts)
    assert {count % 10 for count in counts} == {0}


FILL_THE_DISK = """
import resource, signal, sys
from pathlib import Path
from reader.errors import UserError
from reader.search.index import SearchIndex
index = SearchIndex(Path(sys.argv[1]), "1")
with index.batch() as batch:
    batch.put(1, "題", "推論")
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
for most in (0, 100, 700, 5000, 60_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        with index.batch() as batch:
            batch.put(2, "題", "電力の本文" * 20_000)
    except UserError as error:
        print(error.key, error.facts["path"] == sys.argv[1], index.snapshot().count)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
with index.batch() as batch:
    batch.put(3, "題", "電力")
print(index.snapshot().count, index.is_new)
"""


def test_a_full_disk_leaves_the_last_commit(tmp_path: Path) -> None:
    done = run(FILL_THE_DISK, tmp_path / "index")
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["disk-full True 1"] * 5 + ["2 True"]
    assert SearchIndex(tmp_path / "index", "1").snapshot().count == 2
    leftovers = [file for file in (tmp_path / "index").iterdir() if "tmp" in file.name]
    assert leftovers == []


def test_a_disk_too_full_for_the_marker_keeps_the_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "index")
    index = SearchIndex(tmp_path / "index", "1")

    def fail(index: SearchIndex) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SearchIndex, "_mark", fail)
    with pytest.raises(UserError) as caught, index.batch() as batch:
        batch.put(3, "題", "本文")
    assert caught.value.key == "disk-full"
    assert index.snapshot().count == 3


def test_an_error_while_writing_leaves_no_file_and_no_lock(tmp_path: Path) -> None:
    build(tmp_path / "index")
    before = {file.name for file in (tmp_path / "index").iterdir()}
    with pytest.raises(struct.error):
        engine.write(tmp_path / "index", [], [b"no document"])
    assert {file.name for file in (tmp_path / "index").iterdir()} <= before | {"MAIN.tmp"}
    build(tmp_path / "index")
