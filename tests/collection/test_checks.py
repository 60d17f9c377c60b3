import pytest

from reader.collection.checks import body_problems, conflict_problems, is_refusal
from reader.collection.kinds import Kind


@pytest.mark.parametrize(
    "title",
    [
        "申し訳ありませんが、情報が見つかりません",
        "2026年大変申し訳ございませんがの可能性",
        "I'm sorry, but the search failed",
        "I’m unable to browse",
        "I apologize, but I cannot",
        "**Unfortunately, I cannot help**",
        "The article has been generated according？",
    ],
)
def test_refusals_are_recognised(title: str) -> None:
    assert is_refusal(title)


@pytest.mark.parametrize(
    "title",
    ["電力の値段", "経営者が「申し訳ありません」と言うとき", "I am a chip", "The article of 2025",
     "Sorry の意味", "I can see the moon"],
)  # fmt: skip
def test_other_titles_are_no_refusals(title: str) -> None:
    assert not is_refusal(title)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", Kind.BODY_EMPTY),
        ("\n \u3000\n", Kind.BODY_EMPTY),
        ("![図](/a.png)\n\n## 図解\n\n![図](/b.png)\n", Kind.BODY_WITHOUT_TEXT),
        ("<!-- あとで書く -->\n---\n", Kind.BODY_WITHOUT_TEXT),
        ("申し訳ありませんが、記事を書けません。", Kind.BODY_REFUSAL),
        ("\nI'm sorry, but I can't.\n" + "長い続き。" * 5000, Kind.BODY_REFUSAL),
        ("API error: quota", Kind.BODY_ERROR),
        ('{"error": {"code": 429}}', Kind.BODY_ERROR),
        ("503 Service Unavailable", Kind.BODY_ERROR),
        ("記事の生成に失敗しました。", Kind.BODY_ERROR),
    ],
)
def test_bodies_that_are_no_article_are_listed(body: str, kind: Kind) -> None:
    assert [problem.kind for problem in body_problems(body, "a.md")] == [kind]


@pytest.mark.parametrize(
    "body",
    ["短い本文。", "# 見出し\n本文", "Error: とは何か。" + "説明。" * 500, "500社が導入した。",
     "![図](a.png)\n説明", "エラー処理の話。"],
)  # fmt: skip
def test_other_bodies_are_not(body: str) -> None:
    assert body_problems(body, "a.md") == []


def test_conflict_markers_are_listed_with_line_and_count() -> None:
    conflict = "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b\n"
    problem = conflict_problems(f"一\n{conflict}二\n{conflict}", "a.md")[0]
    assert (problem.kind, problem.detail, problem.line) == (Kind.CONFLICT, "2", 2)


def test_a_marker_without_its_partner_is_listed() -> None:
    assert conflict_problems("一\n>>>>>>> b", "a.md")[0].line == 2


@pytest.mark.parametrize("text", ["見出し\n=======\n", "a <<<<<<< b", ">>>>>>>> 引用"])
def test_what_only_looks_like_a_marker_is_not(text: str) -> None:
    assert conflict_problems(text, "a.md") == []
