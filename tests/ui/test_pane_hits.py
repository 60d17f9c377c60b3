from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.ui.appearance import Appearance
from reader.ui.hits import MOST_DRAWN, Hits, Span
from reader.ui.pane import Mark
from tests.ui.conftest import BOTH_WAYS, PATIENCE_MS, Visitor, set_in, span

pytestmark = BOTH_WAYS

LINE = "第{}段落は、電力の契約と投資の額を順に確かめるための文である。"
POST = "\n\n".join(LINE.format(n) * 4 for n in range(90))
VERY_LONG = "\n\n".join(LINE.format(n) * (1 + n % 9) for n in range(2600))
CURRENT = {
    "light": ("#ffdb80", "#fcb92c"),
    "sepia": ("#ffd271", "#f7ac28"),
    "dark": ("#6d5510", "#e3ac3a"),
    "black": ("#614b0d", "#dda636"),
}
TICKS = "[...document.querySelectorAll('#map .hit:not(.current)')]"


def places(text: str, *words: str) -> list[Span]:
    """Where words stand first in a text."""
    return sorted(span(text, word) for word in words)


def middle_line(visitor: Visitor, hit: Span) -> float:
    """How far on a hit is: 0 is where the view begins, 1 where it ends."""
    return visitor.along(visitor.ends(*hit)[0]) / visitor.length


def wait_for_ticks(visitor: Visitor, count: int) -> list[Any]:
    visitor.wait(lambda: len(visitor.run(TICKS)) == count)
    boxes: list[Any] = visitor.run(f"{TICKS}.map(tick => tick.getBoundingClientRect())")
    return boxes


