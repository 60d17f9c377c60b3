"""The whole job in the real window: open, search, mark by hand, note, restart, export."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.errors import UserError
from reader.ui.main import make_application
from reader.ui.pane import ReadingPane
from reader.ui.theme import Theme
from reader.ui.window import MainWindow
from reader.ui.workspace import Workspace

OpenWindow = Callable[[Path], Workspace]
LONG = 60_000


def open_first_hit(qtbot: QtBot, workspace: Workspace, query: str) -> ReadingPane:
    workspace.bar.search.field.insert(query)
    qtbot.waitUntil(lambda: bool(workspace.list.highlights.text), timeout=LONG)
    pane = workspace.reading.pane
    assert pane
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        workspace.list.list.choose_next(1)
    return pane


def test_open_search_mark_note_restart_export(
    qtbot: QtBot,
    open_window: OpenWindow,
    visitor_of: Callable[[ReadingPane], Any],
    sample_folder: Path,
    tmp_path: Path,
) -> None:
    workspace = open_window(sample_folder)
    pane = open_first_hit(qtbot, workspace, "推論コスト")
    article = pane.article
    assert article
    post_id = article.post_id
    start = article.text.index("推論コスト")
    person = visitor_of(pane)
    person.wait_for_rest()
    assert person.select_at_last(start, start + 5)
    person.click(person.middle_of("#palette [data-action=note]"))
    editor = workspace.reading.editor
    qtbot.waitUntil(editor.isVisible, timeout=LONG)
    editor.note.insertPlainText("利益率を決める")
    editor.tags.insert("要確認")
    QTest.keyClick(editor.tags, Qt.Key.Key_Return)
    marking = workspace.reading.marking
    assert marking
    qtbot.waitUntil(lambda: [a.note for a in marking.annotations.values()] == ["利益率を決める"])

    again = open_window(sample_folder)
    again.reading.visit(post_id)
    qtbot.waitUntil(lambda: bool(again.reading.marking and again.reading.marking.annotations))
    found = again.reading.marking
    assert found
    (annotation,) = found.annotations.values()
    assert (annotation.quote, annotation.note, annotation.tags) == (
        "推論コスト",
        "利益率を決める",
        ("要確認",),
    )
    assert again.session.notes.counts == {post_id: 1}

    out = tmp_path / "export"
    out.mkdir()
    again.exporting.export(None, out)
    qtbot.waitUntil(lambda: bool(again.reading.banner.text()), timeout=LONG)
    (file,) = out.glob("*.md")
    written = file.read_text(encoding="utf-8")
    assert "> 推論コスト\n" in written
    assert "メモ: 利益率を決める #要確認" in written
    assert f"^hl-{annotation.id[:8]}" in written


def test_undo_and_redo_of_a_mark(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    workspace = open_window(sample_folder)
    open_first_hit(qtbot, workspace, "推論コスト")
    marking = workspace.reading.marking
    assert marking
    marking.add((3, 9), "green")
    qtbot.waitUntil(lambda: workspace.undo.count() == 1 and len(marking.annotations) == 1)
    workspace.menu_action("undo").trigger()
    qtbot.waitUntil(lambda: not marking.annotations)
    workspace.menu_action("redo").trigger()
    qtbot.waitUntil(lambda: [a.color for a in marking.annotations.values()] == ["green"])


def test_links_between_posts_open_in_place_and_back_returns(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    (sample_folder / "2026-05-01-a.md").write_text("[次](2026-05-02-b.md)", encoding="utf-8")
    (sample_folder / "2026-05-02-b.md").write_text("次の記事。", encoding="utf-8")
    workspace = open_window(sample_folder)
    workspace.reading.visit("2026-05-01-a")
    qtbot.waitUntil(lambda: workspace.reading.post_id == "2026-05-01-a")
    workspace.reading.follow("2026-05-02-b.md")
    qtbot.waitUntil(lambda: workspace.reading.post_id == "2026-05-02-b")
    workspace.menu_action("back").trigger()
    qtbot.waitUntil(lambda: workspace.reading.post_id == "2026-05-01-a")


def test_a_file_that_appears_is_listed(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    workspace = open_window(sample_folder)
    before = len(workspace.session.rows)
    (sample_folder / "2026-06-01-new.md").write_text("# 新しい記事\n\n本文。", encoding="utf-8")
    qtbot.waitUntil(lambda: len(workspace.session.rows) == before + 1, timeout=LONG)
    assert "2026-06-01-new" in workspace.session.by_id


def test_an_empty_folder_says_what_to_do(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    application, lang = make_application("ja")
    window = MainWindow(Theme(application), lang, tmp_path / "d", tmp_path / "c")
    window.open_folder(empty)
    workspace = window.workspace
    assert workspace
    title = "このフォルダーに記事がありません"
    qtbot.waitUntil(lambda: workspace.list.empty.title() == title, timeout=LONG)
    window.close()
    window.deleteLater()


def test_a_folder_that_is_gone_leads_to_the_first_page(qtbot: QtBot, tmp_path: Path) -> None:
    application, lang = make_application("ja")
    window = MainWindow(Theme(application), lang, tmp_path / "d", tmp_path / "c")
    window.open_folder(tmp_path / "消えた")
    assert window.workspace is None
    assert "消えた" in window.welcome.said()
    window.close()
    window.deleteLater()


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    workspace = open_window(sample_folder)
    nameless = []
    for widget in workspace.findChildren(QWidget):
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
        interface = QAccessible.queryAccessibleInterface(widget) if takes_keys else None
        if interface and not interface.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def test_a_note_that_is_being_written_survives_closing_the_window(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    workspace = open_window(sample_folder)
    pane = open_first_hit(qtbot, workspace, "推論コスト")
    marking, article = workspace.reading.marking, pane.article
    assert marking
    assert article
    marking.add((3, 9), "blue")
    qtbot.waitUntil(lambda: len(marking.annotations) == 1 and workspace.undo.count() == 1)
    marking.open_editor(next(iter(marking.annotations)), QRect(0, 0, 9, 9))
    workspace.reading.editor.note.insertPlainText("書きかけのメモ")
    again = open_window(sample_folder)
    found: list[str] = []
    again.session.annotations(article.post_id, lambda all_: found.extend(a.note for a in all_))
    qtbot.waitUntil(lambda: found == ["書きかけのメモ"])


def test_marking_without_usable_notes_says_why(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    workspace = open_window(sample_folder)
    open_first_hit(qtbot, workspace, "推論コスト")
    marking, session = workspace.reading.marking, workspace.session
    assert marking
    session._notes_failed(UserError("notes-newer", path="notes.sqlite3"))
    with qtbot.waitSignal(session.failed):
        marking.add((3, 9), "blue")
    assert "notes.sqlite3" in workspace.list.banner.text()
