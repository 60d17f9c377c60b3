from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.pane import ReadingPane
from reader.ui.workspace import Workspace

OpenWindow = Callable[[Path], Workspace]
LONG = 60_000
ARTICLE, SIDEBAR, POSTS, SEARCH = "article", "sidebar", "list", "search"


@pytest.fixture
def workspace(qtbot: QtBot, open_window: OpenWindow, sample_folder: Path) -> Workspace:
    """The window with the first post open and the keyboard in the article."""
    return opened(qtbot, open_window(sample_folder))


def opened(qtbot: QtBot, workspace: Workspace) -> Workspace:
    with qtbot.waitActive(workspace.window()):
        workspace.window().activateWindow()
    pane = workspace.reading.pane
    assert pane
    qtbot.waitUntil(lambda: pane.is_ready, timeout=LONG)
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        workspace.list.list.choose_next(1)
    pane.setFocus()
    return workspace


def parts(workspace: Workspace) -> list[bool]:
    every = (workspace.bar, workspace.sidebar, workspace.list, workspace.status)
    return [part.isVisible() for part in every]


def surface(workspace: Workspace) -> QWidget:
    """The widget of the article that takes the keys."""
    pane = workspace.reading.pane
    assert pane
    proxy = pane.focusProxy()
    assert proxy
    return proxy


def press(workspace: Workspace, key: Qt.Key, shift: bool = False) -> None:
    """Press a key wherever the keyboard is."""
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget() or workspace, key, modifier)


def place(workspace: Workspace) -> str:
    """The part of the window that has the keyboard."""
    focused = QApplication.focusWidget()
    grounds = {
        SIDEBAR: workspace.sidebar,
        POSTS: workspace.list,
        ARTICLE: workspace.reading,
        SEARCH: workspace.bar,
    }
    found = (
        name
        for name, ground in grounds.items()
        if focused is ground or (focused and ground.isAncestorOf(focused))
    )
    return next(found, "")


def test_only_the_article_is_left_and_all_comes_back(workspace: Workspace) -> None:
    before = workspace.split.sizes()
    press(workspace, Qt.Key.Key_F11)
    assert parts(workspace)[:3] == [False, False, False]
    press(workspace, Qt.Key.Key_F11)
    assert parts(workspace) == [True, True, True, True]
    assert workspace.split.sizes() == before


def test_what_was_hidden_before_stays_hidden(workspace: Workspace) -> None:
    press(workspace, Qt.Key.Key_F9)
    press(workspace, Qt.Key.Key_F11)
    press(workspace, Qt.Key.Key_F11)
    assert parts(workspace) == [True, False, True, True]


def test_escape_in_the_article_leaves_it(qtbot: QtBot, workspace: Workspace) -> None:
    press(workspace, Qt.Key.Key_F11)
    QTest.keyClick(surface(workspace), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: parts(workspace) == [True, True, True, True])
    assert not workspace.menu_action("focus").isChecked()


def test_escape_closes_the_find_bar_first(qtbot: QtBot, workspace: Workspace) -> None:
    press(workspace, Qt.Key.Key_F11)
    workspace.menu_action("find").trigger()
    press(workspace, Qt.Key.Key_Escape)
    assert workspace.focus_mode.is_on
    QTest.keyClick(surface(workspace), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not workspace.focus_mode.is_on)


def test_the_search_key_leaves_it(workspace: Workspace) -> None:
    press(workspace, Qt.Key.Key_F11)
    workspace.menu_action("search").trigger()
    assert parts(workspace) == [True, True, True, True]
    assert place(workspace) == SEARCH


def test_how_to_leave_it_is_said_for_a_moment(qtbot: QtBot, workspace: Workspace) -> None:
    press(workspace, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: workspace.status.note.text() == "Esc でもとにもどります")
    assert workspace.status.isVisible()
    workspace._unsay(workspace.status.note.text())
    assert not workspace.status.isVisible()


def test_what_goes_wrong_is_not_said_where_nobody_sees_it(workspace: Workspace) -> None:
    press(workspace, Qt.Key.Key_F11)
    workspace.explain(OSError("kaputt"))
    assert workspace.list.banner.isVisible()


def test_the_place_in_the_article_is_kept(
    workspace: Workspace, visitor_of: Callable[[ReadingPane], Any]
) -> None:
    pane = workspace.reading.pane
    assert pane
    person = visitor_of(pane)
    press(workspace, Qt.Key.Key_F11)
    person.wait(lambda: person.run("innerWidth") > 1300)
    person.wait_for_rest()
    assert person.run("scrollY") == 0


def test_it_does_not_survive_a_restart(
    qtbot: QtBot, workspace: Workspace, open_window: OpenWindow, sample_folder: Path
) -> None:
    before = workspace.split.sizes()
    press(workspace, Qt.Key.Key_F11)
    again = open_window(sample_folder)
    assert parts(again) == [True, True, True, True]
    assert again.split.sizes() == before


def test_without_an_article_there_is_nothing_to_focus_on(
    open_window: OpenWindow, sample_folder: Path
) -> None:
    assert not open_window(sample_folder).menu_action("focus").isEnabled()


@pytest.mark.parametrize(
    ("shift", "visited"),
    [
        (False, [SEARCH, SIDEBAR, POSTS, ARTICLE]),
        (True, [POSTS, SIDEBAR, SEARCH, ARTICLE]),
    ],
)
def test_f6_goes_round_the_parts_of_the_window(
    workspace: Workspace, shift: bool, visited: list[str]
) -> None:
    places = []
    for _ in visited:
        press(workspace, Qt.Key.Key_F6, shift)
        places.append(place(workspace))
    assert places == visited


def test_f6_passes_what_is_hidden(workspace: Workspace) -> None:
    workspace.sidebar.hide()
    press(workspace, Qt.Key.Key_F6)
    press(workspace, Qt.Key.Key_F6)
    assert place(workspace) == POSTS


def test_f6_from_the_bar_goes_to_the_first_part(workspace: Workspace) -> None:
    workspace.bar.menu.setFocus()
    press(workspace, Qt.Key.Key_F6)
    assert place(workspace) == SIDEBAR


@pytest.mark.parametrize("name", [SIDEBAR, POSTS])
def test_escape_leads_from_a_list_to_the_article(workspace: Workspace, name: str) -> None:
    (workspace.sidebar if name == SIDEBAR else workspace.list.list).setFocus()
    press(workspace, Qt.Key.Key_Escape)
    assert place(workspace) == ARTICLE
