from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from reader.article.model import Article
from reader.ui.hits import Hits
from reader.ui.page_words import page_words
from reader.ui.pane import Mark
from tests.ui.conftest import BODY, BOTH_WAYS, PATIENCE_MS, Visitor, article_of, span

pytestmark = BOTH_WAYS

COLORS = {
    "light": {
        "yellow": "#ffe9a3", "green": "#cfe8c4", "blue": "#cfe2f7",
        "pink": "#f6cfd6", "violet": "#e2d5f3",
    },
    "sepia": {
        "yellow": "#fbdc85", "green": "#cfdda6", "blue": "#c6d8e0",
        "pink": "#f0c4bb", "violet": "#ddcde0",
    },
    "dark": {
        "yellow": "#5e4d16", "green": "#2f4a27", "blue": "#22405c",
        "pink": "#5a2b35", "violet": "#43345c",
    },
    "black": {
        "yellow": "#524312", "green": "#274020", "blue": "#1b3752",
        "pink": "#4e242d", "violet": "#3a2c51",
    },
}  # fmt: skip


def test_other_text_on_the_page_refuses_annotations(visitor: Visitor, qtbot: QtBot) -> None:
    article = Article("p", "<p>本文です。</p>", "別の本文です。", (), (), (), (), (), 1, 1)
    with qtbot.waitSignal(visitor.pane.text_mismatch, timeout=PATIENCE_MS) as caught:
        visitor.show(article, marks=[Mark("a", 0, 2, "yellow", "メモ")])
    assert caught.args[1:] == [5, 7]
    with qtbot.assertNotEmitted(visitor.pane.selected, wait=100):
        visitor.drag(*visitor.ends(0, 4))
    assert visitor.run("document.getElementById('palette').hidden")
    assert visitor.run("document.querySelectorAll('.note').length") == 0


@pytest.mark.parametrize(
    ("quote", "action"),
    [
        ("2025年の合計は3,200億ドル", "green"),
        ("積み上がる😀\n専用チップ", "note"),
        ("ほど積み上がる😀", "copy"),
    ],
)
def test_drag_and_palette_ask_for_an_action(
    visitor: Visitor, qtbot: QtBot, quote: str, action: str
) -> None:
    wanted = span(visitor.read(BODY), quote)
    assert visitor.select(*wanted) == wanted == visitor.pane.selection()
    with qtbot.waitSignal(visitor.pane.action_requested, timeout=PATIENCE_MS) as caught:
        visitor.click(visitor.middle_of(f"[data-action={action}]"))
    assert caught.args == [action, *wanted]


def test_dragging_into_the_notes_selects_no_more_than_the_line(visitor: Visitor) -> None:
    text = visitor.read(BODY, marks=[Mark("a", 0, 4, "blue", "余白のメモ" * 40)])
    begin, _ = visitor.ends(*span(text, "三社"))
    visitor.drag(begin, QPoint(begin.x(), 620) if visitor.is_vertical else QPoint(700, begin.y()))
    visitor.wait(visitor.pane.selection)
    start, end = visitor.pane.selection() or (0, 0)
    assert start == 0
    assert end < text.index("前年")


def test_a_cleared_selection_is_reported(visitor: Visitor, qtbot: QtBot) -> None:
    text = visitor.read(BODY)
    visitor.select(*span(text, "専用チップ"))
    with qtbot.waitSignal(visitor.pane.selection_cleared, timeout=PATIENCE_MS):
        visitor.pane.clear_selection()
    assert visitor.pane.selection() is None


def test_keyboard_selects_and_reaches_the_palette(visitor: Visitor, qtbot: QtBot) -> None:
    text = visitor.read(BODY)
    visitor.focus()
    start, end = visitor.select(*span(text, "専用"))
    with qtbot.waitSignal(visitor.pane.selected, timeout=PATIENCE_MS):
        visitor.press(Qt.Key.Key_Down if visitor.is_vertical else Qt.Key.Key_Right, shift=True)
    assert visitor.pane.selection() == (start, end + 1)
    visitor.press(Qt.Key.Key_Tab)
    visitor.press(Qt.Key.Key_Right)
    with qtbot.waitSignal(visitor.pane.action_requested, timeout=PATIENCE_MS) as caught:
        visitor.press(Qt.Key.Key_Return)
    assert caught.args == ["green", start, end + 1]


