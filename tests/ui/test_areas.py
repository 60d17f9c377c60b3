from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reader.ui.areas import Area
from reader.ui.sidebar import Scope
from reader.ui.workspace import Workspace

LONG = 60_000


class Asked(Area):
    """A view that keeps what it was asked for."""

    search_hint = "注釈の中をさがす"

    def __init__(self) -> None:
        super().__init__()
        self.queries: list[str] = []

    def show_query(self, query: str) -> None:
        self.queries.append(query)


class Silent(Area):
    """A view that has nothing to search in."""


@pytest.fixture
def workspace(
    qtbot: QtBot, open_window: Callable[[Path], Workspace], sample_folder: Path
) -> Workspace:
    """The window with two views beside the posts."""
    opened = open_window(sample_folder)
    opened.areas.add("asked", Asked)
    opened.areas.add("silent", Silent)
    qtbot.waitUntil(lambda: bool(opened.session.rows), timeout=LONG)
    return opened


def show(workspace: Workspace, name: str) -> None:
    workspace.sidebar.scope_chosen.emit(Scope("area", name))


def test_a_view_stands_in_place_of_the_list_and_the_article(workspace: Workspace) -> None:
    show(workspace, "silent")
    assert workspace.areas.get("silent").isVisible()
    assert not workspace.list.isVisible()
    assert not workspace.beside.isVisible()


def test_the_posts_come_back_when_a_part_of_the_library_is_chosen(workspace: Workspace) -> None:
    show(workspace, "silent")
    workspace.sidebar.scope_chosen.emit(Scope())
    assert workspace.list.isVisible()
    assert not workspace.areas.get("silent").isVisible()


def test_one_view_takes_the_place_of_another(workspace: Workspace) -> None:
    show(workspace, "silent")
    show(workspace, "asked")
    assert not workspace.areas.get("silent").isVisible()
    assert workspace.areas.get("asked").isVisible()


def test_the_field_keeps_its_words_for_the_posts_and_for_a_view(workspace: Workspace) -> None:
    search = workspace.bar.search
    search.set_query("推論")
    show(workspace, "asked")
    assert search.query() == ""
    assert search.field.placeholderText() == "注釈の中をさがす"
    search.set_query("電力")
    view = workspace.areas.get("asked")
    assert isinstance(view, Asked)
    assert view.queries == ["電力"]
    workspace.areas.show_posts()
    assert search.query() == workspace.list.wanted.query == "推論"


def test_a_search_where_nothing_can_be_searched_leads_to_the_posts(workspace: Workspace) -> None:
    show(workspace, "silent")
    workspace.bar.search.set_query("推論")
    assert workspace.areas.name == ""
    assert workspace.bar.search.query() == workspace.list.wanted.query == "推論"


def test_opening_a_post_shows_the_posts(qtbot: QtBot, workspace: Workspace) -> None:
    qtbot.waitUntil(lambda: bool(workspace.reading.pane), timeout=LONG)
    pane = workspace.reading.pane
    assert pane
    qtbot.waitUntil(lambda: pane.is_ready, timeout=LONG)
    show(workspace, "silent")
    with qtbot.waitSignal(pane.painted, timeout=LONG):
        workspace.visit(workspace.session.rows[0].id)
    assert workspace.list.isVisible()
