"""Everything can be done with the keyboard: what can be pressed has a name, and Tab reaches it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.ui.completion import ChoiceList
from reader.ui.pane import ReadingPane
from reader.ui.theme import LIGHT
from reader.ui.workspace import Workspace

OpenWindow = Callable[[Path], Workspace]
VisitorOf = Callable[[ReadingPane], Any]
LONG = 60_000
MOST_STEPS = 150
KINDS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
ACTIVE = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"


@pytest.fixture
def workspace(qtbot: QtBot, open_window: OpenWindow, sample_folder: Path) -> Workspace:
    """The window in front."""
    workspace = open_window(sample_folder)
    with qtbot.waitActive(workspace.window()):
        workspace.window().activateWindow()
    return workspace


@pytest.fixture
def reading(qtbot: QtBot, workspace: Workspace) -> Workspace:
    """The window with a search, its first hit and the find bar open."""
    pane = workspace.reading.pane
    assert pane
    qtbot.waitUntil(lambda: pane.is_ready, timeout=LONG)
    workspace.bar.search.set_query("推論コスト サーバー")
    qtbot.waitUntil(lambda: bool(workspace.list.highlights.text), timeout=LONG)
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        workspace.list.list.choose_next(1)
    return workspace


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def pressable(ground: QWidget) -> list[QWidget]:
    """What of a part of the window takes presses or words, except what serves a field."""
    return [
        widget
        for widget in ground.findChildren(QWidget)
        if isinstance(widget, KINDS)
        and not isinstance(widget, QHeaderView | ChoiceList)
        and not isinstance(widget.parentWidget(), QLineEdit | QTabBar)
        and not widget.focusProxy()
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is ground.window()
    ]


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {name_of(widget)}"


def stops(qtbot: QtBot, start: QWidget, person: Any = None) -> Iterator[QWidget]:
    """Where Tab leads, beginning at a widget and until it comes back there."""
    start.setFocus()
    held: QWidget | None = start
    for _ in range(MOST_STEPS):
        if held is None:
            return
        yield held
        tab(qtbot, held, person)
        held = QApplication.focusWidget()
        if held is start:
            return
    pytest.fail(f"Tab does not come back, but is at {held}")


def tab(qtbot: QtBot, held: QWidget, person: Any) -> None:
    """Press Tab; the page answers only after a while."""
    in_page = person and held is person.surface
    before = person.run(ACTIVE) if in_page else None
    QTest.keyClick(held, Qt.Key.Key_Tab)
    if in_page:
        qtbot.waitUntil(
            lambda: QApplication.focusWidget() is not held or person.run(ACTIVE) != before
        )


def missed(ground: QWidget, reached: Iterator[QWidget]) -> list[str]:
    found = set(reached)
    return [told(widget) for widget in pressable(ground) if widget not in found]


def nameless(ground: QWidget) -> list[str]:
    return [told(widget) for widget in pressable(ground) if not name_of(widget)]


def test_tab_reaches_everything_in_the_window(
    qtbot: QtBot, reading: Workspace, visitor_of: VisitorOf
) -> None:
    pane = reading.reading.pane
    assert pane
    assert len(pressable(reading)) >= 20
    around = stops(qtbot, reading.bar.search.field, visitor_of(pane))
    assert missed(reading, around) == []
    assert nameless(reading) == []


def test_tab_reaches_everything_in_the_find_bar(
    qtbot: QtBot, reading: Workspace, visitor_of: VisitorOf
) -> None:
    pane, bar = reading.reading.pane, reading.reading.finding.bar
    assert pane
    reading.menu_action("find").trigger()
    bar.field.insert("の")
    qtbot.waitUntil(bar.arrows.isEnabled)
    assert missed(bar, stops(qtbot, bar.field, visitor_of(pane))) == []
    assert nameless(bar) == []


def open_editor(qtbot: QtBot, reading: Workspace) -> None:
    """Mark some words and open the editor on them."""
    marking = reading.reading.marking
    assert marking
    marking.add((3, 9), "blue")
    qtbot.waitUntil(lambda: len(marking.annotations) == 1)
    marking.open_editor(next(iter(marking.annotations)), QRect(0, 0, 9, 9))


def test_tab_reaches_everything_in_the_note_editor(
    qtbot: QtBot, reading: Workspace, visitor_of: VisitorOf
) -> None:
    pane, editor = reading.reading.pane, reading.reading.editor
    assert pane
    open_editor(qtbot, reading)
    assert missed(editor, stops(qtbot, editor.note, visitor_of(pane))) == []
    assert nameless(editor) == []


def opened_dialog(qtbot: QtBot, workspace: Workspace, name: str) -> QDialog:
    """The dialog that a command opens, with a row chosen where there are rows."""
    workspace.menu_action(name).trigger()
    if name == "keys":
        workspace.keys_dialog.choose("star")
    dialog = next(one for one in workspace.findChildren(QDialog) if one.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.mark.parametrize("name", ["problems", "aliases", "keys"])
def test_tab_reaches_everything_in_a_dialog(qtbot: QtBot, workspace: Workspace, name: str) -> None:
    dialog = opened_dialog(qtbot, workspace, name)
    start = pressable(dialog)[0]
    assert missed(dialog, stops(qtbot, start)) == []
    assert nameless(dialog) == []
    dialog.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_help_for_queries_is_left_with_escape(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.bar.search.help_button.setFocus()
    QTest.keyClick(workspace.bar.search.help_button, Qt.Key.Key_Space)
    table = workspace.bar.search.help
    assert table
    assert pressable(table) == []
    assert name_of(table)
    with qtbot.waitSignal(table.destroyed):
        QTest.keyClick(table, Qt.Key.Key_Escape)


def ringless(ground: QWidget, elsewhere: QWidget) -> list[str]:
    """What looks the same with the keyboard as without it."""
    window = ground.window()

    def look(widget: QWidget, held: QWidget) -> QImage:
        held.setFocus(Qt.FocusReason.TabFocusReason)
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        return window.grab(place.adjusted(-8, -8, 8, 8)).toImage()

    return [
        told(widget)
        for widget in pressable(ground)
        if widget is not elsewhere and look(widget, elsewhere) == look(widget, widget)
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_has_the_keyboard_is_seen(qtbot: QtBot, reading: Workspace, theme: str) -> None:
    reading.menu_action(theme).trigger()
    reading.explain(OSError("kaputt"))
    finding, editor = reading.reading.finding, reading.reading.editor
    finding.bar.open_bar("の")
    qtbot.waitUntil(finding.bar.arrows.isEnabled)
    assert ringless(reading, reading.bar.search.help_button) == []
    open_editor(qtbot, reading)
    assert ringless(editor, reading.sidebar) == []


@pytest.mark.parametrize("name", ["problems", "aliases", "keys"])
def test_what_has_the_keyboard_is_seen_in_a_dialog(
    qtbot: QtBot, workspace: Workspace, name: str
) -> None:
    dialog = opened_dialog(qtbot, workspace, name)
    first, second = pressable(dialog)[:2]
    assert [*ringless(dialog, first), *ringless(dialog, second)] == []
    dialog.close()


def test_the_article_shows_that_it_has_the_keyboard(
    reading: Workspace, visitor_of: VisitorOf
) -> None:
    reading.menu_action("light").trigger()
    pane = reading.reading.pane
    assert pane
    reading.regions.to_article()
    visitor_of(pane).wait_for_color(LIGHT.accent, QPoint(0, 300), QPoint(2, 300))


def test_tab_into_the_article_does_not_move_it(
    qtbot: QtBot, workspace: Workspace, visitor_of: VisitorOf
) -> None:
    pane = workspace.reading.pane
    assert pane
    person = visitor_of(pane)
    qtbot.waitUntil(lambda: pane.is_ready, timeout=LONG)
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        workspace.list.list.choose_next(1)
    workspace.regions.to_article()
    person.wait(lambda: person.run("document.activeElement.id") == "article")
    person.wait_for_rest()
    assert person.run("scrollY") == 0


def press_question(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Question)


def test_a_question_mark_shows_the_keys_from_the_page_and_the_lists(reading: Workspace) -> None:
    pane = reading.reading.pane
    assert pane
    surface = pane.focusProxy()
    assert surface
    for widget in (surface, reading.list.list, reading.sidebar):
        widget.setFocus()
        press_question(widget)
        assert reading.keys_dialog.isVisible()
        reading.keys_dialog.close()


def test_a_question_mark_is_written_where_words_are_written(
    qtbot: QtBot, reading: Workspace
) -> None:
    editor, finding = reading.reading.editor, reading.reading.finding
    editor.show()
    reading.menu_action("find").trigger()
    for field in (reading.bar.search.field, finding.bar.field, editor.tags, editor.note):
        field.setFocus()
        assert field.hasFocus()
        press_question(field)
        assert "keys_dialog" not in reading.__dict__
    editor.hide()


def test_a_changed_key_is_named_where_the_command_is(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    workspace = open_window(sample_folder)
    assert workspace.bar.back.toolTip().endswith("（Alt+←）")
    keymap = workspace.keys.keymap
    workspace.keys.change(keymap.with_key("back", "Ctrl+J").with_key("next_hit", "Ctrl+G"))
    again = open_window(sample_folder)
    assert again.bar.back.toolTip() == "前の記事へもどる（Ctrl+J）"
    assert again.menu_action("back").shortcut().toString() == "Ctrl+J"
    assert again.reading.finding.card.arrows.down.toolTip() == "次へ（Ctrl+G）"


def test_no_two_commands_have_the_same_key(workspace: Workspace) -> None:
    keymap = workspace.keys.keymap
    keys = [key for key in keymap.defaults.values() if key]
    assert sorted(set(keys)) == sorted(keys)
    assert [key for key in keys if keymap.refusal(key)] == []


def test_every_command_is_in_the_list_of_keys(workspace: Workspace) -> None:
    assert set(workspace.keys_dialog._rows) == set(workspace.actions_)
