from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.ui.dossier_list import dropped, moved
from reader.ui.dossier_view import DossierView
from reader.ui.sidebar import LINE, Line, Scope
from reader.ui.workspace import Workspace
from tests.ui.conftest import START_MS, OpenWindow, Visitor

if TYPE_CHECKING:
    from reader.ui.pane import ReadingPane

POSTS = {
    "2026-03-01-a": ("甲の電力", "電力契約は十年続く。違約金は重い。"),
    "2026-03-02-b": ("乙の投資", "データセンター投資が増える。"),
    "2026-03-03-c": ("丙の債券", "金利は動かない。"),
}
QUOTES = {
    "c": ("丙の債券", "金利は動かない", ("リスク",)),
    "a1": ("甲の電力", "電力契約", ("リスク",)),
    "b": ("乙の投資", "データセンター", ()),
    "a2": ("甲の電力", "違約金", ()),
}
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


class Person:
    """Works with dossiers in the window; annotations go by the names of QUOTES."""

    def __init__(self, workspace: Workspace, qtbot: QtBot) -> None:
        self.workspace, self.qtbot = workspace, qtbot
        self.ids: dict[str, str] = {}

    def wait(self, happened: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=START_MS)

    def annotate(self) -> None:
        library = self.workspace.session.library
        assert library
        for name, (title, quote, tags) in QUOTES.items():
            post = library.find(title)
            self.ids[name] = library.annotate(post.id, quote, tags=tags).id

    @property
    def view(self) -> DossierView:
        view = self.workspace.areas.get("dossier")
        assert isinstance(view, DossierView)
        return view

    def shown(self) -> list[str]:
        names = {key: name for name, key in self.ids.items()}
        return [names[one] for one in self.view.list.page.ids()]

    def dossiers(self) -> list[str]:
        return [one.name for one in self.workspace.session.notes.dossiers]

    def make(self, *names: str, query: str | None = None, name: str = "電力の仮説") -> str:
        """Make a dossier with these annotations and show it."""
        made: list[str] = []
        dossiers = self.workspace.dossiers
        dossiers.make(name, query, then=lambda new: made.append(new.id))
        self.wait(lambda: made)
        if names:
            dossiers.add(made[0], [self.ids[one] for one in names])
        self.show(made[0])
        if names:
            self.wait(lambda: len(self.shown()) == len(names))
        return made[0]

    def show(self, dossier_id: str) -> None:
        self.workspace.sidebar.scope_chosen.emit(Scope("area", f"dossier:{dossier_id}"))
        self.wait(lambda: self.view.page and self.view.page.dossier.id == dossier_id)

    def choose(self, *names: str) -> None:
        ids = [self.ids[name] for name in names]
        self.view.list.select(ids, ids[0])
        self.view.list.setFocus()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view.list, key, modifier)

    def undo(self) -> None:
        self.workspace.actions_["undo"].trigger()

    def redo(self) -> None:
        self.workspace.actions_["redo"].trigger()

    def lines(self) -> list[Line]:
        model = self.workspace.sidebar.lines
        return [model.index(row).data(LINE) for row in range(model.rowCount())]

    def answer(self, text: str) -> None:
        dialog = self.workspace.dossiers.dialog
        assert dialog
        dialog.setTextValue(text)
        dialog.accept()


