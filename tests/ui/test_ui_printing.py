"""The page on paper: what is put there for the printing, and that nothing of it stays."""

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from reader.ui.appearance import Appearance
from reader.ui.hits import Hits
from reader.ui.pane import Header, Mark
from reader.ui.printing import page_count, print_on_paper, print_to_pdf, sheet
from tests.conftest import Logged
from tests.ui.conftest import BODY, PATIENCE_MS, Visitor, article_of, span

LONG = 60_000
RICH = """段落の文。つぎの文。

- 箇条の甲
- 箇条の乙
  - 乙の子

> 引用の文。

| 甲 | 乙 |
|--|--|
| 左のセル | 右のセル |

```
x = 1
```

## 見出しの行

最後の段落。
"""
PLACES = {
    "つぎの文": "P",
    "箇条の甲": "LI",
    "箇条の乙": "LI",
    "乙の子": "LI",
    "引用の文": "P",
    "左のセル": "TABLE",
    "x = 1": "PRE",
    "見出しの行": "H2",
}


def printed(visitor: Visitor, *, notes: bool = True) -> bytes:
    """The PDF of what the pane shows."""
    made: list[bytes] = []
    print_to_pdf(visitor.pane, made.append, notes=notes)
    visitor.qtbot.waitUntil(lambda: bool(made), timeout=LONG)
    return made[0]


def opened(data: bytes) -> QPdfDocument:
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setParent(document)
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def words(data: bytes) -> str:
    """The text of all pages, without white space."""
    document = opened(data)
    pages = (document.getAllText(number).text() for number in range(document.pageCount()))
    return "".join("".join(pages).split())


def picture(data: bytes) -> QImage:
    image = opened(data).render(0, QSize(600, 848))
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor("#ff00ff"))  # shows through where no paper was printed
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def colors(image: QImage) -> set[str]:
    width, height = image.width(), image.height()
    return {image.pixelColor(x, y).name() for x in range(width) for y in range(height)}


def prepare(visitor: Visitor) -> None:
    with visitor.qtbot.waitSignal(visitor.pane.prepared, timeout=PATIENCE_MS):
        assert visitor.pane.print_on(notes=True)


def shape(visitor: Visitor) -> object:
    """The whole article, how its text nodes are cut, and where every highlight lies."""
    return visitor.run(
        "[document.getElementById('article').outerHTML, document.title, Keisen.text(),"
        " document.documentElement.getAttribute('style') || '', scrollY,"
        " [...CSS.highlights].map(([name, ranges]) => [name, [...ranges].map((r) =>"
        "  [r.startContainer.data, r.startOffset, r.endContainer.data, r.endOffset, String(r)])])]"
    )


@pytest.mark.parametrize("name", ["plain", "rich"])
def test_nothing_of_the_printing_stays(visitor: Visitor, name: str) -> None:
    body = RICH if name == "rich" else BODY
    text = article_of(body).text
    marks = [Mark(str(n), n, n + 5, "yellow", "メモ", ("札",)) for n in range(0, len(text) - 5, 4)]
    visitor.read(body, marks=marks, hits=Hits([span(text, "段落")], 0))
    before = shape(visitor)
    prepare(visitor)
    assert visitor.run("document.querySelectorAll('div.k-print').length") == len(marks)
    assert visitor.run("Keisen.text()") == text
    assert shape(visitor) != before
    visitor.pane.print_off()
    assert shape(visitor) == before


def test_a_passage_is_selected_as_before_after_the_printing(visitor: Visitor) -> None:
    text = article_of(BODY).text
    visitor.read(BODY, marks=[Mark("a", 0, 4, "blue", "メモ"), Mark("b", 2, 9, "pink", "メモ")])
    printed(visitor)
    wanted = span(text, "2025年の合計は3,200億ドル")
    assert visitor.select(*wanted) == wanted


@pytest.mark.parametrize("quote", PLACES)
def test_a_note_stands_below_the_block_of_its_mark(visitor: Visitor, quote: str) -> None:
    place = span(article_of(RICH).text, quote)
    visitor.read(RICH, marks=[Mark("a", *place, "green", "そばのメモ")])
    prepare(visitor)
    found = visitor.run(
        "((box) => [box.previousElementSibling?.tagName ?? '', box.parentElement.tagName,"
        " box.parentElement.textContent])(document.querySelector('div.k-print'))"
    )
    visitor.pane.print_off()
    if PLACES[quote] == "LI":
        assert found[1] == "LI"
        assert found[2].startswith(quote)
        before_next = found[2].partition("そばのメモ")[0]
        assert before_next.strip() == quote
    else:
        assert found[0] == PLACES[quote]


