import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from reader.article.build import build_article
from reader.collection.read import parse_post, read_source
from reader.collection.scan import scan
from reader.ui.bridge import Bridge
from reader.ui.hits import Hits
from reader.ui.pane import Header, Mark, ReadingPane
from tests.conftest import Logged
from tests.ui.conftest import BODY, BOTH_WAYS, PATIENCE_MS, Visitor, article_of, set_in, span

pytestmark = BOTH_WAYS

POSTS = 25
HEADER = Header("題", ())
LONG = "\n\n".join(
    f"第{n}段落は、電力の契約と投資の額を順に確かめるための文である。" * 4 for n in range(90)
)
BODIES = [
    "# 題\n\n段落\n二行目\n\n> 引用\n\n```py\na = 1\n\n  b\n```\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |",
    "本文[^1]です。\n\n- [x] 済\n- [ ] 未\n\n---END---\n\n｜漢字《かんじ》\n\n[^1]: 注。\n",
    "全角　空白 と  半角\t と\n改行<br>と<br><br>続き\n\n<pre>\n\n前\n後 \n\n</pre>",
    "絵😀文字👩\u200d👧 と 𠮷野家。\n\n**太😀字**と`コード😀`",
    "<div>甲<p>乙</p>丙<ul><li>丁<p>戊</p>己</li></ul></div>",
    "<details><summary>要</summary>約</details>",
    "",
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_page_text_is_the_canonical_text(visitor: Visitor, body: str) -> None:
    text = visitor.read(body)
    assert visitor.run("Keisen.text()") == text


def test_page_text_agrees_over_a_collection(visitor: Visitor, collection_folder: Path) -> None:
    sources = scan(collection_folder).sources
    for source in sources[:: max(1, len(sources) // POSTS)]:
        visitor.show(build_article(parse_post(read_source(source), source.path, source.path)))
        article = visitor.pane.article
        assert article
        assert visitor.run("Keisen.text()") == article.text, source.path


def test_an_article_asked_for_before_the_page_started_is_shown(
    qtbot: QtBot, visitor: Visitor, mode: str
) -> None:
    text = article_of(LONG).text
    pane = ReadingPane(None, visitor.assets.find)
    qtbot.addWidget(pane, before_close_func=lambda _pane: pane.dispose())
    pane.set_appearance(set_in(mode))
    pane.resize(820, 700)
    pane.show()
    with qtbot.waitSignal(pane.painted, timeout=PATIENCE_MS) as caught:
        pane.show_article(article_of("前の記事"), HEADER)
        last = pane.show_article(article_of(LONG), HEADER, hits=Hits([span(text, "第60段落")]))
        pane.scroll_to(text.index("第60段落"))
    early = Visitor(pane, qtbot, visitor.assets)
    assert caught.args == [last]
    assert 0 < early.along(early.ends(*span(text, "第60段落"))[0]) < early.length


@pytest.mark.parametrize(
    ("call", "facts"),
    [
        ("selected", (-1, 0, 3)),
        ("selected", (0, -1, 3)),
        ("selected", (0, 3, 3)),
        ("selected", (0, 0, 9999)),
        ("act", (-1, "note", 0, 3)),
        ("act", (0, "erase", 0, 3)),
        ("act", (0, "note", 0, 9999)),
        ("markClicked", (0, ["unknown"], [0, 0, 1, 1])),
        ("markClicked", (-1, ["a"], [0, 0, 1, 1])),
        ("link", (-1, "https://example.com/")),
        ("scrolled", (-1, 3)),
        ("scrolled", (0, 9999)),
        ("hitStepped", (-1, 1)),
        ("hitStepped", (0, 2)),
        ("hitWanted", (-1, 3)),
        ("hitWanted", (0, 9999)),
        ("painted", (-1,)),
        ("offerTaken", (-1, "changes")),
        ("offerTaken", (0, "erase")),
    ],
)
def test_old_and_impossible_reports_are_dropped(
    visitor: Visitor, qtbot: QtBot, call: str, facts: tuple[Any, ...]
) -> None:
    visitor.read(BODY, marks=[Mark("a", 0, 3, "blue")])
    pane = visitor.pane
    pane.set_header(Header("題", (), offers=(("本文が変わりました", "見る", "changes"),)))
    bridge = pane.findChild(Bridge)
    watched = [
        pane.selected, pane.action_requested, pane.mark_clicked, pane.link_activated,
        pane.scrolled, pane.painted, pane.hit_stepped, pane.hit_wanted,
        pane.offer_taken,
    ]  # fmt: skip
    heard: list[object] = []
    for told in watched:
        told.connect(heard.append)
    getattr(bridge, call)(pane._shown.seq + facts[0], *facts[1:])
    for told in watched:
        told.disconnect(heard.append)
    assert heard == []


def test_an_offer_above_the_article_is_taken_with_a_click(visitor: Visitor, qtbot: QtBot) -> None:
    visitor.read(BODY)
    visitor.pane.set_header(Header("題", (), (), (("<b>変わりました</b>", "見る", "changes"),)))
    visitor.wait(lambda: visitor.run("document.querySelectorAll('.offer button').length"))
    with qtbot.waitSignal(visitor.pane.offer_taken, timeout=PATIENCE_MS) as taken:
        visitor.click(visitor.middle_of(".offer button"))
    assert taken.args == ["changes"]
    assert visitor.run("document.querySelector('.offer').textContent") == "<b>変わりました</b>見る"


def test_the_page_comes_back_when_its_process_dies(
    visitor: Visitor, qtbot: QtBot, logged: Logged
) -> None:
    text = visitor.read(BODY)
    with qtbot.waitSignal(visitor.pane.painted, timeout=PATIENCE_MS):
        os.kill(visitor.pane.page().renderProcessPid(), signal.SIGKILL)
    assert visitor.run("Keisen.text()") == text
    assert logged.take()


@pytest.mark.parametrize(
    ("words", "href"), [("2,460億ドル", "https://example.com/a"), ("次へ", "../next.md")]
)
def test_links_are_reported_and_not_followed(
    visitor: Visitor, qtbot: QtBot, words: str, href: str
) -> None:
    text = visitor.read(BODY)
    with qtbot.waitSignal(visitor.pane.link_activated, timeout=PATIENCE_MS) as caught:
        visitor.click(visitor.ends(*span(text, words))[0])
    assert caught.args == [href]
    assert visitor.pane.url().toString() == "keisen://app/shell.html"


def test_links_inside_the_article_scroll(visitor: Visitor, qtbot: QtBot) -> None:
    text = visitor.read(f"[下へ](#章)\n\n{LONG}\n\n## 章\n\n本文")
    with qtbot.waitSignal(visitor.pane.scrolled, timeout=PATIENCE_MS) as caught:
        visitor.click(visitor.ends(*span(text, "下へ"))[0])
    assert caught.args[0] > len(text) / 2


def test_of_many_quick_articles_the_last_is_painted(visitor: Visitor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(visitor.pane.painted, timeout=PATIENCE_MS) as caught:
        shown = [visitor.pane.show_article(article_of(f"記事 {n}"), HEADER) for n in range(20)]
    assert caught.args == [shown[-1]]
    assert visitor.run("Keisen.text()") == "記事 19"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_End])
def test_keys_scroll(visitor: Visitor, qtbot: QtBot, key: Qt.Key) -> None:
    visitor.read(LONG)
    visitor.focus()
    with qtbot.waitSignal(visitor.pane.scrolled, timeout=PATIENCE_MS):
        visitor.press(key)


def test_a_page_is_turned_on_and_back(visitor: Visitor) -> None:
    visitor.read(LONG)
    visitor.pane.turn_page(1)
    visitor.wait(lambda: abs(visitor.scrolled() - visitor.length * 0.9) < 1)
    visitor.pane.turn_page(-1)
    visitor.wait(lambda: visitor.scrolled() == 0)


def test_a_reading_position_comes_back(visitor: Visitor) -> None:
    visitor.read(LONG)
    reported: list[int] = []
    visitor.pane.scrolled.connect(reported.append)
    visitor.scroll(1234)
    visitor.wait(lambda: reported and visitor.scrolled() == 1234)
    visitor.pane.scrolled.disconnect(reported.append)
    visitor.read(LONG, position=reported[-1])
    assert abs(visitor.scrolled() - 1234) <= 34


@pytest.mark.parametrize("size", [(600, 700), (820, 500)])
def test_another_size_keeps_the_reading_position(visitor: Visitor, size: tuple[int, int]) -> None:
    visitor.read(LONG, position=4000)
    visitor.resize(*size)
    visitor.wait(lambda: 0 <= visitor.along(visitor.ends(4000, 4001)[0]) < 60)


def test_a_place_is_brought_into_view(visitor: Visitor, qtbot: QtBot) -> None:
    text = visitor.read(LONG)
    with qtbot.waitSignal(visitor.pane.scrolled, timeout=PATIENCE_MS):
        visitor.pane.scroll_to(text.index("第60段落"))
    assert 0 < visitor.along(visitor.ends(*span(text, "第60段落"))[0]) < visitor.length


def test_the_rectangle_of_a_passage_follows_the_size_of_the_text(
    visitor: Visitor, mode: str
) -> None:
    text = visitor.read(BODY)
    found: list[QRect] = []
    visitor.pane.set_appearance(replace(set_in(mode), size=26, justify=False))
    visitor.wait(lambda: visitor.run("getComputedStyle(article).fontSize") == "26px")
    visitor.pane.rect_of(*span(text, "三社"), found.append)
    visitor.wait(lambda: found)
    box = found[0]
    start, length = (box.top(), box.height()) if mode == "v" else (box.left(), box.width())
    assert start == pytest.approx(40 if mode == "v" else 44, abs=2)
    assert length == pytest.approx(52, abs=2)


def test_escape_is_passed_on_where_the_page_has_no_use_for_it(
    visitor: Visitor, qtbot: QtBot
) -> None:
    text = visitor.read(BODY)
    visitor.select(*span(text, "三社の投資計画"))
    visitor.focus()
    with qtbot.assertNotEmitted(visitor.pane.escaped):
        visitor.press(Qt.Key.Key_Escape)
        visitor.wait(lambda: visitor.run("document.getElementById('palette').hidden"))
    with qtbot.waitSignal(visitor.pane.escaped, timeout=PATIENCE_MS):
        visitor.press(Qt.Key.Key_Escape)


def test_the_keyboard_comes_to_a_narrow_page_without_moving_it(visitor: Visitor, mode: str) -> None:
    visitor.read("文。\n\n" * 200)
    visitor.resize(120, 60)
    visitor.scroll(0)
    visitor.pane.activateWindow()
    visitor.surface.clearFocus()
    visitor.surface.setFocus(Qt.FocusReason.TabFocusReason)
    visitor.wait(lambda: visitor.run("document.activeElement.id") == "article")
    visitor.wait_for_rest()
    assert visitor.scrolled() == 0
