import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.aliases import Aliases, Group
from reader.search.editing import as_typed, parts_of, quoted, switched_part, with_other_forms
from reader.search.parsing import parse

ALIASES = Aliases([Group("Google", "", ("Google", "グーグル"))])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("電力", "電力"),
        ("AI 最新", '"AI 最新"'),
        ("AI　最新", '"AI　最新"'),
        ("C(2)", '"C(2)"'),
        ('5"画面', "5画面"),
        ("-5", '"-5"'),
        ("OR", '"OR"'),
    ],
)
def test_a_name_stands_in_a_query_as_one_word(name: str, written: str) -> None:
    assert quoted(name) == written
    assert len(parse(f"tag:{written}", ALIASES).hints) == 0


def test_other_forms_are_switched_off_and_on_again() -> None:
    query = "投資 グーグル -広告"
    (on,) = parse(query, ALIASES).expansions
    without = as_typed(query, (on.start, on.end))
    assert without == '投資 "グーグル" -広告'
    (off,) = parse(without, ALIASES).expansions
    assert not off.on
    assert with_other_forms(without, (off.start, off.end)) == query


@pytest.mark.parametrize(
    ("query", "part", "changed"),
    [
        ("", "tag:電力", "tag:電力"),
        ("投資 ", "tag:電力", "投資 tag:電力"),
        ("投資 tag:電力", "tag:電力", "投資"),
        ("tag:電力 投資", "tag:電力", "投資"),
        ("投資 tag:電力 学習", "tag:電力", "投資 学習"),
        ('投資 category:"AI 最新"', 'category:"AI 最新"', "投資"),
        ("投資 -tag:電力", "tag:電力", "投資 -tag:電力 tag:電力"),
        ("(tag:電力 OR 投資)", "tag:電力", "(tag:電力 OR 投資) tag:電力"),
        ("tag:電力 OR 投資", "tag:電力", "tag:電力 OR 投資 tag:電力"),
        ("tag:電力会社", "tag:電力", "tag:電力会社 tag:電力"),
        ("tag:電力 tag:電力", "tag:電力", ""),
        ("(投資", "tag:電力", "(投資 tag:電力"),
        ("投資) tag:電力", "tag:電力", "投資)"),
        ("投資 OR", "tag:電力", "投資 tag:電力"),
        ("投資 -(", "tag:電力", "投資 tag:電力"),
        ("投資 title:", "tag:電力", "投資 tag:電力"),
        ('投資 "学習 の', "tag:電力", '投資 "学習 の" tag:電力'),
    ],
)
def test_a_part_is_added_or_taken_out(query: str, part: str, changed: str) -> None:
    assert switched_part(query, part) == changed
    assert (part in parts_of(changed)) is not (part in parts_of(query))


@given(st.text(st.sampled_from('推a" ()-:ORtagタグ：\u3000'), max_size=30))
def test_a_part_is_there_after_it_was_added(query: str) -> None:
    part = "date:2025-12"
    assert part not in parts_of(query)
    assert part in parts_of(switched_part(query, part))
