"""Hits in the open post: from hit to hit, past the ends, and the bar that finds in the post."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader.search.model import Form
from reader.ui.hits import Hits
from reader.ui.opening import Wanted
from reader.ui.pane import ReadingPane
from reader.ui.preferences import Preferences
from reader.ui.reading import ReadingView
from reader.ui.session import Session
from reader.ui.theme import Theme
from tests.ui.conftest import BOTH_WAYS, PATIENCE_MS, set_in

LONG = 60_000
FILLING = "電力の契約と投資の額を順に確かめるための文である。" * 12
POSTS = {
    "2026-01-02-b.md": f"# 二つ目\n\n最初のＧＰＵと。\n\n{FILLING}\n\n{FILLING}\n\n{FILLING}\n\n"
    "二つ目のGPUと、gpu。費用は1,000億円。",
    "2026-01-01-a.md": "# 一つ目\n\nここにもGPUがある。",
}
FIRST, SECOND = "2026-01-02-b", "2026-01-01-a"
GPU = (Form("gpu"),)


class Reader:
    """A person at a reading view of their own, on a small folder."""

    def __init__(self, view: ReadingView, qtbot: QtBot) -> None:
        self.view, self.qtbot = view, qtbot

    @property
    def pane(self) -> ReadingPane:
        assert self.view.pane
        return self.view.pane

    def wait(self, happened: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=PATIENCE_MS)

    def open(self, post_id: str = FIRST, forms: tuple[Form, ...] = GPU, **how: Any) -> None:
        with self.qtbot.waitSignal(self.pane.painted, timeout=LONG):
            self.view.visit(post_id, forms, **how)

    def open_at_the_top(self) -> None:
        with self.qtbot.waitSignal(self.pane.painted, timeout=LONG):
            self.view.open(Wanted(FIRST, 0))

    def card(self) -> str:
        return self.view.finding.card.count()

    def current(self) -> str:
        """The text of the hit that stands out on the page, as the pane was told."""
        hits, article = self.view.finding.hits, self.pane.article
        assert article
        return "" if hits.current is None else article.text[slice(*hits.spans[hits.current])]

    def look_for(self, words: str) -> None:
        bar = self.view.finding.bar
        self.view.find_in_post()
        bar.field.selectAll()
        QTest.keyClick(bar.field, Qt.Key.Key_Delete)
        bar.field.insert(words)
        bar.field.textEdited.emit(words)


@pytest.fixture(scope="module")
def module_view(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ReadingView]:
    """One reading view for all tests of the module."""
    folder, data = tmp_path_factory.mktemp("posts"), tmp_path_factory.mktemp("data")
    for name, body in POSTS.items():
        (folder / name).write_text(body, encoding="utf-8")
    session = Session(qapp, folder, data / "data", data / "cache")
    window = QWidget()
    theme, preferences = Theme(qapp), Preferences(data / "data")
    view = ReadingView(window, session, QUndoStack(window), theme, preferences, "ja")
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(view)
    window.show()
    session.open()
    yield view
    view.dispose()
    session.close()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _turn(view: ReadingView, qtbot: QtBot, mode: str) -> None:
    """Set articles in a direction and wait until the one that is open is shown so."""
    pane = view.pane
    assert pane
    if pane.article and pane._appearance.vertical != set_in(mode).vertical:
        with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
            view.set_appearance(set_in(mode))
    else:
        view.set_appearance(set_in(mode))


@pytest.fixture
def reader(module_view: ReadingView, qtbot: QtBot, mode: str) -> Reader:
    """A person at the module's view, with nothing searched and the bar closed."""
    session = module_view._session
    qtbot.waitUntil(lambda: session.settled and not session.refreshing, timeout=LONG)
    qtbot.waitUntil(lambda: session.notes_usable, timeout=LONG)
    if not module_view.pane:
        module_view.make_pane()
    _turn(module_view, qtbot, mode)
    module_view.window().resize(860, 600)
    module_view.finding.bar.close_bar()
    module_view.finding.bar.field.clear()
    module_view.mark_hits(())
    qtbot.waitUntil(lambda: not module_view.finding.bar.isVisible(), timeout=PATIENCE_MS)
    return Reader(module_view, qtbot)


