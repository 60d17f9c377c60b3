"""The panel beside the article in the real window: outline, progress, related posts."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from reader.article.model import Heading
from reader.ui.opening import Wanted
from reader.ui.outline import OutlineList, depths_of
from reader.ui.pane import ReadingPane
from reader.ui.reading_progress import minutes_left
from reader.ui.side_panel import SidePanel
from reader.ui.workspace import Workspace
from tests.ui.conftest import PATIENCE_MS, Visitor

OpenWindow = Callable[[Path], Workspace]
Visit = Callable[[str], SidePanel]
VisitorOf = Callable[[ReadingPane], Visitor]
CHAPTERS = ("始めに", "電力", "電力", "終わりに")


def _paragraphs(chapter: int) -> str:
    """Text that says nothing twice, so that none of it folds."""
    return "\n\n".join(
        "".join(
            f"電力の契約と投資の額を順に確かめていく文{chapter}{paragraph}{number}。"
            for number in "甲乙丙丁戊己"
        )
        for paragraph in range(10, 22)
    )


LONG = "\n\n".join(f"## {name}\n\n{_paragraphs(n)}" for n, name in enumerate(CHAPTERS))
RELATED = """## 関連記事

- [書かれた題](/2026/05/02/b/)
- [なくなった記事](/2020/01/01/gone/)
"""
POSTS = {
    "2026-05-01-a": f"---\ntitle: 甲\n---\n{LONG}\n\n{RELATED}",
    "2026-05-02-b": "---\ntitle: 乙の題\ndate: 2026-05-02\n---\n見出しのない記事。",
    "2026-05-03-c": "---\ntitle: 丙\n---\n",
}


@pytest.fixture
def workspace(open_window: OpenWindow, tmp_path: Path) -> Workspace:
    """The window on three posts, wide enough for the panel."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for name, body in POSTS.items():
        (folder / f"{name}.md").write_text(body, encoding="utf-8")
    workspace = open_window(folder)
    workspace.window().resize(1720, 900)
    return workspace


@pytest.fixture
def visit(workspace: Workspace, visitor_of: VisitorOf, qtbot: QtBot) -> Visit:
    """Opens a post and waits until it is on the screen, in a page that has its size."""

    def visit(post_id: str) -> SidePanel:
        pane = workspace.reading.pane
        assert pane
        with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
            workspace.reading.visit(post_id)
        person = visitor_of(pane)
        person.wait(lambda: person.run("innerWidth") == pane.width())
        with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
            workspace.reading.reload([post_id])
        return workspace.panel

    return visit


def row_point(rows: QListView, row: int) -> QPoint:
    return rows.visualRect(rows.model().index(row, 0)).center()


def click_row(rows: QListView, row: int) -> None:
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(rows.viewport(), button, none, row_point(rows, row))


def texts(rows: QListView) -> list[str]:
    model = rows.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def wait_for_related(qtbot: QtBot, panel: SidePanel) -> None:
    qtbot.waitUntil(lambda: bool(panel.related.related.posts()), timeout=PATIENCE_MS)


def test_all_headings_are_listed_repeated_ones_too(visit: Visit) -> None:
    assert texts(visit("2026-05-01-a").outline) == [*CHAPTERS, "関連記事"]


@pytest.mark.parametrize(
    ("levels", "depths"),
    [
        ([2, 3, 3, 2], [0, 1, 1, 0]),
        ([3, 3, 2], [0, 0, 0]),
        ([2, 4, 3], [0, 1, 1]),
        ([1, 2, 6, 2], [0, 1, 2, 1]),
        ([], []),
    ],
)
def test_headings_are_as_deep_as_they_stand_under_others(
    levels: list[int], depths: list[int]
) -> None:
    assert depths_of([Heading(n, n + 1, level, "題") for n, level in enumerate(levels)]) == depths


def test_a_click_goes_to_the_heading(workspace: Workspace, visit: Visit, qtbot: QtBot) -> None:
    panel, pane = visit("2026-05-01-a"), workspace.reading.pane
    assert pane
    assert pane.article
    with qtbot.waitSignal(pane.scrolled, timeout=PATIENCE_MS) as caught:
        click_row(panel.outline, 2)
    assert caught.args == [pane.article.headings[2].start]
    assert panel.outline.headings.read == 2