@pytest.fixture
def person(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> Person:
    """A person with four annotations in three posts."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for name, (title, body) in POSTS.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n\n{body}\n", "utf-8")
    made = Person(open_window(folder), qtbot)
    made.annotate()
    return made


def test_a_new_dossier_is_shown_and_says_how_to_fill_it(person: Person) -> None:
    person.workspace.actions_["new_dossier"].trigger()
    person.answer("一社の仮説")
    person.wait(lambda: person.workspace.areas.name == "dossier" and person.view.page)
    assert person.view.title.text() == "一社の仮説"
    assert person.view.stack.currentWidget() is person.view.empty
    person.view.empty.act()
    assert person.workspace.areas.name == ""
    assert person.workspace.list.wanted.scope == Scope("annotated")


def test_the_sidebar_has_a_line_for_each_dossier_with_its_count(person: Person) -> None:
    chosen, found = person.make("a1", "b"), person.make(query="リスク", name="リスク")
    person.wait(lambda: person.workspace.dossiers.counts == {chosen: 2, found: 2})
    lines = {line.text: (line.count, line.scope) for line in person.lines()}
    assert lines["電力の仮説"] == (2, Scope("area", f"dossier:{chosen}"))
    assert lines["リスク"] == (2, Scope("area", f"dossier:{found}"))
    line: Line = person.workspace.sidebar.currentIndex().data(LINE)
    assert line.text == "リスク"


def test_the_page_is_in_time_order_and_tells_what_it_spans(person: Person) -> None:
    person.make("c", "a2", "b", "a1")
    assert person.shown() == ["a1", "a2", "b", "c"]
    assert person.view.facts.text() == "4 件 · 3 記事 · 2026-03-01 〜 2026-03-03"
    assert [row.run for row in person.view.list.page.rows] == [2, 0, 1, 1]


def test_alt_and_arrows_move_what_is_selected_and_undo_moves_it_back(person: Person) -> None:
    person.make(*QUOTES)
    person.choose("c")
    person.press(Qt.Key.Key_Up, ALT)
    person.wait(lambda: person.shown() == ["a1", "a2", "c", "b"])
    assert person.view.list.selected_ids() == [person.ids["c"]]
    person.press(Qt.Key.Key_Up, ALT)
    person.wait(lambda: person.shown() == ["a1", "c", "a2", "b"])
    person.undo()
    person.undo()
    person.wait(lambda: person.shown() == ["a1", "a2", "b", "c"])
    person.redo()
    person.wait(lambda: person.shown() == ["a1", "a2", "c", "b"])
    assert person.workspace.areas.name == "dossier"


def test_an_own_order_can_be_put_back_into_time_order(person: Person) -> None:
    person.make("a1", "b", "c")
    assert person.view.sort.isHidden()
    person.choose("a1")
    person.press(Qt.Key.Key_Down, ALT)
    person.wait(lambda: person.shown() == ["b", "a1", "c"])
    assert not person.view.sort.isHidden()
    person.view.sort.click()
    person.wait(lambda: person.shown() == ["a1", "b", "c"])


def test_dropping_moves_annotations_there(person: Person) -> None:
    person.make("a1", "b", "c")
    view = person.view.list
    data = view.page.mimeData([view.page.index(2)])

    class Drop(QDropEvent):
        def source(self) -> Any:
            return view

    first = view.visualRect(view.page.index(0))
    actions, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    place = QPointF(first.center().x(), first.top() + 1)
    view.dropEvent(Drop(place, actions, data, button, NONE))
    person.wait(lambda: person.shown() == ["c", "a1", "b"])
    person.undo()
    person.wait(lambda: person.shown() == ["a1", "b", "c"])


def test_delete_takes_out_and_keeps_the_annotation(person: Person) -> None:
    person.make("a1", "b", "c")
    person.choose("a1", "b")
    person.press(Qt.Key.Key_Delete)
    person.wait(lambda: person.shown() == ["c"])
    library = person.workspace.session.library
    assert library
    assert len(library.annotations()) == len(QUOTES)
    person.undo()
    person.wait(lambda: person.shown() == ["a1", "b", "c"])


def test_enter_opens_the_place_in_its_post(person: Person) -> None:
    person.make("a1", "b")
    person.choose("b")
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.workspace.reading.post_id)
    row = person.workspace.reading.row
    assert row
    assert (row.title, person.workspace.areas.name) == ("乙の投資", "")


def test_a_filter_follows_the_notes_and_cannot_be_ordered_by_hand(person: Person) -> None:
    person.make(query="リスク")
    person.wait(lambda: person.shown() == ["a1", "c"])
    person.choose("c")
    person.press(Qt.Key.Key_Up, ALT)
    person.press(Qt.Key.Key_Delete)
    person.workspace.session.write(lambda notes: notes.edit(person.ids["b"], tags=["リスク"]))
    person.wait(lambda: person.shown() == ["a1", "b", "c"])
    assert person.view.query.text() == "条件: リスク"


def test_another_query_of_a_filter_can_be_taken_back(person: Person) -> None:
    person.make(query="リスク")
    person.view.query.click()
    person.answer("違約金")
    person.wait(lambda: person.shown() == ["a2"])
    person.undo()
    person.wait(lambda: person.shown() == ["a1", "c"])


def test_a_name_is_changed_on_the_page(person: Person) -> None:
    person.make("a1")
    person.view.title.setText("別の名")
    person.view.title.editingFinished.emit()
    person.wait(lambda: person.dossiers() == ["別の名"])
    person.undo()
    person.wait(lambda: person.view.title.text() == "電力の仮説")


def test_an_empty_name_changes_nothing(person: Person) -> None:
    person.make("a1")
    person.view.title.setText("  ")
    person.view.title.editingFinished.emit()
    assert person.view.title.text() == "電力の仮説"
    assert person.dossiers() == ["電力の仮説"]


def test_a_deleted_dossier_leaves_the_page_and_comes_back_whole(person: Person) -> None:
    dossier_id = person.make("a1", "c")
    person.view.delete.click()
    person.wait(lambda: person.workspace.areas.name == "" and person.dossiers() == [])
    person.undo()
    person.wait(lambda: person.dossiers() == ["電力の仮説"])
    person.show(dossier_id)
    person.wait(lambda: person.shown() == ["a1", "c"])


def test_an_annotation_in_the_trash_is_not_shown_until_it_is_restored(person: Person) -> None:
    person.make("a1", "b", "c")
    session = person.workspace.session
    session.write(lambda notes: notes.delete(person.ids["b"]))
    person.wait(lambda: person.shown() == ["a1", "c"])
    session.write(lambda notes: notes.restore(person.ids["b"]))
    person.wait(lambda: person.shown() == ["a1", "b", "c"])


def test_the_selection_of_the_article_is_marked_and_added(
    person: Person, visitor_of: "Callable[[ReadingPane], Visitor]"
) -> None:
    dossier_id = person.make("c")
    workspace = person.workspace
    library = workspace.session.library
    assert library
    workspace.visit(library.find("乙の投資").id)
    person.wait(lambda: workspace.reading.pane and workspace.reading.pane.article)
    pane = workspace.reading.pane
    assert pane
    person.wait(lambda: pane.article and workspace.reading.marking)
    text = library.article(library.find("乙の投資").id).text
    start = text.index("増える")
    assert visitor_of(pane).select_at_last(start, start + 3)
    workspace.actions_["to_dossier"].trigger()
    person.wait(lambda: workspace.dossiers.menu)
    menu = workspace.dossiers.menu
    assert menu
    menu.actions()[0].trigger()
    menu.close()
    person.wait(lambda: len(library.dossier_page(dossier_id).notes) == 2)


def test_nothing_at_hand_is_told(person: Person) -> None:
    person.workspace.actions_["to_dossier"].trigger()
    assert person.workspace.status.note.text() == "先にマークをえらんでください"
    assert person.workspace.dossiers.menu is None


def test_marks_begin_a_new_dossier_under_a_name(person: Person) -> None:
    person.workspace.dossiers.add_to_new([person.ids["b"]])
    person.answer("新")
    person.wait(
        lambda: (
            [one.items for one in person.workspace.session.notes.dossiers] == [(person.ids["b"],)]
        )
    )


def test_a_filter_is_saved_as_a_dossier(person: Person) -> None:
    person.workspace.dossiers.save_filter("リスク")
    person.answer("リスクのすべて")
    person.wait(lambda: person.workspace.areas.name == "dossier" and person.shown() == ["a1", "c"])


def test_the_page_is_written_as_one_file_and_never_over_the_person_s_words(
    person: Person, tmp_path: Path
) -> None:
    dossier_id = person.make("a1", "c")
    export, view = person.workspace.dossiers.export, person.view
    export(dossier_id, tmp_path / "vault", view.tell_exported)
    person.wait(view.banner.text)
    (path,) = (tmp_path / "vault").iterdir()
    assert "> 電力契約" in path.read_text("utf-8")
    path.write_text("わたしの言葉", "utf-8")
    export(dossier_id, tmp_path / "vault", view.tell_exported)
    person.wait(lambda: "そのままにしました" in view.banner.text())
    assert path.read_text("utf-8") == "わたしの言葉"


def test_what_goes_wrong_is_told_on_the_page(person: Person) -> None:
    dossier_id = person.make("a1")
    inside = person.workspace.session.folder / "out"
    person.workspace.dossiers.export(dossier_id, inside, person.view.tell_exported)
    person.wait(person.view.banner.text)
    assert not inside.exists()


def test_very_long_names_and_quotes_fit_the_width(person: Person) -> None:
    person.make("a1", name="とても長い名前の調査ファイル" * 40)
    view = person.view.list
    assert view.horizontalScrollBar().maximum() == 0
    assert view.visualRect(view.page.index(0)).width() <= view.viewport().width()
    QCoreApplication.processEvents()
    assert person.workspace.width() == person.workspace.window().width()


@pytest.mark.parametrize(
    ("chosen", "by", "expected"),
    [("c", -1, "acbd"), ("a", -1, "abcd"), ("ab", -1, "abcd"), ("bc", 1, "adbc"), ("d", 1, "abcd"),
     ("ac", -1, "acbd"), ("bd", 1, "acbd")],
)  # fmt: skip
def test_moving_goes_as_far_as_there_is_room(chosen: str, by: int, expected: str) -> None:
    assert "".join(moved("abcd", chosen, by)) == expected


@pytest.mark.parametrize(
    ("chosen", "row", "expected"),
    [("d", 0, "dabc"), ("a", 4, "bcda"), ("bd", 1, "abdc"), ("a", 0, "abcd"), ("ad", 2, "badc")],
)
def test_dropping_puts_together_what_is_chosen(chosen: str, row: int, expected: str) -> None:
    assert "".join(dropped("abcd", chosen, row)) == expected
