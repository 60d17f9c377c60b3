"""Near repeats on the real page, and the list of related posts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.article.model import Article
from tests.ui.conftest import BOTH_WAYS, PATIENCE_MS, Visitor, article_of, span

pytestmark = BOTH_WAYS

FIRST = "推論にかかる費用は、利用が増えるほど積み上がっていくという見方が広まっている。"
SECOND = "推論にかかる費用は、利用が増えるほど積み上がっていくという見方がひろまっている。"
BODY = f"""{FIRST}

間にほかの段落がある。

{SECOND}

## 関連記事

- [三社の投資計画](/2026/01/02/a/)
- [電力の契約](/2026/01/03/b/)
"""


@pytest.fixture
def article(visitor: Visitor) -> Article:
    article = article_of(BODY)
    visitor.show(article, folded=False)
    return article


def click(visitor: Visitor, article: Article, quote: str) -> None:
    start, _ = visitor.ends(*span(article.text, quote))
    QTest.mouseClick(visitor.surface, Qt.MouseButton.LeftButton, pos=start)


def test_a_near_repeat_is_dimmed_and_in_sight(visitor: Visitor, article: Article) -> None:
    assert visitor.run("[...CSS.highlights.get('k-near')].map(String)") == [SECOND]


def test_a_click_shows_what_differs(visitor: Visitor, article: Article) -> None:
    click(visitor, article, SECOND)
    visitor.wait(lambda: not visitor.run("document.getElementById('footnote').hidden"))
    words = "document.getElementById('footnote-words')"
    assert visitor.run(f"{words}.querySelector('del').textContent") == "広"
    assert visitor.run(f"{words}.querySelector('ins').textContent") == "ひろ"


def test_its_button_leads_to_the_earlier_sentence(visitor: Visitor, article: Article) -> None:
    click(visitor, article, SECOND)
    visitor.wait(lambda: not visitor.run("document.getElementById('footnote').hidden"))
    visitor.run("document.getElementById('to-footnote').focus()")
    QTest.keyClick(visitor.surface, Qt.Key.Key_Return)
    visitor.wait(lambda: visitor.run("[...CSS.highlights.get('k-flash')].map(String)") == [FIRST])


def test_escape_puts_it_away(visitor: Visitor, article: Article) -> None:
    click(visitor, article, SECOND)
    visitor.wait(lambda: not visitor.run("document.getElementById('footnote').hidden"))
    visitor.press(Qt.Key.Key_Escape)
    visitor.wait(lambda: visitor.run("document.getElementById('footnote').hidden"))


def test_a_click_on_what_is_new_shows_nothing(visitor: Visitor, article: Article) -> None:
    click(visitor, article, FIRST)
    click(visitor, article, "間にほか")
    assert visitor.run("document.getElementById('footnote').hidden") is True


def test_related_posts_are_put_away_even_if_nothing_else_is(
    visitor: Visitor, article: Article
) -> None:
    assert visitor.run("document.querySelector('.k-fold').dataset.words") == "関連記事 2 件"
    assert visitor.run("document.querySelector('#article li').checkVisibility()") is False


def test_related_posts_come_when_they_are_pointed_at(visitor: Visitor, article: Article) -> None:
    with visitor.qtbot.waitSignal(visitor.pane.scrolled, timeout=PATIENCE_MS, raising=False):
        visitor.pane.scroll_to(article.text.index("電力の契約"))
    visitor.wait(lambda: visitor.run("document.querySelector('#article li').checkVisibility()"))
