"""The notes view in the real window: groups, chips, search inside, deeds on many, the trash."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from reader.notes.model import Change
from reader.ui.notes_area import NotesArea
from reader.ui.notes_rows import Heading, NoteLine, Wanted
from reader.ui.sidebar import Scope
from reader.ui.workspace import Workspace
from tests.ui.conftest import OpenWindow

PATIENCE = 30_000
BODY = "電力契約の条件を開示していない。\n\n歩留まりの実績は公表されていない。\n\n最後の段落。\n"
MARKS: tuple[tuple[str, str, str, str, list[str]], ...] = (
    ("a", "電力契約の条件", "pink", "次の決算", ["リスク"]),
    ("a", "歩留まりの実績", "yellow", "", ["リスク", "要確認"]),
    ("b", "最後の段落", "green", "読んだ", []),
)


@pytest.fixture
def workspace(tmp_path: Path, open_window: OpenWindow) -> Workspace:
    """The window on two posts without annotations."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for name, title in (("a", "設備投資"), ("b", "半導体")):
        text = f"---\ntitle: {title}\ndate: 2026-01-02\n---\n\n{BODY}"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return open_window(folder)


def show(qtbot: QtBot, workspace: Workspace, name: str = "notes") -> NotesArea:
    workspace.sidebar.scope_chosen.emit(Scope("area", name))
    area = workspace.areas.current
    assert isinstance(area, NotesArea)
    qtbot.waitUntil(
        lambda: "読みこんで" not in area.empty.title() or area.rows.count > 0, timeout=PATIENCE
    )
    return area


@pytest.fixture
def area(workspace: Workspace, qtbot: QtBot) -> NotesArea:
    """The notes view with the three annotations of MARKS."""
    session = workspace.session
    library = session.library
    assert library

    def mark() -> Change:
        for post, quote, color, note, tags in MARKS:
            library.annotate(post, quote, color=color, note=note, tags=tags)
        return Change("added")

    with qtbot.waitSignal(session.notes_changed, timeout=PATIENCE):
        session.write(lambda _: mark())
    shown = show(qtbot, workspace)
    qtbot.waitUntil(lambda: shown.rows.count == len(MARKS), timeout=PATIENCE)
    return shown


def headings(area: NotesArea) -> list[str]:
    return [row.text for row in area.list.notes.rows() if isinstance(row, Heading)]


def quotes(area: NotesArea) -> list[str]:
    return [row.quote for row in area.list.notes.rows() if isinstance(row, NoteLine)]


def colors(area: NotesArea) -> list[str]:
    rows = area.list.notes.rows()
    return [row.annotation.color for row in rows if isinstance(row, NoteLine)]


def pick_all(area: NotesArea) -> None:
    QTest.keyClick(area.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(area.list.ids()) == area.rows.count


def wait(qtbot: QtBot, happened: Callable[[], bool]) -> None:
    qtbot.waitUntil(happened, timeout=PATIENCE)


def test_an_empty_view_says_what_to_do(qtbot: QtBot, workspace: Workspace) -> None:
    area = show(qtbot, workspace)
    wait(qtbot, lambda: area.empty.title() == "まだ注釈がありません")
    area.empty.act()
    assert workspace.areas.name == ""


def test_the_newest_come_first_under_their_posts(area: NotesArea) -> None:
    assert headings(area) == ["半導体", "設備投資"]
    assert quotes(area) == ["最後の段落", "歩留まりの実績", "電力契約の条件"]


@pytest.mark.parametrize(
    ("group", "found"),
    [("tag", ["リスク", "要確認", "タグなし"]), ("color", ["黄", "緑", "赤"])],
)
def test_they_can_be_grouped_otherwise(
    qtbot: QtBot, area: NotesArea, group: str, found: list[str]
) -> None:
    area.filters.change(group=group)
    wait(qtbot, lambda: len(headings(area)) == len(found))
    assert headings(area)[0] == found[0]
    assert area.rows.count == len(MARKS)


def test_by_place_they_stand_as_in_the_text(qtbot: QtBot, area: NotesArea) -> None:
    area.filters.change(order="place")
    wait(qtbot, lambda: quotes(area)[0] == "電力契約の条件")


def test_chips_narrow_the_list_and_widen_it_again(qtbot: QtBot, area: NotesArea) -> None:
    area.filters.change(tags=("リスク",))
    wait(qtbot, lambda: area.rows.count == 2)
    chip = next(chip for chip in area.filters.chips() if chip.text() == "リスク ×")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: area.rows.count == len(MARKS))
    area.filters.change(color="green")
    wait(qtbot, lambda: quotes(area) == ["最後の段落"])


def test_the_field_searches_inside(qtbot: QtBot, workspace: Workspace, area: NotesArea) -> None:
    workspace.bar.search.set_query("tag:リスク -電力")
    wait(qtbot, lambda: quotes(area) == ["歩留まりの実績"])


def test_nothing_found_offers_everything(
    qtbot: QtBot, workspace: Workspace, area: NotesArea
) -> None:
    workspace.bar.search.set_query("存在しない言葉")
    wait(qtbot, lambda: area.empty.isVisible())
    assert area.empty.title() == "この条件の注釈はありません"
    area.empty.act()
    wait(qtbot, lambda: area.list.isVisible() and area.rows.count == len(MARKS))
    assert workspace.bar.search.query() == ""


