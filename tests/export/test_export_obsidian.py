import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.export.model import ExportPost
from reader.export.obsidian import COLOR_NAMES, post_link, render
from reader.notes.model import COLORS
from reader.notes.placing import describe_whole
from tests.export.making import EXPORTED, annotation, post

GOLDEN = Path(__file__).parent.parent / "data" / "export"
NASTY = (
    *"`|^#>-+*_~=%$[](){}<>&!\\\"'.:;",
    *(" ", "  ", "\t", "\n", "\n\n", "\r\n", "\u3000", "\u00a0", "\v", "\u2028"),
    *("```", "~~~", "---", "- ", "1. ", "12) ", "# ", "> ", "    ", "[[", "]]", "%%", "==", "$$"),
    *("^hl-019b", "^id", "#tag", "[!quote]", "[a]: b", "|---|", ":-", "***", "![](", "](", "<!--"),
    *("<div>", "</b>", "<pre>", "<?", "&amp;", "&#35;", "\\", "https://a_b.c/#d", "@", "\0"),
    *(
        "推論",
        "コスト",
        "a",
        "B",
        "7",
        "👩‍👩‍👧",
        "é",
        "か\u3099",
        "\u202e",
        "\u200f",
        "\u2066",
        "\ufeff",
    ),
)
NASTY_TEXT = st.lists(st.sampled_from(NASTY) | st.characters(exclude_categories=()), max_size=24)


def one_of_each() -> ExportPost:
    return post(
        annotation(
            "引用の一段落目。\n二段落目も各行に記号を付ける。",
            note="反証は増設計画。",
            tags=("要確認",),
        ),
        annotation("メモの無い引用。", 2, start=40, color="green"),
        annotation("タグだけの引用。", 3, start=60, color="blue", tags=("電力", "リスク 大")),
        annotation(
            "長いメモの引用。",
            4,
            start=80,
            color="pink",
            note="一行目\n二行目\n\n- 項目",
            created=datetime(2026, 11, 19, 15, 0, tzinfo=UTC),
        ),
        annotation(
            "本文から無くなった引用。", 5, start=99, color="violet", note="残す", orphan=True
        ),
    )


def hard() -> ExportPost:
    quote = (
        "- 売上は $100 から $200 へ\n1. [[架空電機]] の `HBM` は **前年比** 30%\n"
        "# 見出し | 表 |\n> 引用の引用 ^note\n\n    字下げ <b>太字</b> &amp; ==強調== %%隠す%%\n"
        "絵文字 👩‍👩‍👧 と \u202e右から\u202c の印"
    )
    note = "> 引用\n```\n閉じない"
    title = '「二つ」の: "題名" #1 \\ [[終わり]]'
    made = annotation(quote, note=note, tags=("C++", "2026"))
    return post(made, path="2026/記事 一.md", title=title, tags=("yes", "AI 投資"), day="")


@pytest.mark.parametrize(
    ("name", "made"), [("obsidian.md", one_of_each()), ("obsidian-hard.md", hard())]
)
def test_an_export_is_the_expected_file_to_the_byte(name: str, made: ExportPost) -> None:
    assert render(made, EXPORTED).encode() == (GOLDEN / name).read_bytes()


def tokens(text: str) -> Sequence[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text.split("---\n", 2)[2])


def body(made: ExportPost) -> Sequence[Token]:
    return tokens(render(made, EXPORTED))


def quotes(found: Sequence[Token]) -> list[str]:
    """What each blockquote shows, without its white space and its first line."""
    shown: list[str] = []
    for token in found:
        if token.type == "blockquote_open":
            shown.append("")
        elif token.type == "inline" and token.level > 1:
            children = token.children or []
            assert {child.type for child in children} <= {"text", "text_special", "softbreak"}
            shown[-1] += "".join(child.content or "\n" for child in children) + "\n"
        assert token.level == 0 or token.type in ("paragraph_open", "paragraph_close", "inline")
    return ["".join(text.partition("\n")[2].split()) for text in shown]


def letters(text: str) -> str:
    clean = "".join("\ufffd" if c == "\0" or 0xD800 <= ord(c) < 0xE000 else c for c in text)
    return "".join(clean.split())


@given(st.lists(NASTY_TEXT.map("".join).filter(bool), min_size=1, max_size=4))
def test_each_annotation_is_one_quote_with_all_its_letters(texts: list[str]) -> None:
    made = [annotation(text, n, start=n * 1_000) for n, text in enumerate(texts)]
    assert quotes(body(post(*made))) == [letters(text) for text in texts]


@given(st.lists(NASTY_TEXT.map("".join), min_size=1, max_size=4))
def test_no_note_reaches_beyond_itself(notes: list[str]) -> None:
    made = [annotation("引用。", n, start=n * 9, note=note) for n, note in enumerate(notes)]
    found = body(post(*made))
    outside = [token.content for token in found if token.type == "inline" and token.level == 1]
    ids = re.findall(r"(?<!\S)\^[a-zA-Z0-9-]+$", "\n".join(outside), re.MULTILINE)
    assert sum(token.type == "blockquote_open" for token in found) == len(notes)
    assert ids == [f"^hl-{each.id[:16]}" for each in made]


@given(NASTY_TEXT.map("".join), st.lists(NASTY_TEXT.map("".join)), NASTY_TEXT.map("".join))
def test_the_front_matter_is_whatever_the_post_says(title: str, tags: list[str], name: str) -> None:
    made = post(annotation("引用。"), title=title, tags=tuple(tags), path=f"a/{name}.md")
    text = render(made, EXPORTED)
    found = yaml.safe_load(text.split("\n---\n", 1)[0])
    assert letters(found["title"]) == letters(title) or not title.split()
    assert letters(found["source"]) == letters(made.path)
    assert letters(found["keisen_post"]) == letters(made.id)
    assert all(isinstance(each, str) for each in found["tags"])


@given(NASTY_TEXT.map("".join))
def test_a_title_is_one_heading(title: str) -> None:
    found = body(post(annotation("引用。"), title=f"題{title}"))
    assert [token.tag for token in found if token.type == "heading_open"] == ["h1"]
    assert [child.type for child in found[1].children or []].count("text") >= 1


def test_every_color_has_a_name() -> None:
    assert tuple(COLOR_NAMES) == COLORS


def test_a_link_names_any_post() -> None:
    assert post_link("a b/記事)", "0123456789abcdef" * 2) == (
        "keisen://post/a%20b%2F%E8%A8%98%E4%BA%8B%29?a=0123456789abcdef"
    )


def test_annotations_stand_in_the_order_of_the_text() -> None:
    late, early = annotation("後の引用。", 1, start=50), annotation("先の引用。", 2, start=3)
    text = render(post(late, early), EXPORTED)
    assert text.index("先の引用。") < text.index("後の引用。")


def test_a_post_without_annotations_is_its_head_alone() -> None:
    assert render(post(), EXPORTED).endswith("---\n# 題名\n")


def test_a_note_on_the_whole_post_comes_first_and_quotes_nothing() -> None:
    whole = replace(
        annotation("語", 2, note="読みかえす", tags=("主張",)),
        selector=describe_whole("語"),
        start=0,
        end=0,
    )
    text = render(post(annotation("引用。", 1), whole), EXPORTED)
    assert "記事全体へのメモ: 読みかえす #主張 [原文を開く](" in text
    assert text.index("記事全体へのメモ") < text.index("> [!quote]")
    assert text.count("[!quote]") == 1
    assert quotes(body(post(whole))) == []
