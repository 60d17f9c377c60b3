"""The panel that changes how articles look, and what the window does with it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.appearance import AT_FIRST, Appearance
from reader.ui.appearance_panel import OTHER, AppearancePanel
from reader.ui.theme import BLACK, SEPIA
from tests.ui.conftest import PATIENCE_MS, OpenWindow, Visitor

CHOSEN = Appearance("sepia", "gothic", 22, 2.2, 40, justify=False, vertical=True)
FAMILY = "Noto Serif CJK JP"


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[AppearancePanel]:
    """The panel, open."""
    ground = QWidget()
    qtbot.addWidget(ground)
    button = QToolButton(ground)
    made = AppearancePanel(ground)
    ground.show()
    made.show_below(button)
    qtbot.waitUntil(made.isVisible, timeout=PATIENCE_MS)
    yield made
    made.close()


def heard(panel: AppearancePanel) -> list[Appearance]:
    """What the panel tells from now on."""
    told: list[Appearance] = []
    panel.changed.connect(told.append)
    return told


def test_the_panel_shows_what_is_chosen_and_says_nothing(panel: AppearancePanel) -> None:
    told = heard(panel)
    panel.show_appearance(CHOSEN)
    assert panel.swatches["sepia"].isChecked()
    assert panel.fonts["gothic"].isChecked()
    assert (panel.size_.slider.value(), panel.size_.value.text()) == (22, "22 px")
    assert panel.line_height.value.text() == "2.20"
    assert panel.measure.slider.value() == 40
    assert (panel.justify.isChecked(), panel.vertical.isChecked()) == (False, True)
    assert told == []


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda panel: panel.swatches["black"].click(), Appearance("black")),
        (lambda panel: panel.fonts["gothic"].click(), Appearance(font="gothic")),
        (lambda panel: panel.size_.slider.setValue(23), Appearance(size=23)),
        (lambda panel: panel.line_height.slider.setValue(46), Appearance(line_height=2.3)),
        (lambda panel: panel.measure.slider.setValue(21), Appearance(measure=21)),
        (lambda panel: panel.justify.click(), Appearance(justify=False)),
        (lambda panel: panel.vertical.click(), Appearance(vertical=True)),
    ],
)
def test_each_control_changes_its_value(
    panel: AppearancePanel, act: Callable[[AppearancePanel], object], expected: Appearance
) -> None:
    told = heard(panel)
    act(panel)
    assert told == [expected]


def test_one_theme_and_one_font_are_chosen_at_a_time(panel: AppearancePanel) -> None:
    panel.swatches["sepia"].click()
    panel.fonts["gothic"].click()
    assert [name for name, one in panel.swatches.items() if one.isChecked()] == ["sepia"]
    assert [name for name, one in panel.fonts.items() if one.isChecked()] == ["gothic"]


def test_the_text_goes_back_to_the_start_and_the_theme_stays(panel: AppearancePanel) -> None:
    panel.show_appearance(CHOSEN)
    told = heard(panel)
    panel.reset.click()
    assert told == [Appearance("sepia")]
    assert not panel.reset.isEnabled()


def test_the_families_are_listed_only_when_they_are_wanted(panel: AppearancePanel) -> None:
    height = panel.height()
    assert panel.families is None
    panel.fonts[OTHER].click()
    assert panel.families
    assert panel.families.isVisible()
    assert panel.height() > height
    panel.fonts["mincho"].click()
    assert (panel.families.isVisible(), panel.height()) == (False, height)


def test_a_family_of_the_system_is_chosen(panel: AppearancePanel) -> None:
    told = heard(panel)
    panel.fonts[OTHER].click()
    assert panel.families
    panel.families.setCurrentIndex(panel.families.findText(FAMILY))
    assert told[-1] == Appearance(font=FAMILY)


def test_a_family_that_is_not_installed_stays_chosen(panel: AppearancePanel) -> None:
    told = heard(panel)
    panel.show_appearance(Appearance(font="無い書体"))
    panel.size_.slider.setValue(20)
    assert told == [Appearance(font="無い書体", size=20)]


def test_everything_is_reached_by_tab(panel: AppearancePanel) -> None:
    panel.show_appearance(replace(CHOSEN, font=FAMILY))
    wanted = {
        panel.swatches["sepia"], panel.fonts[OTHER], panel.families, panel.size_.slider,
        panel.line_height.slider, panel.measure.slider, panel.justify, panel.vertical, panel.reset,
    }  # fmt: skip
    reached = []
    for _ in range(20):
        reached.append(QApplication.focusWidget())
        QTest.keyClick(reached[-1] or panel, Qt.Key.Key_Tab)
    assert wanted <= set(reached)


def test_the_arrow_keys_change_theme_font_and_size(panel: AppearancePanel) -> None:
    told = heard(panel)
    for one in (panel.swatches["system"], panel.fonts["mincho"], panel.size_.slider):
        one.setFocus()
        QTest.keyClick(one, Qt.Key.Key_Right)
    assert told[-1] == Appearance("light", "gothic", 18)


def test_every_control_has_a_name_and_says_what_it_is(panel: AppearancePanel) -> None:
    panel.fonts[OTHER].click()
    kinds: dict[QAccessible.Role, int] = {}
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            seen = QAccessible.queryAccessibleInterface(widget)
            assert seen.text(QAccessible.Text.Name), widget
            kinds[seen.role()] = kinds.get(seen.role(), 0) + 1
    assert kinds[QAccessible.Role.RadioButton] == 8
    assert kinds[QAccessible.Role.Slider] == 3


def test_escape_closes_the_panel(panel: AppearancePanel) -> None:
    QTest.keyClick(panel.size_.slider, Qt.Key.Key_Escape)
    assert not panel.isVisible()


# ---- in the window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one post."""
    made = tmp_path / "posts"
    made.mkdir()
    (made / "2026-01-01-a.md").write_text("# 題\n\n電力の契約。", encoding="utf-8")
    return made