@BOTH_WAYS
def test_a_post_opens_at_its_first_or_last_hit(reader: Reader) -> None:
    reader.open()
    assert (reader.card(), reader.current()) == ("1 / 3", "ＧＰＵ")
    reader.open(from_end=True)
    assert (reader.card(), reader.current()) == ("3 / 3", "gpu")
    reader.open(SECOND)
    assert reader.card() == "1 / 1"
    reader.open(FIRST, ())
    assert reader.card() == ""


@BOTH_WAYS
def test_steps_lead_from_hit_to_hit_and_tell_when_there_is_none(
    reader: Reader, qtbot: QtBot
) -> None:
    reader.open()
    reader.view.next_hit()
    reader.view.next_hit()
    assert reader.card() == "3 / 3"
    with qtbot.waitSignal(reader.view.hits_ended) as caught:
        reader.view.next_hit()
    assert caught.args == [1]
    reader.view.previous_hit()
    reader.view.previous_hit()
    assert reader.card() == "1 / 3"
    with qtbot.waitSignal(reader.view.hits_ended) as caught:
        reader.view.previous_hit()
    assert caught.args == [-1]


def test_the_card_says_where_the_key_leads(reader: Reader) -> None:
    reader.open()
    reader.view.finding.set_keys("F3", "Shift+F3")
    assert reader.view.finding.card.hint() == "F3 で次へ"
    reader.open(from_end=True)
    assert reader.view.finding.card.hint() == "F3 で次の記事へ"


def test_a_post_without_hits_leads_on_at_once(reader: Reader, qtbot: QtBot) -> None:
    reader.open(FIRST, ())
    with qtbot.waitSignal(reader.view.hits_ended) as caught:
        reader.view.next_hit()
    assert caught.args == [1]


def test_a_step_while_a_post_is_on_its_way_skips_nothing(reader: Reader, qtbot: QtBot) -> None:
    reader.open(SECOND)
    with (
        qtbot.assertNotEmitted(reader.view.hits_ended),
        qtbot.waitSignal(reader.pane.painted, timeout=LONG),
    ):
        reader.view.visit(FIRST, GPU)
        reader.view.next_hit()
    assert reader.card() == "1 / 3"


def test_arrows_and_keys_of_the_page_step(reader: Reader) -> None:
    reader.open()
    reader.view.finding.card.arrows.down.click()
    assert reader.card() == "2 / 3"
    reader.pane.hit_stepped.emit(-1)
    assert reader.card() == "1 / 3"


def test_a_tick_of_the_map_leads_to_its_hit(reader: Reader) -> None:
    reader.open()
    reader.pane.hit_wanted.emit(reader.view.finding.hits.spans[2][0])
    assert reader.card() == "3 / 3"


@BOTH_WAYS
def test_other_words_keep_the_nearest_hit_current(reader: Reader) -> None:
    reader.open(from_end=True)
    reader.view.mark_hits((Form("文"), Form("費用")))
    reader.wait(lambda: reader.current() == "費用")
    reader.view.mark_hits(())
    reader.wait(lambda: reader.card() == "")


def test_words_searched_while_a_post_is_on_its_way_are_marked(reader: Reader) -> None:
    reader.open(SECOND)
    reader.view.visit(FIRST, GPU)
    reader.view.mark_hits((Form("費用"),))
    reader.wait(lambda: reader.view.post_id == FIRST and reader.current() == "費用")


@BOTH_WAYS
def test_going_back_keeps_the_hits_of_the_search(reader: Reader) -> None:
    reader.open()
    reader.view.mark_hits(GPU)
    reader.open(SECOND, ())
    with reader.qtbot.waitSignal(reader.pane.painted, timeout=LONG):
        reader.view.back()
    assert reader.card().endswith("/ 3")


@pytest.mark.parametrize("mode", ["v"])
def test_the_card_lies_above_the_text_in_vertical_writing(reader: Reader, mode: str) -> None:
    reader.open()
    card = reader.view.finding.card
    assert not card.shelf.isVisible()
    assert card.geometry().bottom() < reader.pane.mapTo(reader.view, QPoint(0, 40)).y()


