import pytest

from reader.article.markdown import markdown_html


def html(body: str) -> str:
    return markdown_html(body).replace("\n", "")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("電力の内訳：\n- 送電\n- 冷却", "<p>電力の内訳：</p><ul><li>送電</li><li>冷却</li></ul>"),
        ("手順：\n1. 測る\n2. 書く", "<p>手順：</p><ol><li>測る</li><li>書く</li></ol>"),
        ("手順：\n1) 測る\n2) 書く", "<p>手順：</p><ol><li>測る</li><li>書く</li></ol>"),
        ("前文\n* 一\n\n後文", "<p>前文</p><ul><li>一</li></ul><p>後文</p>"),
    ],
)
def test_a_list_glued_to_a_paragraph_is_a_list(body: str, expected: str) -> None:
    assert html(body) == expected


@pytest.mark.parametrize("spaces", [2, 3, 4])
def test_a_nested_list_may_be_indented_by_two_to_four_spaces(spaces: int) -> None:
    body = f"- 親\n{' ' * spaces}- 子\n- 次"
    assert html(body) == "<ul><li>親<ul><li>子</li></ul></li><li>次</li></ul>"


def test_three_levels_of_two_spaces_stay_three_levels() -> None:
    body = "- 一\n  - 二\n    - 三\n- 四"
    levels = "<ul><li>一<ul><li>二<ul><li>三</li></ul></li></ul></li><li>四</li></ul>"
    assert html(body) == levels


def test_text_under_an_item_belongs_to_it() -> None:
    assert html("- 項目\n\n  続きの文") == "<ul><li><p>項目</p><p>続きの文</p></li></ul>"


def test_bullets_after_numbers_are_a_list_of_their_own() -> None:
    assert html("1. 番号\n- 点") == "<ol><li>番号</li></ol><ul><li>点</li></ul>"


def test_a_year_at_the_start_of_a_sentence_is_text() -> None:
    assert html("2031. 送電が変わる") == "<p>2031. 送電が変わる</p>"


def test_a_task_shows_its_box() -> None:
    box = '<span class="k-task" data-done="{}"></span>'
    expected = f"<ul><li>{box.format('true')}測った</li><li>{box.format('false')}書く</li></ul>"
    assert html("- [x] 測った\n- [ ] 書く") == expected


@pytest.mark.parametrize(
    "body",
    [
        "価格は下がり続けるだろう。\n---",
        "一行目の文\n二行目の文\n---",
        "三社の見通しは、電力と人手の二つにかかっていると潮音ラボは四半期の報告書の中で繰り返し述べている\n---",
        "- 項目\n---",
        "価格は下がる。\n===",
    ],
)
def test_a_rule_under_text_makes_no_heading(body: str) -> None:
    assert "<h" not in html(body).replace("<hr", "")


def test_a_short_line_over_a_rule_is_a_heading() -> None:
    assert html("見通し\n---\n本文") == "<h2>見通し</h2><p>本文</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("#電力 #冷却", "<p>#電力 #冷却</p>"),
        ("##見出し", "<h2>見出し</h2>"),
        ("## 見出し ##", "<h2>見出し</h2>"),
        ("## C#", "<h2>C#</h2>"),
        ("文。\n## 見出し\n文。", "<p>文。</p><h2>見出し</h2><p>文。</p>"),
        ("##\n文。", "<p>文。</p>"),
        ("## 見出し {#name}", '<h2>見出し<span id="name"></span></h2>'),
        ("## 見出し {.lead}", "<h2>見出し</h2>"),
    ],
)
def test_headings(body: str, expected: str) -> None:
    assert html(body) == expected


def test_a_heading_gives_back_the_body_pasted_onto_its_line() -> None:
    sentence = "潮音ラボは来年の送電網について、三つの筋書きを置いて電力の値段を見積もっている。"
    page = html(f"## 送電網の見通し {sentence}{sentence}{sentence}")
    assert page == f"<h2>送電網の見通し</h2><p>{sentence}{sentence}{sentence}</p>"


def test_a_short_heading_gives_back_the_sentence_behind_a_space() -> None:
    page = html("## 送電網の見通しと課題 値段は上がる。")
    assert page == "<h2>送電網の見通しと課題</h2><p>値段は上がる。</p>"


def test_a_long_heading_is_not_cut_inside_a_link() -> None:
    link = "[送電網](https://example.jp/a?b=1)"
    page = html(f"## おすすめの資料 {link} " + "電力の話。" * 30)
    assert page.startswith('<h2>おすすめの資料</h2><p><a href="https://example.jp/a?b=1">送電網')


