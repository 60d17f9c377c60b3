import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.collection import watch as watching
from reader.collection.watch import FolderWatch

PATIENCE = 30


class Calls:
    """Counts the callbacks; `expect` waits for the next one after an action."""

    def __init__(self) -> None:
        self.count = 0
        self.threads: set[threading.Thread] = set()
        self._called = threading.Event()

    def __call__(self) -> None:
        self.count += 1
        self.threads.add(threading.current_thread())
        self._called.set()

    def expect(self, action: Callable[[], object]) -> None:
        self._called.clear()
        action()
        assert self._called.wait(PATIENCE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "a.md").write_text("a")
    return folder


@pytest.fixture
def calls(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Calls]:
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.05)
    calls = Calls()
    watch = FolderWatch(root, calls, delay_seconds=0.02)
    watch.start()
    yield calls
    watch.stop()


def test_new_changed_moved_and_deleted_posts_are_noticed(root: Path, calls: Calls) -> None:
    calls.expect(lambda: (root / "b.md").write_text("b"))
    calls.expect(lambda: (root / "a.md").write_text("b"))
    calls.expect(lambda: (root / "b.md").rename(root / "c.md"))
    calls.expect((root / "c.md").unlink)


def test_a_file_written_aside_and_put_in_place_is_noticed(root: Path, calls: Calls) -> None:
    (root / ".a.md.tmp").write_text("b")
    calls.expect(lambda: (root / ".a.md.tmp").replace(root / "a.md"))


def test_posts_in_new_folders_are_noticed(root: Path, calls: Calls) -> None:
    calls.expect((root / "new").mkdir)
    calls.expect(lambda: (root / "new" / "b.md").write_text("b"))
    calls.expect(lambda: shutil.rmtree(root / "new"))


def test_other_files_reading_and_hidden_folders_are_not(root: Path, calls: Calls) -> None:
    (root / "image.png").write_bytes(b"x")
    (root / "a.md").read_text()
    (root / ".git" / "objects").mkdir(parents=True)
    (root / ".git" / "x.md").write_text("x")
    # Events come in order: what was to be ignored has been when the next change is noticed.
    calls.expect(lambda: (root / "b.md").write_text("b"))
    assert calls.count == 1


def test_a_root_that_vanishes_and_comes_back_is_noticed(root: Path, calls: Calls) -> None:
    calls.expect(lambda: root.rename(root.with_name("away")))
    calls.expect(lambda: root.with_name("away").rename(root))
    calls.expect(lambda: (root / "b.md").write_text("b"))


def test_a_burst_is_one_change(root: Path) -> None:
    calls = Calls()
    watch = FolderWatch(root, calls, delay_seconds=0.5)
    watch.start()
    calls.expect(lambda: [(root / f"{n}.md").write_text("x") for n in range(50)])
    watch.stop()
    assert calls.count == 1


def test_the_callback_has_a_thread_of_its_own_and_all_threads_end(root: Path) -> None:
    before = set(threading.enumerate())
    calls = Calls()
    watch = FolderWatch(root, calls, delay_seconds=0.01)
    watch.start()
    calls.expect((root / "a.md").unlink)
    watch.stop()
    assert threading.current_thread() not in calls.threads
    assert set(threading.enumerate()) <= before


def test_the_callback_may_stop_the_watch(root: Path) -> None:
    stopped = threading.Event()

    def stop() -> None:
        watch.stop()
        stopped.set()

    watch = FolderWatch(root, stop, delay_seconds=0.01)
    watch.start()
    (root / "a.md").unlink()
    assert stopped.wait(PATIENCE)


def test_a_root_that_is_not_there_yet_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.05)
    calls = Calls()
    watch = FolderWatch(tmp_path / "later", calls, delay_seconds=0.01)
    watch.start()
    calls.expect((tmp_path / "later").mkdir)
    watch.stop()


def test_stopping_a_watch_that_never_began_is_harmless(root: Path) -> None:
    FolderWatch(root, Calls()).stop()


def test_polling_takes_over_where_the_system_has_no_watches_left(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching, "Observer", refuse)
    monkeypatch.setattr(watching, "_POLL_SECONDS", 0.05)
    calls = Calls()
    watch = FolderWatch(root, calls, delay_seconds=0.01)
    watch.start()
    calls.expect(lambda: (root / "b.md").write_text("b"))
    watch.stop()
