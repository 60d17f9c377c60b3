"""Folds on the real page: out of sight, never out of the text, opened by all that points there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from reader.article.model import Article
from reader.ui.hits import Hits
from reader.ui.pane import Mark
from tests.ui.conftest import BOTH_WAYS, Visitor, article_of, span

pytestmark = BOTH_WAYS

LONG = "推論にかかる費用は、利用が増えるほど積み上がっていくという見方が広まっている。"
OTHER = "電力の契約は十年を超えるものが多く、途中でやめることはできないとされる。"
THIRD = "半導体の在庫は、四半期ごとに増えたり減ったりをくり返してきた。"
FILLER = "\n\n".join(f"第{number}節では、それぞれの会社の計画を読む。" for number in range(40))
BODY = f"""{LONG}

{OTHER}

---

{LONG}

{OTHER}

---

{FILLER}

{THIRD}{LONG}{OTHER}

1. はじめの項目の文はここにある。
2. 二番目の項目の文はここにある。
3. 三番目の項目の文はここにある。

{THIRD}末尾の節は新しい。

1. はじめの項目の文はここにある。
2. 新しい項目の文はここにしかない。

[上へ](#末)

## 末

終わり。
"""


@pytest.fixture
def article() -> Article:
    return article_of(BODY)


def hidden(visitor: Visitor) -> str:
    closed_parts = "[...document.querySelectorAll('[data-fold=closed]')]"
    return str(visitor.run(f"{closed_parts}.map(part => part.textContent).join('|')"))


def closed(visitor: Visitor) -> int:
    return int(visitor.run("document.querySelectorAll('.k-fold[aria-expanded=false]').length"))


def test_what_repeats_is_out_of_sight_and_in_the_text(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=True)
    assert visitor.run("Keisen.text()") == article.text
    assert hidden(visitor).startswith(f"{LONG}|{OTHER}|")
    assert "|".join([LONG + OTHER, "はじめの項目の文はここにある。"]) in hidden(visitor)


def test_nothing_is_out_of_sight_when_not_folded(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=False)
    assert hidden(visitor) == ""
    assert closed(visitor) == 0


def test_one_line_stands_for_each_fold(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=True)
    words = visitor.run("[...document.querySelectorAll('.k-fold')].map(e=>e.dataset.words)")
    assert words[0] == "くり返しの 2 段落（76 字）をたたんでいます"
    assert words[1] == "…前出 2 文"
    assert len(words) == len(article.folds)


def test_items_keep_their_numbers(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=True)
    assert visitor.run("[...document.querySelectorAll('ol')].at(-1).lastElementChild.value") == 2


def test_a_rule_between_folded_paragraphs_is_out_of_sight(visitor: Visitor) -> None:
    visitor.read(f"{LONG}\n\n{OTHER}\n\n{LONG}\n\n---\n\n{OTHER}\n\n{THIRD}\n", folded=True)
    assert visitor.run("document.querySelector('#article hr').checkVisibility()") is False


def test_a_mark_of_a_program_in_a_fold_is_out_of_sight(visitor: Visitor) -> None:
    visitor.read(f"{LONG}\n\n---END---\n\n{LONG}\n\n{OTHER}\n", folded=True)
    assert visitor.run("document.querySelector('#article .k-marker').checkVisibility()") is False


def test_a_click_opens_and_closes_a_fold(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=True)
    number = closed(visitor)
    point = visitor.middle_of(".k-fold")
    QTest.mouseClick(visitor.surface, Qt.MouseButton.LeftButton, pos=point)
    visitor.wait(lambda: closed(visitor) == number - 1)
    QTest.mouseClick(visitor.surface, Qt.MouseButton.LeftButton, pos=point)
    visitor.wait(lambda: closed(visitor) == number)


def test_the_keyboard_opens_a_fold(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=True)
    number = closed(visitor)
    visitor.run("document.querySelector('.k-fold').focus()")
    QTest.keyClick(visitor.surface, Qt.Key.Key_Return)
    visitor.wait(lambda: closed(visitor) == number - 1)


def test_all_folds_close_and_open_and_the_place_stays(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=False, position=article.text.index("第30節"))
    visitor.pane.set_folded(True)
    visitor.wait(lambda: closed(visitor))
    assert 0 < visitor.along(visitor.ends(*span(article.text, "第30節"))[0]) < 60
    visitor.pane.set_folded(False)
    visitor.wait(lambda: not closed(visitor))
    assert 0 < visitor.along(visitor.ends(*span(article.text, "第30節"))[0]) < 60


def test_the_current_hit_opens_its_fold(visitor: Visitor, article: Article) -> None:
    second = article.text.index(LONG, len(LONG))
    visitor.show(article, folded=True)
    number = closed(visitor)
    visitor.pane.set_hits(Hits([(second, second + 4)], 0), show=True)
    visitor.wait(lambda: closed(visitor) == number - 1)
    assert visitor.along(visitor.ends(second, second + 4)[0]) > 0


def test_a_hit_opens_the_run_of_sentences_it_is_in(visitor: Visitor, article: Article) -> None:
    start, end = span(article.text, THIRD + LONG)
    visitor.show(article, folded=True, hits=Hits([(end - 5, end)], 0), at_hit=True)
    visitor.wait(lambda: LONG + OTHER not in hidden(visitor))
    assert start < end


def test_a_line_tells_the_hits_that_it_hides(visitor: Visitor, article: Article) -> None:
    second = article.text.index(LONG, len(LONG))
    visitor.show(article, folded=True)
    visitor.pane.set_hits(Hits([(0, 4), (second, second + 4)], 0))
    visitor.wait(
        lambda: visitor.run("document.querySelector('.k-fold').dataset.hits") == "見つかった所 1"
    )


def test_an_annotation_opens_its_fold(visitor: Visitor, article: Article) -> None:
    second = article.text.index(LONG, len(LONG))
    visitor.show(article, folded=True, marks=[Mark("a", second, second + 9, "yellow", "メモ")])
    assert LONG not in hidden(visitor).split("|")[:1]
    visitor.pane.set_folded(True)
    visitor.wait(lambda: closed(visitor) == len(article.folds) - 1)


def test_a_place_that_is_asked_for_opens_its_fold(visitor: Visitor, article: Article) -> None:
    second = article.text.index(OTHER, len(LONG) + len(OTHER))
    visitor.show(article, folded=True)
    number = closed(visitor)
    visitor.pane.scroll_to(second)
    visitor.wait(lambda: closed(visitor) == number - 1)


def test_a_link_into_a_fold_opens_it(visitor: Visitor) -> None:
    body = f"[下へ](#背景-1)\n\n## 背景\n\n{LONG}\n\n{FILLER}\n\n## 背景\n\n{LONG}\n"
    text = visitor.read(body, folded=True)
    assert closed(visitor) == 1
    start, end = visitor.ends(*span(text, "下へ"))
    QTest.mouseClick(visitor.surface, Qt.MouseButton.LeftButton, pos=(start + end) / 2)
    visitor.wait(lambda: closed(visitor) == 0)


def test_a_copy_has_what_is_folded(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=True)
    start, _ = visitor.ends(*span(article.text, OTHER))
    _, end = visitor.ends(*span(article.text, "第0節"))
    with visitor.qtbot.waitSignal(visitor.pane.selected):
        visitor.drag(start, end)
    QTest.keyClick(visitor.surface, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    board = QGuiApplication.clipboard()
    visitor.wait(lambda: board.text() == "\n".join([OTHER, LONG, OTHER, "第0節"]))


def test_the_place_that_is_read_is_told_although_something_is_folded(
    visitor: Visitor, article: Article
) -> None:
    visitor.show(article, folded=True)
    with visitor.qtbot.waitSignal(visitor.pane.scrolled) as caught:
        visitor.pane.scroll_to(article.text.index("第20節"), flash=False)
    assert article.text[caught.args[0] :].startswith("第20節")


def test_annotating_after_a_fold_marks_the_right_words(visitor: Visitor, article: Article) -> None:
    visitor.show(article, folded=True)
    wanted = span(article.text, "第3節では")
    assert visitor.select(*wanted) == wanted
