import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.errors import UserError
from reader.ui.jobs import Jobs


@pytest.fixture
def jobs(qapp: QObject) -> Iterator[Jobs]:
    """Jobs that run one after the other."""
    made = Jobs(qapp, threads=1)
    yield made
    made.finish()
    made.deleteLater()


def fail_with(error: Exception) -> None:
    raise error


def test_a_result_comes_back_on_the_gui_thread(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[int] = []
    jobs.run(threading.get_ident, lambda worker: threads.extend((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_only_the_newest_of_a_channel_is_delivered(jobs: Jobs, qtbot: QtBot) -> None:
    gate, got = threading.Event(), list[int]()
    jobs.run(gate.wait)
    for number in range(5):
        jobs.run(partial(int, number), got.append, channel="search")
    jobs.run(lambda: -1, got.append)
    gate.set()
    qtbot.waitUntil(lambda: -1 in got)
    assert got == [4, -1]


def test_a_forgotten_channel_stays_silent(jobs: Jobs, qtbot: QtBot) -> None:
    gate, got = threading.Event(), list[str]()
    jobs.run(gate.wait)
    jobs.run(lambda: "old", got.append, channel="search")
    jobs.forget("search")
    jobs.run(lambda: "end", got.append)
    gate.set()
    qtbot.waitUntil(lambda: "end" in got)
    assert got == ["end"]


def test_an_error_of_the_world_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    error = UserError("folder-missing", path="x")
    with qtbot.waitSignal(jobs.failed) as caught:
        jobs.run(lambda: fail_with(error))
    assert caught.args == [error]


def test_a_fault_of_ours_is_logged_and_told(jobs: Jobs, qtbot: QtBot, logged: Any) -> None:
    with qtbot.waitSignal(jobs.failed):
        jobs.run(lambda: fail_with(ValueError("x")))
    assert logged.take() == ["a job failed"]


def test_finishing_does_everything_that_was_asked(qapp: QObject) -> None:
    made, done = Jobs(qapp, threads=1), list[int]()
    for number in range(20):
        made.run(partial(done.append, number))
    made.finish()
    assert done == list(range(20))
