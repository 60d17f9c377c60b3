"""Reading and marking by keys: the sentence cursor."""

import pytest
from PySide6.QtCore import Qt

from reader.article.lining import sentence_spans
from reader.article.model import Article
from tests.ui.conftest import BOTH_WAYS, PATIENCE_MS, Visitor, article_of

pytestmark = BOTH_WAYS

LONG = "推論にかかる費用は、利用が増えるほど積み上がっていくという見方が広まっている😀。"
BODY = f"""# 三社の投資

一つ目の文。二つ目の文！
三つ目の文は改行のあと。

| 会社 | 額 |
|---|---|
| 三社 | 百億 |

{LONG}四つ目の文。

{LONG}

- 最後の項目
""" + "\n\n".join(f"第{number}段落の文は、ここにある。" for number in range(60))  # fmt: skip


@pytest.fixture
def article(visitor: Visitor) -> Article:
    article = article_of(BODY)
    visitor.show(article, folded=True)
    visitor.focus()
    return article


def press(visitor: Visitor, key: Qt.Key, *, shift: bool = False) -> str:
    """Press a key and return what is selected then."""
    with visitor.qtbot.waitSignal(visitor.pane.selected, timeout=PATIENCE_MS) as caught:
        visitor.press(key, shift=shift)
    article = visitor.pane.article
    assert article
    return article.text[slice(*caught.args)]


def test_each_key_goes_on_by_a_sentence(visitor: Visitor, article: Article) -> None:
    found = [press(visitor, Qt.Key.Key_J) for _ in range(6)]
    assert found == [
        "三社の投資", "一つ目の文。", "二つ目の文！", "三つ目の文は改行のあと。", "会社", "額",
    ]  # fmt: skip
    assert press(visitor, Qt.Key.Key_K) == "会社"


def test_arrows_move_it_once_it_is_there(visitor: Visitor, article: Article) -> None:
    press(visitor, Qt.Key.Key_J)
    assert press(visitor, Qt.Key.Key_Down) == "一つ目の文。"
    assert press(visitor, Qt.Key.Key_Up) == "三社の投資"


def test_shift_takes_in_more_and_less(visitor: Visitor, article: Article) -> None:
    for _ in range(2):
        press(visitor, Qt.Key.Key_J)
    assert press(visitor, Qt.Key.Key_J, shift=True) == "一つ目の文。二つ目の文！"
    assert press(visitor, Qt.Key.Key_K, shift=True) == "一つ目の文。"
    assert press(visitor, Qt.Key.Key_K, shift=True) == "三社の投資\n一つ目の文。"


def test_what_is_folded_is_passed_over(visitor: Visitor, article: Article) -> None:
    found = [press(visitor, Qt.Key.Key_J) for _ in range(11)]
    assert found[-3:] == [LONG, "四つ目の文。", "最後の項目"]


def test_it_stays_in_view(visitor: Visitor, article: Article) -> None:
    spans = sentence_spans(article.text, article.lines)
    for _ in range(60):
        press(visitor, Qt.Key.Key_J)
    selected = visitor.pane.selection()
    assert selected in spans
    start, _ = visitor.ends(*selected)
    assert visitor.pane.rect().contains(start)


@pytest.mark.parametrize(
    ("key", "action"),
    [
        (Qt.Key.Key_1, "yellow"), (Qt.Key.Key_2, "green"), (Qt.Key.Key_3, "blue"),
        (Qt.Key.Key_4, "pink"), (Qt.Key.Key_5, "violet"), (Qt.Key.Key_N, "note"),
        (Qt.Key.Key_T, "tag"), (Qt.Key.Key_U, "underline"), (Qt.Key.Key_Delete, "delete"),
    ],
)  # fmt: skip
def test_a_key_marks_what_is_selected(
    visitor: Visitor, article: Article, key: Qt.Key, action: str
) -> None:
    press(visitor, Qt.Key.Key_J)
    with visitor.qtbot.waitSignal(visitor.pane.action_requested, timeout=PATIENCE_MS) as caught:
        visitor.press(key)
    assert caught.args == [action, 0, len("三社の投資")]


def test_after_marking_it_goes_on_from_there(visitor: Visitor, article: Article) -> None:
    for _ in range(2):
        press(visitor, Qt.Key.Key_J)
    with visitor.qtbot.waitSignal(visitor.pane.selection_cleared, timeout=PATIENCE_MS):
        visitor.pane.clear_selection()
    assert press(visitor, Qt.Key.Key_J) == "二つ目の文！"


def test_the_palette_comes_only_when_it_is_asked_for(visitor: Visitor, article: Article) -> None:
    press(visitor, Qt.Key.Key_J)
    assert visitor.run("document.getElementById('palette').hidden") is True
    visitor.press(Qt.Key.Key_Return)
    visitor.wait(lambda: visitor.run("document.activeElement.dataset.action") == "yellow")


def test_escape_ends_it(visitor: Visitor, article: Article) -> None:
    press(visitor, Qt.Key.Key_J)
    with visitor.qtbot.waitSignal(visitor.pane.selection_cleared, timeout=PATIENCE_MS):
        visitor.press(Qt.Key.Key_Escape)


def test_it_begins_with_what_is_in_view(visitor: Visitor, article: Article) -> None:
    with visitor.qtbot.waitSignal(visitor.pane.scrolled, timeout=PATIENCE_MS):
        visitor.pane.scroll_to(article.text.index("第10段落"), flash=False)
    assert press(visitor, Qt.Key.Key_J) == "第10段落の文は、ここにある。"
