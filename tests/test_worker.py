import multiprocessing.connection
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from reader.library import Library
from reader.worker import Committed, Crashed, Failed, Finished, Message, Progress, WorkerHandle

MANY = 620
CHECKOUT = Path(__file__).resolve().parent.parent
PARENT = """
import sys
from pathlib import Path
from reader.worker import WorkerHandle

if __name__ == "__main__":
    handle = WorkerHandle()
    handle.start(*map(Path, sys.argv[1:]))
    print(handle.pid, flush=True)
    sys.stdin.read()
"""


def listen(handle: WorkerHandle, until: Callable[[Message], bool]) -> list[Message]:
    """The messages of a worker up to the one that is waited for, or the last."""
    heard: list[Message] = []
    while handle.running:
        multiprocessing.connection.wait([handle.fileno()])
        for message in handle.poll():
            heard.append(message)
            if until(message):
                return heard
    return heard


def to_the_end(handle: WorkerHandle) -> list[Message]:
    return listen(handle, lambda _: False)


def is_second_batch(message: Message) -> bool:
    return isinstance(message, Progress) and message.phase == "building" and message.done > 250


@pytest.fixture
def handle() -> Iterator[WorkerHandle]:
    started = WorkerHandle()
    yield started
    started.kill()


@pytest.fixture(scope="session")
def many_posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of more than two batches."""
    root = tmp_path_factory.mktemp("many")
    for number in range(MANY):
        words = "電力の契約" if number % 3 else "推論コスト"
        text = f"---\ntitle: 記事 {number}\n---\n\n" + f"## {words}{number}\n\n本文です。\n\n" * 4
        (root / f"post-{number:04}.md").write_text(text, encoding="utf-8")
    return root


def contents(library: Library) -> tuple[object, ...]:
    rows = {row.id: (row.path, row.title, row.built, row.minutes) for row in library.posts()}
    queries = "推論コスト", "電力の契約7", "記事 12", "本文"
    found = [sorted(library.search(query, limit=0).post_ids) for query in queries]
    warned = [library.search(query, limit=0).warnings for query in queries]
    return rows, found, warned, library.problems()


def test_a_worker_reads_a_folder_and_reports(handle: WorkerHandle, sample_root: Path) -> None:
    handle.start(sample_root)
    heard = to_the_end(handle)
    assert isinstance(heard[-1], Finished)
    assert heard[-1].report.added == len(list(sample_root.glob("*.md")))
    assert {type(message) for message in heard} == {Progress, Committed, Finished}
    assert not handle.running


def test_a_worker_can_be_started_again(handle: WorkerHandle, sample_root: Path) -> None:
    for added in (len(list(sample_root.glob("*.md"))), 0):
        handle.start(sample_root)
        last = to_the_end(handle)[-1]
        assert isinstance(last, Finished)
        assert last.report.added == added


def test_a_worker_that_runs_cannot_be_started(handle: WorkerHandle, sample_root: Path) -> None:
    handle.start(sample_root)
    with pytest.raises(RuntimeError):
        handle.start(sample_root)


def test_a_worker_tells_what_the_world_did(handle: WorkerHandle, tmp_path: Path) -> None:
    handle.start(tmp_path / "nowhere")
    last = to_the_end(handle)[-1]
    assert last == Failed("folder-missing", {"path": str(tmp_path / "nowhere")})


def test_a_cancelled_worker_keeps_what_it_read(handle: WorkerHandle, many_posts: Path) -> None:
    handle.start(many_posts)
    listen(handle, is_second_batch)
    handle.cancel()
    last = to_the_end(handle)[-1]
    assert isinstance(last, Finished)
    assert last.report.cancelled
    with closing(Library.open(many_posts)) as library:
        assert 250 <= sum(row.built for row in library.posts()) < MANY


def test_a_killed_worker_is_gone_on_with_as_if_nothing_had_happened(
    handle: WorkerHandle, many_posts: Path, tmp_path: Path
) -> None:
    handle.start(many_posts, tmp_path / "d", tmp_path / "c")
    listen(handle, is_second_batch)
    assert handle.pid
    psutil.Process(handle.pid).kill()
    assert isinstance(to_the_end(handle)[-1], Crashed)
    fresh = Library.open(many_posts, tmp_path / "d2", tmp_path / "c2")
    with closing(Library.open(many_posts, tmp_path / "d", tmp_path / "c")) as library:
        assert 250 <= sum(row.built for row in library.posts()) < MANY
        report = library.refresh()
        assert (report.posts, report.added, report.changed) == (MANY, 0, 0)
        with closing(fresh):
            fresh.refresh()
            assert contents(library) == contents(fresh)


def test_a_crash_is_told_with_its_exit_code(handle: WorkerHandle, many_posts: Path) -> None:
    handle.start(many_posts)
    assert handle.pid
    psutil.Process(handle.pid).kill()
    last = to_the_end(handle)[-1]
    assert isinstance(last, Crashed)
    assert last.exit_code == (-9 if os.name == "posix" else 15)


def test_a_worker_never_loads_qt(handle: WorkerHandle, many_posts: Path) -> None:
    handle.start(many_posts)
    listen(handle, is_second_batch)
    maps = psutil.Process(handle.pid).memory_maps()
    assert [m.path for m in maps if "PySide" in m.path or "shiboken" in m.path] == []


def test_a_worker_ends_when_its_parent_is_killed(many_posts: Path, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    command = [sys.executable, str(script), *map(str, (many_posts, tmp_path / "d", tmp_path / "c"))]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True) as parent:
        assert parent.stdout
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        gone, _ = psutil.wait_procs([worker], timeout=20)
    assert gone == [worker]
