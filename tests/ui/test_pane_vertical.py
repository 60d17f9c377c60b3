"""What only vertical writing has: upright numbers, lying tables, keys and lines of its own."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from reader.ui.hits import Hits
from reader.ui.pane import Mark
from tests.ui.conftest import BODY, Visitor, article_of, set_in, span

pytestmark = pytest.mark.parametrize("mode", ["v"])

LONG = "\n\n".join(
    f"第{n}段落は、電力の契約と投資の額を順に確かめるための文である。" * 4 for n in range(60)
)
ROWS = "\n".join(f"| 会社{n} | {n}億 | 電力の契約は十年を超える |" for n in range(60))
TABLE = f"{LONG}\n\n| 名 | 額 | 備考 |\n|--|--:|--|\n{ROWS}\n\n{LONG}"


def upright(visitor: Visitor, part: str) -> list[str]:
    """The numbers that stand upright in a part of the page."""
    found: list[str] = visitor.run(
        f"[...document.querySelectorAll('{part} .k-upright')].map(e => e.textContent)"
    )
    return found


def turn_wheel(visitor: Visitor, at: QPoint, by: int) -> None:
    """Turn the wheel over a point; less than nothing is towards oneself, and on."""
    wheel = QWheelEvent(
        at.toPointF(), visitor.surface.mapToGlobal(at.toPointF()), QPoint(), QPoint(0, by),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(visitor.surface, wheel)


def test_only_numbers_of_one_or_two_digits_stand_upright(visitor: Visitor) -> None:
    body = "2025年12月3日、30%と1,200円、10:30、3-5倍、第7章、A4、`12`。"
    article = article_of(body)
    visitor.show(article, "第12回と100")
    assert upright(visitor, "#article") == ["12", "3", "7"]
    assert upright(visitor, "#title") == ["12"]
    assert upright(visitor, "#meta") == []
    assert visitor.run("Keisen.text()") == article.text


def test_in_horizontal_writing_again_no_number_is_apart(visitor: Visitor) -> None:
    visitor.read("12月")
    visitor.pane.set_appearance(set_in("h"))
    visitor.wait(lambda: visitor.run("document.documentElement.dataset.mode") == "h")
    visitor.wait(lambda: upright(visitor, "body") == [])
    assert visitor.run("document.querySelectorAll('#lines i').length") == 0


@pytest.mark.parametrize(
    ("there", "back"),
    [
        (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
        (Qt.Key.Key_Down, Qt.Key.Key_Up),
        (Qt.Key.Key_Left, Qt.Key.Key_Right),
        (Qt.Key.Key_End, Qt.Key.Key_Home),
    ],
)
def test_keys_lead_on_and_back(visitor: Visitor, there: Qt.Key, back: Qt.Key) -> None:
    visitor.read(LONG)
    visitor.focus()
    visitor.press(there)
    visitor.wait(lambda: visitor.scrolled() > 0)
    visitor.wait_for_rest()
    visitor.press(back)
    visitor.wait(lambda: visitor.scrolled() == 0)


def test_the_palette_is_in_view_however_short_the_post_is(visitor: Visitor) -> None:
    text = visitor.read("短い記事の文。")
    visitor.select(*span(text, "記事の文"))
    box = visitor.run("document.getElementById('palette').getBoundingClientRect()")
    assert box["left"] >= 0
    assert box["right"] <= 820
    assert box["bottom"] <= 700


def test_a_marks_note_is_told_by_a_line_beside_it(visitor: Visitor) -> None:
    text = visitor.read(BODY)
    noted, bare = span(text, "投資計画"), span(text, "専用チップ")
    visitor.pane.set_marks([Mark("a", *noted, "green", "メモ"), Mark("b", *bare, "blue")])
    (line,) = visitor.run(
        "[...document.querySelectorAll('#lines .noted')].map(e => e.getBoundingClientRect())"
    )
    start, end = visitor.ends(*noted)
    assert line["top"] == pytest.approx(start.y(), abs=4)
    assert line["bottom"] == pytest.approx(end.y(), abs=4)
    assert start.x() < line["left"] < start.x() + 16


def test_the_line_beside_a_mark_stays_there_when_the_size_changes(visitor: Visitor) -> None:
    text = visitor.read(
        LONG, marks=[Mark("a", *span(article_of(LONG).text, "第9段落"), "pink", "注")]
    )
    visitor.resize(820, 600)
    place = span(text, "第9段落")

    def is_beside() -> bool:
        boxes = visitor.run(
            "[...document.querySelectorAll('#lines .noted')].map(e => e.getBoundingClientRect())"
        )
        start, _ = visitor.ends(*place)
        return bool(
            boxes
            and abs(boxes[0]["top"] - start.y()) < 4
            and abs(boxes[0]["left"] - start.x()) < 16
        )

    visitor.wait(is_beside)


def test_a_reading_position_in_a_table_shows_the_table(visitor: Visitor) -> None:
    text = visitor.read(TABLE)
    visitor.read(TABLE, position=text.index("会社7"))
    box = visitor.run("document.querySelector('.k-wide').getBoundingClientRect()")
    assert box["left"] >= 0
    assert 820 - box["right"] == pytest.approx(24, abs=2)
    visitor.scroll(round(visitor.scrolled()) + 10)
    visitor.wait(lambda: text[visitor.pane._shown.position :].startswith("名\n"))


def test_a_hit_far_down_in_a_long_table_is_shown(visitor: Visitor) -> None:
    text = visitor.read(TABLE)
    hit = span(text, "会社55")
    visitor.pane.set_hits(Hits([hit], 0), show=True)
    visitor.wait_for_color("#fcb92c", *visitor.ends(*hit))


def test_the_wheel_goes_through_a_long_table_and_then_on(visitor: Visitor) -> None:
    text = visitor.read(TABLE)
    visitor.read(TABLE, position=text.index("会社7"))
    there = visitor.scrolled()
    over: Any = visitor.middle_of(".k-wide")
    turn_wheel(visitor, over, -240)
    visitor.wait(lambda: visitor.run("document.querySelector('.k-wide').scrollTop") > 0)
    assert visitor.scrolled() == there
    visitor.run("document.querySelector('.k-wide').scrollTop = 100000")
    turn_wheel(visitor, over, -240)
    visitor.wait(lambda: visitor.scrolled() > there)


def test_what_keeps_lying_is_no_longer_than_the_lines(visitor: Visitor) -> None:
    visitor.read(TABLE + "\n\n```\n" + "あ" * 300 + "\n" * 80 + "い\n```")
    for part in (".k-wide", "pre"):
        box = visitor.run(f"document.querySelector('{part}').getBoundingClientRect()")
        assert box["bottom"] - box["top"] <= visitor.run("document.querySelector('p').clientHeight")
        assert box["right"] - box["left"] <= 820 * 0.9 + 1
