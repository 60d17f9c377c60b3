import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.search.aliases import Aliases, Group
from reader.search.model import Form
from reader.search.parsing import MOST_HINTS, MOST_SIGNS, MOST_WORDS, Parsed, parse, variants
from reader.search.query import And, Filter, Node, Not, Or, Place, Word

ALIASES = Aliases(
    [
        Group("Google", "会社", ("Google", "グーグル", "Alphabet")),
        Group("Meta", "会社", ("Meta", "Meta Platforms", "フェイスブック")),
    ]
)


def word(*texts: str, place: Place = "any") -> Word:
    return Word(tuple(Form(text) for text in texts), place)


def filter_of(name: str, *values: str) -> Node:
    found = parse(f"{name}:{values[0]}", ALIASES).query
    assert isinstance(found, Filter)
    return found


def understood(text: str) -> Parsed:
    parsed = parse(text, ALIASES)
    assert parsed.hints == []
    return parsed


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("推論", word("推論")),
        ("推論 コスト", And((word("推論"), word("コスト")))),
        ("推論\u3000コスト", And((word("推論"), word("コスト")))),
        ("ＧＰＵ", word("gpu")),
        ("1,000億", word("1000億")),
        ("推論 OR 学習", Or((word("推論"), word("学習")))),
        ("電力 推論 OR 学習", And((word("電力"), Or((word("推論"), word("学習")))))),
        ("推論 AND 学習", And((word("推論"), word("学習")))),
        ("推論 -広告", And((word("推論"), Not(word("広告"))))),
        ("－広告", Not(word("広告"))),
        ("-(広告 OR 宣伝)", Not(Or((word("広告"), word("宣伝"))))),
        ("(推論 OR 学習) 電力", And((Or((word("推論"), word("学習"))), word("電力")))),
        ("（推論 OR 学習）", Or((word("推論"), word("学習")))),
        ('"推論  コスト"', word("推論 コスト")),
        ("“推論 コスト”", word("推論 コスト")),
        ('"OR"', word("or")),
        ("GPU(H100)", word("gpu(h100)")),
        ("(GPU(H100) OR x)", Or((word("gpu(h100)"), word("x")))),
        ("GPT-4", word("gpt-4")),
        ('5"画面', word('5"画面')),
        ("https://example.com/a", word("https://example.com/a")),
        ("12:30", word("12:30")),
        ("title:投資", word("投資", place="title")),
        ("題：投資", word("投資", place="title")),
        ("TITLE: 投資", word("投資", place="title")),
        ("本文:投資", word("投資", place="text")),
        ("メモ:確認", word("確認", place="note")),
        ("title:(投資 OR 電力)", Or((word("投資", place="title"), word("電力", place="title")))),
        ('-title:"AI 投資"', Not(word("ai 投資", place="title"))),
        ("title:-5", word("-5", place="title")),
        ("tag:半導体", Filter("tag", ("半導体",))),
        ("タグ:#半導体", Filter("tag", ("半導体",))),
        ('分類:"AI 最新"', Filter("category", ("ai 最新",))),
        ("author:山田", Filter("author", ("山田",))),
        ("is:unread", Filter("is", ("unread",))),
        ("状態:スター", Filter("is", ("starred",))),
        ("color:青", Filter("color", ("blue",))),
        ("date:2025", Filter("date", ("2025-01-01", "2025-12-31"))),
        ("date:2025-11", Filter("date", ("2025-11-01", "2025-11-30"))),
        ("日付:2025年11月3日", Filter("date", ("2025-11-03", "2025-11-03"))),
        ("date:2025/2/3", Filter("date", ("2025-02-03", "2025-02-03"))),
        ("date:2025-11-01..2026-01-31", Filter("date", ("2025-11-01", "2026-01-31"))),
        ("date:2025-11..2026-01", Filter("date", ("2025-11-01", "2026-01-31"))),
        ("date:..2026-01", Filter("date", ("", "2026-01-31"))),
        ("date:2025-11..", Filter("date", ("2025-11-01", ""))),
        ("after:2025-10", Filter("date", ("2025-10-01", ""))),
        ("before:2025-10", Filter("date", ("", "2025-09-30"))),
        ("until:2025-10", Filter("date", ("", "2025-10-31"))),
        ("以前:2024-02", Filter("date", ("", "2024-02-29"))),
    ],
)
def test_a_query_is_read(text: str, query: Node) -> None:
    assert understood(text).query == query


