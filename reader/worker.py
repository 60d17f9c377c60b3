"""The process that reads and indexes a folder beside the window, and the handle the window has."""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from reader.errors import UserError
from reader.library.model import Progress, RefreshReport
from reader.logs import log_to_file

__all__ = [
    "Committed",
    "Crashed",
    "Failed",
    "Finished",
    "Message",
    "Progress",
    "RefreshReport",
    "WorkerHandle",
]

log = logging.getLogger(__name__)

NICENESS = 5
END_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Committed:
    """Something new was kept: a view may read its rows again. `posts` is how many are known."""

    posts: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The refresh came to its end, or to the end that cancelling gave it."""

    report: RefreshReport


@dataclass(frozen=True, slots=True)
class Failed:
    """The world failed: a key of reader.messages and its facts, as in a UserError."""

    key: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Crashed:
    """The process ended without a word; minus the signal's number when a signal ended it."""

    exit_code: int | None


Message = Progress | Committed | Finished | Failed | Crashed


class WorkerHandle:
    """One refresh at a time in a process of its own, which ends with this one.

    Not thread-safe. The last message of a refresh is Finished, Failed or Crashed; after it, or
    after `kill`, the next may be started.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._messages: Connection | None = None
        self._orders: Connection | None = None

    @property
    def running(self) -> bool:
        """Whether a refresh was started whose last message is not yet fetched."""
        return self._process is not None

    @property
    def pid(self) -> int | None:
        """The process id while a refresh is running."""
        return self._process.pid if self._process else None

    def start(
        self, folder: Path, data_dir: Path | None = None, cache_dir: Path | None = None
    ) -> None:
        """Start a refresh of a folder."""
        if self._process:
            raise RuntimeError("a refresh is running")
        context = multiprocessing.get_context("spawn")
        self._messages, theirs = context.Pipe(duplex=False)
        orders, self._orders = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_work,
            args=(theirs, orders, folder, data_dir, cache_dir),
            name="keisen-worker",
            daemon=True,
        )
        self._process.start()
        # The ends of the child must be its alone, or neither side would notice the other's end.
        theirs.close()
        orders.close()

    def poll(self) -> list[Message]:
        """The messages that have come since the last call; never waits."""
        heard: list[Message] = []
        while self._messages and not (heard and _is_last(heard[-1])):
            try:
                if not self._messages.poll():
                    return heard
                heard.append(self._messages.recv())
            except (EOFError, OSError):
                heard.append(Crashed(self._end()))
        if heard:
            self._end()
        return heard

    def cancel(self) -> None:
        """Ask for an end; what was read is kept, and Finished comes soon."""
        with contextlib.suppress(OSError):
            if self._orders:
                self._orders.send("cancel")

    def kill(self) -> None:
        """End the process at once; the next refresh goes on from its last commit."""
        if self._process:
            self._process.kill()
            self._end()

    def fileno(self) -> int:
        """A descriptor that is readable when there is a message. Only while running."""
        if self._messages is None:
            raise RuntimeError("no refresh is running")
        return self._messages.fileno()

    def _end(self) -> int | None:
        process, self._process = self._process, None
        for connection in (self._messages, self._orders):
            if connection:
                connection.close()
        self._messages = self._orders = None
        if process is None:
            return None
        process.join(END_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        code = process.exitcode
        process.close()
        return code


def _is_last(message: Message) -> bool:
    return isinstance(message, Finished | Failed | Crashed)


def _work(
    messages: Connection,
    orders: Connection,
    folder: Path,
    data_dir: Path | None,
    cache_dir: Path | None,
) -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    # Ctrl-C in a terminal goes to every process; this one ends when its parent does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    log_to_file(cache_dir)
    cancelled = threading.Event()
    threading.Thread(target=_obey, args=(orders, cancelled), daemon=True).start()
    try:
        messages.send(_refresh(messages, cancelled, folder, data_dir, cache_dir))
    except BaseException:
        log.exception("The worker failed on %s", folder)
        raise


def _obey(orders: Connection, cancelled: threading.Event) -> None:
    try:
        while True:
            orders.recv()
            cancelled.set()
    except (EOFError, OSError):
        # Nobody is there to hear of the work any more; what was committed stays.
        os._exit(0)


def _refresh(
    messages: Connection,
    cancelled: threading.Event,
    folder: Path,
    data_dir: Path | None,
    cache_dir: Path | None,
) -> Finished | Failed:
    from reader.library import Library

    try:
        library = Library.open(folder, data_dir, cache_dir)
        with contextlib.closing(library):
            report = library.refresh(
                messages.send, cancelled.is_set, committed=lambda n: messages.send(Committed(n))
            )
    except UserError as error:
        return Failed(error.key, {name: str(fact) for name, fact in error.facts.items()})
    return Finished(report)
