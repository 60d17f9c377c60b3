import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.errors import UserError

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(slots=True)
class _Job:
    number: int
    channel: str
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    result: Any = None
    error: Exception | None = None


class Jobs(QObject):
    """Work off the GUI thread: results come back on it, in order of completion.

    Jobs of one named channel replace each other: only the newest result is delivered. With one
    thread the jobs run in the order they were given, which is what writes to the notes need.
    """

    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject, threads: int = 2) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="keisen")
        self._newest: dict[str, int] = {}
        self._count = 0
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        channel: str = "",
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work` on a thread, then `done` with its result (or `failed`) on the GUI thread."""
        self._count += 1
        if channel:
            self._newest[channel] = self._count
        self._threads.submit(self._run, _Job(self._count, channel, work, done, failed))

    def forget(self, channel: str) -> None:
        """Drop the result of whatever runs in a channel."""
        self._newest.pop(channel, None)

    def finish(self) -> None:
        """Do what is queued, so that no write is lost, and take no more work."""
        self._threads.shutdown(wait=True)

    def _is_wanted(self, job: _Job) -> bool:
        return not job.channel or self._newest.get(job.channel) == job.number

    def _run(self, job: _Job) -> None:
        if not self._is_wanted(job):
            return
        try:
            job.result = job.work()
        except Exception as error:
            job.error = error
            if not isinstance(error, UserError):
                log.exception("a job failed")
        self._ended.emit(job)

    @Slot(object)
    def _deliver(self, job: _Job) -> None:
        if not self._is_wanted(job):
            return
        if job.error is None:
            if job.done:
                job.done(job.result)
        elif job.failed:
            job.failed(job.error)
        else:
            self.failed.emit(job.error)