def test_enter_goes_to_the_heading_and_escape_to_the_article(
    workspace: Workspace, visit: Visit, qtbot: QtBot
) -> None:
    panel, pane = visit("2026-05-01-a"), workspace.reading.pane
    assert pane
    panel.outline.setFocus()
    QTest.keyClick(panel.outline, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.scrolled, timeout=PATIENCE_MS):
        QTest.keyClick(panel.outline, Qt.Key.Key_Return)
    assert panel.outline.headings.read == 1
    QTest.keyClick(panel.outline, Qt.Key.Key_Escape)
    qtbot.waitUntil(pane.hasFocus, timeout=PATIENCE_MS)


def test_a_heading_that_cannot_be_at_the_top_is_marked_when_it_was_gone_to(
    workspace: Workspace, visit: Visit, qtbot: QtBot
) -> None:
    panel, pane = visit("2026-05-01-a"), workspace.reading.pane
    assert pane
    assert pane.article
    with qtbot.waitSignal(pane.scrolled, timeout=PATIENCE_MS) as caught:
        click_row(panel.outline, len(CHAPTERS))
    assert caught.args[0] < pane.article.headings[-1].start
    assert panel.outline.headings.read == len(CHAPTERS)


def test_the_section_that_is_read_is_marked_while_scrolling(
    workspace: Workspace, visit: Visit, qtbot: QtBot
) -> None:
    panel, pane = visit("2026-05-01-a"), workspace.reading.pane
    assert pane
    assert pane.article
    assert panel.outline.headings.read in (-1, 0)
    with qtbot.waitSignal(pane.scrolled, timeout=PATIENCE_MS):
        pane.scroll_to(pane.article.headings[1].end + 900, flash=False)
    assert panel.outline.headings.read == 1
    read = panel.outline.headings.index(1)
    assert read.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "いま読んでいる所"


def test_the_minutes_left_go_down_to_the_end(
    workspace: Workspace, visit: Visit, qtbot: QtBot
) -> None:
    panel, pane = visit("2026-05-01-a"), workspace.reading.pane
    assert pane
    assert pane.article
    assert panel.progress.left.text() == "のこり 14 分 / 14 分"
    pane.scroll_to(pane.article.headings[2].start, flash=False)
    qtbot.waitUntil(
        lambda: panel.progress.left.text() == "のこり 8 分 / 14 分", timeout=PATIENCE_MS
    )
    assert 450 < panel.progress.bar.value() < 550
    pane.scroll_to(len(pane.article.text), flash=False)
    qtbot.waitUntil(
        lambda: panel.progress.left.text() == "読み終わり（14 分）", timeout=PATIENCE_MS
    )
    assert panel.progress.percent.text() == "100 %"


@pytest.mark.parametrize(
    ("minutes", "share", "left"),
    [(9.2, 0, 10), (9.0, 0, 9), (9.0, 0.5, 5), (9.0, 0.99, 1), (9.0, 1, 0), (0, 0.5, 1), (0, 1, 0)],
)
def test_minutes_left_are_whole_and_not_none_before_the_end(
    minutes: float, share: float, left: int
) -> None:
    assert minutes_left(minutes, share) == left


def test_related_posts_have_the_title_and_day_of_the_folder(visit: Visit, qtbot: QtBot) -> None:
    panel = visit("2026-05-01-a")
    wait_for_related(qtbot, panel)
    here, gone = panel.related.related.posts()
    assert (here.title, here.day, here.post_id) == ("乙の題", "2026-05-02", "2026-05-02-b")
    assert (gone.title, gone.day, gone.post_id) == ("なくなった記事", "", "")