def test_the_card_lies_over_the_page_only_where_it_has_room(reader: Reader, qtbot: QtBot) -> None:
    reader.open()
    card, window = reader.view.finding.card, reader.view.window()
    assert not card.shelf.isVisible()
    assert reader.pane.height() == reader.view.height()
    window.resize(700, 600)
    reader.wait(card.shelf.isVisible)
    reader.wait(lambda: card.geometry().bottom() < reader.view.height() - reader.pane.height())
    reader.open(FIRST, ())
    assert not card.shelf.isVisible()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ＧＰＵ", "ＧＰＵ"),
        ("gPu", "ＧＰＵ"),
        ("１０００億", "1,000億"),
        ("GPUと、gpu", "GPUと、gpu"),
    ],
)
def test_the_bar_finds_in_normal_form(reader: Reader, words: str, found: str) -> None:
    reader.open_at_the_top()
    reader.look_for(words)
    reader.wait(lambda: reader.current() == found)


@BOTH_WAYS
def test_the_bar_steps_around_and_counts(reader: Reader, qtbot: QtBot) -> None:
    reader.open_at_the_top()
    reader.look_for("gpu")
    bar = reader.view.finding.bar
    reader.wait(lambda: bar.count() == "1 / 3")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count() == "2 / 3"
    reader.view.next_hit()
    assert bar.count() == "3 / 3"
    with qtbot.assertNotEmitted(reader.view.hits_ended):
        reader.view.next_hit()
    assert bar.count() == "1 / 3"
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count() == "3 / 3"


def test_enter_looks_at_once_for_what_was_just_typed(reader: Reader) -> None:
    reader.open_at_the_top()
    reader.look_for("gpu")
    QTest.keyClick(reader.view.finding.bar.field, Qt.Key.Key_Return)
    reader.wait(lambda: reader.view.finding.bar.count() == "1 / 3")


def test_the_bar_says_when_there_is_nothing(reader: Reader) -> None:
    reader.open()
    reader.look_for("ない言葉")
    reader.wait(lambda: reader.view.finding.bar.count() == "見つかりません")
    assert reader.pane._shown.hits == Hits([])
    assert not reader.view.finding.bar.arrows.isEnabled()


def test_the_newest_words_win(reader: Reader) -> None:
    reader.open_at_the_top()
    for words in ("文", "電力", "費用"):
        reader.look_for(words)
        reader.view.finding.bar.wanted.emit(words)
    reader.wait(lambda: reader.current() == "費用")
    assert reader.view.finding.bar.count() == "1 / 1"


@BOTH_WAYS
def test_closing_the_bar_brings_the_hits_of_the_search_back(reader: Reader) -> None:
    reader.open()
    reader.view.next_hit()
    reader.look_for("費用")
    reader.wait(lambda: reader.current() == "費用")
    assert reader.card() == ""
    reader.view.finding.bar.field.setFocus()
    QTest.keyClick(reader.view.finding.bar.field, Qt.Key.Key_Escape)
    assert (reader.card(), reader.current()) == ("2 / 3", "GPU")
    assert reader.pane._shown.hits == reader.view.finding.hits
    reader.wait(lambda: not reader.view.finding.bar.isVisible())
    reader.wait(lambda: reader.view.window().focusWidget() is reader.pane.focusProxy())


@BOTH_WAYS
def test_the_bar_lies_above_the_page_and_not_over_it(reader: Reader) -> None:
    reader.open()
    reader.look_for("費用")
    bar = reader.view.finding.bar
    reader.wait(lambda: bar.height() >= bar.field.sizeHint().height())
    reader.wait(lambda: reader.pane.height() == reader.view.height() - bar.height())


@BOTH_WAYS
def test_selected_words_are_looked_for_first(
    reader: Reader, visitor_of: Callable[[ReadingPane], Any]
) -> None:
    reader.open_at_the_top()
    person = visitor_of(reader.pane)
    assert reader.pane.article
    start = reader.pane.article.text.index("最初のＧＰＵ")
    assert person.select_at_last(start, start + 6)
    reader.view.find_in_post()
    assert reader.view.finding.bar.text() == "最初のＧＰＵ"
    reader.wait(lambda: reader.view.finding.bar.count() == "1 / 1")


def test_the_open_bar_looks_in_the_next_post_as_well(reader: Reader) -> None:
    reader.open()
    reader.look_for("ある")
    reader.wait(lambda: reader.current() == "ある")
    reader.open(SECOND)
    reader.wait(lambda: (reader.current(), reader.view.finding.bar.count()) == ("ある", "1 / 1"))
