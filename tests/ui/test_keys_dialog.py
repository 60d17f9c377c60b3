from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.actions import Command, fill_menu, make_actions
from reader.ui.command_keys import CommandKeys
from reader.ui.keys_dialog import CommandGroup, KeysDialog
from reader.ui.preferences import Preferences
from reader.ui.theme import Theme

OpenDialog = Callable[[], tuple[QWidget, KeysDialog]]
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_dialog(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> OpenDialog:
    """Opens the dialog over three commands; a second call is a restart with the same data."""

    def start() -> tuple[QWidget, KeysDialog]:
        Theme(qapp)
        owner = QWidget()
        qtbot.addWidget(owner)
        commands = [
            Command("open", "ひらく…", lambda: None, "Ctrl+O"),
            Command("find", "さがす", lambda: None, "Ctrl+F"),
            Command("keys", "キーの一覧", lambda: None, "F1 ?"),
        ]
        actions = make_actions(owner, commands)
        menu = fill_menu(QMenu("編集", owner), actions, "open | find keys")
        keys = CommandKeys(owner, actions, Preferences(tmp_path))
        shown = [one for one in menu.actions() if one.objectName()]
        dialog = KeysDialog(owner, keys, [CommandGroup(menu.title(), shown)])
        with qtbot.waitActive(dialog):
            dialog.open_at_search()
        return owner, dialog

    return start


def key_of(owner: QWidget, name: str) -> str:
    """The keys that a command has."""
    action = next(one for one in owner.actions() if one.objectName() == name)
    return " ".join(one.toString() for one in action.shortcuts())


def press(dialog: KeysDialog, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """Choose a command and press a key in the field."""
    dialog.choose(name)
    dialog.field.setFocus()
    QTest.keyClick(dialog.field, key, modifier)


def test_a_key_that_is_pressed_is_used_at_once_and_after_a_restart(
    open_dialog: OpenDialog,
) -> None:
    owner, dialog = open_dialog()
    press(dialog, "open", Qt.Key.Key_J)
    assert key_of(owner, "open") == "Ctrl+J"
    again, _ = open_dialog()
    assert key_of(again, "open") == "Ctrl+J"


def test_a_key_of_another_command_is_taken_over_only_after_a_question(
    open_dialog: OpenDialog,
) -> None:
    owner, dialog = open_dialog()
    press(dialog, "open", Qt.Key.Key_F)
    assert dialog.told() == "Ctrl+F: このキーは「さがす」が使っています。"
    assert (key_of(owner, "open"), key_of(owner, "find")) == ("Ctrl+O", "Ctrl+F")
    dialog.answer.click()
    assert (key_of(owner, "open"), key_of(owner, "find")) == ("Ctrl+F", "")
    assert dialog.told() == ""


@pytest.mark.parametrize(
    ("key", "modifier", "told"),
    [
        (Qt.Key.Key_N, NONE, "N は記事のページが使います（次に見つかった所"),
        (Qt.Key.Key_Space, NONE, "Space は記事のページが使います"),
        (Qt.Key.Key_Q, NONE, "Q は文字に使います。"),
        (Qt.Key.Key_C, CTRL, "Ctrl+C は文字を書いたりコピーしたりするのに使います。"),
    ],
)
def test_a_key_that_is_needed_elsewhere_is_refused_with_the_reason(
    open_dialog: OpenDialog, key: Qt.Key, modifier: Qt.KeyboardModifier, told: str
) -> None:
    owner, dialog = open_dialog()
    press(dialog, "open", key, modifier)
    assert dialog.told().startswith(told)
    assert key_of(owner, "open") == "Ctrl+O"
    assert dialog.field.keySequence().toString() == "Ctrl+O"


def test_a_key_is_cleared_and_reset(open_dialog: OpenDialog) -> None:
    owner, dialog = open_dialog()
    dialog.choose("open")
    dialog.clear.click()
    assert key_of(owner, "open") == ""
    dialog.reset.click()
    assert key_of(owner, "open") == "Ctrl+O"
    assert not dialog.reset.isEnabled()


def test_a_default_that_another_command_has_now_is_asked_for(open_dialog: OpenDialog) -> None:
    owner, dialog = open_dialog()
    press(dialog, "open", Qt.Key.Key_F)
    dialog.answer.click()
    dialog.choose("find")
    dialog.reset.click()
    assert dialog.told() == "Ctrl+F: このキーは「ひらく」が使っています。"
    dialog.answer.click()
    assert (key_of(owner, "open"), key_of(owner, "find")) == ("", "Ctrl+F")


def test_all_keys_are_reset_and_that_can_be_taken_back(open_dialog: OpenDialog) -> None:
    owner, dialog = open_dialog()
    press(dialog, "open", Qt.Key.Key_J)
    dialog.reset_all.click()
    assert key_of(owner, "open") == "Ctrl+O"
    dialog.answer.click()
    assert key_of(owner, "open") == "Ctrl+J"
    again, _ = open_dialog()
    assert key_of(again, "open") == "Ctrl+J"


def test_a_fixed_second_key_stays_whatever_is_chosen(open_dialog: OpenDialog) -> None:
    owner, dialog = open_dialog()
    press(dialog, "keys", Qt.Key.Key_J)
    assert key_of(owner, "keys") == "Ctrl+J ?"
    dialog.clear.click()
    assert key_of(owner, "keys") == "?"


def test_the_keys_of_the_page_are_shown_and_cannot_be_changed(open_dialog: OpenDialog) -> None:
    _, dialog = open_dialog()
    dialog.search.setText("次に見つかった所 n")
    dialog.search.setFocus()
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    (shown,) = dialog.names()
    assert shown.startswith("次に見つかった所")
    assert dialog.tree.hasFocus()
    assert not dialog.field.isEnabled()


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("ｃｔｒｌ+f", ["さがす"]),
        ("一覧 f1", ["キーの一覧"]),
        ("もちろんない", []),
    ],
)
def test_commands_are_found_by_name_and_key(
    open_dialog: OpenDialog, written: str, names: list[str]
) -> None:
    _, dialog = open_dialog()
    dialog.search.setText(written)
    assert dialog.names() == names


def test_escape_leads_from_the_field_to_the_list_and_then_out(open_dialog: OpenDialog) -> None:
    _, dialog = open_dialog()
    press(dialog, "open", Qt.Key.Key_Escape, NONE)
    assert dialog.tree.hasFocus()
    QTest.keyClick(dialog.tree, Qt.Key.Key_Escape)
    assert dialog.isHidden()


@pytest.mark.parametrize("kept", ["", "[]", "何か", '{"open": 5}', '{"open": "Ctrl+"}', "null"])
def test_kept_keys_that_cannot_be_read_change_nothing(
    open_dialog: OpenDialog, tmp_path: Path, kept: str
) -> None:
    Preferences(tmp_path)._settings.setValue("keys", kept)
    owner, _ = open_dialog()
    assert key_of(owner, "open") == "Ctrl+O"
