import pytest

from reader.export.escaping import literal, literal_lines, tag, tame


@pytest.mark.parametrize(
    "text",
    [
        "推論コストは前年比で 30% 下がった。",
        "AT&T と snake_case_name、A -> B、C# の話（脚注 1）",
        "https://example.com/a_b#c",
        "2026年の見込みは 1.5 倍",
    ],
)
def test_an_ordinary_line_stays_as_it_is(text: str) -> None:
    assert list(literal_lines(text)) == [text]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("終わり ^note-1", r"終わり \^note-1"),
        ("#要確認 と（#a）", r"\#要確認 と（\#a）"),
        ("[[架空電機]] ![図](a.png)", r"\[\[架空電機\]\] !\[図\](a.png)"),
        ("%%隠す%% 5%", r"\%\%隠す\%\% 5%"),
        ("==強調== a=b", r"\=\=強調\=\= a=b"),
        ("$100 と $x^2$", r"\$100 と \$x\^2\$"),
        ("`code` **太字** _斜体_ ~~消す~~", r"\`code\` \*\*太字\*\* \_斜体\_ \~\~消す\~\~"),
        ("<b>&amp;&#38;</b>", r"\<b>\&amp;\&\#38;\</b>"),
        ("a|b\\c", r"a\|b\\c"),
    ],
)
def test_what_would_be_read_is_escaped(text: str, written: str) -> None:
    assert literal(text) == written


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("- 項目", r"\- 項目"),
        ("+ 項目", r"\+ 項目"),
        ("+30% の伸び", "+30% の伸び"),
        ("-5% の下げ", "-5% の下げ"),
        ("1. 第一", r"1\. 第一"),
        ("12) 第十二", r"12\) 第十二"),
        ("1.5 倍", "1.5 倍"),
        ("> 引用", r"\> 引用"),
        ("---", r"\---"),
        ("==", r"\=\="),
        ("=", r"\="),
        ("# 見出し", r"\# 見出し"),
        ("~~~", r"\~\~\~"),
        ("    字下げ", "\u00a0\u00a0\u00a0\u00a0字下げ"),
        ("\t- 項目", "\u00a0\u00a0\u00a0\u00a0\\- 項目"),
        ("終わり  ", "終わり"),
    ],
)
def test_the_beginning_of_a_line_is_no_sign(line: str, written: str) -> None:
    assert list(literal_lines(line)) == [written]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一\n二", ["一", "", "二"]),
        ("一\n\n二", ["一", "", "二"]),
        ("一\r\n二\r三", ["一", "", "二", "", "三"]),
        ("一\n\n\n二", ["一", "", "", "二"]),
        ("\n一\n", ["", "一", ""]),
    ],
)
def test_a_line_break_is_a_paragraph(text: str, lines: list[str]) -> None:
    assert list(literal_lines(text)) == lines


@pytest.mark.parametrize(
    ("note", "written"),
    [
        ("**反証** は [[増設計画]] #要確認", "**反証** は [[増設計画]] #要確認"),
        ("- 一\n- 二", "- 一\n- 二"),
        ("> 引用", r"\> 引用"),
        ("- 1. > 引用", r"- 1. \> 引用"),
        ("```\n> code", "```\n> code\n```"),
        ("```\n> code\n```\n> 引用", "```\n> code\n```\n\\> 引用"),
        ("- ```\n  > a", "- \\```\n  \\> a"),
        ("<!-- 隠す", r"\<!-- 隠す"),
        ("<https://example.com> a < b", "<https://example.com> a < b"),
        ("%%隠す", r"\%\%隠す"),
        ("終わり ^hl-019b", r"終わり \^hl-019b"),
        ("  \n 一 \n", "一"),
        ("", ""),
    ],
)
def test_a_note_stays_markdown_and_reaches_no_further(note: str, written: str) -> None:
    assert tame(note) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("要確認", "要確認"),
        ("AI 投資", "AI-投資"),
        ("企業/架空電機", "企業/架空電機"),
        ("C++", "C＋＋"),
        ("2026", "_2026"),
        ("a,b.c", "a，b．c"),
        ("“電力”", "-電力-"),
    ],
)
def test_a_tag_is_one_that_obsidian_reads(name: str, written: str) -> None:
    assert tag(name) == written
