from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.library import Expansion, Facets, Hint, Notice, SearchResult
from reader.search.model import NoteHit, Snippet
from reader.ui.chips import Chips
from reader.ui.facets import FacetStrip
from reader.ui.post_delegate import from_first_mark, note_line
from reader.ui.theme import DARK

ALIAS = Expansion("alias", "グーグル", ("Google", "Alphabet"), True, 3, 7)
VARIANT = Expansion("variant", "サーバー", ("サーバ",), True, 8, 12)
RESULT = SearchResult("推論 グーグル サーバー", 3, True, 1.0, (), ())
MONTHS = tuple((f"{2023 + n // 12}-{n % 12 + 1:02}", n + 1) for n in range(0, 40, 2))


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(336, 300)
    widget.show()
    return widget


@pytest.fixture
def chips(parent: QWidget) -> Chips:
    widget = Chips(parent, "ja")
    widget.resize(336, 200)
    return widget


@pytest.fixture
def facets(parent: QWidget) -> FacetStrip:
    widget = FacetStrip(parent)
    widget.resize(336, 120)
    return widget


def texts(chips: Chips) -> list[str]:
    return [chip.accessibleName() for chip in chips.chips]


def test_other_forms_are_shown_as_chips(chips: Chips) -> None:
    chips.show_result(replace(RESULT, expansions=(VARIANT, ALIAS)))
    assert texts(chips) == ["グーグル = Google, Alphabet", "サーバー / サーバ"]
    assert all(chip.isChecked() for chip in chips.chips)


def test_a_chip_switches_its_word_off_and_on(qtbot: QtBot, chips: Chips) -> None:
    chips.show_result(replace(RESULT, expansions=(ALIAS,)))
    with qtbot.waitSignal(chips.query_wanted) as heard:
        QTest.mouseClick(chips.chips[0], Qt.MouseButton.LeftButton)
    without = '推論 "グーグル" サーバー'
    assert heard.args == [without]
    off = replace(ALIAS, on=False, start=4, end=8)
    chips.show_result(replace(RESULT, query=without, expansions=(off,)))
    with qtbot.waitSignal(chips.query_wanted) as heard:
        QTest.keyClick(chips.chips[0], Qt.Key.Key_Space)
    assert heard.args == [RESULT.query]


def test_hints_lead_to_their_place_and_warnings_are_told(qtbot: QtBot, chips: Chips) -> None:
    hint = Hint("query-date", 3, 7, {"value": "きのう"})
    warning = Notice("search-scanned", {"count": 5})
    chips.show_result(replace(RESULT, hints=(hint,), warnings=(warning,)))
    assert "「きのう」は日付として読めません" in chips.hints.text()
    assert "まだ索引にない 5 件" in chips.hints.text()
    with qtbot.waitSignal(chips.span_wanted) as heard:
        chips.hints.linkActivated.emit("3-7")
    assert heard.args == [3, 7]


def test_a_hint_is_text_and_never_markup(chips: Chips) -> None:
    hint = Hint("query-date", 0, 3, {"value": "<img src=x>"})
    chips.show_result(replace(RESULT, hints=(hint,) * 5))
    assert "<img" not in chips.hints.text()
    assert "ほか 2 件" in chips.hints.text()
    chips.set_tokens(DARK)
    assert DARK.warning in chips.hints.text()


def test_without_anything_to_say_there_are_no_chips(chips: Chips) -> None:
    chips.show_result(replace(RESULT, expansions=(ALIAS,)))
    assert not chips.isHidden()
    chips.show_result(RESULT)
    assert chips.isHidden()
    chips.show_result(None)
    assert chips.isHidden()


def test_a_name_adds_its_part_and_takes_it_out_again(qtbot: QtBot, facets: FacetStrip) -> None:
    found = Facets(categories=(("AI 最新", 9), ("事例", 2)), tags=(("電力", 4),))
    facets.show_result(replace(RESULT, query="推論", facets=found))
    with qtbot.waitSignal(facets.query_wanted) as heard:
        facets.categories.buttons[0].click()
    query = '推論 category:"AI 最新"'
    assert heard.args == [query]
    facets.show_result(replace(RESULT, query=query, facets=found))
    assert facets.categories.buttons[0].property("active")
    assert not facets.categories.buttons[1].property("active")
    with qtbot.waitSignal(facets.query_wanted) as heard:
        facets.categories.buttons[0].click()
    assert heard.args == ["推論"]