def test_a_one_line_paste_gets_its_headings_and_bullets_back() -> None:
    line = "電力の話をする。" * 26 + " ## 冷却の費用 水の話をする。要点： * 水量 - 温度"
    page = html(line)
    assert "<h2>冷却の費用</h2><p>水の話をする。要点：</p><ul><li>水量" in page


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("---END---", "end", "---END---"),
        ("【既存の記事の最後の部分】", "prompt", "【既存の記事の最後の部分】"),
        ("**（中略）**", "prompt", "（中略）"),
        ("続きを書いてください：", "prompt", "続きを書いてください："),
        ("<<<<<<< HEAD", "conflict", "&lt;&lt;&lt;&lt;&lt;&lt;&lt; HEAD"),
        ("{% include ad.html %}", "liquid", "{% include ad.html %}"),
        ('{{< figure src="a.png" >}}', "liquid", '{{&lt; figure src="a.png" &gt;}}'),
        ("{{% notice %}}", "liquid", "{{% notice %}}"),
    ],
)
def test_what_a_program_left_behind_is_a_chip(line: str, kind: str, text: str) -> None:
    chip = f'<div class="k-marker k-{kind}">{text}</div>'
    assert html(f"前の文\n{line}\n後の文") == f"<p>前の文</p>{chip}<p>後の文</p>"


def test_both_sides_of_a_merge_conflict_stay() -> None:
    page = html("<<<<<<< HEAD\n一方\n=======\n他方\n>>>>>>> branch")
    assert page.count("k-conflict") == 3
    assert "<p>一方</p>" in page
    assert "<p>他方</p>" in page


def test_equals_signs_outside_a_conflict_are_text() -> None:
    assert "k-conflict" not in html("文。\n\n=======\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[詳しく](/a){: .button}", '<p><a href="/a">詳しく</a></p>'),
        ("本文 {: .lead}", "<p>本文</p>"),
        ("本文\n{: .lead}", "<p>本文</p>"),
        ("値は {: 注意} です", "<p>値は {: 注意} です</p>"),
    ],
)
def test_kramdown_attributes_are_not_text(body: str, expected: str) -> None:
    assert html(body) == expected


def test_a_table_needs_no_break_before_it() -> None:
    page = html("表：\n| 社 | 額 |\n|---|---:|\n| 甲 | 3 |\n結び")
    assert page.startswith('<p>表：</p><table><thead><tr><th>社</th><th align="right">額</th>')
    assert page.endswith("</table><p>結び</p>")


def test_a_row_keeps_the_cells_that_the_header_does_not_have() -> None:
    page = html("| 社 | 額 |\n|---|---|\n| 甲 | 3 | 余り |")
    assert "<td>余り</td>" in page


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("```python\na = 1\n```", '<pre><code data-language="python">a = 1</code></pre>'),
        ("~~~\na < b\n~~~", "<pre><code>a &lt; b</code></pre>"),
        (
            "```\n# 見出しでない\n- 項目でない\n```",
            "<pre><code># 見出しでない- 項目でない</code></pre>",
        ),
        ("文。\n```\nx\n```\n文。", "<p>文。</p><pre><code>x</code></pre><p>文。</p>"),
        ("- 項目\n  ```\n  x\n  ```", "<ul><li>項目<pre><code>x</code></pre></li></ul>"),
        ("> ```\n> x\n> ```", "<blockquote><pre><code>x</code></pre></blockquote>"),
    ],
)
def test_fenced_code(body: str, expected: str) -> None:
    assert html(body).replace("<p>項目</p>", "項目") == expected


def test_a_fence_may_name_its_file() -> None:
    page = html("```py:a.py\nb\n```")
    code = '<pre><code data-language="py">b</code></pre>'
    assert page == f"<figure><figcaption>a.py</figcaption>{code}</figure>"


def test_a_fence_that_is_never_closed_hides_nothing() -> None:
    page = html("```text\n本文\n\n## 見出し")
    assert "本文" in page
    assert "<h2>見出し</h2>" in page


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (":::message\n注意する\n:::", "<blockquote><p>注意する</p></blockquote>"),
        (":::message alert\n- 一\n:::", "<blockquote><ul><li>一</li></ul></blockquote>"),
        (
            ":::details 内訳\n三億円\n:::",
            "<blockquote><p><strong>内訳</strong></p><p>三億円</p></blockquote>",
        ),
        (":::message\n閉じない", "<p>:::message<br>閉じない</p>"),
    ],
)
def test_zenn_containers_are_quotes(body: str, expected: str) -> None:
    assert html(body) == expected


def test_a_list_in_a_quote_may_be_glued_too() -> None:
    assert html("> 要点：\n> - 一") == "<blockquote><p>要点：</p><ul><li>一</li></ul></blockquote>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[注]: 見積もりである", "<p>[注]: 見積もりである</p>"),
        ("[1]: https://example.jp/", "<p>[1]: https://example.jp/</p>"),
        (
            "出典 [甲][1]\n\n[1]: https://example.jp/",
            '<p>出典 <a href="https://example.jp/">甲</a></p>',
        ),
    ],
)
def test_a_link_definition_vanishes_only_when_it_is_used(body: str, expected: str) -> None:
    assert html(body) == expected


def test_a_description_list_takes_many_terms() -> None:
    page = html("甲\n: 一つ目\n乙\n: 二つ目")
    assert page == "<dl><dt>甲</dt><dd>一つ目</dd><dt>乙</dt><dd>二つ目</dd></dl>"


def test_line_breaks_of_the_author_stay() -> None:
    assert html("一行目\n二行目") == "<p>一行目<br>二行目</p>"


def test_the_wide_space_that_indents_a_paragraph_stays() -> None:
    assert html("　一段落\n　二行目\n\n　\n\n終わり") == (
        "<p>&#12288;一段落<br>&#12288;二行目</p><p>終わり</p>"
    )