@pytest.mark.parametrize(
    ("text", "query", "hints"),
    [
        ("", None, []),
        ("  \u3000 ", None, []),
        ("OR", None, [("query-operator", 0, 2)]),
        ("推論 OR", word("推論"), [("query-operator", 3, 5)]),
        ("OR OR", None, [("query-operator", 0, 2), ("query-operator", 3, 5)]),
        ("-", None, [("query-operator", 0, 1)]),
        ("推論 - 電力", And((word("推論"), word("電力"))), [("query-operator", 3, 4)]),
        ("推論 -)", word("推論"), [("query-operator", 3, 4), ("query-parenthesis", 4, 5)]),
        ("(推論", word("推論"), [("query-parenthesis", 0, 1)]),
        ("推論)", word("推論"), [("query-parenthesis", 2, 3)]),
        ("()", None, [("query-parenthesis-empty", 0, 1), ("query-parenthesis-empty", 1, 2)]),
        ('"推論 コ', word("推論 コ"), [("query-quote", 0, 5)]),
        ('""', None, [("query-empty-word", 0, 2)]),
        ("推論 \u200b", word("推論"), [("query-empty-word", 3, 4)]),
        ("title:", None, [("query-field-empty", 0, 6)]),
        ("title: tag:a", Filter("tag", ("a",)), [("query-field-empty", 0, 7)]),
        ("foo:推論", word("foo:推論"), [("query-field", 0, 4)]),
        ("is:nothing 推論", word("推論"), [("query-is", 3, 10)]),
        ("color:茶", None, [("query-color", 6, 7)]),
        ("date:きのう", None, [("query-date", 5, 8)]),
        ("date:2025-13", None, [("query-date", 5, 12)]),
        ("date:2025-02-30", None, [("query-date", 5, 15)]),
        (
            "date:2026-01..2025-11",
            Filter("date", ("2025-11-01", "2026-01-31")),
            [("query-date-order", 5, 21)],
        ),
    ],
)
def test_what_is_not_understood_is_told_and_the_rest_runs(
    text: str, query: Node | None, hints: list[tuple[str, int, int]]
) -> None:
    parsed = parse(text, ALIASES)
    assert parsed.query == query
    assert [(hint.key, hint.start, hint.end) for hint in parsed.hints] == hints


def test_an_alias_looks_for_the_other_forms_as_whole_words() -> None:
    parsed = understood("グーグル")
    forms = (Form("グーグル"), Form("google", whole=True), Form("alphabet", whole=True))
    assert parsed.query == Word(forms)
    (expansion,) = parsed.expansions
    assert (expansion.kind, expansion.term, expansion.on) == ("alias", "グーグル", True)
    assert expansion.forms == ("Google", "Alphabet")


def test_a_form_that_holds_another_one_is_not_looked_for_but_marked() -> None:
    parsed = understood("Meta")
    assert parsed.query == Word((Form("meta"), Form("フェイスブック", whole=True)))
    assert Form("meta platforms", whole=True) in parsed.highlights.text


@pytest.mark.parametrize("text", ["グーグルの", "アルファベット", "-グーグル"])
def test_only_a_whole_wanted_word_has_aliases(text: str) -> None:
    assert understood(text).expansions == []


def test_quotation_marks_switch_the_other_forms_off() -> None:
    parsed = understood('投資 "グーグル"')
    assert parsed.query == And((word("投資"), word("グーグル")))
    (expansion,) = parsed.expansions
    assert (expansion.on, expansion.start, expansion.end) == (False, 4, 8)


def test_an_exact_search_has_no_other_forms() -> None:
    parsed = parse("グーグル サーバー", ALIASES, exact=True)
    assert parsed.query == And((word("グーグル"), word("サーバー")))
    assert parsed.expansions == []


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("コンピューター", ("コンピュータ",)),
        ("推論サーバー", ("推論サーバ",)),
        ("サーバーとユーザー", ("サーバとユーザ",)),
        ("キー", ()),
        ("データ", ()),
        ("サーバーレス", ()),
    ],
)
def test_the_long_vowel_at_the_end_of_a_katakana_word_may_be_missing(
    text: str, short: tuple[str, ...]
) -> None:
    assert variants(text) == short


def test_a_variant_is_looked_for_and_both_are_marked() -> None:
    parsed = understood("サーバー")
    assert parsed.query == word("サーバ")
    assert parsed.highlights.text == (Form("サーバー"), Form("サーバ"))


def test_forms_are_marked_where_they_are_looked_for() -> None:
    marks = understood("推論 title:投資 本文:電力 note:確認 -広告 tag:半導体").highlights
    assert marks.title == (Form("推論"), Form("投資"))
    assert marks.text == (Form("推論"), Form("電力"))
    assert marks.note == (Form("推論"), Form("確認"))


def test_a_query_may_be_long_and_deep() -> None:
    long = parse("あ" * (MOST_SIGNS + 5), ALIASES)
    assert long.query == word("あ" * MOST_SIGNS)
    assert [hint.key for hint in long.hints] == ["query-long"]
    many = parse(" ".join(f"語{number}" for number in range(MOST_WORDS + 9)), ALIASES)
    assert isinstance(many.query, And)
    assert len(many.query.parts) == MOST_WORDS
    deep = parse("(" * 3000 + "a" + ")" * 3000, ALIASES)
    assert deep.query == word("a")
    assert {hint.key for hint in deep.hints} == {"query-deep"}
    assert len(deep.hints) == MOST_HINTS


MARKS = "'()（）\"“”-− \u3000:：.[*\\+?|^${~\n\t😀𠮷\ud800\0"
WORDS = (
    "OR | AND |title:|題:|tag:|date:|after:|is:|note:|color:|2025-11|..|read|グーグル|サーバー|推論"
)
SIGNS = st.sampled_from([*MARKS, *WORDS.split("|"), "1,000", "a", "e\u0301"])


@settings(max_examples=1500, deadline=None)
@given(st.lists(SIGNS, max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    parsed = parse(text, ALIASES)
    spans = [(hint.start, hint.end) for hint in parsed.hints]
    spans += [(one.start, one.end) for one in parsed.expansions]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    for expansion in parsed.expansions:
        assert text[expansion.start : expansion.end] == expansion.term
    if parsed.query is None and text.strip():
        assert parsed.hints
