"""Footnotes beside their reference, and tables and listings that are wider than the column."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PATIENCE_MS, Visitor

FILL = "\n\n".join("電力の契約と投資の額を順に確かめるための文である。" * 4 for _ in range(30))
BODY = f"""三社の投資[^1]は増えた。電源[^long]も増えた。[章へ](#fnord)

{FILL}

## fnord

[^1]: **注**の文。[次の記事](../next.md) と[もう一つ][^2]。
[^2]: 二つめの注。
[^long]: {"長い注の文である。" * 200}
"""
CARD = "document.getElementById('footnote')"
SHOWN = f"!{CARD}.hidden"
REFERENCE = 'a[href="#fn:1"]'
LONG_REFERENCE = 'a[href="#fn:long"]'
WIDE = "|" + "見出し|" * 16 + "\n|" + "--|" * 16 + "\n|" + "電力の契約|" * 16


def open_note(visitor: Visitor, reference: str = REFERENCE) -> None:
    visitor.click(visitor.middle_of(reference))
    visitor.wait(lambda: visitor.run(SHOWN))


def wait_for_closed(visitor: Visitor) -> None:
    visitor.wait(lambda: not visitor.run(SHOWN))


def box_of(visitor: Visitor, element: str) -> dict[str, Any]:
    box: dict[str, Any] = visitor.run(f"{element}.getBoundingClientRect()")
    return box


def focused(visitor: Visitor) -> str:
    found: str = visitor.run("document.activeElement.id || document.activeElement.outerHTML")
    return found


def test_a_click_on_a_reference_shows_its_note_beside_it(visitor: Visitor) -> None:
    visitor.read(BODY)
    open_note(visitor)
    assert visitor.run("document.getElementById('footnote-words').innerText").startswith("注の文。")
    reference, card = (
        box_of(visitor, f"document.querySelector('{REFERENCE}')"),
        box_of(visitor, CARD),
    )
    assert 0 <= card["top"] - reference["bottom"] < 20
    assert 0 <= card["left"] < reference["left"] < card["right"]
    assert visitor.run("scrollY") == 0


def test_the_note_is_a_dialog_with_a_name(visitor: Visitor) -> None:
    visitor.read(BODY)
    open_note(visitor)
    assert visitor.run(f"[{CARD}.role, {CARD}.ariaLabel]") == ["dialog", "脚注 1"]
    assert visitor.run(f"document.querySelector('{REFERENCE}').ariaLabel") == "脚注 1"


def test_the_text_of_the_article_stays_the_same(visitor: Visitor) -> None:
    text = visitor.read(BODY)
    open_note(visitor)
    assert visitor.run("Keisen.text()") == text
    assert not visitor.run(f"document.getElementById('article').contains({CARD})")


@pytest.mark.parametrize("how", ["escape", "click", "scroll", "resize", "other article"])
def test_the_note_is_closed_by(visitor: Visitor, how: str) -> None:
    text = visitor.read(BODY)
    open_note(visitor)
    if how == "escape":
        visitor.press(Qt.Key.Key_Escape)
    elif how == "click":
        visitor.click(QPoint(300, 600))
    elif how == "scroll":
        visitor.pane.scroll_to(len(text) // 2, flash=False)
    elif how == "resize":
        visitor.pane.resize(700, 700)
    else:
        visitor.read("別の記事。")
    wait_for_closed(visitor)


def test_a_second_click_on_the_reference_closes_the_note(visitor: Visitor) -> None:
    visitor.read(BODY)
    open_note(visitor)
    visitor.click(visitor.middle_of(REFERENCE))
    wait_for_closed(visitor)
    open_note(visitor)


def test_the_keyboard_opens_walks_through_and_leaves_the_note(visitor: Visitor) -> None:
    visitor.read(BODY)
    visitor.focus()
    visitor.press(Qt.Key.Key_Tab)
    visitor.wait(lambda: "fn:1" in focused(visitor))
    visitor.press(Qt.Key.Key_Return)
    visitor.wait(lambda: focused(visitor) == "footnote-words")
    visitor.press(Qt.Key.Key_Tab)
    visitor.wait(lambda: "next.md" in focused(visitor))
    for _ in range(2):
        visitor.press(Qt.Key.Key_Tab)
    visitor.wait(lambda: focused(visitor) == "to-footnote")
    visitor.press(Qt.Key.Key_Tab)
    wait_for_closed(visitor)
    assert "fn:1" in focused(visitor)


def test_escape_gives_the_keyboard_back_to_the_reference(visitor: Visitor) -> None:
    visitor.read(BODY)
    open_note(visitor)
    visitor.press(Qt.Key.Key_Escape)
    visitor.wait(lambda: "fn:1" in focused(visitor))


def test_links_in_the_note_work_as_in_the_article(visitor: Visitor, qtbot: QtBot) -> None:
    visitor.read(BODY)
    open_note(visitor)
    with qtbot.waitSignal(visitor.pane.link_activated, timeout=PATIENCE_MS) as caught:
        visitor.click(visitor.middle_of('#footnote a[href="../next.md"]'))
    assert caught.args == ["../next.md"]
    wait_for_closed(visitor)


def test_a_reference_in_a_note_shows_the_other_note(visitor: Visitor) -> None:
    visitor.read(BODY)
    open_note(visitor)
    visitor.click(visitor.middle_of('#footnote a[href="#fn:2"]'))
    visitor.wait(lambda: visitor.run(f"{CARD}.innerText").startswith("二つめの注。"))
    visitor.press(Qt.Key.Key_Escape)
    visitor.wait(lambda: "fn:1" in focused(visitor))


def test_the_button_goes_to_the_note_at_the_end(visitor: Visitor, qtbot: QtBot) -> None:
    text = visitor.read(BODY)
    open_note(visitor)
    with qtbot.waitSignal(visitor.pane.scrolled, timeout=PATIENCE_MS) as caught:
        visitor.click(visitor.middle_of("#to-footnote"))
    assert caught.args[0] > len(text) / 2
    assert not visitor.run(SHOWN)


def test_other_links_inside_the_article_still_scroll(visitor: Visitor, qtbot: QtBot) -> None:
    visitor.read(BODY)
    with qtbot.waitSignal(visitor.pane.scrolled, timeout=PATIENCE_MS):
        visitor.click(visitor.middle_of('a[href="#fnord"]'))
    assert not visitor.run(SHOWN)


@pytest.mark.parametrize("size", [(820, 700), (360, 300)])
def test_a_long_note_scrolls_in_itself_and_stays_in_the_window(
    visitor: Visitor, size: tuple[int, int]
) -> None:
    visitor.pane.resize(*size)
    visitor.wait(lambda: visitor.run("innerWidth") == size[0])
    visitor.read(BODY)
    open_note(visitor, LONG_REFERENCE)
    card = box_of(visitor, CARD)
    assert card["left"] >= 0
    assert card["top"] >= 0
    assert card["right"] <= size[0]
    assert card["bottom"] <= size[1]
    visitor.press(Qt.Key.Key_End)
    visitor.wait(lambda: visitor.run("document.getElementById('footnote-words').scrollTop") > 100)
    assert visitor.run(SHOWN)


def test_the_note_stays_across_in_an_article_that_runs_down(visitor: Visitor) -> None:
    visitor.read(BODY)
    visitor.run("document.getElementById('page').style.writingMode = 'vertical-rl'")
    visitor.run(f"document.querySelector('{REFERENCE}').scrollIntoView()")
    open_note(visitor)
    assert visitor.run(f"getComputedStyle({CARD}).writingMode") == "horizontal-tb"
    card = box_of(visitor, CARD)
    assert card["left"] >= 0
    assert card["right"] <= 820
    visitor.run("document.getElementById('page').style.writingMode = ''")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_note_is_drawn_in_the_colours_of_the_theme(visitor: Visitor, theme: str) -> None:
    visitor.pane.set_theme(theme)
    visitor.read(BODY)
    open_note(visitor)
    page, card = visitor.run(
        f"[document.documentElement, {CARD}].map((one) => getComputedStyle(one).backgroundColor)"
    )
    assert page == card


def test_a_wide_table_scrolls_by_keys_in_a_region_with_a_name(visitor: Visitor) -> None:
    text = visitor.read(f"前の段落。\n\n{WIDE}\n\n{FILL}")
    assert visitor.run("Keisen.text()") == text
    region = "document.querySelector('#article .k-wide')"
    visitor.wait(lambda: visitor.run(f"{region}.role") == "region")
    assert visitor.run(f"[{region}.ariaLabel, {region}.tabIndex]") == ["横に長い表", 0]
    assert visitor.run("document.documentElement.scrollWidth <= innerWidth")
    visitor.focus()
    visitor.press(Qt.Key.Key_Tab)
    visitor.wait(lambda: visitor.run(f"document.activeElement === {region}"))
    visitor.press(Qt.Key.Key_Right)
    visitor.wait(lambda: visitor.run(f"{region}.scrollLeft") > 0)


def test_a_table_with_room_is_no_stop_of_the_keyboard(visitor: Visitor) -> None:
    visitor.read("| 甲 | 乙 |\n|--|--|\n| 1 | 2 |")
    region = "document.querySelector('#article .k-wide')"
    assert visitor.run(f"[{region}.role, {region}.tabIndex]") == [None, -1]


def test_a_region_comes_and_goes_with_the_room(visitor: Visitor) -> None:
    visitor.read("|" + "見出し|" * 7 + "\n|" + "--|" * 7 + "\n|" + "電力|" * 7)
    region = "document.querySelector('#article .k-wide')"
    visitor.pane.resize(420, 700)
    visitor.wait(lambda: visitor.run(f"{region}.role") == "region")
    visitor.pane.resize(820, 700)
    visitor.wait(lambda: visitor.run(f"{region}.role") is None)


def test_a_listing_shows_its_language_outside_its_text(visitor: Visitor) -> None:
    text = visitor.read("```python\na = 1\n```\n\n```\nb\n```")
    assert visitor.run("Keisen.text()") == text == "a = 1\nb"
    languages = "[...document.querySelectorAll('#article pre')].map((one) => one.dataset.language)"
    assert visitor.run(languages) == ["python", None]
    shown = "getComputedStyle(document.querySelector('#article pre'), '::before').content"
    assert visitor.run(shown) == '"python"'


def test_a_long_line_of_code_scrolls_in_a_region(visitor: Visitor) -> None:
    visitor.read("```\n" + "x" * 400 + "\n```")
    region = "document.querySelector('#article pre')"
    visitor.wait(lambda: visitor.run(f"{region}.role") == "region")
    assert visitor.run(f"{region}.ariaLabel") == "横に長いコード"
