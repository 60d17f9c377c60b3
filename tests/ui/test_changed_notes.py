from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.library import RefreshReport
from reader.notes.model import Annotation, Placements, State
from reader.ui.changed_notes import NAME, ChangedNotes
from reader.ui.sidebar import Scope
from reader.ui.status_words import refreshed_words
from reader.ui.workspace import Workspace
from tests.ui.conftest import PATIENCE_MS, OpenWindow, Visitor, span

QUOTE = "供給元が一社に偏ると、値下げの余地は相手が決める。"
AKIN = "供給元が一、二社に偏ると、余地は値下げの相手が決めた。"
FIRST = "調達先を分散できるかどうかが、これからの分かれ目になる。"
LAST = "長期契約の条件を見る必要がある。専用チップを持つ会社ほど単価は下がる。"
POST = "2026-03-01-supply"
HEAD = "---\ntitle: 供給元の話\ndate: 2026-03-01\n---\n\n"


class Settled:
    """A window on one post whose marked passage was taken out by an edit."""

    def __init__(self, workspace: Workspace, qtbot: QtBot, folder: Path) -> None:
        self.workspace, self.qtbot, self.folder = workspace, qtbot, folder
        self.reports: list[RefreshReport] = []
        workspace.session.refreshed.connect(self.reports.append)

    def wait(self, happened: Callable[[], object]) -> None:
        """Let the program run until something is true."""
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=PATIENCE_MS)

    @property
    def annotation(self) -> Annotation:
        """The annotation as it is on the disk."""
        library = self.workspace.session.library
        assert library
        notes = library.notes
        return [*notes.annotations(), *notes.annotations(deleted=True)][0]

    def edit(self, body: str) -> None:
        """Write another text and wait until it was read."""
        session = self.workspace.session
        (self.folder / f"{POST}.md").write_text(HEAD + body, encoding="utf-8")
        session.refresh()
        self.qtbot.waitUntil(
            lambda: any(report.placements for report in self.reports), timeout=6 * PATIENCE_MS
        )

    def look(self) -> ChangedNotes:
        """Open the view, and wait until it shows the annotation."""
        area = self.workspace.areas.show(NAME)
        assert isinstance(area, ChangedNotes)
        self.wait(lambda: area.found)
        return area


@pytest.fixture
def settled(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> Settled:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / f"{POST}.md").write_text(HEAD + FIRST + QUOTE + LAST, encoding="utf-8")
    workspace = open_window(folder)
    library = workspace.session.library
    assert library
    library.annotate(POST, QUOTE, color="pink")
    made = Settled(workspace, qtbot, folder)
    made.edit(FIRST + "べつの話がしばらく続く。" * 3 + LAST + "\n\n## 追記\n\n" + AKIN)
    made.wait(lambda: workspace.session.notes.unsettled == 1)
    return made


def test_the_worker_tells_the_window_what_became_of_the_annotations(settled: Settled) -> None:
    assert sum((report.placements for report in settled.reports), Placements()).lost == 1


def test_the_foot_says_what_became_of_the_annotations(qapp: QApplication) -> None:
    report = RefreshReport(9, changed=2, placements=Placements(3, 1, 1))
    assert refreshed_words(report) == (
        "追加 0、変更 2、削除 0　注釈: 位置を直した 3、確かめてほしい 1、本文から無くなった 1"
    )
    assert refreshed_words(RefreshReport(9, placements=Placements(2))) == "注釈: 位置を直した 2"
    assert not refreshed_words(RefreshReport(9))


def test_the_sidebar_leads_there_while_there_is_something(settled: Settled) -> None:
    model = settled.workspace.sidebar.lines
    assert model.place_of(Scope("area", NAME)).isValid()
    settled.look().quote.click()
    settled.wait(lambda: not settled.workspace.session.notes.unsettled)
    assert model.place_of(Scope("area", NAME)).isValid()
    settled.workspace.areas.show_posts()
    settled.wait(lambda: not model.place_of(Scope("area", NAME)).isValid())


def test_it_shows_the_old_words_and_the_places_now(settled: Settled) -> None:
    area = settled.look()
    assert QUOTE in area.before.words.text()
    assert "<s>" in area.cards[0].words.text()
    assert "% 同じ" in area.cards[0].share.text()
    assert area.list.changed.title(settled.annotation) == "供給元の話"


def test_enter_takes_the_place_and_undo_takes_it_back(settled: Settled) -> None:
    before = settled.annotation
    area = settled.look()
    assert area.found
    offer = area.found.offers[0]
    QTest.keyClick(area.list, Qt.Key.Key_Return)
    settled.wait(lambda: settled.workspace.undo.canUndo())
    after = settled.annotation
    assert (after.start, after.end, after.state) == (offer.start, offer.end, State.ANCHORED)
    settled.wait(lambda: area.empty.isVisible())
    settled.workspace.undo.undo()
    settled.wait(lambda: settled.annotation.state == before.state)
    settled.workspace.undo.redo()
    settled.wait(lambda: settled.annotation.state == State.ANCHORED)


def test_right_and_left_choose_another_place(settled: Settled) -> None:
    area = settled.look()
    assert area.found
    last = len(area.found.offers) - 1
    for _ in range(last + 2):
        QTest.keyClick(area.list, Qt.Key.Key_Right)
    assert area.cards[last].frame.property("state") == "chosen"
    for _ in range(last + 2):
        QTest.keyClick(area.list, Qt.Key.Key_Left)
    assert area.cards[0].frame.property("state") == "chosen"


@pytest.mark.parametrize("answer", ["quote", "away"])
def test_its_words_are_kept_or_it_goes_into_the_trash_until_undo(
    settled: Settled, answer: str
) -> None:
    before = settled.annotation
    area = settled.look()
    getattr(area, answer).click()
    settled.wait(lambda: area.empty.isVisible() and settled.workspace.undo.canUndo())
    after = settled.annotation
    assert (after.as_quote, after.deleted is not None) == (answer == "quote", answer == "away")
    settled.workspace.undo.undo()
    settled.wait(lambda: settled.workspace.session.notes.unsettled == 1)
    settled.wait(lambda: not area.empty.isVisible())
    again = settled.annotation
    assert (again.state, again.as_quote, again.deleted) == (before.state, False, None)


def test_another_place_is_selected_in_the_post(
    settled: Settled, visitor_of: Callable[..., Visitor]
) -> None:
    area = settled.look()
    area.elsewhere.click()
    reading = settled.workspace.reading
    settled.wait(lambda: reading.post_id == POST and reading.banner.text())
    pane = reading.pane
    assert pane
    assert pane.article
    visitor = visitor_of(pane)
    settled.wait(lambda: pane.is_ready)
    visitor.wait_for_rest()
    chosen = span(pane.article.text, "専用チップ")
    visitor.select(*chosen)
    settled.wait(lambda: not reading.banner._button.isHidden())
    reading.banner._button.click()
    settled.wait(lambda: settled.annotation.start == chosen[0])
    assert settled.annotation.end == chosen[1]
    assert settled.workspace.areas.name == NAME
    assert not reading.banner.text()


def test_a_post_that_is_gone_leaves_the_words_to_keep(settled: Settled) -> None:
    session = settled.workspace.session
    (settled.folder / "other.md").write_text("ほか", encoding="utf-8")
    (settled.folder / f"{POST}.md").unlink()
    session.refresh()
    settled.wait(lambda: POST not in session.by_id)
    area = settled.look()
    assert not area.fits.isEnabled()
    assert not area.elsewhere.isEnabled()
    assert area.nothing.isVisible()
    assert area.quote.isEnabled()