def test_numbers_follow_the_text(visitor: Visitor) -> None:
    text = article_of(RICH).text
    quotes = ("最後の段落", "乙の子", "段落の文", "つぎの文")
    visitor.read(RICH, marks=[Mark(q, *span(text, q), "pink", f"メモ{q}") for q in quotes])
    prepare(visitor)
    numbers, notes = (
        visitor.run(f"[...document.querySelectorAll('{selector}')].map((e) => {value})")
        for selector, value in (
            ("sup.k-print", "e.previousSibling.data.slice(-4) + e.dataset.number"),
            ("div.k-print", "e.dataset.number + e.textContent"),
        )
    )
    visitor.pane.print_off()
    assert numbers == ["段落の文1", "つぎの文2", "乙の子3", "後の段落4"]
    assert notes == ["1メモ段落の文", "2メモつぎの文", "3メモ乙の子", "4メモ最後の段落"]


def test_the_pdf_holds_the_article_and_its_notes(visitor: Visitor) -> None:
    text = article_of(BODY).text
    place = span(text, "投資計画")
    visitor.read(BODY, marks=[Mark("a", *place, "blue", "会社の説明を読む。", ("要確認", "電力"))])
    found = words(printed(visitor))
    assert "専用チップを持つ会社" in found
    assert "1会社の説明を読む。#要確認#電力" in found
    assert "https://example.com/a" in found
    assert "題1/1" in found


def test_without_notes_there_are_none_in_the_pdf(visitor: Visitor) -> None:
    visitor.read(BODY, marks=[Mark("a", 0, 4, "blue", "見せないメモ")])
    assert "見せないメモ" not in words(printed(visitor, notes=False))


def test_a_dark_page_is_black_on_white_paper(visitor: Visitor) -> None:
    visitor.pane.set_theme("dark")
    visitor.read(BODY, marks=[Mark("a", 0, 20, "yellow", "メモ")], hits=Hits([(30, 40)], 0))
    image = picture(printed(visitor))
    found = colors(image)
    corners = {image.pixelColor(x, y).name() for x in (2, 597) for y in (2, 845)}
    assert corners == {"#ffffff"}
    assert "#ffe9a3" in found
    assert "#000000" in found
    assert not {"#1a1917", "#dcd6ca", "#e3ac3a", "#6d5510", "#5e4d16", "#ff00ff"} & found


def test_a_long_table_repeats_its_head(visitor: Visitor) -> None:
    rows = "\n".join(f"| 会社{n} | {n:,} |" for n in range(120))
    visitor.read(f"| 名前の列 | 額の列 |\n|--|--:|\n{rows}")
    data = printed(visitor)
    assert page_count(data) > 2
    assert words(data).count("名前の列") == page_count(data)


@pytest.mark.parametrize(
    "wide",
    [
        f"|{' 列の名 |' * 30}\n|{'--|' * 30}\n|{' 1,234,567 |' * 30}",
        f"| 甲 | 乙 |\n|--|--|\n| {'x' * 300} | 右端 |",
        f"```\n{'y' * 400}\n```",
        "<https://example.com/" + "z" * 300 + ">",
    ],
    ids=["columns", "word", "code", "link"],
)
def test_nothing_wide_makes_the_letters_smaller(visitor: Visitor, wide: str) -> None:
    sizes = []
    for body in ("目じるし", f"目じるし\n\n{wide}"):
        visitor.read(body)
        data = printed(visitor)
        document = opened(data)
        text = document.getAllText(0).text()
        start = text.index("目じるし")
        sizes.append(document.getSelectionAtIndex(0, start, 4).boundingRectangle().width())
    assert sizes[0] == pytest.approx(sizes[1], rel=0.01)


def test_a_short_table_stays_on_one_sheet(visitor: Visitor) -> None:
    rows = "\n".join(f"| 会社{n} | {n:,} |" for n in range(9))
    for lines in (24, 25, 26, 27, 28):
        visitor.read("\n\n".join(["段落。"] * lines) + f"\n\n| 名の列 | 額 |\n|--|--:|\n{rows}")
        assert words(printed(visitor)).count("名の列") == 1


