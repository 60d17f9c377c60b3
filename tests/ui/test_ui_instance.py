import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.places import Places
from reader.ui.instance import Instance, call_running
from reader.ui.jobs import Jobs


def places(folder: Path) -> Places:
    return Places(folder / "data", folder / "cache")


def test_nobody_answers_for_a_collection_that_is_not_open(qapp: QObject, tmp_path: Path) -> None:
    assert not call_running(places(tmp_path))


def test_a_second_start_calls_the_first(qapp: QObject, qtbot: QtBot, tmp_path: Path) -> None:
    first, jobs, answers = Instance(qapp), Jobs(qapp), list[bool]()
    first.hold(places(tmp_path))
    with qtbot.waitSignal(first.called):
        jobs.run(lambda: call_running(places(tmp_path)), answers.append)
    qtbot.waitUntil(lambda: answers == [True])
    jobs.finish()
    first.deleteLater()


def test_another_collection_is_not_answered_for(qapp: QObject, tmp_path: Path) -> None:
    first = Instance(qapp)
    first.hold(places(tmp_path / "a"))
    assert not call_running(places(tmp_path / "b"))
    first.deleteLater()


def test_who_opens_another_folder_lets_the_first_one_go(qapp: QObject, tmp_path: Path) -> None:
    first = Instance(qapp)
    first.hold(places(tmp_path / "a"))
    first.hold(places(tmp_path / "b"))
    assert not call_running(places(tmp_path / "a"))
    first.deleteLater()


HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from reader.places import Places
from reader.ui.instance import Instance

application = QCoreApplication([])
instance = Instance()
folder = Path(sys.argv[1])
instance.hold(Places(folder / "data", folder / "cache"))
print("held", flush=True)
application.exec()
"""


def test_a_collection_whose_window_died_is_taken_over(
    qapp: QObject, qtbot: QtBot, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert call_running(places(tmp_path))
        holder.kill()
        holder.wait()
    assert not call_running(places(tmp_path))
    second, jobs, answers = Instance(qapp), Jobs(qapp), list[bool]()
    second.hold(places(tmp_path))
    with qtbot.waitSignal(second.called):
        jobs.run(lambda: call_running(places(tmp_path)), answers.append)
    qtbot.waitUntil(lambda: answers == [True])
    jobs.finish()
    second.deleteLater()