def test_names_in_force_come_first(facets: FacetStrip) -> None:
    tags = tuple((f"タグ{n}", 99 - n) for n in range(60))
    facets.show_result(replace(RESULT, query="tag:タグ50", facets=Facets(tags=tags)))
    assert facets.tags.buttons[0].text() == "タグ50 49"
    assert not facets.tags.more.isHidden()


def test_months_without_posts_are_between_the_others(facets: FacetStrip) -> None:
    months = (("2025-11", 3), ("2026-02", 1))
    facets.show_result(replace(RESULT, facets=Facets(months=months)))
    assert facets.months.bars() == [
        ("date:2025-11", 3),
        ("date:2025-12", 0),
        ("date:2026-01", 0),
        ("date:2026-02", 1),
    ]


def test_the_oldest_of_very_many_months_are_one_bar(facets: FacetStrip) -> None:
    facets.show_result(replace(RESULT, facets=Facets(months=MONTHS)))
    bars = facets.months.bars()
    assert len(bars) == 25
    assert bars[0][0].startswith("date:..")
    assert sum(count for _, count in bars) == sum(count for _, count in MONTHS)


def test_the_bar_of_the_oldest_months_can_be_let_go(qtbot: QtBot, facets: FacetStrip) -> None:
    facets.show_result(replace(RESULT, query="推論", facets=Facets(months=MONTHS)))
    part, count = facets.months.bars()[0]
    old = MONTHS[
        : next(at for at, _ in enumerate(MONTHS) if sum(n for _, n in MONTHS[:at]) == count)
    ]
    query = f"推論 {part}"
    facets.show_result(replace(RESULT, query=query, facets=Facets(months=old)))
    assert facets.months.bars() == [(part, count)]
    with qtbot.waitSignal(facets.query_wanted) as heard:
        QTest.mouseClick(facets.months, Qt.MouseButton.LeftButton, pos=QPoint(5, 20))
    assert heard.args == ["推論"]


