import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.notes.backups import Backup, backups, count_annotations
from reader.notes.opening import back_up
from reader.notes.store import NotesStore
from reader.places import Places, cloud_service, places_for
from reader.ui.main import make_application
from reader.ui.restore_dialog import RestoreDialog
from reader.ui.theme import Theme
from reader.ui.window import MainWindow
from reader.ui.workspace import Workspace

OpenWindow = Callable[[Path], Workspace]
LONG = 60_000
POST = "2025-11-07-gpu-leasing"


@pytest.fixture
def places(sample_folder: Path, tmp_path: Path) -> Places:
    """Where the window of these tests keeps its files."""
    return places_for(sample_folder, tmp_path / "data", tmp_path / "cache")


def annotate(notes: Path, note: str) -> None:
    with closing(NotesStore(notes)) as store:
        store.add(POST, f"{POST}.md", "本文です。", 0, 2, note=note)


@pytest.fixture
def backup(places: Places) -> Path:
    """A copy of notes with one annotation; a second one was made since."""
    annotate(places.notes, "一")
    made = back_up(places.notes, "20260101-030000-daily")
    annotate(places.notes, "二")
    return made


def garbage(path: Path) -> bytes:
    path.write_bytes(b"not a database at all" * 100)
    return path.read_bytes()


def banner_says(workspace: Workspace, words: str) -> Callable[[], bool]:
    return lambda: words in workspace.list.banner.text()


