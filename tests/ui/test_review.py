"""Seeing annotations again in the real window."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.notes.model import Annotation
from reader.ui.review_view import ReviewView
from reader.ui.sidebar import LINE, Line, Scope
from reader.ui.workspace import Workspace
from tests.ui.conftest import PATIENCE_MS, OpenWindow, span

QUOTES = ("電力の契約は長い", "在庫は増えたり減ったりする", "費用は積み上がる")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "posts"
    made.mkdir()
    for number, quote in enumerate(QUOTES, 1):
        text = f"# 記事{number}\n\nはじめの文です。{quote}。おわりの文です。\n"
        (made / f"2026-01-0{number}-post.md").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def workspace(open_window: OpenWindow, folder: Path) -> Workspace:
    return open_window(folder)


def mark_all(workspace: Workspace, qtbot: QtBot) -> None:
    library = workspace.session.library
    assert library
    made: list[Annotation] = []
    for row in workspace.session.rows:
        text = library.article(row.id).text
        start, end = span(text, next(quote for quote in QUOTES if quote in text))
        workspace.session.add_annotation(row.id, (start, end), "green", made.append)
    qtbot.waitUntil(lambda: len(made) == len(QUOTES), timeout=PATIENCE_MS)


def turn_on(workspace: Workspace, qtbot: QtBot) -> ReviewView:
    workspace.menu_action("reviews").trigger()
    qtbot.waitUntil(lambda: workspace.reviewing.left is not None, timeout=PATIENCE_MS)
    view = workspace.areas.show("review")
    assert isinstance(view, ReviewView)
    return view


def wait_left(workspace: Workspace, qtbot: QtBot, left: int) -> None:
    qtbot.waitUntil(lambda: workspace.reviewing.left == left, timeout=PATIENCE_MS)


def review_line(workspace: Workspace) -> Line | None:
    index = workspace.sidebar.lines.place_of(Scope("area", "review"))
    line: Line | None = index.data(LINE)
    return line


def test_nothing_is_seen_again_until_it_is_wanted(workspace: Workspace, qtbot: QtBot) -> None:
    mark_all(workspace, qtbot)
    assert not workspace.menu_action("reviews").isChecked()
    assert review_line(workspace) is None


def test_a_line_of_the_sidebar_counts_what_is_left(workspace: Workspace, qtbot: QtBot) -> None:
    mark_all(workspace, qtbot)
    turn_on(workspace, qtbot)
    line = review_line(workspace)
    assert line
    assert line.count == 3


def test_the_choice_is_kept(workspace: Workspace, open_window: OpenWindow, folder: Path) -> None:
    workspace.menu_action("reviews").trigger()
    assert open_window(folder).menu_action("reviews").isChecked()


def test_what_stood_around_is_shown_on_demand(workspace: Workspace, qtbot: QtBot) -> None:
    mark_all(workspace, qtbot)
    view = turn_on(workspace, qtbot)
    assert not view.context.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.context.isVisible()
    assert "はじめの文です。" in view.context.text()


def test_an_answer_by_key_goes_on_and_is_undone(workspace: Workspace, qtbot: QtBot) -> None:
    mark_all(workspace, qtbot)
    view = turn_on(workspace, qtbot)
    first = view.quote.text()
    assert view.progress.text() == "1 / 3"
    QTest.keyClick(view, Qt.Key.Key_3)
    wait_left(workspace, qtbot, 2)
    assert view.progress.text() == "2 / 3"
    assert view.quote.text() != first
    qtbot.waitUntil(workspace.undo.canUndo, timeout=PATIENCE_MS)
    workspace.undo.undo()
    wait_left(workspace, qtbot, 3)
    assert view.quote.text() == first
    workspace.undo.redo()
    wait_left(workspace, qtbot, 2)


def test_enter_opens_the_place(workspace: Workspace, qtbot: QtBot) -> None:
    mark_all(workspace, qtbot)
    view = turn_on(workspace, qtbot)
    annotation = view.annotation
    assert annotation
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert workspace.areas.name == ""
    qtbot.waitUntil(lambda: workspace.reading.post_id == annotation.post_id, timeout=PATIENCE_MS)


def test_a_day_has_an_end_and_another_comes(workspace: Workspace, qtbot: QtBot) -> None:
    mark_all(workspace, qtbot)
    view = turn_on(workspace, qtbot)
    for left in (2, 1, 0):
        QTest.keyClick(view, Qt.Key.Key_1)
        wait_left(workspace, qtbot, left)
    assert view.empty.title() == "今日の分は終わりました"
    now = workspace.reviewing.now() + timedelta(days=30)
    workspace.reviewing.now = lambda: now
    workspace.reviewing.load()
    wait_left(workspace, qtbot, 3)
    assert view.empty.isHidden()


def test_without_annotations_the_view_says_how_to_begin(workspace: Workspace, qtbot: QtBot) -> None:
    view = turn_on(workspace, qtbot)
    assert view.empty.title() == "見なおす注釈がありません"


def test_turning_it_off_leads_back_to_the_posts(workspace: Workspace, qtbot: QtBot) -> None:
    turn_on(workspace, qtbot)
    workspace.menu_action("reviews").trigger()
    assert workspace.areas.name == ""
    assert review_line(workspace) is None
