from dataclasses import replace

import pytest

from reader.article.build import build_article
from reader.article.folding import fold_text, line_keys, visible_text, with_common
from reader.article.model import Article, Fold, Line
from reader.collection.post import Post
from tests.article.test_folding_safety import hidden_pieces

LONG = "推論にかかる費用は、利用が増えるほど積み上がっていくという見方が広まっている。"
OTHER = "電力の契約は十年を超えるものが多く、途中でやめることはできないとされる。"
THIRD = "半導体の在庫は、四半期ごとに増えたり減ったりをくり返してきた。"


def built(body: str, title: str = "") -> Article:
    return build_article(Post("p", "p.md", title, None, (), (), "", "", body))


def folded(body: str, title: str = "") -> list[str]:
    article = built(body, title)
    return [article.text[fold.start : fold.end] for fold in article.folds]


def reasons(body: str, title: str = "") -> list[str]:
    return [fold.reason for fold in built(body, title).folds]


def test_a_paragraph_that_was_said_folds() -> None:
    assert folded(f"{LONG}\n\n{OTHER}\n\n{LONG}\n") == [LONG]


def test_the_first_copy_stays() -> None:
    article = built(f"{LONG}\n\n{LONG}\n")
    assert [fold.start for fold in article.folds] == [len(LONG) + 1]


def test_lines_that_fold_one_after_the_other_are_one_fold() -> None:
    article = built(f"{LONG}\n\n{OTHER}\n\n{LONG}\n\n{OTHER}\n")
    first = len(LONG) + len(OTHER) + 2
    assert article.folds == (Fold(first, len(article.text), "repeat", 2, 2),)


def test_widths_case_and_markup_make_no_difference() -> None:
    assert folded("**ＡＩ**の投資は 4,950億円 である。\n\naiの投資は4950億円である。\n") == [
        "aiの投資は4950億円である。"
    ]


@pytest.mark.parametrize(
    "second",
    [
        LONG.replace("増える", "減る"),
        LONG.replace("推論", "学習"),
        LONG.removesuffix("。") + "、と三社は言う。",
    ],
)
def test_what_says_something_new_stays(second: str) -> None:
    assert folded(f"{LONG}\n\n{second}\n") == []


def test_sentences_inside_a_paragraph_fold_where_they_are_long_enough() -> None:
    assert folded(f"{LONG}{OTHER}\n\n{THIRD}{LONG}{OTHER}\n") == [LONG + OTHER]
    assert folded("短い文。長くない。\n\n新しい文。短い文。長くない。\n") == []


def test_a_fold_inside_a_line_counts_sentences_and_no_lines() -> None:
    (fold,) = built(f"{LONG}{OTHER}\n\n{THIRD}{LONG}{OTHER}\n").folds
    assert (fold.lines, fold.sentences) == (0, 2)


def test_a_piece_that_was_cut_off_folds() -> None:
    assert reasons(f"{LONG}\n\n{LONG[:25]}\n\n{OTHER}\n") == ["fragment"]


def test_a_piece_is_kept_where_the_whole_sentence_is_not_to_be_seen() -> None:
    cut, longer = LONG[:25], LONG[:30]
    text = built(f"{cut}\n\n{longer}\n").text
    assert folded(f"{cut}\n\n{longer}\n") == [cut]
    assert longer in text


def test_a_heading_folds_only_with_everything_under_it() -> None:
    said = f"## 背景\n\n{LONG}\n\n"
    assert folded(f"{said}## 背景\n\n{LONG}\n") == [f"背景\n{LONG}"]
    assert folded(f"{said}## 背景\n\n{OTHER}\n") == []


def test_a_heading_folds_only_if_all_smaller_headings_below_do() -> None:
    said = f"## 背景\n\n### 電力\n\n{LONG}\n\n"
    assert folded(f"{said}## 背景\n\n### 電力\n\n{LONG}\n\n### 契約\n\n{OTHER}\n") == [
        f"電力\n{LONG}"
    ]


def test_a_bold_label_folds_only_with_what_follows() -> None:
    assert folded(f"**要点**\n\n{LONG}\n\n**要点**\n\n{OTHER}\n") == []
    assert folded(f"**要点**\n\n{LONG}\n\n**要点**\n\n{LONG}\n") == [f"要点\n{LONG}"]


