from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader.library import Completion
from reader.ui.preferences import MOST_QUERIES, Preferences
from reader.ui.search_box import SearchBox
from reader.ui.theme import LIGHT

FOUND = [
    Completion("tag:電力", "tag", "電力", 3, 8, 12),
    Completion('tag:"電 池"', "tag", "電 池", 3, 8, 1),
]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(500, 400)
    widget.show()
    return widget


@pytest.fixture
def box(window: QWidget) -> SearchBox:
    made = SearchBox(window)
    made.set_tokens(LIGHT)
    layout = QVBoxLayout(window)
    layout.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(QLineEdit(window))
    window.activateWindow()
    made.field.setFocus()
    QCoreApplication.processEvents()
    return made


def write(box: SearchBox, text: str) -> None:
    """What the keys of a person do, or an input method when it is done."""
    for sign in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QCoreApplication.sendEvent(box.field, event)


def press(box: SearchBox, key: Qt.Key) -> None:
    QTest.keyClick(box.field, key)


def offered(box: SearchBox) -> list[str]:
    return [] if box.choices.isHidden() else [one.label for one in box.choices.offers.choices]


def test_completions_are_asked_for_at_the_cursor_in_code_points(
    qtbot: QtBot, box: SearchBox
) -> None:
    with qtbot.waitSignal(box.completion_wanted) as heard:
        write(box, "𠮷電")
    assert heard.args == ["𠮷電", 2]
    with qtbot.waitSignal(box.completion_wanted) as heard:
        write(box, "力")
    assert heard.args == ["𠮷電力", 3]


def test_a_completion_is_taken_with_the_arrows_and_enter(qtbot: QtBot, box: SearchBox) -> None:
    write(box, "推論 tag:電")
    box.show_completions("推論 tag:電", 8, FOUND)
    assert offered(box) == ["電力", "電 池"]
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.query_changed) as heard:
        press(box, Qt.Key.Key_Return)
    assert heard.args == ['推論 tag:"電 池" ']
    assert offered(box) == []
    assert box.field.cursorPosition() == len(box.query())


def test_tab_takes_a_completion_and_leaves_the_field_without_one(
    window: QWidget, box: SearchBox
) -> None:
    write(box, "推論 tag:電")
    box.show_completions("推論 tag:電", 8, FOUND)
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Tab)
    assert box.query() == "推論 tag:電力 "
    press(box, Qt.Key.Key_Tab)
    assert window.focusWidget() is not box.field


def test_enter_without_a_choice_searches_what_is_written(qtbot: QtBot, box: SearchBox) -> None:
    write(box, "推論 tag:電")
    box.show_completions("推論 tag:電", 8, FOUND)
    with qtbot.waitSignals([box.query_changed, box.used]):
        press(box, Qt.Key.Key_Return)
    assert (box.query(), offered(box)) == ("推論 tag:電", [])


def test_completions_for_an_older_text_are_dropped(box: SearchBox) -> None:
    write(box, "推論 tag:電力")
    box.show_completions("推論 tag:電", 8, FOUND)
    assert offered(box) == []


def test_escape_closes_the_list_first_and_then_clears(box: SearchBox) -> None:
    write(box, "推論 tag:電")
    box.show_completions("推論 tag:電", 8, FOUND)
    press(box, Qt.Key.Key_Escape)
    assert (box.query(), offered(box)) == ("推論 tag:電", [])
    press(box, Qt.Key.Key_Escape)
    assert box.query() == ""


def test_a_field_is_gone_on_with_and_gets_no_space(qtbot: QtBot, box: SearchBox) -> None:
    write(box, "ta")
    box.show_completions("ta", 2, [Completion("tag:", "field", "tag:", 0, 2)])
    press(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.completion_wanted) as heard:
        press(box, Qt.Key.Key_Tab)
    assert heard.args == ["tag:", 4]


