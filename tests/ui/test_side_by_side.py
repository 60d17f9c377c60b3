"""Two posts side by side in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.ui.pane import ReadingPane
from reader.ui.reading import ReadingView
from reader.ui.workspace import Workspace
from tests.ui.conftest import PATIENCE_MS, OpenWindow, Visitor, span

ALPHA = "# 甲\n\n三社の投資計画を並べて読む。電力の契約は長い。\n"
BETA = "# 乙\n\n半導体の在庫は増えたり減ったりする。推論の費用は積み上がる。\n"


@pytest.fixture
def workspace(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> Workspace:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "2026-01-02-alpha.md").write_text(ALPHA, encoding="utf-8")
    (folder / "2026-01-01-beta.md").write_text(BETA, encoding="utf-8")
    workspace = open_window(folder)
    open_post(workspace, "甲", qtbot)
    return workspace


def open_post(workspace: Workspace, title: str, qtbot: QtBot) -> ReadingView:
    view = workspace.reading
    row = next(row for row in workspace.session.rows if row.title == title)
    with qtbot.waitSignal(pane_of(view).painted, timeout=PATIENCE_MS):
        view.visit(row.id)
    return view


def pane_of(view: ReadingView) -> ReadingPane:
    assert view.pane
    return view.pane


def put_beside(workspace: Workspace, qtbot: QtBot) -> tuple[ReadingView, ReadingView]:
    first = workspace.reading
    workspace.menu_action("beside").trigger()
    second = workspace.views.all()[1]
    qtbot.waitUntil(lambda: workspace.reading is second, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(second.post_id), timeout=PATIENCE_MS)
    return first, second


def test_a_second_view_begins_with_the_same_post(workspace: Workspace, qtbot: QtBot) -> None:
    first, second = put_beside(workspace, qtbot)
    assert second.post_id == first.post_id
    assert second.isVisible()
    assert first.isVisible()


def test_each_view_has_its_own_post(workspace: Workspace, qtbot: QtBot) -> None:
    first, second = put_beside(workspace, qtbot)
    open_post(workspace, "乙", qtbot)
    titles = [view.row.title for view in (first, second) if view.row]
    assert titles == ["甲", "乙"]


def test_what_is_done_is_done_in_the_view_that_has_the_keyboard(
    workspace: Workspace, qtbot: QtBot
) -> None:
    first, second = put_beside(workspace, qtbot)
    open_post(workspace, "乙", qtbot)
    pane_of(first).setFocus()
    qtbot.waitUntil(lambda: workspace.reading is first, timeout=PATIENCE_MS)
    workspace.menu_action("star").trigger()
    states = workspace.session.notes
    qtbot.waitUntil(
        lambda: (
            bool(workspace.session.notes.states.get(first.post_id))
            and workspace.session.notes.states[first.post_id].starred
        ),
        timeout=PATIENCE_MS,
    )
    assert second.post_id not in states.states or not states.states[second.post_id].starred


def test_a_mark_in_one_view_is_seen_in_the_other(
    workspace: Workspace, qtbot: QtBot, visitor_of: Callable[[ReadingPane], Visitor]
) -> None:
    first, second = put_beside(workspace, qtbot)
    article, marking = pane_of(second).article, second.marking
    assert article
    assert marking
    assert first.marking
    marking.add(span(article.text, "投資計画"), "green")
    other = first.marking
    qtbot.waitUntil(lambda: len(other.annotations) == 1, timeout=PATIENCE_MS)


def test_the_outline_follows_the_active_view(workspace: Workspace, qtbot: QtBot) -> None:
    first, _ = put_beside(workspace, qtbot)
    open_post(workspace, "乙", qtbot)
    outline = workspace.panel.outline.headings
    assert outline.index(0, 0).data() == "乙"
    pane_of(first).setFocus()
    qtbot.waitUntil(lambda: outline.index(0, 0).data() == "甲", timeout=PATIENCE_MS)


def test_closing_it_leaves_the_first(workspace: Workspace, qtbot: QtBot) -> None:
    first, _ = put_beside(workspace, qtbot)
    workspace.menu_action("beside").trigger()
    assert workspace.views.all() == [first]
    assert workspace.reading is first
    assert first.row
    assert first.row.title == "甲"


def test_the_window_closes_with_two_views(workspace: Workspace, qtbot: QtBot) -> None:
    put_beside(workspace, qtbot)
    window = workspace.window()
    window.close()
    assert not window.isVisible()
    assert QApplication.instance()
