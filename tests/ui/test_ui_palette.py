from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from reader.ui.completion import HEADING, Choice
from reader.ui.palette_ranking import MOST, Offer, Offers
from reader.ui.workspace import Workspace

OpenWindow = Callable[[Path], Workspace]
LONG = 60_000

POSTS = [
    Offer("post", "a", "データセンターの電力"),
    Offer("post", "b", "電力規制の論点"),
    Offer("post", "c", "ＧＰＵのリース"),
]
COMMANDS = [Offer("command", "export", "すべての注釈を書き出す", "Ctrl+Shift+E")]
SEARCHES = [Offer("search", "電力 after:2025", "冬の電力")]
OFFERS = Offers(POSTS, COMMANDS, SEARCHES)


def keys(written: str) -> list[str]:
    return [offer.key for offer in OFFERS.ranked(written)]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("電力", ["b", "a", "電力 after:2025"]),
        ("規制 電力", ["b"]),
        ("gpu", ["c"]),
        ("書き出す", ["export"]),
        ("データセンタ電力", ["a"]),
        ("まったくない", []),
        ("", ["a", "b", "c", "export", "電力 after:2025"]),
    ],
)
def test_what_is_written_is_found_by_name(written: str, found: list[str]) -> None:
    assert keys(written) == found


def test_no_kind_crowds_out_the_others() -> None:
    posts = [Offer("post", str(n), f"電力 {n}") for n in range(100)]
    found = Offers(posts, COMMANDS, SEARCHES).ranked("")
    assert [offer.kind for offer in found] == ["post"] * MOST["post"] + ["command", "search"]


@pytest.fixture
def workspace(open_window: OpenWindow, sample_folder: Path) -> Workspace:
    return open_window(sample_folder)


def rows(workspace: Workspace) -> list[Choice]:
    """What can be chosen, without the headings."""
    return [one for one in workspace.palette_.list.offers.choices if one.action != HEADING]


def opened(qtbot: QtBot, workspace: Workspace, written: str) -> list[str]:
    palette = workspace.palette_
    workspace.menu_action("palette").trigger()
    qtbot.waitUntil(lambda: bool(palette.list.offers.choices), timeout=LONG)
    palette.field.setText(written)
    last = f"「{written}」をさがす"
    qtbot.waitUntil(lambda: last in [one.label for one in rows(workspace)])
    return [one.label for one in rows(workspace)]


def test_a_post_is_opened_by_words_of_its_title(qtbot: QtBot, workspace: Workspace) -> None:
    row = workspace.session.rows[5]
    labels = opened(qtbot, workspace, row.title[2:9])
    assert labels[0] == row.title
    pane = workspace.reading.pane
    assert pane
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Return)
    assert workspace.reading.post_id == row.id
    assert workspace.palette_.isHidden()


def test_a_command_is_run_by_its_name(qtbot: QtBot, workspace: Workspace) -> None:
    opened(qtbot, workspace, "ライブラリを隠す")
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Return)
    assert workspace.sidebar.isHidden()


def test_what_is_written_can_be_searched(qtbot: QtBot, workspace: Workspace) -> None:
    count = len(opened(qtbot, workspace, "電力"))
    for _ in range(count - 1):
        QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(workspace.list.searched, timeout=LONG):
        QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Return)
    assert workspace.bar.search.query() == "電力"


def test_escape_closes_the_palette(qtbot: QtBot, workspace: Workspace) -> None:
    opened(qtbot, workspace, "電力")
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Escape)
    assert workspace.palette_.isHidden()
    assert workspace.bar.search.query() == ""


def test_posts_that_were_opened_last_are_offered_first(qtbot: QtBot, workspace: Workspace) -> None:
    row = workspace.session.rows[9]
    pane = workspace.reading.pane
    assert pane
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        workspace.reading.visit(row.id)
    workspace.menu_action("palette").trigger()
    qtbot.waitUntil(lambda: bool(rows(workspace)), timeout=LONG)
    assert rows(workspace)[0].label == row.title


def test_enter_at_once_takes_what_is_written_and_not_what_is_still_shown(
    qtbot: QtBot, workspace: Workspace
) -> None:
    row = workspace.session.rows[5]
    workspace.menu_action("palette").trigger()
    pane = workspace.reading.pane
    assert pane
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        workspace.palette_.field.setText(row.title)
        QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Return)
    assert workspace.reading.post_id == row.id