def test_escape_hides_the_palette(visitor: Visitor) -> None:
    text = visitor.read(BODY)
    visitor.focus()
    visitor.select(*span(text, "専用チップ"))
    visitor.press(Qt.Key.Key_Escape)
    visitor.wait(lambda: visitor.run("document.getElementById('palette').hidden"))


@pytest.mark.parametrize("theme", COLORS)
def test_every_mark_has_its_color(visitor: Visitor, theme: str) -> None:
    visitor.pane.set_theme(theme)
    text = visitor.read("\n\n".join(f"{name}の印を付けた段落" for name in COLORS[theme]))
    visitor.pane.set_marks([Mark(name, *span(text, name), name) for name in COLORS[theme]])
    for name, color in COLORS[theme].items():
        visitor.wait_for_color(color, *visitor.ends(*span(text, name)))


def test_a_short_mark_is_seen_and_clicked_above_a_long_one(visitor: Visitor, qtbot: QtBot) -> None:
    text = article_of(BODY).text
    outer, inner = span(text, "三社の投資計画を並べると"), span(text, "投資計画")
    visitor.read(BODY, marks=[Mark("in", *inner, "yellow"), Mark("out", *outer, "violet")])
    ends = visitor.ends(*inner)
    visitor.wait_for_color("#ffe9a3", *ends)
    with qtbot.waitSignal(visitor.pane.mark_clicked, timeout=PATIENCE_MS) as caught:
        visitor.click((ends[0] + ends[1]) / 2)
    assert caught.args[0] == ["in", "out"]
    assert caught.args[1].contains(ends[0])


def test_the_innermost_of_many_marks_is_seen_and_clicked_first(
    visitor: Visitor, qtbot: QtBot
) -> None:
    text = article_of(BODY).text
    start, _ = span(text, "三社の投資計画を並べると")
    colors = ("violet", "pink", "blue", "green", "yellow")
    marks = [Mark(color, start + n, start + 12 - n, color) for n, color in enumerate(colors)]
    visitor.read(BODY, marks=marks)
    ends = visitor.ends(start + 4, start + 8)
    visitor.wait_for_color("#ffe9a3", *ends)
    with qtbot.waitSignal(visitor.pane.mark_clicked, timeout=PATIENCE_MS) as caught:
        visitor.click((ends[0] + ends[1]) / 2)
    assert caught.args[0] == list(reversed(colors))


def test_of_equal_marks_the_later_one_is_above(visitor: Visitor, qtbot: QtBot) -> None:
    text = article_of(BODY).text
    where = span(text, "投資計画")
    visitor.read(BODY, marks=[Mark("a", *where, "yellow"), Mark("b", *where, "green")])
    ends = visitor.ends(*where)
    visitor.wait_for_color("#cfe8c4", *ends)
    with qtbot.waitSignal(visitor.pane.mark_clicked, timeout=PATIENCE_MS) as caught:
        visitor.click((ends[0] + ends[1]) / 2)
    assert caught.args[0] == ["b", "a"]


ACROSS = (
    "前の段落。\n\n- 一つ目\n- 二つ目\n\n| 会社 | 額 |\n|---|---|\n| 三社 | 百億 |\n\n後の段落。"
)


@pytest.mark.parametrize("style", ["highlight", "underline"])
@pytest.mark.parametrize("part", ["前の段落", "二つ目", "三社", "後の段落"])
def test_a_mark_reaches_across_paragraphs_lists_and_tables(
    visitor: Visitor, qtbot: QtBot, part: str, style: str
) -> None:
    text = article_of(ACROSS).text
    visitor.read(ACROSS, marks=[Mark("a", 0, len(text), "yellow", style=style)])
    start, end = visitor.ends(*span(text, part))
    if style == "highlight":
        visitor.wait_for_color("#ffe9a3", start, end)
    with qtbot.waitSignal(visitor.pane.mark_clicked, timeout=PATIENCE_MS) as caught:
        visitor.click((start + end) / 2)
    assert caught.args[0] == ["a"]


def test_an_underline_is_a_line_in_its_color(visitor: Visitor) -> None:
    text = visitor.read(BODY)
    visitor.pane.set_marks([Mark("a", *span(text, "投資計画"), "green", style="underline")])
    start, end = visitor.ends(*span(text, "投資"))
    across = QPoint(30, 0) if visitor.is_vertical else QPoint(0, 20)
    rule = visitor.run(
        "getComputedStyle(document.documentElement).getPropertyValue('--green-rule')"
    ).strip()
    visitor.wait_for_color(rule, start + across, start - across)
    assert "#cfe8c4" not in visitor.colors_between(start, end)