def test_a_related_post_opens_in_place(workspace: Workspace, visit: Visit, qtbot: QtBot) -> None:
    panel = visit("2026-05-01-a")
    wait_for_related(qtbot, panel)
    click_row(panel.related, 0)
    qtbot.waitUntil(lambda: workspace.reading.post_id == "2026-05-02-b", timeout=PATIENCE_MS)
    assert workspace.reading.history.can_go_back
    assert not panel.related.isVisible()


def test_a_related_post_that_is_not_here_says_so(
    workspace: Workspace, visit: Visit, qtbot: QtBot
) -> None:
    panel = visit("2026-05-01-a")
    wait_for_related(qtbot, panel)
    panel.related.setFocus()
    panel.related.setCurrentIndex(panel.related.related.index(1))
    with qtbot.waitSignal(workspace.reading.said, timeout=PATIENCE_MS):
        QTest.keyClick(panel.related, Qt.Key.Key_Return)
    assert workspace.reading.post_id == "2026-05-01-a"


def test_a_post_without_headings_says_so(visit: Visit) -> None:
    panel = visit("2026-05-02-b")
    assert panel.empty.text() == "この記事に見出しはありません"
    assert not panel.outline.isVisible()
    assert panel.progress.isVisible()


def test_an_empty_post_has_no_progress(visit: Visit) -> None:
    assert not visit("2026-05-03-c").progress.isVisible()


def test_a_post_that_cannot_be_read_leaves_nothing_behind(
    workspace: Workspace, visit: Visit, qtbot: QtBot
) -> None:
    panel = visit("2026-05-01-a")
    workspace.reading.open(Wanted("gone"))
    qtbot.waitUntil(lambda: not texts(panel.outline), timeout=PATIENCE_MS)
    assert not panel.progress.isVisible()


def test_before_a_post_is_open_the_panel_says_what_it_is_for(workspace: Workspace) -> None:
    assert workspace.panel.empty.text() == "記事をひらくと、ここに見出しがならびます"


def test_the_key_puts_the_panel_away_and_brings_it_with_the_keyboard(
    workspace: Workspace, visit: Visit, qtbot: QtBot
) -> None:
    panel = visit("2026-05-01-a")
    assert panel.isVisible()
    workspace.activateWindow()
    QTest.keySequence(workspace.window(), "Ctrl+Shift+O")
    assert not panel.isVisible()
    assert not workspace.bar.panel.isChecked()
    workspace.bar.panel.click()
    assert panel.isVisible()
    assert workspace.bar.panel.isChecked()
    qtbot.waitUntil(panel.outline.hasFocus, timeout=PATIENCE_MS)


def test_where_there_is_little_room_the_panel_is_away_until_wanted(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.window().resize(1360, 820)
    qtbot.waitUntil(lambda: not workspace.panel.isVisible(), timeout=PATIENCE_MS)
    workspace.bar.panel.click()
    assert workspace.panel.isVisible()
    workspace.window().resize(1720, 820)
    workspace.window().resize(1360, 820)
    assert workspace.panel.isVisible()


def test_the_choice_and_the_width_are_remembered(
    open_window: OpenWindow, workspace: Workspace
) -> None:
    workspace.beside.setSizes([700, 300])
    workspace.beside.splitterMoved.emit(0, 1)
    width = workspace.panel.width()
    workspace.beside.toggle()
    again = open_window(workspace.session.folder)
    again.window().resize(1720, 900)
    assert not again.panel.isVisible()
    again.beside.toggle()
    assert again.panel.width() == pytest.approx(width, abs=2)


def test_ten_thousand_headings_do_not_stop_the_window(qtbot: QtBot) -> None:
    outline = OutlineList(None)  # type: ignore[arg-type]  # Qt takes no parent too
    qtbot.addWidget(outline)
    outline.resize(220, 700)
    outline.show()
    qtbot.waitExposed(outline)
    start = time.perf_counter()
    outline.headings.set_headings(
        [Heading(n * 9, n * 9 + 5, 2, f"見出し {n}") for n in range(10_000)]
    )
    for row in range(0, 10_000, 100):
        outline.show_read(row)
    outline.grab()
    assert time.perf_counter() - start < 1
    assert outline.headings.row_at(9 * 5_000 + 3) == 5_000