def test_many_are_recoloured_and_one_undo_takes_it_back(
    qtbot: QtBot, workspace: Workspace, area: NotesArea
) -> None:
    before = colors(area)
    pick_all(area)
    QTest.keyClick(area.list, Qt.Key.Key_5)
    wait(qtbot, lambda: set(colors(area)) == {"violet"})
    assert len(area.list.ids()) == len(MARKS)
    workspace.undo.undo()
    wait(qtbot, lambda: colors(area) == before)
    assert not workspace.undo.canUndo()


def test_many_are_tagged_and_untagged(qtbot: QtBot, workspace: Workspace, area: NotesArea) -> None:
    pick_all(area)
    area.tag("決算 -リスク")
    wait(qtbot, lambda: "決算" in area.rows.tags)
    assert "リスク" not in area.rows.tags
    workspace.undo.undo()
    wait(qtbot, lambda: "リスク" in area.rows.tags)


def test_what_is_deleted_is_in_the_trash_and_comes_back(
    qtbot: QtBot, workspace: Workspace, area: NotesArea
) -> None:
    pick_all(area)
    QTest.keyClick(area.list, Qt.Key.Key_Delete)
    wait(qtbot, lambda: area.rows.count == 0)
    trash = show(qtbot, workspace, "trash")
    wait(qtbot, lambda: trash.rows.count == len(MARKS))
    assert {row.badge for row in trash.rows.rows if isinstance(row, NoteLine)} == {
        "あと 30 日で消えます"
    }
    pick_all(trash)
    trash.preview.restore_wanted.emit()
    wait(qtbot, lambda: trash.rows.count == 0)
    area = show(qtbot, workspace)
    wait(qtbot, lambda: area.rows.count == len(MARKS))


def test_the_trash_asks_before_anything_goes_for_good(
    qtbot: QtBot, workspace: Workspace, area: NotesArea
) -> None:
    pick_all(area)
    area.delete()
    trash = show(qtbot, workspace, "trash")
    wait(qtbot, lambda: trash.rows.count == len(MARKS))
    QTest.keyClick(trash.list, Qt.Key.Key_Delete)
    [box] = trash.findChildren(QMessageBox)
    assert trash.rows.count == len(MARKS)
    [gone] = [button for button in box.buttons() if button.text() == "完全に消す"]
    QTest.mouseClick(gone, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: trash.rows.count == len(MARKS) - 1)
    assert workspace.session.notes.trash == len(MARKS) - 1


def test_enter_opens_the_place_in_the_article(
    qtbot: QtBot, workspace: Workspace, area: NotesArea
) -> None:
    QTest.keyClick(area.list, Qt.Key.Key_Return)
    assert workspace.areas.name == ""
    wait(qtbot, lambda: workspace.reading.post_id == "b")


def test_quotes_are_copied_with_their_sources(area: NotesArea) -> None:
    pick_all(area)
    area.list.copy_wanted.emit()
    text = QGuiApplication.clipboard().text()
    assert "電力契約の条件\n— 設備投資 (2026-01-02)" in text
    assert "最後の段落\n— 半導体" in text


def test_the_preview_shows_the_text_around(qtbot: QtBot, area: NotesArea) -> None:
    wait(qtbot, lambda: "歩留まりの実績は公表" in area.preview.body.toPlainText())
    assert area.preview.title.text() == "半導体"
    assert "読んだ" in area.preview.body.toPlainText()


def test_the_sidebar_counts_annotations_and_the_trash(
    qtbot: QtBot, workspace: Workspace, area: NotesArea
) -> None:
    def lines() -> dict[str, int | None]:
        return {line.text: line.count for line in workspace.sidebar.lines._lines}

    assert lines()["すべての注釈"] == len(MARKS)
    assert "ごみ箱" not in lines()
    area.deeds.delete(area.list.ids()[:1])
    wait(qtbot, lambda: lines().get("ごみ箱") == 1)


def test_the_filters_in_force_can_be_kept_as_one_query() -> None:
    wanted = Wanted(
        query=" 電力 tag:リスク", color="pink", tags=("リスク", "要 確認"), state="changed"
    )
    assert wanted.as_query() == '電力 tag:リスク color:pink tag:"要 確認"'


def test_what_is_chosen_is_added_to_a_dossier(
    qtbot: QtBot, workspace: Workspace, area: NotesArea
) -> None:
    area.list.selectAll()
    assert len(area.annotation_ids()) == len(MARKS)
    dossiers, ids = workspace.dossiers, area.annotation_ids()
    dossiers.make("電力", then=lambda made: dossiers.add(made.id, ids))
    qtbot.waitUntil(lambda: list(dossiers.counts.values()) == [len(MARKS)], timeout=PATIENCE)


def test_colors_have_the_names_that_the_person_chose(
    qtbot: QtBot, workspace: Workspace, area: NotesArea
) -> None:
    workspace.name_colors()
    dialog = workspace.color_dialog
    assert dialog
    dialog.chosen.emit({"pink": "反証"})
    wait(qtbot, lambda: "反証" in [chip.text() for chip in area.filters.chips()])
    area.filters.change(group="color")
    wait(qtbot, lambda: "反証" in headings(area))
