"""The list of posts on its own: what it says while, after and instead of a search."""

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from reader.errors import UserError
from reader.library import Library, SearchResult
from reader.ui.list_panel import FIRST_SNIPPETS, LONGEST_QUERY, ListPanel, shortened
from reader.ui.session import Session
from reader.ui.sidebar import Scope
from tests.ui.conftest import PATIENCE_MS

LONG = 60_000
COUNT = 30
NEWEST, OLDEST = f"post-{COUNT - 1:02}", "post-00"


@pytest.fixture(scope="module")
def module_panel(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ListPanel]:
    """One list for all tests of the module; the older a post, the more it is about 電力."""
    folder, data = tmp_path_factory.mktemp("posts"), tmp_path_factory.mktemp("data")
    for number in range(COUNT):
        day = date(2026, 1, 1) + timedelta(days=number)
        words = "電力。" * (COUNT - number) + "サーバーの費用。" * number
        text = f"---\ntitle: 第{number}回\ndate: {day}\ntags: [費用]\n---\n\n{words}\n"
        (folder / f"post-{number:02}.md").write_text(text, encoding="utf-8")
    session = Session(qapp, folder, data / "data", data / "cache")
    window = QWidget()
    window.resize(336, 700)
    panel = ListPanel(window, session, "ja")
    panel.resize(336, 700)
    window.show()
    session.open()
    yield panel
    session.close()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def panel(module_panel: ListPanel, qtbot: QtBot) -> ListPanel:
    """The module's list, which shows all posts."""
    session = module_panel._session
    qtbot.waitUntil(lambda: session.settled and not session.refreshing, timeout=LONG)
    qtbot.waitUntil(lambda: session.notes_usable, timeout=LONG)
    module_panel.show_scope(Scope())
    module_panel.show_sort("relevance")
    module_panel.show_query("")
    module_panel.narrow.setChecked(True)
    module_panel.list.scrollToTop()
    return module_panel


@pytest.fixture
def library(panel: ListPanel) -> Library:
    opened = panel._session.library
    assert opened
    return opened


def search(qtbot: QtBot, panel: ListPanel, query: str) -> SearchResult:
    """Search in the panel; returns what was found."""
    with qtbot.waitSignal(panel.searched, timeout=LONG) as heard:
        panel.show_query(query)
    result = heard.args[0]
    assert isinstance(result, SearchResult)
    return result


def shown(panel: ListPanel) -> list[str]:
    return [row.id for row in panel.list.posts.posts()]


def advice(panel: ListPanel) -> str:
    label = panel.empty.findChild(QLabel, "empty_text")
    assert isinstance(label, QLabel)
    return label.text()


class Held:
    """A search that waits until it is let go, if its query is the one that is held."""

    def __init__(self, library: Library, query: str) -> None:
        self._search: Callable[..., SearchResult] = library.search
        self._query = query
        self.go = threading.Event()

    def __call__(self, query: str, **how: object) -> SearchResult:
        if query == self._query:
            self.go.wait(PATIENCE_MS / 1000)
        return self._search(query, **how)