def test_a_note_on_the_post_stands_above_the_text_and_opens(visitor: Visitor, qtbot: QtBot) -> None:
    visitor.read(BODY, marks=[Mark("p", 0, 0, "blue", "全体のメモ"), Mark("a", 0, 4, "pink")])
    box = "document.querySelector('{}').getBoundingClientRect()"
    whole, article = visitor.run(box.format("#whole .note")), visitor.run(box.format("#article"))
    if visitor.is_vertical:
        assert whole["left"] >= article["right"]
    else:
        assert whole["bottom"] <= article["top"]
    with qtbot.waitSignal(visitor.pane.mark_clicked, timeout=PATIENCE_MS) as caught:
        visitor.click(visitor.middle_of("#whole .note"))
    assert caught.args[0] == ["p"]


def test_margin_notes_keep_apart_and_open_their_mark(visitor: Visitor, qtbot: QtBot) -> None:
    marks = [Mark(f"m{n}", n, n + 3, "pink", "長いメモ" * 12, ("リスク",)) for n in range(5)]
    visitor.read(BODY, marks=marks)
    boxes = visitor.run(
        "[...document.querySelectorAll('.note')].map(n => n.getBoundingClientRect())"
    )
    assert len(boxes) == 5
    if visitor.is_vertical:
        assert all(a["left"] > b["right"] for a, b in pairwise(boxes))
    else:
        assert all(a["bottom"] < b["top"] for a, b in pairwise(boxes))
    with qtbot.waitSignal(visitor.pane.mark_clicked, timeout=PATIENCE_MS) as caught:
        visitor.click(visitor.middle_of(".note:nth-child(2)"))
    assert caught.args[0] == ["m1"]


def test_a_margin_note_opens_from_the_keyboard(visitor: Visitor, qtbot: QtBot) -> None:
    visitor.read(BODY, marks=[Mark("a", 0, 4, "blue", "", ("電力",))])
    visitor.focus()
    visitor.run("document.querySelector('.note').focus()")
    with qtbot.waitSignal(visitor.pane.mark_clicked, timeout=PATIENCE_MS) as caught:
        visitor.press(Qt.Key.Key_Return)
    assert caught.args[0] == ["a"]


def test_every_control_has_a_name_in_the_chosen_words(visitor: Visitor) -> None:
    visitor.pane.set_labels({"yellow": "Yellow", "note": "Note"})
    visitor.read(BODY, marks=[Mark("a", 0, 4, "blue", "メモ")])
    names = visitor.run(
        "[...document.querySelectorAll('button, aside, [role]')]"
        ".map(element => element.ariaLabel || element.textContent)"
    )
    visitor.pane.set_labels(page_words())
    assert all(names)
    assert {"Yellow", "Note", "メモ"} <= set(names)


def test_a_narrow_pane_has_no_notes_but_its_marks_open(visitor: Visitor, qtbot: QtBot) -> None:
    visitor.resize(*((820, 500) if visitor.is_vertical else (600, 700)))
    visitor.read(BODY, marks=[Mark("a", 0, 4, "blue", "メモ")])
    visitor.wait(lambda: visitor.run("document.getElementById('notes').offsetWidth") == 0)
    start, end = visitor.ends(0, 4)
    with qtbot.waitSignal(visitor.pane.mark_clicked, timeout=PATIENCE_MS) as caught:
        visitor.click((start + end) / 2)
    assert caught.args[0] == ["a"]


def test_marks_keep_their_place_after_emoji(visitor: Visitor) -> None:
    text = visitor.read("😀😀の後ろの印。")
    visitor.pane.set_marks([Mark("a", *span(text, "後ろ"), "yellow")])
    start, end = visitor.ends(*span(text, "後ろ"))
    visitor.wait_for_color("#ffe9a3", start, end)
    on = QPoint(0, 1) if visitor.is_vertical else QPoint(1, 0)
    for near in (start - on * 14, end + on * 8):
        assert "#ffe9a3" not in visitor.colors_between(near, near + on * 6)


def test_the_current_hit_stands_out(visitor: Visitor) -> None:
    text = visitor.read(BODY)
    hits = [span(text, "投資計画"), span(text, "専用チップ")]
    visitor.pane.set_hits(Hits(hits, 1))
    visitor.wait_for_color("#ffdb80", *visitor.ends(*hits[0]))
    visitor.wait_for_color("#fcb92c", *visitor.ends(*hits[1]))
