"""Both texts as one: what is shown, how it looks, and what a person can do with it."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.library.comparing import Comparison, PastText, comparison
from reader.text.comparing import compare
from reader.ui.changes_text import ChangesText, Stretch, laid_out, place_of
from reader.ui.changes_view import ChangesView
from reader.ui.theme import DARK, LIGHT, Tokens

PAST = PastText("read", "a" * 32, None)
SAME = "".join(f"変わらない文の{n}番目。" for n in "一二三四五六七八九")
OLD = f"見込みは3,200億円だ。{SAME}消える文である。先へ行く文の話。終わりの文。\n段落。"
NEW = f"先へ行く文の話。見込みは3,400億円だ。{SAME}終わりの文。\n段落。書きたした一文。"


def found(old: str, new: str, past: PastText = PAST) -> Comparison:
    return comparison("a", past, old, new)


@pytest.fixture
def text(qtbot: QtBot) -> ChangesText:
    shown = ChangesText(None)  # type: ignore[arg-type]  # a window of its own
    qtbot.addWidget(shown)
    shown.resize(818, 500)
    shown.show()
    shown.show_comparison(found(OLD, NEW))
    return shown


def plain(text: ChangesText) -> list[str]:
    return text.toPlainText().split("\n")


def format_of(text: ChangesText, words: str) -> QTextCharFormat:
    cursor: QTextCursor = text.document().find(words)
    assert not cursor.isNull(), words
    return cursor.charFormat()


def test_of_what_stayed_one_sentence_is_left_beside_each_change() -> None:
    pieces = compare("あ。" + SAME, "い。" + SAME)
    assert laid_out(pieces) == [0, 1, 2, Stretch(3, 8)]
    assert laid_out(pieces, {3}) == list(range(11))


@pytest.mark.parametrize(("count", "hidden"), [(3, False), (4, False), (5, True)])
def test_a_short_stretch_is_not_hidden(count: int, hidden: bool) -> None:
    middle = "".join(f"文{n}。" for n in range(count))
    pieces = compare(f"甲甲甲。{middle}乙乙乙。", middle)
    assert any(isinstance(item, Stretch) for item in laid_out(pieces)) == hidden


@pytest.mark.parametrize("limit", range(1, 16))
def test_nothing_is_left_out_without_a_word(limit: int) -> None:
    pieces = compare(OLD, NEW)
    told: list[int] = []
    for item in laid_out(pieces, limit=limit):
        told += range(item.first, item.first + item.count) if isinstance(item, Stretch) else [item]
    assert told == list(range(len(pieces)))


def test_after_the_limit_the_rest_is_one_stretch() -> None:
    pieces = compare("".join(f"前{n}。" for n in range(50)), "")
    assert laid_out(pieces, limit=20) == [*range(20), Stretch(20, 30, is_rest=True)]


def test_each_piece_has_its_place_in_the_present_text() -> None:
    pieces = compare(OLD, NEW)
    for at, piece in enumerate(pieces):
        place = place_of(pieces, at)
        if piece.kind == "removed":
            assert NEW[place:].startswith("終わりの文。")
        elif piece.kind == "moved":
            assert NEW[place:].startswith("先へ行く文の話。")
    assert place_of(compare("前。後。", "前。"), 1) == 0
    assert place_of(compare("前。", ""), 0) == 0


def test_both_texts_are_shown_as_one(text: ChangesText) -> None:
    assert plain(text) == [
        "↓下から移動\u2002先へ行く文の話。見込みは3,2003,400億円だ。変わらない文の一番目。",
        "変わらない 7 文",
        "変わらない文の九番目。消える文である。↑上へ移動\u2002先へ行く文の話。終わりの文。",
        "段落。書きたした一文。",
    ]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_each_kind_has_a_look_of_its_own(text: ChangesText, tokens: Tokens) -> None:
    text.set_tokens(tokens)
    added, removed = format_of(text, "書きたした一文。"), format_of(text, "消える文である。")
    assert added.background().color() == tokens.color("accent_ground")
    assert removed.fontStrikeOut()
    assert removed.foreground().color() == tokens.color("muted")
    assert format_of(text, "3,200").fontStrikeOut()
    assert format_of(text, "3,400").fontUnderline()
    assert not format_of(text, "億円だ。").fontUnderline()
    assert format_of(text, "終わりの文。").foreground().color() == tokens.color("soft")


def test_a_stretch_is_opened_with_a_key(text: ChangesText, qtbot: QtBot) -> None:
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Tab)
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert "変わらない文の五番目。" in text.toPlainText()
    assert "変わらない 7 文" not in text.toPlainText()


def test_a_double_click_asks_for_the_place_of_a_sentence(text: ChangesText, qtbot: QtBot) -> None:
    cursor = text.document().find("書きたした")
    point = text.cursorRect(cursor).center()
    with qtbot.waitSignal(text.place_wanted) as wanted:
        QTest.mouseDClick(
            text.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
        )
    assert wanted.args == [NEW.index("書きたした")]


def test_keys_go_from_change_to_change_and_open_the_place(text: ChangesText, qtbot: QtBot) -> None:
    for key, word in (("n", "見込み"), ("n", "消える"), ("n", "↑"), ("N", "消える")):
        QTest.keyClicks(text, key)
        rest = text.toPlainText()[text.textCursor().position() :]
        assert rest.startswith(word)
    with qtbot.waitSignal(text.place_wanted) as wanted:
        QTest.keyClick(text, Qt.Key.Key_Return)
    assert wanted.args == [NEW.index("終わりの文")]


def test_markup_of_a_post_is_shown_as_it_stands(text: ChangesText) -> None:
    text.show_comparison(
        found("文。", "文。<img src='file:///x.png'><a href='http://a'>押す</a>&amp;")
    )
    assert plain(text) == ["文。<img src='file:///x.png'><a href='http://a'>押す</a>&amp;"]


def test_a_very_long_comparison_is_shown_in_parts(text: ChangesText) -> None:
    old = "".join(f"前の文の{n}番目だった。" for n in range(20_000))
    result = found(old, "あ" * 1_000_000)
    began = time.process_time()
    text.show_comparison(result)
    assert time.process_time() - began < 2
    assert plain(text)[-1] == "つづき 19,001 文"
    QTest.keyClick(text, Qt.Key.Key_Tab)
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert plain(text)[-1] == "つづき 18,001 文"


# ---- with what stands around it


@pytest.fixture
def view(qtbot: QtBot) -> ChangesView:
    shown = ChangesView(None)  # type: ignore[arg-type]  # a window of its own
    qtbot.addWidget(shown)
    shown.resize(818, 600)
    shown.show()
    shown.start("題")
    return shown


def test_it_waits_until_it_has_something_to_show(view: ChangesView, qtbot: QtBot) -> None:
    assert view.empty.title() == "くらべています…"
    assert not view.read.isEnabled()
    with qtbot.waitSignal(view.past_chosen) as chosen:
        view.show_versions([PAST], done=False)
    assert chosen.args == [PAST]
    view.show_comparison(found(OLD, NEW))
    assert view.text.isVisible()
    assert view.read.isEnabled()


def test_the_counts_are_told(view: ChangesView) -> None:
    view.show_comparison(found(OLD, NEW))
    told = view.counts.text()
    assert all(part in told for part in ("追加 1 文", "削除 1 文", "言いかえ 1 文", "移動 1 文"))


def test_it_says_that_nothing_changed(view: ChangesView) -> None:
    view.show_comparison(found(OLD, OLD))
    assert view.empty.title() == "変わったところはありません"
    assert not view.read.isEnabled()


def test_it_says_that_there_is_nothing_to_compare_with(view: ChangesView) -> None:
    view.show_versions([], done=False)
    assert view.empty.title() == "くらべています…"
    view.show_versions([], done=True)
    assert view.empty.title() == "くらべる前の本文がありません"


def test_it_says_what_went_wrong(view: ChangesView) -> None:
    view.show_failure("前の本文をもう取りだせません", "ほかの版とくらべてください。")
    assert view.empty.title() == "前の本文をもう取りだせません"


def test_versions_that_come_later_keep_what_is_chosen(view: ChangesView, qtbot: QtBot) -> None:
    commit = PastText("committed", "b" * 40, None, "件名", "a.md")
    marked = PastText("marked", "c" * 32, None)
    view.show_versions([PAST, marked], done=False)
    view.chooser.setCurrentIndex(1)
    with qtbot.assertNotEmitted(view.past_chosen):
        view.show_versions([PAST, marked, commit], done=True)
    assert view.chooser.currentIndex() == 1
    assert [view.chooser.itemText(at) for at in range(3)] == [
        "読んだときの本文",
        "注釈を付けたときの本文",
        "Git 件名 (bbbbbbb)",
    ]


def test_escape_closes_it(view: ChangesView, qtbot: QtBot) -> None:
    view.show_comparison(found(OLD, NEW))
    with qtbot.waitSignal(view.closed):
        QTest.keyClick(view.text, Qt.Key.Key_Escape)