def wait_for_size(person: Visitor, size: str) -> None:
    """Wait until the page has a size of text."""
    person.wait(lambda: person.run("getComputedStyle(article).fontSize") == size)


def test_a_choice_holds_at_once_and_after_a_restart(
    open_window: OpenWindow,
    folder: Path,
    visitor_of: Callable[..., Visitor],
) -> None:
    workspace = open_window(folder)
    workspace.bar.text.click()
    panel = workspace.styling.panel
    assert panel.isVisible()
    panel.size_.slider.setValue(25)
    panel.swatches["sepia"].click()
    panel.vertical.click()
    for again in (False, True):
        workspace = open_window(folder) if again else workspace
        pane = workspace.reading.pane
        assert pane
        person = visitor_of(pane)
        person.wait_until_ready()
        wait_for_size(person, "25px")
        assert person.run("document.documentElement.dataset.theme") == "sepia"
        assert person.run("document.documentElement.dataset.mode") == "v"
        assert workspace._theme.tokens is SEPIA
        assert workspace.menu_action("sepia").isChecked()
        assert workspace.menu_action("vertical").isChecked()


def test_the_commands_change_the_appearance_and_the_panel(
    open_window: OpenWindow, folder: Path
) -> None:
    workspace = open_window(folder)
    styling = workspace.styling
    for name in ("larger", "larger", "smaller", "vertical", "black"):
        workspace.menu_action(name).trigger()
    assert styling.appearance == Appearance("black", size=18, vertical=True)
    assert workspace._theme.tokens is BLACK
    workspace.menu_action("appearance").trigger()
    assert styling.panel.swatches["black"].isChecked()
    styling.panel.close()
    for name in ("normal", "vertical", "system"):
        workspace.menu_action(name).trigger()
    assert styling.appearance == AT_FIRST
    assert styling.panel.swatches["system"].isChecked()


def test_the_keys_of_the_text(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> None:
    workspace = open_window(folder)
    window, styling = workspace.window(), workspace.styling
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)
    for keys, expected in (
        ("Ctrl++", Appearance(size=18)),
        ("Ctrl+-", AT_FIRST),
        ("Ctrl+-", Appearance(size=16)),
        ("Ctrl+0", AT_FIRST),
        ("Ctrl+Shift+T", Appearance(vertical=True)),
    ):
        QTest.keySequence(window, QKeySequence(keys))
        assert styling.appearance == expected


def test_each_folder_has_its_own_theme(
    open_window: OpenWindow, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.md").write_text("# 別", encoding="utf-8")
    open_window(folder).styling.choose_theme("black")
    workspace = open_window(other)
    assert workspace.styling.appearance.theme == "black"
    workspace.styling.choose_theme("sepia")
    assert open_window(folder)._theme.tokens is BLACK