@pytest.fixture
def open_anyhow(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens the window on a folder whose notes may be of no use."""
    windows: list[MainWindow] = []

    def start(folder: Path) -> Workspace:
        application, lang = make_application("ja")
        window = MainWindow(Theme(application), lang, tmp_path / "data", tmp_path / "cache")
        windows.append(window)
        window.resize(1360, 820)
        window.show()
        window.open_folder(folder)
        workspace = window.workspace
        assert workspace
        qtbot.waitUntil(lambda: bool(workspace.session.rows), timeout=LONG)
        qtbot.waitUntil(lambda: workspace.session.settled, timeout=LONG)
        return workspace

    yield start
    for window in windows:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened_dialog(qtbot: QtBot, workspace: Workspace) -> RestoreDialog:
    workspace.menu_action("restore").trigger()
    dialog = workspace.restoring.dialog
    assert dialog
    qtbot.waitUntil(lambda: "読んでいます" not in dialog.about.text(), timeout=LONG)
    return dialog


def test_a_copy_is_chosen_in_the_dialog_and_put_back(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, backup: Path, places: Places
) -> None:
    workspace = open_window(sample_folder)
    qtbot.waitUntil(lambda: len(backups(places.notes)) == 2, timeout=LONG)
    dialog = opened_dialog(qtbot, workspace)
    assert dialog.tree.topLevelItemCount() == 2
    item = dialog.tree.topLevelItem(1)
    assert item
    assert item.text(2) == "1 件"
    dialog.tree.setCurrentItem(item)
    with qtbot.waitSignal(workspace.restoring.restored, timeout=LONG):
        QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.session.notes.counts == {POST: 1}, timeout=LONG)
    (kept,) = places.data.glob("notes-before-restore-*.sqlite3")
    assert count_annotations(kept) == 2
    assert kept.name in workspace.list.banner.text()


def test_going_back_leaves_nothing_to_undo(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, backup: Path, places: Places
) -> None:
    workspace = open_window(sample_folder)
    workspace.reading.visit(POST)
    qtbot.waitUntil(lambda: workspace.reading.post_id == POST, timeout=LONG)
    marking = workspace.reading.marking
    assert marking
    marking.add((3, 9), "blue")
    qtbot.waitUntil(lambda: workspace.undo.count() == 1, timeout=LONG)
    (daily,) = [one for one in backups(places.notes) if one.path == backup]
    with qtbot.waitSignal(workspace.restoring.restored, timeout=LONG):
        workspace.restoring.restore(daily)
    assert workspace.undo.count() == 0
    qtbot.waitUntil(lambda: [a.note for a in marking.annotations.values()] == ["一"], timeout=LONG)


def test_notes_that_are_garbage_come_back_by_one_click(
    qtbot: QtBot, open_anyhow: OpenWindow, sample_folder: Path, backup: Path, places: Places
) -> None:
    broken = garbage(places.notes)
    workspace = open_anyhow(sample_folder)
    banner = workspace.list.banner
    qtbot.waitUntil(lambda: "控えに戻す" in banner._button.text(), timeout=LONG)
    assert "壊れています" in banner.text()
    with qtbot.waitSignal(workspace.restoring.restored, timeout=LONG):
        QTest.mouseClick(banner._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workspace.session.notes.counts == {POST: 1}, timeout=LONG)
    assert workspace.session.notes_usable
    (kept,) = places.data.glob("notes-before-restore-*.sqlite3")
    assert kept.read_bytes() == broken


def test_where_no_copy_can_be_read_none_is_offered(
    qtbot: QtBot, open_anyhow: OpenWindow, sample_folder: Path, backup: Path, places: Places
) -> None:
    garbage(places.notes)
    garbage(backup)
    workspace = open_anyhow(sample_folder)
    qtbot.waitUntil(banner_says(workspace, "壊れています"), timeout=LONG)
    dialog = opened_dialog(qtbot, workspace)
    item = dialog.tree.topLevelItem(0)
    assert item
    assert item.text(2) == "読めません"
    assert not dialog.restore.isEnabled()
    assert not workspace.list.banner._button.text()


def test_the_dialog_says_where_copies_will_be(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, places: Places
) -> None:
    dialog = opened_dialog(qtbot, open_window(sample_folder))
    assert str(places.backups) in dialog.about.text()
    assert not dialog.restore.isEnabled()


def test_opening_copies_the_notes_once_a_day(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, places: Places
) -> None:
    annotate(places.notes, "一")
    open_window(sample_folder)

    def copies() -> list[str]:
        return [one.why for one in backups(places.notes)]

    qtbot.waitUntil(lambda: copies() == ["daily"], timeout=LONG)
    annotate(places.notes, "二")
    open_window(sample_folder)
    open_window(sample_folder)
    assert copies() == ["daily"]


def test_notes_of_a_newer_program_are_shown_and_cannot_be_added_to(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path, places: Places
) -> None:
    annotate(places.notes, "一")
    with closing(sqlite3.connect(places.notes)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    workspace = open_window(sample_folder)
    banner = workspace.list.banner
    qtbot.waitUntil(banner_says(workspace, "書きたせません"), timeout=LONG)
    qtbot.waitUntil(lambda: workspace.session.settled, timeout=LONG)
    assert "書きたせません" in banner.text()
    assert workspace.session.notes.counts == {POST: 1}
    workspace.reading.visit(POST)
    qtbot.waitUntil(lambda: workspace.reading.post_id == POST, timeout=LONG)
    marking = workspace.reading.marking
    assert marking
    qtbot.waitUntil(lambda: [a.note for a in marking.annotations.values()] == ["一"], timeout=LONG)
    banner.hide()
    with qtbot.waitSignal(workspace.session.failed, timeout=LONG):
        marking.add((3, 9), "blue")
    assert "書きたせません" in banner.text()
    assert workspace.undo.count() == 0


CLOUDS = {
    "/srv/a/Dropbox/keisen": "Dropbox",
    "/Users/a/Library/Mobile Documents/com~apple~CloudDocs/k": "iCloud Drive",
    "/Users/a/Library/CloudStorage/GoogleDrive-a@example.com/My Drive": "Google Drive",
    "/Users/a/Library/CloudStorage/OneDrive-Personal/k": "OneDrive",
    "/c/Users/a/OneDrive - 会社/k": "OneDrive",
    "/Users/a/Box Sync/k": "Box",
    "/srv/a/Nextcloud/k": "Nextcloud",
    "/srv/a/.local/share/keisen": None,
    "/srv/a/Boxes/dropboxes": None,
}


@pytest.mark.parametrize("path", CLOUDS)
def test_a_cloud_drive_is_known_by_its_folder(path: str) -> None:
    assert cloud_service(Path(path)) == CLOUDS[path]


def test_notes_in_a_cloud_drive_are_warned_of_once(
    qtbot: QtBot, sample_folder: Path, tmp_path: Path
) -> None:
    application, lang = make_application("ja")
    data = tmp_path / "Dropbox"
    told = list[bool]()
    for _ in range(2):
        window = MainWindow(Theme(application), lang, data, tmp_path / "cache")
        window.open_folder(sample_folder)
        workspace = window.workspace
        assert workspace
        session = workspace.session
        qtbot.waitUntil(lambda session=session: session.settled, timeout=LONG)  # type: ignore[misc]
        if not told:
            qtbot.waitUntil(banner_says(workspace, "Dropbox"), timeout=LONG)
        told.append("Dropbox" in workspace.list.banner.text())
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert told == [True, False]


def test_a_copy_that_is_in_use_by_the_list_can_be_read(backup: Path, places: Places) -> None:
    (found,) = backups(places.notes)
    assert found == Backup(
        backup, datetime(2026, 1, 1, 3, tzinfo=UTC), "daily", backup.stat().st_size
    )
