import os
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from reader.collection.names import is_hidden, is_post

# Not among them: opening and closing (reading the posts would count as a change), and the change of
# a folder (it only repeats that something in it has changed).
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_LOOK_SECONDS = 2.0
_POLL_SECONDS = 10.0
_LONGEST_DELAYS = 10


class FolderWatch:
    """Says when posts or folders below a root have changed, once for every burst of changes.

    `on_change` is called in a thread of the watch, `delay_seconds` after the last change of a burst
    (in an endless burst every ten delays), and also when the root vanishes or comes back.
    """

    def __init__(
        self, root: Path, on_change: Callable[[], None], delay_seconds: float = 0.7
    ) -> None:
        self._root = root
        self._on_change = on_change
        self._delay = delay_seconds
        self._condition = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="folder-watch", daemon=True)
        self._observer: BaseObserver | None = None
        self._is_there = False
        self._is_stopping = False
        self._first = self._due = 0.0

    def start(self) -> None:
        """Begin to watch; when it returns no change is missed. May be called once."""
        # watchdog warns of its own race when folders appear inside each other, and copes with it.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._is_there = self._root.is_dir()
        self._observe()
        self._thread.start()

    def stop(self) -> None:
        """End watching and wait for its threads; a callback that is running is waited for."""
        with self._condition:
            self._is_stopping = True
            self._condition.notify()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()
        self._end_observer()

    def _run(self) -> None:
        while True:
            with self._condition:
                if not self._is_stopping:
                    self._condition.wait(self._patience())
                if self._is_stopping:
                    return
                is_settled = self._take_settled()
            if is_settled:
                self._on_change()
            else:
                self._look()

    def _patience(self) -> float:
        return max(0.0, self._due - time.monotonic()) if self._due else _LOOK_SECONDS

    def _take_settled(self) -> bool:
        if not self._due or time.monotonic() < self._due:
            return False
        self._first = self._due = 0.0
        return True

    def _changed(self) -> None:
        with self._condition:
            now = time.monotonic()
            if not self._due:
                self._first = now
                self._condition.notify()
            self._due = min(now + self._delay, self._first + _LONGEST_DELAYS * self._delay)

    def _look(self) -> None:
        """Notice a root that was moved away or came back: the system tells of neither."""
        is_there = self._root.is_dir()
        if is_there == self._is_there:
            return
        self._is_there = is_there
        self._observe()
        self._changed()

    def _observe(self) -> None:
        self._end_observer()
        if not self._is_there:
            return
        try:
            self._observer = self._started(Observer)
        except FileNotFoundError:
            self._is_there = False  # vanished meanwhile
        except OSError:
            # The system has no more watches to give: look at the files from time to time instead.
            self._observer = self._started(lambda: PollingObserver(timeout=_POLL_SECONDS))

    def _started(self, make: Callable[[], BaseObserver]) -> BaseObserver:
        observer = make()
        observer.start()
        root = self._root.resolve()
        try:
            observer.schedule(
                _Handler(root, self._changed), str(root), recursive=True, event_filter=_EVENTS
            )
        except BaseException:
            observer.stop()
            observer.join()
            raise
        return observer

    def _end_observer(self) -> None:
        if self._observer:
            self._observer.stop()
            self._observer.join()
            self._observer = None


class _Handler(FileSystemEventHandler):
    """Lets through what can change the list of posts or a post."""

    def __init__(self, root: Path, changed: Callable[[], None]) -> None:
        self._root = root
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass an event on when one of its two paths is a post or a folder in view."""
        paths = (os.fsdecode(path) for path in (event.src_path, event.dest_path) if path)
        if any(self._concerns(Path(path), event.is_directory) for path in paths):
            self._changed()

    def _concerns(self, path: Path, is_folder: bool) -> bool:
        if not path.is_relative_to(self._root):
            return False
        parts = path.relative_to(self._root).parts
        return not any(map(is_hidden, parts)) and (is_folder or is_post(path.name))