def test_short_labels_stay() -> None:
    assert folded("- 利点\n- 欠点\n- 利点\n") == []


def test_the_title_that_is_said_again_folds_at_the_beginning_only() -> None:
    assert reasons(f"# 三社の投資\n\n{LONG}\n", "三社の投資") == ["title"]
    assert reasons(f"{LONG}\n\n## 三社の投資\n\n{OTHER}\n", "三社の投資") == []


def test_marks_of_programs_fold() -> None:
    assert reasons(f"{LONG}\n\n---END---\n\n{OTHER}\n") == ["marker"]


def test_the_marks_of_a_conflict_stay() -> None:
    conflict = f"<<<<<<< HEAD\n{LONG}\n=======\n{OTHER}\n>>>>>>> draft\n"
    assert folded(conflict) == []


@pytest.mark.parametrize(
    "block",
    [
        "| 会社 | 額 |\n|---|---|\n| 三社 | 3,200億ドル規模の投資計画 |\n",
        "```python\nprint('said twice and twice again')\n```\n",
        "![図](assets/a.png) この図は三社の投資計画を年ごとに並べたものである。\n",
        "$$ E = mc^2 という式は、ここで二度目に書かれている $$\n",
        "- [三社の投資計画を並べて読みくらべる](/2025/11/30/a/)\n",
    ],
    ids=["table", "code", "picture", "formula", "link"],
)
def test_some_things_never_fold(block: str) -> None:
    assert folded(f"{block}\n{LONG}\n\n{block}\n") == []


def test_lines_of_one_paragraph_fold_by_themselves() -> None:
    assert folded(f"{LONG}\n\n{OTHER}\n{LONG}\n{THIRD}\n") == [LONG]


def test_what_stands_in_very_many_posts_folds() -> None:
    advert = "この記事は広告をふくみます。"
    article = built(f"{LONG}\n\n{advert}\n\n## おわりに\n\n{advert}\n")
    keys = line_keys(advert, (Line(0, len(advert), "paragraph"),))
    shown = with_common(article, "", keys)
    assert [fold.reason for fold in shown.folds] == ["boilerplate", "boilerplate"]
    assert shown.minutes_folded < article.minutes_folded


def test_reading_time_counts_what_is_shown() -> None:
    article = built(f"{LONG}\n\n" * 50)
    assert article.minutes_full == pytest.approx(50 * len(LONG) / 500)
    assert article.minutes_folded == pytest.approx(len(LONG) / 500)


def test_near_repeats_are_told_but_do_not_fold() -> None:
    second = LONG.replace("見方が広まっている", "見方がひろまっている")
    article = built(f"{LONG}\n\n{second}\n")
    assert article.folds == ()
    (near,) = article.nears
    assert article.text[near.start : near.end] == second
    assert article.text[near.earlier_start : near.earlier_end] == LONG


@pytest.mark.parametrize("change", [("費用", "費用100億円"), ("広まっている", "広まっていない")])
def test_a_number_or_a_negation_makes_it_new(change: tuple[str, str]) -> None:
    assert built(f"{LONG}\n\n{LONG.replace(*change)}\n").nears == ()


def test_many_unfinished_lines_take_bounded_time() -> None:
    lines = [f"途切れた文その{number}は途中で終わって" for number in range(20_000)]
    text = "\n".join(lines)
    spans, at = [], 0
    for line in lines:
        spans.append(Line(at, at + len(line), "paragraph"))
        at += len(line) + 1
    assert fold_text(text, spans) == ()


def test_visible_text_leaves_a_break_where_something_folds() -> None:
    folds = (Fold(1, 3, "repeat", 1, 1),)
    assert visible_text("あいうえ", folds) == "あ\nえ"


def test_the_check_of_safety_sees_what_is_hidden() -> None:
    article = built(f"{LONG}\n\n{OTHER}\n")
    assert hidden_pieces(article, "") == []
    wrong = replace(article, folds=(Fold(0, len(LONG), "repeat", 1, 1),))
    assert len(hidden_pieces(wrong, "")) == 1
