from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from reader.ui.external import LONGEST_SHOWN, open_external, shown_address
from reader.ui.preferences import Preferences

ADDRESS = "https://example.com/a?b=c"


class Browser(list[str]):
    """The addresses that the system's browser was asked to open."""

    def open(self, url: QUrl) -> bool:
        """Note an address."""
        self.append(url.url())
        return True


@pytest.fixture
def opened() -> Browser:
    """A browser that has opened nothing."""
    return Browser()


def answer(button: int, again: bool = False) -> None:
    """Press a button of the question that is open: 0 yes, 1 no."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert box.informativeText() == ADDRESS
    box.checkBox().setChecked(again)
    box.buttons()[button].click()


@pytest.mark.parametrize(("button", "expected"), [(0, [ADDRESS]), (1, [])])
def test_a_person_is_asked_before_the_browser_opens(
    qtbot: QtBot, tmp_path: Path, opened: Browser, button: int, expected: list[str]
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    QTimer.singleShot(0, lambda: answer(button))
    open_external(parent, ADDRESS, Preferences(tmp_path), opened.open)
    assert opened == expected


def test_who_does_not_want_to_be_asked_is_not(
    qtbot: QtBot, tmp_path: Path, opened: Browser
) -> None:
    parent, preferences = QWidget(), Preferences(tmp_path)
    qtbot.addWidget(parent)
    QTimer.singleShot(0, lambda: answer(0, again=True))
    for _ in range(2):
        open_external(parent, ADDRESS, preferences, opened.open)
    assert opened == [ADDRESS, ADDRESS]


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "https://", "x y"]
)
def test_only_addresses_of_the_web_are_opened(
    qtbot: QtBot, tmp_path: Path, opened: Browser, address: str
) -> None:
    parent, preferences = QWidget(), Preferences(tmp_path)
    qtbot.addWidget(parent)
    preferences.ask_before_browser = False
    open_external(parent, address, preferences, opened.open)
    assert opened == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.com/%E6%97%A5%E6%9C%AC?a=b", "https://example.com/日本?a=b"),
        ("https://example.com/道", "https://example.com/道"),
        ("https://аpple.com/", "https://xn--pple-43d.com/"),
        ("https://example.com/\u202egnp.exe", "https://example.com/%E2%80%AEgnp.exe"),
        ("https://example.com/%E2%80%AE%E6%97%A5", "https://example.com/%E2%80%AE%E6%97%A5"),
        ("https://example.com/%0A%FF", "https://example.com/%0A%FF"),
        ("//example.com/a", "https://example.com/a"),
    ],
)
def test_an_address_is_shown_as_what_it_is(
    qtbot: QtBot, tmp_path: Path, opened: Browser, address: str, shown: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    seen: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        assert box.textFormat() == Qt.TextFormat.PlainText
        seen.append(box.informativeText())
        box.buttons()[1].click()

    QTimer.singleShot(0, look)
    assert open_external(parent, address, Preferences(tmp_path), opened.open)
    assert seen == [shown]
    assert opened == []


def test_a_very_long_address_is_cut_behind_its_host() -> None:
    shown = shown_address(QUrl("https://example.com/" + "a" * 100_000))
    assert shown.startswith("https://example.com/aaa")
    assert len(shown) == LONGEST_SHOWN + 1
