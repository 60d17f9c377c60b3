"""Making annotations in the window: by keys alone, undone and redone, and while posts change."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.errors import UserError
from reader.notes.model import Annotation
from reader.ui.marking import Marking
from reader.ui.note_editor import Draft
from reader.ui.pane import ReadingPane
from reader.ui.workspace import Workspace

OpenWindow = Callable[[Path], Workspace]
LONG = 60_000
POST = "2026-05-01-a"
BODY = "一つ目の文です。二つ目の文です。三つ目の文です。\n\n次の段落の文です。\n"
MOST_MS = 10


class Desk:
    """A window that is open on one post, with the keyboard in the article."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, file: Path, person: Any) -> None:
        self.qtbot, self.workspace, self.file, self.person = qtbot, workspace, file, person
        marking = workspace.reading.marking
        assert marking
        self.marking: Marking = marking
        self.editor = workspace.reading.editor

    def wait(self, happened: Callable[[], object]) -> None:
        """Let the program run until something is true."""
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=LONG)

    @property
    def all(self) -> list[Annotation]:
        """The annotations of the post, as the window knows them."""
        return list(self.marking.annotations.values())

    @property
    def pane(self) -> ReadingPane:
        """The article."""
        pane = self.workspace.reading.pane
        assert pane
        return pane

    def press(self, key: Qt.Key) -> None:
        """Press a key in the article."""
        self.person.press(key)

    def choose(self, key: Qt.Key) -> tuple[int, int]:
        """Go to another sentence."""
        with self.qtbot.waitSignal(self.pane.selected, timeout=LONG) as caught:
            self.person.press(key)
        return caught.args[0], caught.args[1]

    def undo(self, name: str) -> str:
        """Undo or redo; returns what the menu called it."""
        action = self.workspace.menu_action(name)
        self.wait(action.isEnabled)
        text = action.text()
        action.trigger()
        return text

    def mark(self, start: int, end: int) -> Annotation:
        """Mark a passage, without the page."""
        before = set(self.marking.annotations)
        count = self.workspace.undo.count()
        self.marking.add((start, end), "blue")
        self.wait(lambda: self.workspace.undo.count() > count)
        (new,) = set(self.marking.annotations) - before
        return self.marking.annotations[new]

    def rewrite(self, body: str) -> None:
        """Change the post on the disk and wait until the window shows that."""
        self.file.write_text(body, encoding="utf-8")
        self.workspace.session.refresh()
        line = body.strip().splitlines()[0]
        self.wait(lambda: self.pane.article and line in self.pane.article.text)
        self.wait(lambda: not self.workspace.session.refreshing)


@pytest.fixture
def desk(
    qtbot: QtBot,
    open_window: OpenWindow,
    sample_folder: Path,
    visitor_of: Callable[[ReadingPane], Any],
) -> Desk:
    file = sample_folder / f"{POST}.md"
    file.write_text(BODY, encoding="utf-8")
    workspace = open_window(sample_folder)
    pane = workspace.reading.pane
    assert pane
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        workspace.reading.visit(POST)
    made = Desk(qtbot, workspace, file, visitor_of(pane))
    made.person.focus()
    return made


def test_marking_noting_tagging_and_deleting_by_keys_alone(desk: Desk) -> None:
    desk.choose(Qt.Key.Key_J)
    span = desk.choose(Qt.Key.Key_J)
    desk.press(Qt.Key.Key_2)
    desk.wait(lambda: [(one.start, one.end, one.color) for one in desk.all] == [(*span, "green")])
    desk.press(Qt.Key.Key_N)
    desk.wait(desk.editor.note.hasFocus)
    QTest.keyClicks(desk.editor.note, "memo")
    QTest.keyClick(desk.editor.note, Qt.Key.Key_Escape)
    desk.wait(lambda: [one.note for one in desk.all] == ["memo"])
    desk.wait(desk.person.surface.hasFocus)
    desk.press(Qt.Key.Key_T)
    desk.wait(desk.editor.tags.hasFocus)
    QTest.keyClicks(desk.editor.tags, "one two")
    QTest.keyClick(desk.editor.tags, Qt.Key.Key_Escape)
    desk.wait(lambda: [one.tags for one in desk.all] == [("one", "two")])
    desk.wait(desk.person.surface.hasFocus)
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: not desk.all)
    assert "注釈を消す" in desk.undo("undo")
    desk.wait(lambda: [one.note for one in desk.all] == ["memo"])
    assert "タグを直す" in desk.undo("undo")
    desk.wait(lambda: [one.tags for one in desk.all] == [()])
    assert "メモを直す" in desk.undo("undo")
    desk.wait(lambda: [one.note for one in desk.all] == [""])
    assert "注釈を付ける" in desk.undo("undo")
    desk.wait(lambda: not desk.all)
    for _ in range(3):
        desk.undo("redo")
    desk.wait(lambda: [(a.note, a.tags) for a in desk.all] == [("memo", ("one", "two"))])


