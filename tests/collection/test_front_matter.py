import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection.front_matter import split_front_matter
from reader.collection.kinds import Kind

PIECES = ["---", "+++", "...", "\n", "\n\n", "title: 題", "tags: [a, ", "- b", "x = 1", " --- ",
          "date: 2025-01-01", "image: 'x", "本文。", "# 見出し",
          "<<<<<<< HEAD", "=======", " "]  # fmt: skip


def _kinds(text: str) -> list[tuple[str, int | None]]:
    return [(one.kind, one.line) for one in split_front_matter(text, "a.md").problems]


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("---\ntitle: 題\n---\n本文\n", "題", "本文\n"),
        ("---  \ntitle: 題\n...\n\n本文", "題", "\n本文"),
        ("\n\n---\ntitle: 題\n---", "題", ""),
        ('+++\ntitle = "題"\n+++\n本文', "題", "本文"),
        ("---\n---\n本文", None, "本文"),
        ("本文だけ", None, "本文だけ"),
        ("", None, ""),
        ("---\n", None, "---\n"),
        ("---\n\nただの文。\n\n---\n\n続き", None, "---\n\nただの文。\n\n---\n\n続き"),
        ("---\n\n# 線で始まる\n", None, "---\n\n# 線で始まる\n"),
        ("----\ntitle: 題\n", None, "----\ntitle: 題\n"),
    ],
)
def test_front_matter_is_parted_from_the_body(text: str, title: str | None, body: str) -> None:
    front = split_front_matter(text, "a.md")
    assert (front.values.get("title"), front.body) == (title, body)
    assert not front.problems


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: 題\ntags:\n- a\n- b\n\n# 見出し\n本文", "\n# 見出し\n本文"),
        ("---\ntitle: 題\ntags: [a, b]\n本文: 続き", "本文: 続き"),
        ("---\ntitle: 題\ntags: [a, b]\n\n本文\n\n---\n\n続き", "\n本文\n\n---\n\n続き"),
        ("---\ntitle: 題\ntags: [a, b] --- # 見出し\n本文", "# 見出し\n本文"),
        ("---\ntitle: 題\ntags: [a, b]\n--- # 見出し", "# 見出し"),
        ("---\ntitle: 題\ntags: [a, b]", ""),
    ],
)
def test_unclosed_front_matter_is_saved(text: str, body: str) -> None:
    front = split_front_matter(text, "a.md")
    assert front.values == {"title": "題", "tags": ["a", "b"]}
    assert front.body == body
    assert _kinds(text) == [(Kind.FRONT_MATTER_UNCLOSED, 1)]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ('--- layout: post title: "題: 副題" tags: ["a"] n: 8 --- # 見出し 本文', "# 見出し 本文"),
        ("--- layout: post title: 題: 副題 tags: [a] n: 8 ---\n本文\n", "本文\n"),
        ("--- layout: post\ntitle: 題: 副題\ntags: [a]\nn: 8\n---\n本文", "本文"),
        ("--- layout: post title: '題: 副題' tags: [a] n: 8 本文", " 本文"),
        ("--- layout: post title: '題: 副題' tags: [a] n: 8", ""),
    ],
)
def test_front_matter_in_the_line_of_the_body_is_saved(text: str, body: str) -> None:
    front = split_front_matter(text, "a.md")
    assert front.values == {"layout": "post", "title": "題: 副題", "tags": ["a"], "n": "8"}
    assert front.body == body
    assert _kinds(text) == [(Kind.FRONT_MATTER_INLINE, 1)]


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("title: 題: 副題", "title", "題: 副題"),
        ('title: "題', "title", "題"),
        ("tags: [a, b", "tags", "[a, b"),
        ("title: 題\nはみ出した行", "title", "題 はみ出した行"),
        ("title: @題", "title", "@題"),
    ],
)
def test_one_broken_line_costs_no_other(line: str, key: str, value: str) -> None:
    text = f"---\nauthor: 山\n{line}\ndate: 2025-01-01\n---\n本文"
    front = split_front_matter(text, "a.md")
    assert front.values == {"author": "山", key: value, "date": "2025-01-01"}
    assert front.body == "本文"
    assert [kind for kind, _ in _kinds(text)] == [Kind.FRONT_MATTER_BROKEN]


def test_a_conflict_inside_keeps_the_later_side() -> None:
    text = "---\n<<<<<<< a\ntitle: 甲\n=======\ntitle: 乙\n>>>>>>> b\ndate: x\n---\n本文"
    front = split_front_matter(text, "a.md")
    assert front.values == {"title": "乙", "date": "x"}
    assert front.body == "本文"
    assert _kinds(text) == [(Kind.FRONT_MATTER_BROKEN, 3), (Kind.KEY_TWICE, 5)]


def test_broken_toml_is_saved() -> None:
    front = split_front_matter('+++\ntitle = "題"\ndraft = maybe\n+++\n本文', "a.md")
    assert front.values == {"title": "題", "draft": "maybe"}
    assert front.body == "本文"


def test_a_repeated_key_is_listed_once_with_its_last_line() -> None:
    text = "---\nimage: a\nimage: b\nt: x\nimage: c\n---\n"
    assert split_front_matter(text, "a.md").values == {"image": "c", "t": "x"}
    assert _kinds(text) == [(Kind.KEY_TWICE, 5)]


def test_a_block_that_holds_no_key_at_all_stays_in_the_body() -> None:
    text = "---\n[[[\n---\n本文"
    assert split_front_matter(text, "a.md").body == text
    assert [kind for kind, _ in _kinds(text)] == [Kind.FRONT_MATTER_BROKEN]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_body_is_the_end_of_the_text(text: str) -> None:
    front = split_front_matter(text, "a.md")
    assert text.endswith(front.body)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_not_in_the_body_is_in_the_values(text: str) -> None:
    front = split_front_matter(text, "a.md")
    head = text.removesuffix(front.body)
    if "本文。" in head:
        assert "本文。" in str(front.values)