def test_a_slow_search_says_that_it_goes_on(
    qtbot: QtBot, panel: ListPanel, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(library, "電力")
    monkeypatch.setattr(library, "search", held)
    panel.show_query("電力")
    qtbot.waitUntil(panel.empty.isVisible, timeout=PATIENCE_MS)
    assert panel.empty.title() == "さがしています…"
    with qtbot.waitSignal(panel.searched, timeout=LONG):
        held.go.set()
    assert panel.list.isVisible()
    assert len(shown(panel)) == COUNT


def test_an_older_search_that_ends_later_is_not_shown(
    qtbot: QtBot, panel: ListPanel, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(library, "電力")
    monkeypatch.setattr(library, "search", held)
    heard: list[str] = []
    panel.searched.connect(lambda result: heard.append(result.query if result else ""))
    panel.show_query("電力")
    search(qtbot, panel, "第3回")
    held.go.set()
    search(qtbot, panel, "第4回")
    assert heard == ["第3回", "第4回"]
    assert shown(panel) == ["post-04"]


def test_emptying_the_field_wins_over_a_search_that_goes_on(
    qtbot: QtBot, panel: ListPanel, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(library, "第3回")
    monkeypatch.setattr(library, "search", held)
    panel.show_query("第3回")
    panel.show_query("")
    held.go.set()
    with qtbot.assertNotEmitted(panel.searched, wait=100):
        pass
    assert len(shown(panel)) == COUNT


def test_a_search_that_fails_is_told(
    qtbot: QtBot, panel: ListPanel, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(query: str, **how: object) -> SearchResult:
        raise UserError("folder-missing", path="x")

    monkeypatch.setattr(library, "search", fail)
    with qtbot.waitSignal(panel._session.failed, timeout=LONG) as heard:
        panel.show_query("電力")
    assert heard.args[0].key == "folder-missing"
    assert panel.empty.title() == "さがせませんでした"
    assert panel.empty.isVisible()


def test_a_query_that_is_not_understood_says_why(qtbot: QtBot, panel: ListPanel) -> None:
    search(qtbot, panel, "is:nothing")
    assert panel.empty.title() == "「nothing」という状態はありません。"
    assert "starred" in advice(panel)
    assert panel.chips.isVisible()


@pytest.mark.parametrize(
    ("query", "next_step"),
    [
        ('"サーバー" ない言葉', "引用符をはずすと、ほかの書き方もさがします。"),
        ("ない言葉の列", "言葉をへらすか、短くしてみてください。"),
    ],
)
def test_nothing_found_names_the_next_step(
    qtbot: QtBot, panel: ListPanel, query: str, next_step: str
) -> None:
    search(qtbot, panel, query)
    assert panel.empty.title() == f"「{query}」は見つかりません"
    assert advice(panel) == next_step
    assert panel.facets.isHidden()
    assert panel.total() == "0 件"


def test_nothing_found_in_a_scope_leads_out_of_it_whatever_else_is_told(
    qtbot: QtBot, panel: ListPanel
) -> None:
    panel.show_scope(Scope("starred"))
    search(qtbot, panel, "電力 欄:話")
    assert panel.empty.title() == "「電力 欄:話」は見つかりません"
    with qtbot.waitSignal(panel.all_wanted):
        panel.empty.act()


def test_a_space_before_the_query_moves_its_hints(qtbot: QtBot, panel: ListPanel) -> None:
    assert search(qtbot, panel, "電力 date:きのう").hints[0].start == 8
    assert search(qtbot, panel, "  電力 date:きのう").hints[0].start == 10


def test_hits_are_ordered_by_relevance_or_by_date(qtbot: QtBot, panel: ListPanel) -> None:
    search(qtbot, panel, "電力")
    assert shown(panel)[0] == OLDEST
    with qtbot.waitSignal(panel.searched, timeout=LONG):
        panel.show_sort("date")
    assert (shown(panel)[0], shown(panel)[-1]) == (NEWEST, OLDEST)


def test_facets_that_are_put_away_stay_away_until_they_are_wanted(
    qtbot: QtBot, panel: ListPanel
) -> None:
    search(qtbot, panel, "電力")
    assert panel.facets.isVisible()
    panel.narrow.click()
    assert panel.facets.isHidden()
    search(qtbot, panel, "費用")
    assert panel.facets.isHidden()
    panel.narrow.click()
    assert panel.facets.isVisible()
    assert panel.facets.tags.buttons[0].text() == f"費用 {COUNT - 1}"


def test_what_belongs_to_a_search_goes_with_it(qtbot: QtBot, panel: ListPanel) -> None:
    search(qtbot, panel, "サーバー 電力")
    parts = (panel.save, panel.narrow, panel.chips, panel.facets)
    assert all(part.isVisible() for part in parts)
    panel.show_query("  ")
    assert not any(part.isVisible() for part in parts)
    assert shown(panel)[0] == NEWEST


def test_posts_further_down_get_their_snippets_in_view(qtbot: QtBot, panel: ListPanel) -> None:
    search(qtbot, panel, "電力")
    posts = panel.list.posts
    assert FIRST_SNIPPETS < COUNT - 1
    last = posts.posts()[-1]
    assert posts.entry(last).hit is None
    panel.list.scrollToBottom()
    qtbot.waitUntil(lambda: posts.entry(last).hit is not None, timeout=LONG)
    hit = posts.entry(last).hit
    assert hit
    assert [hit.snippets[0].text[start:end] for start, end in hit.snippets[0].marks] == ["電力"]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("  電力\n契約 ", "電力 契約"),
        ("長" * LONGEST_QUERY, "長" * LONGEST_QUERY),
        ("長" * 10_000, "長" * (LONGEST_QUERY - 1) + "…"),
    ],
)
def test_a_query_is_told_on_one_short_line(query: str, line: str) -> None:
    assert shortened(query) == line