def test_while_an_input_method_composes_nothing_is_offered(box: SearchBox) -> None:
    write(box, "推論 tag:電")
    box.show_completions("推論 tag:電", 8, FOUND)
    QCoreApplication.sendEvent(box.field, QInputMethodEvent("でんりょ", []))
    assert offered(box) == []


def test_the_empty_field_offers_the_last_searches(qtbot: QtBot, box: SearchBox) -> None:
    box.set_history(["推論", "電力 after:2025"])
    press(box, Qt.Key.Key_Down)
    assert offered(box)[:2] == ["推論", "電力 after:2025"]
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.query_changed) as heard:
        press(box, Qt.Key.Key_Return)
    assert heard.args == ["電力 after:2025"]


def test_the_last_searches_can_be_forgotten(qtbot: QtBot, box: SearchBox) -> None:
    box.set_history(["推論"])
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Up)
    with qtbot.waitSignal(box.history_cleared):
        press(box, Qt.Key.Key_Return)


def test_down_goes_to_the_list_when_something_is_searched(qtbot: QtBot, box: SearchBox) -> None:
    write(box, "推論")
    with qtbot.waitSignal(box.moved_down):
        press(box, Qt.Key.Key_Down)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_language_is_explained(box: SearchBox) -> None:
    box.show_help()
    assert box.help
    assert len(box.help.lines()) > 8
    box.help.close()


def test_the_last_searches_are_remembered_by_folder(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    preferences = Preferences(tmp_path)
    for number in range(MOST_QUERIES + 5):
        preferences.remember_query(one, f'語{number}, "x"')
    preferences.remember_query(one, '語9, "x" ')
    again = Preferences(tmp_path)
    assert len(again.history(one)) == MOST_QUERIES
    assert again.history(one)[0] == '語9, "x"'
    assert again.history(other) == []
    again.remember_query(other, "一つ")
    assert Preferences(tmp_path).history(other) == ["一つ"]
    again.clear_history(one)
    assert Preferences(tmp_path).history(one) == []


def test_an_answer_after_enter_opens_nothing(box: SearchBox) -> None:
    write(box, "推論 tag:電")
    press(box, Qt.Key.Key_Return)
    box.show_completions("推論 tag:電", 8, FOUND)
    assert offered(box) == []


def test_an_answer_while_composing_opens_nothing(box: SearchBox) -> None:
    write(box, "推論 tag:電")
    QCoreApplication.sendEvent(box.field, QInputMethodEvent("でん", []))
    box.show_completions("推論 tag:電", 8, FOUND)
    assert offered(box) == []


def test_what_was_offered_for_an_older_text_cannot_be_taken(box: SearchBox) -> None:
    write(box, "推論 tag:電")
    box.show_completions("推論 tag:電", 8, FOUND)
    write(box, "力発電")
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Return)
    assert box.query() == "推論 tag:電力発電"


def test_a_taken_completion_can_be_undone(box: SearchBox) -> None:
    write(box, "推論 tag:電")
    box.show_completions("推論 tag:電", 8, FOUND)
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Tab)
    box.field.undo()
    assert box.query() == "推論 tag:電"


def test_the_list_goes_when_the_cursor_moves_away(box: SearchBox) -> None:
    write(box, "推論 tag:電")
    box.show_completions("推論 tag:電", 8, FOUND)
    press(box, Qt.Key.Key_Home)
    assert offered(box) == []


def test_a_click_into_the_empty_field_offers_the_last_searches(box: SearchBox) -> None:
    box.set_history(["推論"])
    QTest.mouseClick(box.field, Qt.MouseButton.LeftButton)
    assert offered(box)[0] == "推論"


def test_a_search_of_the_past_that_is_taken_is_used(qtbot: QtBot, box: SearchBox) -> None:
    box.set_history(["推論"])
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.used) as heard:
        press(box, Qt.Key.Key_Return)
    assert (heard.args, offered(box)) == (["推論"], [])
