"""Searching in the real window, from the first letter to the last hit."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.ui.entry import ENTRY
from reader.ui.sidebar import LINE, Line, Scope
from reader.ui.workspace import Workspace

OpenWindow = Callable[[Path], Workspace]
LONG = 60_000


@pytest.fixture
def workspace(open_window: OpenWindow, sample_folder: Path) -> Workspace:
    """The window on a copy of the sample, indexed."""
    return open_window(sample_folder)


def search(qtbot: QtBot, workspace: Workspace, query: str) -> None:
    with qtbot.waitSignal(
        workspace.list.searched, timeout=LONG, check_params_cb=lambda r: r and r.query == query
    ):
        workspace.bar.search.set_query(query)


def shown(workspace: Workspace) -> list[str]:
    return [row.id for row in workspace.list.list.posts.posts()]


def lines(workspace: Workspace) -> list[Line]:
    model = workspace.sidebar.lines
    return [model.index(row).data(LINE) for row in range(model.rowCount())]


def saved_lines(workspace: Workspace) -> list[Line]:
    return [line for line in lines(workspace) if line.search]


def test_typing_shows_the_hits_of_the_last_key(qtbot: QtBot, workspace: Workspace) -> None:
    heard: list[str] = []
    workspace.list.searched.connect(lambda result: heard.append(result.query if result else ""))
    QTest.keyClicks(workspace.bar.search.field, "hbm", delay=5)
    qtbot.waitUntil(lambda: heard[-1:] == ["hbm"], timeout=LONG)
    library = workspace.session.library
    assert library
    assert shown(workspace) == list(library.search("hbm").post_ids)


def test_f3_goes_through_the_hits_of_a_post_and_on_to_the_next_one(
    qtbot: QtBot, workspace: Workspace
) -> None:
    search(qtbot, workspace, "電力")
    posts = shown(workspace)
    reading = workspace.reading
    assert reading.pane
    with qtbot.waitSignal(reading.pane.painted, timeout=LONG):
        workspace.list.list.choose_next(1)
    assert reading.post_id == posts[0]
    count = len(reading.finding.hits.spans)
    assert count > 1
    for step in range(1, count):
        workspace.menu_action("next_hit").trigger()
        assert reading.finding.hits.current == step
    with qtbot.waitSignal(reading.pane.painted, timeout=LONG):
        workspace.menu_action("next_hit").trigger()
    assert (reading.post_id, reading.finding.hits.current) == (posts[1], 0)
    assert workspace.list.list.currentIndex().row() == 1
    with qtbot.waitSignal(reading.pane.painted, timeout=LONG):
        workspace.menu_action("previous_hit").trigger()
    assert (reading.post_id, reading.finding.hits.current) == (posts[0], count - 1)


def test_after_the_last_hit_of_all_the_person_is_told(qtbot: QtBot, workspace: Workspace) -> None:
    search(qtbot, workspace, "電力")
    last = shown(workspace)[-1]
    reading = workspace.reading
    assert reading.pane
    with qtbot.waitSignal(reading.pane.painted, timeout=LONG):
        reading.visit(last, workspace.list.highlights.text, from_end=True)
    workspace.menu_action("next_hit").trigger()
    qtbot.waitUntil(lambda: bool(workspace.status.note.text()), timeout=LONG)
    assert reading.post_id == last


def test_a_search_is_saved_renamed_replaced_deleted_and_put_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    search(qtbot, workspace, "電力 after:2025-11")
    total = len(shown(workspace))
    workspace.menu_action("save_search").trigger()
    dialog = workspace.saved.dialog
    assert dialog
    dialog.setTextValue("冬の電力")
    dialog.accept()
    qtbot.waitUntil(
        lambda: (
            [(line.text, line.count) for line in saved_lines(workspace)] == [("冬の電力", total)]
        ),
        timeout=LONG,
    )
    assert workspace.sidebar.currentIndex().data(LINE).text == "冬の電力"

    workspace.bar.search.clear()
    saved = saved_lines(workspace)[0].search
    assert saved
    workspace.sidebar.rename_wanted.emit(saved)
    dialog = workspace.saved.dialog
    assert dialog
    dialog.setTextValue("電力")
    dialog.accept()
    qtbot.waitUntil(lambda: [line.text for line in saved_lines(workspace)] == ["電力"])

    search(qtbot, workspace, "水")
    saved = saved_lines(workspace)[0].search
    assert saved
    workspace.sidebar.replace_wanted.emit(saved)
    qtbot.waitUntil(
        lambda: [line.search.query for line in saved_lines(workspace) if line.search] == ["水"]
    )

    saved = saved_lines(workspace)[0].search
    assert saved
    workspace.sidebar.delete_wanted.emit(saved)
    qtbot.waitUntil(lambda: not saved_lines(workspace))
    workspace.undo.undo()
    qtbot.waitUntil(lambda: [line.text for line in saved_lines(workspace)] == ["電力"])


def test_a_saved_search_is_run_again_from_the_sidebar(qtbot: QtBot, workspace: Workspace) -> None:
    notes = workspace.session
    notes.write(lambda store: store.save_search("電力の記事", "電力")[1])
    qtbot.waitUntil(lambda: bool(saved_lines(workspace)), timeout=LONG)
    workspace.list.show_scope(Scope("unread"))
    place = next(at for at, line in enumerate(lines(workspace)) if line.search)
    with qtbot.waitSignal(
        workspace.list.searched, timeout=LONG, check_params_cb=lambda r: r and r.query == "電力"
    ):
        workspace.sidebar.setCurrentIndex(workspace.sidebar.lines.index(place))
    assert workspace.list.wanted.scope == Scope()
    assert workspace.bar.search.query() == "電力"


def test_aliases_are_edited_and_searched_at_once(qtbot: QtBot, workspace: Workspace) -> None:
    search(qtbot, workspace, "inference")
    assert shown(workspace) == []
    workspace.menu_action("aliases").trigger()
    dialog = workspace.alias_dialog
    assert dialog
    qtbot.waitUntil(lambda: bool(dialog.shipped.toPlainText()), timeout=LONG)
    dialog.own.setPlainText("推論 = inference\nこの行はちがう")
    dialog.check()
    assert "2" in dialog.trouble.text()
    with qtbot.waitSignal(workspace.list.searched, timeout=LONG):
        dialog.check()
    assert shown(workspace)


def test_ctrl_f_without_a_post_goes_to_the_search_field(workspace: Workspace) -> None:
    workspace.list.list.setFocus()
    workspace.menu_action("find").trigger()
    assert workspace.focusWidget() is workspace.bar.search.field
    QTest.keyClick(workspace.bar.search.field, Qt.Key.Key_A)
    assert workspace.bar.search.query() == "a"


def test_a_facet_narrows_the_result_and_lets_go_again(qtbot: QtBot, workspace: Workspace) -> None:
    search(qtbot, workspace, "電力")
    before = len(shown(workspace))
    button = workspace.list.facets.categories.buttons[0]
    name, count = button.property("name"), int(button.text().rsplit(" ", 1)[1])
    with qtbot.waitSignal(workspace.list.searched, timeout=LONG):
        button.click()
    assert workspace.bar.search.query() == f"電力 category:{name}"
    assert len(shown(workspace)) == count < before
    with qtbot.waitSignal(workspace.list.searched, timeout=LONG):
        workspace.list.facets.categories.buttons[0].click()
    assert (workspace.bar.search.query(), len(shown(workspace))) == ("電力", before)


def test_a_facet_never_takes_what_was_typed_since(qtbot: QtBot, workspace: Workspace) -> None:
    search(qtbot, workspace, "電力")
    workspace.bar.search.field.insert(" 契約")
    workspace.list.facets.categories.buttons[0].click()
    assert workspace.bar.search.query() == "電力 契約"
    qtbot.waitUntil(lambda: workspace.list.shown_query == "電力 契約", timeout=LONG)


def test_a_hint_selects_its_place_in_the_field(qtbot: QtBot, workspace: Workspace) -> None:
    search(qtbot, workspace, "電力 date:😀きのう")
    workspace.list.chips.hints.linkActivated.emit("8-12")
    assert workspace.bar.search.field.selectedText() == "😀きのう"
    assert shown(workspace)


def test_nothing_found_in_a_scope_offers_all_posts(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.list.show_scope(Scope("starred"))
    search(qtbot, workspace, "電力")
    assert "電力" in workspace.list.empty.title()
    with qtbot.waitSignal(workspace.list.searched, timeout=LONG):
        workspace.list.empty.act()
    assert shown(workspace)
    assert workspace.sidebar.currentIndex().data(LINE).scope == Scope()


def test_a_note_is_found_and_shown_with_its_post(qtbot: QtBot, workspace: Workspace) -> None:
    library = workspace.session.library
    assert library
    post = library.search("電力").post_ids[0]
    library.annotate(post, "電力", note="決算で見る", tags=["要確認"])
    search(qtbot, workspace, "note:決算")
    assert shown(workspace) == [post]
    entry = workspace.list.list.posts.index(0).data(ENTRY)
    assert [hit.note.text for hit in entry.hit.notes] == ["決算で見る"]
    assert "注釈 1 か所" in workspace.list.list.delegate.facts(entry)