def middle_of_tick(visitor: Visitor, box: dict[str, float]) -> float:
    """How far along the map a tick is."""
    middle = QPointF((box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2)
    return visitor.along(middle.toPoint())


@pytest.mark.parametrize("theme", CURRENT)
def test_the_current_hit_stands_out_in_every_theme(visitor: Visitor, theme: str) -> None:
    visitor.pane.set_theme(theme)
    text = visitor.read(POST)
    hits = Hits(places(text, "第0段落", "第1段落"), 0)
    other, current = CURRENT[theme]
    visitor.pane.set_hits(hits)
    visitor.wait_for_color(current, *visitor.ends(*hits.spans[0]))
    visitor.wait_for_color(other, *visitor.ends(*hits.spans[1]))
    visitor.pane.set_hits(hits.at(1))
    visitor.wait_for_color(other, *visitor.ends(*hits.spans[0]))
    visitor.wait_for_color(current, *visitor.ends(*hits.spans[1]))


def test_a_hit_out_of_view_comes_to_the_middle(visitor: Visitor) -> None:
    text = visitor.read(POST)
    hits = Hits(places(text, "第0段落", "第60段落"), 1)
    visitor.pane.set_hits(hits, show=True)
    assert middle_line(visitor, hits.spans[1]) == pytest.approx(0.5, abs=0.03)


def test_a_hit_in_view_stays_where_it_is(visitor: Visitor) -> None:
    text = visitor.read(POST)
    visitor.pane.set_hits(Hits(places(text, "第2段落"), 0), show=True)
    assert visitor.scrolled() == 0


def test_an_article_can_be_opened_at_its_current_hit(visitor: Visitor) -> None:
    text = visitor.read(POST)
    hits = Hits(places(text, "第0段落", "第60段落"), 1)
    visitor.read(POST, hits=hits, at_hit=True)
    assert middle_line(visitor, hits.spans[1]) == pytest.approx(0.5, abs=0.03)


def test_a_hit_stays_in_view_when_the_view_gets_its_size_after_the_article(
    visitor: Visitor, qtbot: QtBot
) -> None:
    text = visitor.read(POST)
    hits = Hits(places(text, "第60段落"), 0)
    visitor.pane.resize(200, 60)
    visitor.read(POST, hits=hits, at_hit=True)
    with qtbot.waitSignal(visitor.pane.scrolled, timeout=PATIENCE_MS):
        visitor.pane.resize(820, 700)
    visitor.wait(lambda: visitor.run("innerWidth") == 820)
    visitor.wait_for_rest()
    assert middle_line(visitor, hits.spans[0]) == pytest.approx(0.5, abs=0.03)


def test_once_somebody_moved_a_change_of_size_leads_back_to_no_hit(visitor: Visitor) -> None:
    text = visitor.read(POST)
    hits = Hits(places(text, "第60段落"), 0)
    visitor.read(POST, hits=hits, at_hit=True)
    visitor.focus()
    visitor.press(Qt.Key.Key_Home)
    visitor.wait(lambda: visitor.scrolled() == 0)
    visitor.resize(700, 600)
    visitor.wait_for_rest()
    assert visitor.scrolled() == 0


def test_a_drag_of_the_scroll_bar_is_a_move(visitor: Visitor) -> None:
    text = visitor.read(POST)
    visitor.read(POST, hits=Hits(places(text, "第60段落"), 0), at_hit=True)
    visitor.click(QPoint(815, 695) if visitor.is_vertical else QPoint(815, 5))
    visitor.wait_for_rest()
    there = visitor.scrolled()
    visitor.resize(*((720, 700) if visitor.is_vertical else (820, 600)))
    visitor.wait_for_rest()
    assert visitor.scrolled() == there


def test_other_hits_end_the_arrival_at_the_first(visitor: Visitor) -> None:
    text = visitor.read(POST)
    visitor.read(POST, hits=Hits(places(text, "第60段落"), 0), at_hit=True)
    there = visitor.scrolled()
    visitor.pane.set_hits(Hits())
    visitor.resize(*((720, 700) if visitor.is_vertical else (820, 600)))
    visitor.wait_for_rest()
    assert visitor.scrolled() == there > 0


def test_a_folded_hit_is_unfolded(visitor: Visitor) -> None:
    text = visitor.read(f"{POST}\n\n<details><summary>要</summary>\n\n約した文\n\n</details>")
    hits = Hits(places(text, "約した文"), 0)
    visitor.pane.set_hits(hits, show=True)
    assert 0 < middle_line(visitor, hits.spans[0]) < 1


def test_a_hit_far_right_in_a_wide_listing_is_shown(visitor: Visitor) -> None:
    text = visitor.read(f"```\n{'あ' * 200}針{'い' * 200}\n```")
    hits = Hits(places(text, "針"), 0)
    visitor.pane.set_hits(hits, show=True)
    assert 0 < visitor.ends(*hits.spans[0])[0].x() < 760


def test_a_hit_in_a_very_long_post_comes_into_view_and_stays(visitor: Visitor) -> None:
    text = visitor.read(VERY_LONG)
    assert visitor.run("document.querySelector('.is-long') !== null")
    hits = Hits(places(text, "第2000段落", "第2500段落"), 0)
    for index, hit in enumerate(hits.spans):
        visitor.pane.set_hits(hits.at(index), show=True)
        visitor.wait_for_rest()
        visitor.wait_for_color("#fcb92c", *visitor.ends(*hit))
        assert 0.1 < middle_line(visitor, hit) < 0.9
    wait_for_ticks(visitor, 2)


def test_marks_in_a_very_long_post_are_drawn_where_it_is_scrolled_to(visitor: Visitor) -> None:
    text = visitor.read(VERY_LONG)
    mark = span(text, "第2000段落")
    visitor.pane.set_marks([Mark("a", *mark, "green")])
    visitor.pane.scroll_to(mark[0], flash=False)
    visitor.wait_for_rest()
    visitor.wait_for_color("#cfe8c4", *visitor.ends(*mark))


def test_the_map_has_a_tick_at_the_height_of_each_hit(visitor: Visitor) -> None:
    text = visitor.read(POST)
    hits = Hits(places(text, "第0段落", "第30段落", "第89段落"), 1)
    visitor.pane.set_hits(hits)
    boxes = wait_for_ticks(visitor, 3)
    side = "Width" if visitor.is_vertical else "Height"
    screens = visitor.run(f"document.documentElement.scroll{side}") / visitor.length
    for box, hit in zip(boxes, hits.spans, strict=True):
        expected = visitor.along(visitor.ends(*hit)[0]) / screens
        assert middle_of_tick(visitor, box) == pytest.approx(expected, abs=2)
    visitor.wait(lambda: visitor.run("document.querySelectorAll('#map .current').length") == 1)


def test_the_map_follows_a_change_of_size_and_of_the_text(visitor: Visitor, mode: str) -> None:
    short_lines_first = "\n\n".join([*(f"第{n}行。" for n in range(60)), POST])
    text = visitor.read(short_lines_first)
    hits = Hits(places(text, "第0行", "第30段落"))
    visitor.pane.set_hits(hits)

    def is_measured() -> bool:
        middle = middle_of_tick(visitor, wait_for_ticks(visitor, 2)[1])
        side = "Width" if mode == "v" else "Height"
        screens = visitor.run(f"document.documentElement.scroll{side}") / visitor.length
        wanted = visitor.along(visitor.ends(*hits.spans[1])[0]) / screens
        return bool(abs(middle - wanted) < 2)

    places_seen = [middle_of_tick(visitor, wait_for_ticks(visitor, 2)[1])]
    for size, appearance in [((460, 460), set_in(mode)), ((460, 460), Appearance(size=32))]:
        visitor.resize(*size)
        visitor.pane.set_appearance(replace(appearance, vertical=mode == "v"))
        visitor.wait(
            lambda: middle_of_tick(visitor, wait_for_ticks(visitor, 2)[1]) not in places_seen
        )
        visitor.wait(is_measured)
        places_seen.append(middle_of_tick(visitor, wait_for_ticks(visitor, 2)[1]))


def test_hits_that_are_close_share_a_tick(visitor: Visitor) -> None:
    text = visitor.read(POST)
    start = text.index("電力")
    visitor.pane.set_hits(Hits([(start, start + 1), (start + 1, start + 2)]))
    wait_for_ticks(visitor, 1)


def test_a_click_on_a_tick_asks_for_its_hit(visitor: Visitor, qtbot: QtBot) -> None:
    text = visitor.read("😀" + POST)
    hits = Hits(places(text, "第0段落", "第45段落"), 0)
    visitor.pane.set_hits(hits)
    box = wait_for_ticks(visitor, 2)[1]
    with qtbot.waitSignal(visitor.pane.hit_wanted, timeout=PATIENCE_MS) as caught:
        visitor.click(QPoint(round(box["left"] + 4), round(box["top"] + 4)))
    assert caught.args == [hits.spans[1][0]]


def test_a_click_on_the_tick_of_a_mark_shows_the_mark(visitor: Visitor) -> None:
    text = visitor.read(POST)
    mark = span(text, "第80段落")
    visitor.pane.set_marks([Mark("a", *mark, "green")])
    visitor.wait(lambda: visitor.run("document.querySelectorAll('#map .mark.green').length") == 1)
    visitor.click(visitor.middle_of("#map .mark"))
    visitor.wait(lambda: 0 < middle_line(visitor, mark) < 1)


def test_the_map_keeps_the_selection_and_lets_the_wheel_through(visitor: Visitor) -> None:
    text = visitor.read(POST)
    visitor.pane.set_hits(Hits(places(text, "第45段落")))
    wait_for_ticks(visitor, 1)
    chosen = visitor.select(*span(text, "電力の契約"))
    point = visitor.middle_of("#map .hit")
    visitor.click(point)
    assert visitor.pane.selection() == chosen
    at, turn = point.toPointF(), QPoint(0, -240)
    wheel = QWheelEvent(
        at, visitor.surface.mapToGlobal(at), QPoint(), turn, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(visitor.surface, wheel)
    visitor.wait(lambda: visitor.scrolled() > 0)


def test_another_article_has_no_ticks_of_the_one_before(visitor: Visitor) -> None:
    text = visitor.read(POST)
    visitor.pane.set_hits(Hits(places(text, "第45段落")))
    wait_for_ticks(visitor, 1)
    visitor.read("短い記事")
    assert visitor.run("document.querySelectorAll('#map *').length") == 0


def test_of_very_many_hits_the_current_is_drawn_wherever_it_is(visitor: Visitor) -> None:
    text = visitor.read("\n\n".join("ーー。" * 200 for _ in range(25)))
    hits = Hits([(n, n + 2) for n in range(len(text)) if text[n : n + 2] == "ーー"], 0)
    visitor.pane.set_hits(hits)
    visitor.pane.set_hits(hits.at(4990), show=True)
    start, end = visitor.ends(*hits.spans[4990])
    visitor.wait_for_color("#fcb92c", start, end)
    assert len(hits.spans) == 5000
    assert visitor.run("CSS.highlights.get('k-hit').size") == MOST_DRAWN - 1


@pytest.mark.parametrize(("shift", "by"), [(False, 1), (True, -1)])
def test_n_steps_from_hit_to_hit(visitor: Visitor, qtbot: QtBot, shift: bool, by: int) -> None:
    text = visitor.read(POST, hits=Hits())
    visitor.pane.set_hits(Hits(places(text, "第0段落"), 0))
    visitor.focus()
    with qtbot.waitSignal(visitor.pane.hit_stepped, timeout=PATIENCE_MS) as caught:
        visitor.press(Qt.Key.Key_N, shift=shift)
    assert caught.args == [by]


def test_n_is_free_where_there_are_no_hits_or_something_is_selected(
    visitor: Visitor, qtbot: QtBot
) -> None:
    text = visitor.read(POST)
    visitor.focus()
    visitor.run("(window.keys = 0, document.onkeyup = () => { window.keys += 1; })")
    with qtbot.assertNotEmitted(visitor.pane.hit_stepped, wait=100):
        visitor.press(Qt.Key.Key_N)
        visitor.wait(lambda: visitor.run("window.keys") == 1)
        visitor.pane.clear_selection()
        visitor.wait(lambda: visitor.run("getSelection().isCollapsed"))
        visitor.pane.set_hits(Hits(places(text, "第0段落"), 0))
        visitor.select(*span(text, "電力の契約"))
        visitor.press(Qt.Key.Key_N)
        visitor.wait(lambda: visitor.run("window.keys") == 2)