def test_the_size_of_the_letters_on_the_screen_is_not_that_on_paper(visitor: Visitor) -> None:
    visitor.read(BODY * 12)
    plain = page_count(printed(visitor))
    visitor.pane.set_appearance(Appearance(size=32))
    visitor.wait(lambda: visitor.run("getComputedStyle(article).fontSize") == "32px")
    assert page_count(printed(visitor)) == plain > 1


def test_a_closed_detail_is_printed(visitor: Visitor) -> None:
    visitor.read("<details><summary>要約</summary>中に畳まれた文</details>")
    assert "中に畳まれた文" in words(printed(visitor))


def test_a_very_long_post_is_printed_to_its_end(visitor: Visitor) -> None:
    visitor.read("\n\n".join(f"第{n}段落。" + "長い本文の文。" * 40 for n in range(1100)))
    data = printed(visitor)
    assert page_count(data) > 100
    assert "第1099段落。" in words(data)


def test_what_the_page_is_told_meanwhile_comes_after(visitor: Visitor) -> None:
    visitor.read(BODY)
    made: list[bytes] = []
    print_to_pdf(visitor.pane, made.append)
    with visitor.qtbot.waitSignal(visitor.pane.painted, timeout=LONG):
        visitor.pane.show_article(article_of("あとの記事"), Header("あと", ()))
        visitor.pane.set_marks([Mark("a", 0, 2, "blue", "あとのメモ")])
    visitor.qtbot.waitUntil(lambda: bool(made), timeout=LONG)
    assert "専用チップ" in words(made[0])
    assert "あと" not in words(made[0])
    assert visitor.run("Keisen.text()") == "あとの記事"
    visitor.wait(lambda: visitor.run("document.querySelectorAll('.note').length") == 1)


def test_an_empty_page_makes_no_pdf(visitor: Visitor) -> None:
    assert printed(visitor) == b""


def test_a_page_that_dies_ends_the_printing(visitor: Visitor, qtbot: QtBot, logged: Logged) -> None:
    visitor.read(BODY)
    made: list[bytes] = []
    with qtbot.waitSignal(visitor.pane.painted, timeout=LONG):
        os.kill(visitor.pane.page().renderProcessPid(), signal.SIGKILL)
        print_to_pdf(visitor.pane, made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=LONG)
    assert made == [b""]
    assert logged.take()
    assert printed(visitor)


def test_a_printer_gets_the_notes_too(visitor: Visitor, tmp_path: Path) -> None:
    visitor.read(BODY, marks=[Mark("a", 0, 4, "blue", "紙のメモ")])
    printer = QPrinter()
    printer.setResolution(72)
    printer.setPageLayout(sheet())
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))
    went: list[bool] = []
    print_on_paper(visitor.pane, printer, went.append)
    visitor.qtbot.waitUntil(lambda: bool(went), timeout=LONG)
    assert went == [True]
    assert page_count((tmp_path / "printer.pdf").read_bytes()) == 1
    assert visitor.run("document.querySelectorAll('.k-print').length") == 0


SAID = "推論にかかる費用は、利用が増えるほど積み上がっていくという見方が広まっている。"


def test_what_is_folded_is_not_printed_but_told(visitor: Visitor) -> None:
    visitor.read(f"{SAID}\n\n新しい段落。\n\n{SAID}\n", folded=True)
    text = words(printed(visitor))
    assert text.count(SAID[:12]) == 1
    assert "くり返しの1段落" in text


def test_related_posts_are_printed_although_the_screen_puts_them_away(visitor: Visitor) -> None:
    visitor.read(f"{SAID}\n\n## 関連記事\n\n- [三社の投資計画](/2026/01/02/a/)\n", folded=False)
    text = words(printed(visitor))
    assert "三社の投資計画" in text
    assert "関連記事1件" not in text


@pytest.mark.parametrize("mode", ["v"])
def test_vertical_writing_is_printed_across(visitor: Visitor, mode: str) -> None:
    visitor.read(f"{SAID}\n\n2025年の12月に、{SAID}\n", folded=False)
    data = printed(visitor)
    assert opened(data).pageCount() == 1
    assert "2025年の12月に" in words(data)


@pytest.mark.parametrize("theme", ["sepia", "black"])
def test_every_theme_is_printed_on_white_paper(visitor: Visitor, theme: str) -> None:
    visitor.pane.set_theme(theme)
    visitor.read(SAID, folded=False)
    assert "#ffffff" in colors(picture(printed(visitor)))