def test_a_bar_is_chosen_by_mouse_and_by_keys(qtbot: QtBot, facets: FacetStrip) -> None:
    months = (("2025-11", 3), ("2025-12", 1))
    facets.show_result(replace(RESULT, query="推論", facets=Facets(months=months)))
    facets.show()
    with qtbot.waitSignal(facets.query_wanted) as heard:
        QTest.mouseClick(facets.months, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    assert heard.args == ["推論 date:2025-12"]
    QTest.keyClick(facets.months, Qt.Key.Key_Left)
    with qtbot.waitSignal(facets.query_wanted) as heard:
        QTest.keyClick(facets.months, Qt.Key.Key_Return)
    assert heard.args == ["推論 date:2025-11"]


def test_a_name_is_shown_as_it_is_written(facets: FacetStrip) -> None:
    found = Facets(tags=(("R&D", 2), ("一\n二", 1)))
    facets.show_result(replace(RESULT, query="推論", facets=found))
    first, second = facets.tags.buttons[:2]
    assert (first.text(), first.shortcut().isEmpty()) == ("R&&D 2", True)
    assert second.text() == "一 二 1"
    facets.show_result(replace(RESULT, facets=Facets(tags=(("<img src=x>", 1),))))
    assert "&lt;img" in first.toolTip()


def test_a_name_keeps_the_keyboard_when_it_moves(facets: FacetStrip) -> None:
    tags = tuple((f"名{n}", 9 - n) for n in range(3))
    facets.show_result(replace(RESULT, query="推論", facets=Facets(tags=tags)))
    facets.show()
    facets.tags.buttons[2].setFocus()
    facets.show_result(replace(RESULT, query="推論 tag:名2", facets=Facets(tags=tags)))
    assert [button.hasFocus() for button in facets.tags.buttons[:3]] == [True, False, False]


def test_a_month_without_posts_and_the_right_button_choose_nothing(
    qtbot: QtBot, facets: FacetStrip
) -> None:
    months = (("2025-11", 3), ("2026-01", 1))
    facets.show_result(replace(RESULT, query="推論", facets=Facets(months=months)))
    facets.show()
    with qtbot.assertNotEmitted(facets.query_wanted):
        QTest.mouseClick(facets.months, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
        QTest.mouseClick(facets.months, Qt.MouseButton.RightButton, pos=QPoint(10, 20))


def test_a_month_is_let_go_with_the_key_that_chose_it(qtbot: QtBot, facets: FacetStrip) -> None:
    months = Facets(months=(("2025-11", 3),))
    facets.show_result(replace(RESULT, query="推論", facets=months))
    facets.show()
    facets.months.setFocus()
    facets.show_result(replace(RESULT, query="推論 date:2025-11", facets=months))
    with qtbot.waitSignal(facets.query_wanted) as heard:
        QTest.keyClick(facets.months, Qt.Key.Key_Return)
    assert heard.args == ["推論"]


def test_a_date_far_away_is_one_bar_with_all_before_the_last(facets: FacetStrip) -> None:
    months = (("1000-01", 2), ("9998-12", 1))
    facets.show_result(replace(RESULT, facets=Facets(months=months)))
    bars = facets.months.bars()
    assert (len(bars), bars[0], bars[-1]) == (25, ("date:..9996-12", 2), ("date:9998-12", 1))


def test_very_many_chips_scroll(chips: Chips) -> None:
    many = tuple(replace(VARIANT, term=f"サーバー{n}", start=n) for n in range(60))
    chips.show_result(replace(RESULT, expansions=(VARIANT,)))
    one = chips.sizeHint().height()
    chips.show_result(replace(RESULT, expansions=many))
    assert len(chips.chips) == 60
    assert one < chips.sizeHint().height() < 200


def test_a_chip_keeps_the_keyboard_when_it_is_switched(chips: Chips) -> None:
    chips.show_result(replace(RESULT, expansions=(ALIAS, VARIANT)))
    chips.chips[1].setFocus()
    off = replace(VARIANT, on=False, start=9, end=13)
    chips.show_result(replace(RESULT, expansions=(ALIAS, off)))
    assert chips.chips[1].hasFocus()


def test_without_a_search_there_are_no_facets(facets: FacetStrip) -> None:
    facets.show_result(None)
    assert facets.isHidden()


@pytest.mark.parametrize(
    ("quote", "note", "line", "marked"),
    [
        (Snippet("推論コスト", ((0, 2),)), Snippet("", ()), "「推論コスト」", ["推論"]),
        (
            Snippet("推論\nコスト", ((0, 2),)),
            Snippet("見る", ()),
            "「推論 コスト」— 見る",
            ["推論"],
        ),
        (Snippet("費用", ()), Snippet("推論", ((0, 2),)), "推論 —「費用」", ["推論"]),
        (
            Snippet("推論", ((0, 2),)),
            Snippet("推論の話", ((0, 2),)),
            "推論の話 —「推論」",
            ["推論", "推論"],
        ),
    ],
)
def test_a_note_is_one_line_with_its_marks(
    quote: Snippet, note: Snippet, line: str, marked: list[str]
) -> None:
    text, marks = note_line(NoteHit("1", "yellow", quote, note))
    assert text == line
    assert [text[start:end] for start, end in marks] == marked


@pytest.mark.parametrize(
    ("text", "mark", "shown"),
    [("短い推論", (2, 4), "短い推論"), ("長い" * 20 + "推論", (40, 42), "…い長い長い長い長い推論")],
)
def test_one_line_begins_a_little_before_the_first_mark(
    text: str, mark: tuple[int, int], shown: str
) -> None:
    cut, ((start, end),) = from_first_mark(text, (mark,))
    assert (cut, cut[start:end]) == (shown, "推論")