def test_a_color_key_on_a_mark_gives_it_that_color(desk: Desk) -> None:
    desk.choose(Qt.Key.Key_J)
    for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_U):
        desk.press(key)  # without waiting for the one before
    desk.wait(lambda: [(one.color, one.style) for one in desk.all] == [("pink", "underline")])
    desk.wait(lambda: desk.workspace.undo.count() == 3)
    assert "下線" in desk.undo("undo")
    desk.wait(lambda: [one.style for one in desk.all] == ["highlight"])
    assert "色を変える" in desk.undo("undo")
    desk.wait(lambda: [one.color for one in desk.all] == ["yellow"])


def test_without_a_selection_the_first_sentence_in_view_is_marked(desk: Desk) -> None:
    desk.press(Qt.Key.Key_3)
    desk.wait(lambda: [one.color for one in desk.all] == ["blue"])
    assert [one.quote for one in desk.all] == ["一つ目の文です。"]


def test_delete_takes_the_innermost_mark_of_a_sentence(desk: Desk) -> None:
    outer, inner = desk.mark(0, 20), desk.mark(2, 5)
    desk.choose(Qt.Key.Key_J)
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: inner.id not in desk.marking.annotations)
    assert [one.id for one in desk.all] == [outer.id]


def test_delete_where_nothing_is_says_so(desk: Desk) -> None:
    desk.choose(Qt.Key.Key_J)
    desk.press(Qt.Key.Key_Delete)
    desk.wait(lambda: "注釈はありません" in desk.workspace.status.note.text())


def test_a_note_on_the_whole_post_stands_above_it_and_opens(desk: Desk) -> None:
    desk.workspace.menu_action("post_note").trigger()
    desk.wait(desk.editor.note.hasFocus)
    QTest.keyClicks(desk.editor.note, "whole")
    QTest.keyClick(desk.editor.note, Qt.Key.Key_Escape)
    desk.wait(lambda: [(one.is_on_post, one.note) for one in desk.all] == [(True, "whole")])
    cards = "[...document.querySelectorAll('#whole .note')].map(card => card.textContent)"
    desk.wait(lambda: desk.person.run(cards) == ["whole"])
    desk.person.click(desk.person.middle_of("#whole .note"))
    desk.wait(lambda: desk.editor.annotation_id == desk.all[0].id)


def test_a_note_on_the_post_that_stays_empty_is_not_kept(desk: Desk) -> None:
    desk.workspace.menu_action("post_note").trigger()
    desk.wait(desk.editor.note.hasFocus)
    desk.editor.finish()
    desk.wait(lambda: not desk.all)


def test_the_note_on_the_post_is_one(desk: Desk) -> None:
    for _ in range(2):
        desk.workspace.menu_action("post_note").trigger()
    desk.wait(desk.editor.note.hasFocus)
    assert len(desk.all) == 1


def test_one_goes_on_writing_while_the_post_changes_on_the_disk(desk: Desk) -> None:
    mark = desk.mark(8, 16)
    desk.marking.open_editor(mark.id, QRect(0, 0, 9, 9))
    desk.editor.note.insertPlainText("書きかけ")
    desk.rewrite("前に足した文です。" + BODY)
    assert desk.editor.isVisible()
    desk.editor.note.insertPlainText("のメモ")
    desk.editor.finish()
    desk.wait(lambda: [(a.start, a.note) for a in desk.all] == [(17, "書きかけのメモ")])


def test_a_shorter_post_loses_no_note(desk: Desk) -> None:
    mark = desk.mark(8, 16)
    desk.marking.open_editor(mark.id, QRect(0, 0, 9, 9))
    desk.editor.note.insertPlainText("書きかけ")
    desk.rewrite("短い。\n")
    desk.editor.finish()
    desk.wait(lambda: [(a.start, a.note) for a in desk.all] == [(None, "書きかけ")])


