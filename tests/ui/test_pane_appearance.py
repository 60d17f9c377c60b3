"""How the page is set, and that the place is kept whatever is changed."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reader.ui.appearance import AT_FIRST, Appearance
from reader.ui.hits import Hits
from reader.ui.pane import Header, Mark, ReadingPane
from tests.ui.conftest import BOTH_WAYS, PATIENCE_MS, Visitor, article_of, set_in, span

LINE = "第{}段落は、電力の契約と投資の額を順に確かめるための文である。"
POST = "\n\n".join(LINE.format(n) * 4 for n in range(90))
VERY_LONG = "\n\n".join(LINE.format(n) * (1 + n % 9) for n in range(2600))
CHANGES = [
    Appearance(size=28),
    Appearance(size=12),
    Appearance(font="gothic"),
    Appearance(line_height=2.6),
    Appearance(measure=20),
    Appearance(justify=False),
    Appearance("dark", "gothic", 22, 1.4, 48, justify=False),
]


def style(visitor: Visitor, name: str, selector: str = "#article") -> Any:
    """A property of an element as it is in force."""
    found = f"getComputedStyle(document.querySelector({json.dumps(selector)}))"
    return visitor.run(f"{found}.getPropertyValue({json.dumps(name)})")


def wears(visitor: Visitor, name: str, value: str, selector: str = "#article") -> None:
    """Wait until a property of an element has a value."""
    visitor.wait(lambda: style(visitor, name, selector) == value)


def first_seen(visitor: Visitor, offset: int) -> Callable[[], bool]:
    """Whether a place stands in the first line on the screen."""

    def is_first() -> bool:
        box = visitor.run(f"Keisen.rangeOf({offset}, {offset + 1}).getClientRects()[0]")
        start = visitor.length - box["right"] if visitor.is_vertical else box["top"]
        return bool(abs(start - 24) < 3)

    return is_first


@pytest.mark.parametrize(
    ("appearance", "name", "value"),
    [
        (Appearance(size=24), "font-size", "24px"),
        (Appearance(size=20, line_height=1.5), "line-height", "30px"),
        (Appearance(justify=False), "text-align", "start"),
        (AT_FIRST, "text-align", "justify"),
    ],
)
def test_a_choice_reaches_the_page(
    visitor: Visitor, appearance: Appearance, name: str, value: str
) -> None:
    visitor.read(POST)
    visitor.pane.set_appearance(appearance)
    wears(visitor, name, value)


@pytest.mark.parametrize(
    ("font", "first"), [("mincho", '"Noto Serif CJK JP"'), ("gothic", '"Noto Sans CJK JP"'),
                        ('ふい"字', '"ふい\\"字"')]
)  # fmt: skip
def test_the_text_is_in_the_chosen_font_and_headings_stay_sans(
    visitor: Visitor, font: str, first: str
) -> None:
    visitor.read(f"## 章\n\n{POST}")
    visitor.pane.set_appearance(Appearance(font=font))
    visitor.wait(lambda: style(visitor, "font-family").split(",")[0] == first)
    assert style(visitor, "font-family", "#article h2").startswith('"Noto Sans CJK JP"')


@pytest.mark.parametrize(("size", "measure"), [(17, 20), (13, 40), (17, 34)])
def test_a_line_is_as_long_as_chosen(visitor: Visitor, size: int, measure: int) -> None:
    visitor.pane.resize(1100, 700)
    visitor.wait(lambda: visitor.run("innerWidth") == 1100)
    visitor.read(POST)
    visitor.pane.set_appearance(Appearance(size=size, measure=measure))
    box = "document.querySelector('#article p').getBoundingClientRect()"
    visitor.wait(lambda: visitor.run(f"{box}.width") == pytest.approx(size * measure, abs=1))


@pytest.mark.parametrize("vertical", [False, True])
def test_the_page_is_told_the_direction_of_its_lines(visitor: Visitor, vertical: bool) -> None:
    visitor.pane.set_appearance(Appearance(vertical=vertical))
    assert visitor.run("document.documentElement.dataset.mode") == ("v" if vertical else "h")


@BOTH_WAYS
@pytest.mark.parametrize("appearance", CHANGES)
def test_the_first_line_stays_the_first(
    visitor: Visitor, appearance: Appearance, mode: str
) -> None:
    text = visitor.read(POST)
    place = span(text, "第60段落")[0]
    visitor.pane.scroll_to(place, flash=False)
    visitor.wait(first_seen(visitor, place))
    for chosen in (appearance, AT_FIRST):
        visitor.pane.set_appearance(replace(chosen, vertical=mode == "v"))
        wears(visitor, "--measure", f"{chosen.size * chosen.measure}px")
        assert first_seen(visitor, place)()


@BOTH_WAYS
def test_many_changes_do_not_wander_off(visitor: Visitor, qtbot: QtBot, mode: str) -> None:
    text = visitor.read(POST)
    place = span(text, "第40段落")[0] + 25
    visitor.read(POST, position=place)
    heard: list[int] = []
    visitor.pane.scrolled.connect(heard.append)
    for size in (12, 32, 13, 30, 15, 22, 12):
        visitor.pane.set_appearance(replace(set_in(mode), size=size))
        wears(visitor, "font-size", f"{size}px")
    visitor.pane.scrolled.disconnect(heard.append)
    assert first_seen(visitor, place)()
    assert heard == []


@BOTH_WAYS
def test_of_quick_changes_the_last_holds(visitor: Visitor, mode: str) -> None:
    visitor.read(POST)
    for size in range(12, 30):
        visitor.pane.set_appearance(replace(set_in(mode), size=size))
    wears(visitor, "font-size", "29px")


@BOTH_WAYS
def test_at_the_top_the_title_stays_in_sight(visitor: Visitor, mode: str) -> None:
    visitor.read(POST)
    visitor.pane.set_appearance(replace(set_in(mode), size=32))
    wears(visitor, "font-size", "32px")
    assert visitor.scrolled() == 0


@BOTH_WAYS
def test_a_very_long_post_keeps_its_place(visitor: Visitor, mode: str) -> None:
    text = visitor.read(VERY_LONG)
    place = span(text, "第2000段落")[0]
    visitor.pane.scroll_to(place, flash=False)
    visitor.wait(lambda: 0 <= visitor.along(visitor.ends(place, place + 1)[0]) < visitor.length)
    visitor.wait_for_rest()
    shown = visitor.pane._shown.position  # the first line on the screen, as the page reported it
    visitor.pane.set_appearance(replace(set_in(mode), size=26))
    wears(visitor, "font-size", "26px")
    visitor.wait(first_seen(visitor, shown))


@BOTH_WAYS
def test_a_font_that_is_still_loading_does_not_move_the_place(visitor: Visitor, mode: str) -> None:
    text = visitor.read(POST)
    place = span(text, "第60段落")[0]
    visitor.pane.scroll_to(place, flash=False)
    visitor.wait(first_seen(visitor, place))
    visitor.pane.set_appearance(replace(set_in(mode), font="Keisen Serif", size=19))
    visitor.wait(lambda: visitor.run("document.fonts.check('19px \"Keisen Serif\"', '電')"))
    visitor.wait(first_seen(visitor, place))


@BOTH_WAYS
def test_the_hit_that_a_post_was_opened_at_stays_in_sight(visitor: Visitor, mode: str) -> None:
    text = article_of(POST).text
    hit = span(text, "第60段落")
    visitor.read(POST, hits=Hits([hit], 0), at_hit=True)
    visitor.pane.set_appearance(replace(set_in(mode), size=32))
    wears(visitor, "font-size", "32px")
    visitor.wait(lambda: 0 < visitor.along(visitor.ends(*hit)[0]) < visitor.length)


@BOTH_WAYS
def test_notes_stay_beside_their_marks(visitor: Visitor, mode: str) -> None:
    text = visitor.read(POST)
    mark = span(text, "第3段落")
    visitor.pane.set_marks([Mark("a", *mark, "green", "メモ")])
    visitor.pane.set_appearance(replace(set_in(mode), size=26))
    wears(visitor, "font-size", "26px")

    def is_beside() -> bool:
        if mode == "h":
            return abs(visitor.middle_of(".note .words").y() - visitor.ends(*mark)[0].y()) < 3
        right = visitor.run("document.querySelector('.note').getBoundingClientRect().right")
        return bool(0 < right - visitor.ends(*mark)[0].x() < 30)

    visitor.wait(is_beside)


def test_the_appearance_is_there_with_the_first_article(qtbot: QtBot, visitor: Visitor) -> None:
    pane = ReadingPane(None, visitor.assets.find)
    qtbot.addWidget(pane, before_close_func=lambda _pane: pane.dispose())
    pane.resize(820, 700)
    pane.show()
    pane.set_appearance(Appearance(size=24))
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS):
        pane.show_article(article_of(POST), Header("題", ()))
    assert style(Visitor(pane, qtbot, visitor.assets), "font-size") == "24px"