def test_commands_called_often_come_first(qtbot: QtBot, workspace: Workspace) -> None:
    opened(qtbot, workspace, "ライブラリを隠す")
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Return)
    workspace.menu_action("palette").trigger()
    qtbot.waitUntil(lambda: bool(rows(workspace)), timeout=LONG)
    commands = [one.text for one in rows(workspace) if one.action == "command"]
    assert commands[0] == "sidebar"


def test_the_groups_have_headings(qtbot: QtBot, workspace: Workspace) -> None:
    opened(qtbot, workspace, "電力")
    choices = workspace.palette_.list.offers.choices
    headings = [one.label for one in choices if one.action == HEADING]
    assert headings == ["記事", "検索"]
    assert workspace.palette_.list.chosen() == rows(workspace)[0]


def test_closing_the_palette_gives_the_keyboard_back(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.bar.search.field.setFocus()
    opened(qtbot, workspace, "電力")
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Escape)
    assert workspace.focusWidget() is workspace.bar.search.field


@pytest.fixture
def answer(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets the palette wait for its lists; called, it gives the newest and those that follow."""
    waiting: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def run(work: Callable[[], Any], done: Callable[[Any], None], *, channel: str) -> None:
        waiting[:] = [(work, done)]

    def give() -> None:
        while waiting:
            work, done = waiting.pop()
            done(work())

    monkeypatch.setattr(
        workspace.palette_, "_session", SimpleNamespace(reads=SimpleNamespace(run=run))
    )
    return give


def settle(qtbot: QtBot, workspace: Workspace, answer: Callable[[], None]) -> None:
    """Let the pause after the last key pass, and the answers come."""
    last = f"「{workspace.palette_.field.text()}」をさがす"

    def is_shown() -> bool:
        answer()
        return last in [one.label for one in rows(workspace)]

    qtbot.waitUntil(is_shown)


def test_what_is_written_before_the_lists_are_there_is_found(
    qtbot: QtBot, workspace: Workspace, answer: Callable[[], None]
) -> None:
    row = workspace.session.rows[5]
    workspace.menu_action("palette").trigger()
    workspace.palette_.field.setText(row.title)
    settle(qtbot, workspace, answer)
    assert rows(workspace)[0].label == row.title


def test_escape_takes_an_enter_back(
    qtbot: QtBot, workspace: Workspace, answer: Callable[[], None]
) -> None:
    workspace.menu_action("palette").trigger()
    answer()
    workspace.palette_.field.setText("ライブラリを隠す")
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Return)
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Escape)
    settle(qtbot, workspace, answer)
    assert not workspace.sidebar.isHidden()


def test_writing_on_takes_an_enter_back(
    qtbot: QtBot, workspace: Workspace, answer: Callable[[], None]
) -> None:
    workspace.menu_action("palette").trigger()
    answer()
    workspace.palette_.field.setText("ライブラリ")
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Return)
    workspace.palette_.field.insert("を隠す")
    settle(qtbot, workspace, answer)
    assert not workspace.sidebar.isHidden()
    assert workspace.palette_.isVisible()


def test_what_had_the_keyboard_may_be_gone_when_the_palette_closes(
    qtbot: QtBot, workspace: Workspace
) -> None:
    chooser = QComboBox(workspace, editable=True)
    chooser.show()
    chooser.setFocus()
    opened(qtbot, workspace, "電力")
    chooser.setEditable(False)
    chooser.deleteLater()
    QCoreApplication.sendPostedEvents(chooser, QEvent.Type.DeferredDelete)
    QTest.keyClick(workspace.palette_.field, Qt.Key.Key_Escape)
    assert workspace.palette_.isHidden()


@pytest.mark.parametrize("height", [420, 560, 820])
def test_the_palette_ends_above_the_foot_of_the_window(
    qtbot: QtBot, workspace: Workspace, height: int
) -> None:
    workspace.window().resize(1000, height)
    qtbot.waitUntil(lambda: workspace.height() == height)
    workspace.menu_action("palette").trigger()
    qtbot.waitUntil(lambda: bool(rows(workspace)), timeout=LONG)
    palette = workspace.palette_
    shown = palette.list.viewport().rect()
    assert shown.contains(palette.list.visualRect(palette.list.offers.index(0)))
    for _ in rows(workspace)[1:]:
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.geometry().bottom() < height
    assert shown.contains(palette.list.visualRect(palette.list.currentIndex()))