def test_what_is_marked_is_what_was_seen(desk: Desk) -> None:
    desk.file.write_text("短い。\n", encoding="utf-8")
    desk.marking.add((8, 16), "blue")
    desk.wait(lambda: [one.quote for one in desk.all] == ["二つ目の文です。"])


def test_text_for_an_annotation_that_is_deleted_meanwhile_is_kept(desk: Desk) -> None:
    mark = desk.mark(8, 16)
    desk.marking.open_editor(mark.id, QRect(0, 0, 9, 9))
    desk.editor.note.insertPlainText("書きかけ")
    desk.workspace.session.write(lambda notes: notes.delete(mark.id))
    desk.wait(lambda: not desk.editor.isVisible())
    kept: list[str] = []
    library = desk.workspace.session.library
    assert library
    desk.workspace.session.in_order(lambda: library.notes.annotation(mark.id).note, kept.append)
    desk.wait(lambda: kept == ["書きかけ"])


def test_what_could_not_be_stored_is_there_when_the_note_is_opened_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = desk.mark(8, 16)
    library = desk.workspace.session.library
    assert library

    def full(*_: object, **__: object) -> None:
        raise UserError("disk-full", path="notes.sqlite3")

    with monkeypatch.context() as patch:
        patch.setattr(library.notes, "edit", full)
        desk.marking.open_editor(mark.id, QRect(0, 0, 9, 9))
        desk.editor.note.insertPlainText("書けないメモ")
        with desk.qtbot.waitSignal(desk.workspace.session.failed, timeout=LONG):
            desk.editor.finish()
    desk.marking.load()
    desk.wait(lambda: [one.note for one in desk.all] == [""])
    desk.marking.open_editor(mark.id, QRect(0, 0, 9, 9))
    assert desk.editor.note.toPlainText() == "書けないメモ"
    desk.editor.finish()
    desk.wait(lambda: [one.note for one in desk.all] == ["書けないメモ"])


def test_a_note_of_a_million_signs_is_kept_and_saving_it_returns_at_once(desk: Desk) -> None:
    note = "長いメモ。\n" * 170_000
    mark = desk.mark(8, 16)
    begun = perf_counter()
    desk.marking.change(mark.id, Draft("blue", note, ()))
    assert (perf_counter() - begun) * 1000 <= MOST_MS
    desk.marking.load()
    desk.wait(lambda: [len(one.note) for one in desk.all] == [len(note)])
    words = "document.querySelector('.note .words')?.textContent.length ?? 0"
    desk.wait(lambda: 0 < desk.person.run(words) <= 1_001)


def test_signs_that_cannot_be_stored_do_no_harm(desk: Desk) -> None:
    mark = desk.mark(8, 16)
    desk.marking.change(mark.id, Draft("blue", "前\x00中\ud800後", ("a\x00b",)))
    desk.marking.load()
    desk.wait(
        lambda: [(a.note, a.tags) for a in desk.all] == [("前\ufffd中\ufffd後", ("a\ufffdb",))]
    )
    words = "document.querySelector('.note .words')?.textContent"
    desk.wait(lambda: desk.person.run(words) == "前\ufffd中\ufffd後")


def test_chosen_names_of_colors_reach_the_palette_and_the_editor(desk: Desk) -> None:
    desk.workspace.name_colors()
    dialog = desk.workspace.color_dialog
    assert dialog
    dialog.fields["yellow"].setText("  大事な  所 ")
    dialog.accept()
    title = "document.querySelector('#palette [data-action=yellow]').title"
    desk.wait(lambda: desk.person.run(title) == "大事な 所")
    names = [button.accessibleName() for button in desk.editor.colors]
    assert names[:2] == ["大事な 所", "緑"]


def test_a_selection_of_a_hundred_thousand_characters_is_marked(desk: Desk) -> None:
    desk.rewrite("文章がここに続いていきます。\n\n" * 7_000)
    desk.wait(lambda: desk.person.run("Keisen.text().length") > 100_000)
    desk.person.focus()
    desk.person.run("getSelection().selectAllChildren(document.getElementById('article'))")
    desk.wait(lambda: (desk.pane.selection() or (0, 0))[1] > 100_000)
    desk.press(Qt.Key.Key_2)
    desk.wait(lambda: desk.all)
    assert desk.all[0].end == len(desk.pane.article.text if desk.pane.article else "")
