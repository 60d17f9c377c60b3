"""Bodies that are made to take long: each a function of the number of characters.

The letters 電 and 力 stand only where they must be read in the article, however it is shown.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

Make = Callable[[int], str]


def _repeated(unit: str, before: str = "", after: str = "") -> Make:
    def make(size: int) -> str:
        return before + unit * max(1, (size - len(before) - len(after)) // len(unit)) + after

    return make


def _numbered(unit: str, before: str = "", last: str = "") -> Make:
    """Units with their number for `@`, and `last` once for each of them after all of them."""

    def make(size: int) -> str:
        each = len((unit + last).replace("@", "12345"))
        numbers = range(max(1, (size - len(before)) // each))
        first = "".join(unit.replace("@", str(number)) for number in numbers)
        return before + first + "".join(last.replace("@", str(number)) for number in numbers)

    return make


def _lines(line: Callable[[int], str]) -> Make:
    def make(size: int) -> str:
        return "".join(_until(size, map(line, count())))

    return make


def _until(size: int, pieces: Iterator[str]) -> Iterator[str]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > size:
            return
        yield piece


def _wide_table(size: int) -> str:
    columns = min(2_000, max(1, size // 20))
    rows = max(1, size // (5 * columns) - 2)
    row = "|" + " 電 |" * columns + "\n"
    return row + "|" + "---|" * columns + "\n" + row * rows


def _long_table(size: int) -> str:
    columns = max(1, size // 2_000 // 6)
    row = "|" + " 電力 |" * columns + "\n"
    return row + "|" + "---|" * columns + "\n" + row * (size // len(row) - 2)


def _quoted_levels(size: int) -> str:
    lines = (f"{'>' * level} 電\n" for level in range(1, 1_001))
    return "".join(_until(size, lines))


def _quotes_and_lists(deepest: int) -> Make:
    return _lines(lambda n: ">" * (n % deepest + 1) + (" - 電\n" if n % 2 else " 電\n"))


def _nested_items(deepest: int, blank: str = "") -> Make:
    return _lines(lambda n: "  " * (n % deepest) + f"- 電力{blank}\n")


def _halves(unit: str, other: str) -> Make:
    return lambda size: unit * (size // 2 // len(unit)) + other * (size // 2 // len(other))


BODIES: Final[dict[str, Make]] = {
    "one line": _repeated("電力"),
    "one line of words": _repeated("電力 power ", after="。"),
    "sentences": _repeated("電力を買う。"),
    "lines": _repeated("電力\n"),
    "paragraphs": _repeated("電力\n\n"),
    "only newlines": _repeated("\n"),
    "only spaces": _repeated(" "),
    "only tabs": _repeated("\t"),
    "wide spaces": _repeated("\u3000"),
    "space lines": _repeated(" \n"),
    "tab lines": _repeated("\t電\n"),
    "returns": _repeated("\r"),
    "controls": _repeated("\x02電\x03"),
    "placeholders": _repeated("\x02wzxhzdk:0\x03\x02klzzwxh:0000\x03電"),
    "headings": _repeated("# 電力\n\n"),
    "headings of one name": _repeated("## 電\n"),
    "headings and text": _repeated("## 電\n力\n"),
    "pasted headings": _repeated("電力。 ## 電力 "),
    "pasted bullets": _repeated("電力。 - "),
    "underlined": _repeated("電力\n===\n"),
    "underlined lines": _repeated("電力\n---\n"),
    "long heading": _repeated("電力 ", before="# "),
    "long heading with links": _repeated("[電](/a)", before="# "),
    "rules": _repeated("---\n"),
    "rules of stars": _repeated("* * *\n"),
    "items": _repeated("- 電力\n"),
    "loose items": _repeated("- 電力\n\n"),
    "numbered items": _repeated("1. 電力\n"),
    "two kinds of items": _repeated("- 電\n1. 力\n"),
    "items of paragraphs": _repeated("- 電\n\n  力\n\n"),
    "items of two levels": _repeated("- 電\n  - 力\n"),
    "items of 10 levels": _nested_items(10),
    "items of 100 levels": _nested_items(100),
    "loose items of 100 levels": _nested_items(100, "\n"),
    "items of 190 levels": _nested_items(190),
    "ever deeper items": _lines(lambda n: "  " * n + "- 電\n"),
    "items in a line": _repeated("- ", after="電"),
    "items under numbers": _repeated("1. 電\n    - 力\n\n      電\n"),
    "tasks": _repeated("- [ ] 電\n- [x] 力\n"),
    "quotes": _repeated("> 電力\n"),
    "loose quotes": _repeated("> 電力\n\n"),
    "quotes in a line": _repeated(">", after="電"),
    "quotes of 50 levels": _repeated(">" * 50 + " 電\n"),
    "quotes of 1 to 1000 levels": _quoted_levels,
    "quotes of 40 levels and lists": _quotes_and_lists(40),
    "quotes of 1000 levels and lists": _quotes_and_lists(1_000),
    "items in quotes": _repeated("> - 電\n> > - 力\n"),
    "quotes in items": _repeated("- > 電\n"),
    "table of columns": _wide_table,
    "table of rows": _long_table,
    "narrow table": _repeated("| 電 | 力 |\n", before="| 電 | 力 |\n|---|---|\n"),
    "tables": _repeated("| 電 |\n|---|\n| 力 |\n\n"),
    "unequal table": _repeated("|電", before="| 電 |\n|---|\n| 力 |\n"),
    "pipes": _repeated("|"),
    "pipes and code": _repeated("|`", before="| 電 |\n|---|\n| 力 |\n"),
    "rule of a table": _repeated("|-", before="電|\n"),
    "almost tables": _repeated("a | 電\n"),
    "code in table": _repeated("| ``電` \\| ", before="| 電 | 力 |\n|---|---|\n"),
    "indented code": _repeated("    電力\n"),
    "pieces of code": _repeated("    電\n\n"),
    "indented lines after a text": _repeated("電\n\n    力\n\n"),
    "fences": _repeated("```\n電\n```\n"),
    "unclosed fences": _repeated("```a\n電\n"),
    "longer and longer fences": _lines(lambda n: "`" * (n % 1_000 + 3) + "\n電\n"),
    "fences with names": _repeated("```py:電.py\n力\n```\n"),
    "containers": _repeated(":::message\n電\n:::\n"),
    "unclosed containers": _lines(lambda n: ":" * (n % 1_000 + 3) + "details 電\n"),
    "containers in containers": _halves("::::a\n電\n", "::::\n"),
    "backticks": _repeated("`"),
    "unclosed backticks": _repeated("`電 "),
    "growing backticks": _lines(lambda n: "`" * (n + 1) + "電"),
    "code spans": _repeated("`電`"),
    "stars": _repeated("*"),
    "pairs of stars": _repeated("** "),
    "open strong": _repeated("**電"),
    "open emphasis": _repeated("*電 "),
    "opened and never closed": _repeated(" *電 **力"),
    "closed and never opened": _repeated("電* 力** "),
    "strong in strong": _halves("**電", "力**"),
    "emphasis in emphasis": _halves("*電 ", " 力*"),
    "mixed emphasis": _repeated("*電 _力 **電 __力 "),
    "emphasis of three": _repeated("***電** 力* "),
    "underscores": _repeated("_"),
    "words with underscores": _repeated("_電_力"),
    "strong": _repeated("**電力**"),
    "strong paragraphs": _repeated("*電* **力** `電` [力](/a)\n\n"),
    "tildes": _repeated("~"),
    "struck": _repeated("~~電~~"),
    "unclosed struck": _repeated("~~電 "),
    "escapes": _repeated("\\*"),
    "backslashes": _repeated("\\"),
    "backslashes and backticks": _repeated("\\\\`"),
    "brackets": _repeated("["),
    "closing brackets": _repeated("]"),
    "bracket pairs": _repeated("[]"),
    "nested brackets": _halves("[", "]"),
    "nested brackets with text": _halves("[電", "力]"),
    "nested links": _halves("[電", "](/a)"),
    "links": _repeated("[電](/a) "),
    "links in paragraphs": _repeated('[電](/a "b")\n\n'),
    "unclosed links": _repeated("[電]("),
    "unclosed links with spaces": _repeated("[電](/a "),
    "links of parentheses": _repeated("(", before="[電]("),
    "closing parentheses": _repeated("()", before="[電]("),
    "link titles": _repeated("[a](/b 'c\" "),
    "link titles of quotes": _repeated('"', before="[電](/a "),
    "link titles of two quotes": _repeated("\"'", before="[電](/a ", after=")"),
    "titled links": _repeated('[電](/a "b\'c") '),
    "pointed links": _repeated("[電](<"),
    "images": _repeated("![a](/b.png)電"),
    "unclosed images": _repeated("![電"),
    "wiki links": _repeated("[[電]]"),
    "unclosed wiki links": _repeated("[[電"),
    "wiki brackets": _repeated("[["),
    "wiki pipes": _repeated("[[電|"),
    "references": _repeated("[電][a]\n", after="\n\n[a]: /b\n"),
    "definitions": _numbered("[a@]: /b\n"),
    "used definitions": _numbered("[電][a@]\n", last="\n[a@]: /b\n"),
    "definitions and uses": _numbered('[電][a@] [a@]\n\n[a@]: /b "c"\n\n'),
    "undefined references": _numbered("[電][a@] "),
    "definitions without an end": _repeated("[電]: "),
    "footnotes": _numbered("電[^@]\n\n[^@]: 力\n\n"),
    "footnotes after all": _numbered("電[^@]\n", last="[^@]: 力\n"),
    "footnotes at the end": _numbered("電[^@] ", last="\n\n[^@]: 力"),
    "a footnote of many uses": _repeated("電[^a] ", after="\n\n[^a]: 力\n"),
    "footnotes of many uses": _numbered("電[^@]" * 20, last="\n\n[^@]: 力"),
    "footnotes in lines of uses": _numbered("電[^@] 電[^@] 電[^@]\n\n[^@]: 力\n\n    電\n\n"),
    "footnotes of footnotes": _numbered("[^@]: 電[^@] 力[^1]\n\n"),
    "unclosed footnotes": _repeated("[^電"),
    "unknown footnotes": _repeated("[^電] "),
    "footnotes without a name": _repeated("[^]: 電\n"),
    "footnote place": _repeated("///Footnotes Go Here///電\n\n", after="[^a]: 力"),
    "terms": _repeated("電\n: 力\n\n"),
    "terms without a break": _repeated("電\n: 力\n"),
    "many descriptions": _repeated(": 力\n", before="電\n"),
    "descriptions of paragraphs": _repeated("電\n:   力\n\n    電\n\n"),
    "colons": _repeated(":"),
    "abbreviations": _numbered("*[a@]: 電\n"),
    "tags": _repeated("<b>電</b>"),
    "unclosed tags": _repeated("<b>電"),
    "cut tags": _repeated("<a "),
    "cut tags with attributes": _repeated("<a b='電"),
    "cut tags in lines": _repeated('<div a="\n電'),
    "signs of tags": _repeated("<"),
    "closing tags": _repeated("</b>電"),
    "closing blocks": _repeated("</div>\n電\n"),
    "attributes": _repeated(" a=b", before="<b", after=">電</b>"),
    "attributes of quotes": _repeated(" a='b\"", before="<b", after=">電</b>"),
    "words in signs": _repeated("<電> "),
    "comments": _repeated("<!-- a -->電"),
    "unclosed comments": _repeated("<!--"),
    "unclosed comments in lines": _repeated("<!--\n電\n"),
    "instructions": _repeated("<?電 "),
    "declarations": _repeated("<!電 "),
    "data sections": _repeated("<![CDATA[電"),
    "blocks": _repeated("<div>電</div>\n\n"),
    "unclosed blocks": _repeated("<div>\n電\n"),
    "blocks in blocks": _halves("<div>\n", "電</div>\n"),
    "blocks of 100 levels": _repeated("<div>" * 100 + "電" + "</div>" * 100 + "\n\n"),
    "spans of 100 levels": _repeated("<b>" * 100 + "電" + "</b>" * 100),
    "blocks of Markdown": _repeated('<div markdown="1">\n電 *力*\n</div>\n\n'),
    "blocks of Markdown in blocks": _halves('<div markdown="1">\n電\n', "</div>\n"),
    "unclosed blocks of Markdown": _repeated('<div markdown="1">\n\n電\n\n'),
    "spans of Markdown": _repeated('<span markdown="span">電*力*</span>\n\n'),
    "blocks of Markdown and raw ones": _repeated(
        '<div markdown="1">\n<p>電</p>\n\n<p markdown="block">力</p>\n</div>\n'
    ),
    "formatting without an end": _repeated("<b><i><u><s>電"),
    "formatting in paragraphs": _repeated("<p><b><i>電"),
    "links without an end": _repeated("<a href=/a>電"),
    "tables of tags": _repeated("<table><tr><td>電"),
    "cells without a table": _repeated("<td>電"),
    "items of tags": _repeated("<li>電"),
    "lists of tags": _repeated("<ul><li>電"),
    "selects": _repeated("<select><option>"),
    "templates": _repeated("<template>"),
    "scripts": _repeated("<script>"),
    "scripts in lines": _repeated("<script>\n"),
    "texts of areas": _repeated("<textarea>電"),
    "drawings": _repeated("<svg><g>"),
    "formulas": _repeated("<math><mi>電"),
    "headings of tags": _repeated("<h1>電</h1>"),
    "preformatted": _repeated("<pre>電</pre>\n"),
    "preformatted without an end": _repeated("<pre>\n電\n"),
    "details": _repeated("<details><summary>電</summary>力</details>\n\n"),
    "breaks": _repeated("電<br>"),
    "rubies of tags": _repeated("<ruby>電<rt>力"),
    "entities": _repeated("&#38651;"),
    "named entities": _repeated("&amp;"),
    "cut entities": _repeated("&#"),
    "ampersands": _repeated("&"),
    "entities of stars": _repeated("&#42;*電"),
    "rubies": _repeated("｜電《力》"),
    "unclosed rubies": _repeated("｜電"),
    "rubies in braces": _repeated("{電|カ}"),
    "braces": _repeated("{"),
    "braces and pipes": _repeated("{電|"),
    "attribute lists": _repeated("電{: .a}"),
    "cut attribute lists": _repeated("{: .a"),
    "spaces before attribute lists": _repeated(" ", before="電", after="{: .a"),
    "many spaces before lists": _repeated("電" + " " * 500 + "{: .a"),
    "Liquid": _repeated("{% a %}電"),
    "cut Liquid": _repeated("{% 電 "),
    "Liquid of braces": _repeated("{{ 電 }} "),
    "cut Liquid of braces": _repeated("{{<"),
    "lines of Liquid": _repeated("{% a %}\n"),
    "conflicts": _repeated("<<<<<<< a\n電\n=======\n力\n>>>>>>> b\n"),
    "instructions to a program": _repeated("（続き）\n"),
    "addresses": _repeated("https://example.com/a?b=c "),
    "pointed addresses": _repeated("<https://example.com/電> "),
    "pointed mails": _repeated("<a@example.com>電"),
    "at signs": _repeated("<a@"),
    "emoji": _repeated("電😀👩\u200d👧"),
    "combining": _repeated("\u0301", before="電"),
    "turns of direction": _repeated("電\u202e力\u202c"),
    "zeros": _repeated("\x00電"),
    "lone surrogates": _repeated("\ud800電"),
    "a long text and signs": _halves("電", "\\*"),
    "a long text and emphasis": _halves("電", "*力* "),
    "rule of three": lambda size: " *電" * (size // 6) + "電**力" * (size // 8),
    "an item of many lines": _repeated("力\n", before="- 電\n"),
    "an item of indented lines": _repeated("  力\n", before="- 電\n"),
    "an item of indented items": _repeated("    - 力\n", before="- 電\n"),
    "unclosed footnotes in lines": _repeated("[^電\n"),
    "unclosed definitions in lines": _repeated("[電\n"),
    "definition of lines": _repeated("[電\n力]: /a\n\n"),
    "definitions of quotes": _repeated('[a]: /a"b"c"d"e"f g\n', before="[電][a]\n\n"),
    "a definition of quotes": _repeated('"b', before="[力][a]\n\n[a]: /a", after=" g\n"),
    "footnotes of one name": _repeated("電[^1]\n\n[^1]: 力\n\n"),
    "one wide row": lambda size: (
        "| 電 |\n|---|\n" + "|電" * (size // 4) + "\n" + "|力\n" * (size // 6)
    ),
    "many attributes": _numbered(" a@=b", before="<b", last=""),
    "many attributes of a block": lambda size: (
        "<div\n" + "".join(_until(size, (f" a{n}" for n in count()))) + ">\n電\n</div>"
    ),
    "attributes of quoted signs": lambda size: (
        "<div>\n<b b='>' " + "".join(_until(size, (f" a{n}" for n in count()))) + ">\n電\n</div>"
    ),
    "formatting before paragraphs": lambda size: (
        "".join(f"<b id={n}>" for n in range(min(900, size // 40)))
        + "\n\n"
        + "<p>電\n\n" * (size // 8)
    ),
    "formatting closed by another": _numbered(
        "<b id=@></i>電",
    ),
    "formatting and cells": _repeated("<table><tr><td><b>電"),
    "blocks closed by another": _repeated("<div></p></x>電"),
    "spaces in a tag": _repeated(" ", before="<b", after=">電</b>"),
    "slashes in a tag": _repeated("/ ", before="<b", after=">電</b>"),
    "commas in a tag": _repeated(" a='b' ,,,", before="<b", after=">電</b>"),
    "equals in a tag": _repeated("=", before="<b a", after=">電</b>"),
    "signs of headings": _repeated("#"),
    "signs of headings and text": _repeated("# 電 #a "),
    "signs of headings in text": _repeated("#電"),
    "dashes and a letter": _repeated("-", after="電"),
    "dashes and spaces": _repeated("- - -  ", after="電"),
    "spans of Markdown in a block": lambda size: (
        '<td markdown="1">' + "<div>電</div>" * (size // 12) + "</td>"
    ),
    "empty items": _repeated("- \n\n"),
    "items of breaks": _repeated("- 電<br>力\n\n"),
    "years": _repeated("2025. 電\n"),
    "everything": _repeated(
        "# 電\n\n- 力 **電** `力`[^1]\n  - [電](/a)\n\n> 力\n\n"
        "| 電 |\n|---|\n| 力 |\n\n電\n: 力\n\n"
    ),
}
"""Every body by what it is made of."""
