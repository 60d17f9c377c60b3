"""A post that changes after it was read, in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.catalog.store import PostRow
from reader.library.comparing import PastText
from reader.ui.changes_view import ChangesView
from reader.ui.pane import ReadingPane
from reader.ui.sidebar import LINE, Line, Scope
from reader.ui.workspace import Workspace
from tests.ui.conftest import Visitor

OpenWindow = Callable[[Path], Workspace]
LONG = 60_000
ADDED = "今朝の発表を受けて、この一文を書きたした。"


class Reader:
    """A person who has read one post of the sample, which somebody edits."""

    def __init__(self, workspace: Workspace, folder: Path, qtbot: QtBot) -> None:
        self.workspace, self.qtbot = workspace, qtbot
        self.post_id = workspace.session.rows[0].id
        self.file = folder / workspace.session.rows[0].path

    @property
    def pane(self) -> ReadingPane:
        """The pane of the window."""
        pane = self.workspace.reading.pane
        assert pane
        return pane

    @property
    def row(self) -> PostRow:
        """The post as the list knows it now."""
        return self.workspace.session.by_id[self.post_id]

    @property
    def view(self) -> ChangesView:
        """The view of the changes."""
        view = self.workspace.reading.changes.view
        assert view
        return view

    def has_badge(self) -> bool:
        """Whether the list says that the post has changed."""
        return self.workspace.list.list.posts.entry(self.row).changed

    def lines(self) -> list[Line]:
        """The lines of the sidebar about changes."""
        model = self.workspace.sidebar.lines
        lines: list[Line] = [model.index(row).data(LINE) for row in range(model.rowCount())]
        return [line for line in lines if line.scope == Scope("changed")]

    def wait(self, happened: Callable[[], object]) -> None:
        """Let the program run until something is true."""
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=LONG)

    def is_read(self, post_id: str) -> bool:
        """Whether the text of a post was kept."""
        state = self.workspace.session.notes.states.get(post_id)
        return bool(state and state.read_hash)

    def offers(self) -> int:
        """How many notices with a button stand above the article."""
        header = self.pane._shown.header
        return len(header.offers) if header else 0

    def read(self) -> None:
        """Open the post, which calls it read."""
        self.workspace.reading.visit(self.post_id)
        self.wait(lambda: self.is_read(self.post_id))

    def edit(self) -> None:
        """Write a sentence into the post as another program would."""
        self.file.write_text(self.file.read_text("utf-8") + f"\n\n{ADDED}\n", encoding="utf-8")
        self.workspace.session.refresh()
        self.wait(self.has_badge)
        self.wait(lambda: self.pane.article and ADDED in self.pane.article.text)
        self.wait(self.offers)

    def look(self) -> None:
        """Show what changed, with the key for it."""
        with self.qtbot.waitSignal(self.workspace.reading.changes.compared, timeout=LONG):
            self.workspace.menu_action("changes").trigger()


@pytest.fixture
def reader(open_window: OpenWindow, sample_folder: Path, qtbot: QtBot) -> Reader:
    """A person who has read a post that was then edited."""
    person = Reader(open_window(sample_folder), sample_folder, qtbot)
    person.read()
    assert not person.has_badge()
    assert person.lines() == []
    person.edit()
    return person


def test_a_post_that_changed_is_told_of_and_shown_until_it_is_taken_as_read(
    reader: Reader, visitor_of: Callable[[ReadingPane], Visitor]
) -> None:
    (line,) = reader.lines()
    assert (line.text, line.count) == ("変わった記事", 1)
    reader.workspace.list.show_scope(Scope("changed"))
    assert [row.id for row in reader.workspace.list.list.posts.posts()] == [reader.post_id]
    page = visitor_of(reader.pane)
    page.wait_for_rest()
    with reader.qtbot.waitSignal(reader.workspace.reading.changes.compared, timeout=LONG):
        page.click(page.middle_of(".offer button"))
    assert reader.view.isVisible()
    assert ADDED in reader.view.text.toPlainText()
    assert "追加 1 文" in reader.view.counts.text()
    QTest.mouseClick(reader.view.read, Qt.MouseButton.LeftButton)
    reader.wait(lambda: not reader.has_badge())
    reader.wait(lambda: not reader.offers())
    assert reader.pane.isVisible()
    assert [line.count for line in reader.lines()] == [0]
    reader.workspace.list.show_scope(Scope())
    reader.wait(lambda: reader.lines() == [])


def test_what_was_taken_as_read_can_be_undone(reader: Reader) -> None:
    reader.look()
    reader.view.read.click()
    reader.wait(lambda: not reader.has_badge())
    reader.wait(reader.workspace.undo.canUndo)
    reader.workspace.menu_action("undo").trigger()
    reader.wait(reader.has_badge)
    reader.wait(reader.offers)
    reader.look()
    assert ADDED in reader.view.text.toPlainText()


def test_a_sentence_is_opened_at_its_place_in_the_article(
    reader: Reader, visitor_of: Callable[[ReadingPane], Visitor]
) -> None:
    reader.look()
    reader.view.text.step(1)
    QTest.keyClick(reader.view.text, Qt.Key.Key_Return)
    assert not reader.workspace.reading.changes.is_open
    article = reader.pane.article
    assert article
    start = article.text.index(ADDED)
    page = visitor_of(reader.pane)
    page.wait_for_rest()
    assert 0 < page.ends(start, start + 5)[0].y() < reader.pane.height()


def test_the_changes_follow_another_edit(reader: Reader) -> None:
    reader.look()
    with reader.qtbot.waitSignal(reader.workspace.reading.changes.compared, timeout=LONG):
        reader.file.write_text(reader.file.read_text("utf-8") + "\n\n次の一文。\n", "utf-8")
        reader.workspace.session.refresh()
    assert reader.view.isVisible()
    assert "次の一文。" in reader.view.text.toPlainText()


def test_another_post_takes_the_place_of_the_changes(reader: Reader) -> None:
    reader.look()
    other = reader.workspace.session.rows[1].id
    reader.workspace.reading.visit(other)
    assert reader.pane.isVisible()
    reader.wait(lambda: reader.is_read(other))
    assert reader.offers() == 0
    reader.look()
    assert reader.view.empty.title() == "変わったところはありません"
    reader.workspace.menu_action("changes").trigger()
    assert reader.pane.isVisible()


def test_the_changes_give_way_to_finding_in_the_post(reader: Reader) -> None:
    reader.look()
    reader.workspace.menu_action("find").trigger()
    assert reader.pane.isVisible()


def test_a_text_that_is_not_kept_is_told(reader: Reader) -> None:
    library = reader.workspace.session.library
    assert library
    library.notes.set_read(reader.post_id, True)
    reader.workspace.menu_action("changes").trigger()
    reader.wait(lambda: reader.view.empty.title() == "くらべる前の本文がありません")


def test_a_failure_is_told_in_place_of_the_changes(reader: Reader) -> None:
    reader.look()
    gone = PastText("committed", "0" * 40, None)
    reader.view.past_chosen.emit(gone)
    reader.wait(lambda: reader.view.empty.title().startswith("前の本文をもう取りだせません"))
    assert not reader.view.read.isEnabled()
