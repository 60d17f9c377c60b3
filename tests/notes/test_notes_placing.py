import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notes.model import State
from reader.notes.placing import CONTEXT, ORPHAN, Placed, describe, occurrences, place

QUOTE = "電力契約の条件は開示されていない。"
BEFORE = "架空電機は新しい拠点の建設を発表し、来年度の投資額を一割ほど積み増すと説明した。"
AFTER = "買電の単価が動けば推論の粗利も動くため、次の決算説明で確かめる必要があると見る。"
TEXT = BEFORE + QUOTE + AFTER
START, END = len(BEFORE), len(BEFORE) + len(QUOTE)

SMALL = st.text("あい。\n", min_size=1, max_size=60)


def test_a_selector_keeps_256_characters_on_each_side() -> None:
    selector = describe("前" * 300 + QUOTE + "後" * 300, 300, 300 + len(QUOTE))
    assert (selector.prefix, selector.suffix) == ("前" * CONTEXT, "後" * CONTEXT)


def test_a_selector_knows_which_copy_it_is() -> None:
    selector = describe("値上げ。値上げ。値上げ。", 4, 7)
    assert (selector.copy, selector.copies) == (2, 3)


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 6)])
def test_a_span_that_is_no_passage_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no passage"):
        describe("あいうえお", *span)


def test_overlapping_copies_count() -> None:
    assert occurrences("ああああ", "ああ") == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "state", "shift"),
    [
        (TEXT + "追記。", State.ANCHORED, 0),
        ("追記。" + TEXT, State.MOVED, 3),
        ("全く別の書き出し。" + QUOTE + AFTER, State.MOVED, 9 - START),
        (BEFORE + QUOTE + "全く別の終わり。", State.ANCHORED, 0),
    ],
)
def test_unchanged_words_are_found_again(text: str, state: State, shift: int) -> None:
    found = place(describe(TEXT, START, END), False, text)
    assert found == Placed(START + shift, END + shift, state)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BEFORE + AFTER,
        BEFORE + QUOTE.replace("条件", "中身") + AFTER,
        TEXT + QUOTE,
        "全く別の書き出し。" + QUOTE + "全く別の終わり。",
    ],
    ids=["empty", "deleted", "reworded", "copied", "elsewhere"],
)
def test_what_is_not_certain_is_an_orphan(text: str) -> None:
    assert place(describe(TEXT, START, END), False, text) == ORPHAN


def test_the_right_one_of_equal_copies_is_found_again() -> None:
    text = TEXT + "次の節。" + TEXT
    second = len(TEXT) + 4 + START
    found = place(describe(text, second, second + len(QUOTE)), False, "序文。" + text)
    assert found == Placed(second + 3, second + 3 + len(QUOTE), State.MOVED)


def test_a_copy_that_stands_where_another_stood_is_not_taken_for_it() -> None:
    other = BEFORE[::-1] + QUOTE + AFTER[::-1]
    selector = describe(TEXT + other, START, END)
    assert place(selector, False, other + TEXT) == ORPHAN


@given(SMALL, st.data())
def test_the_same_text_gives_the_same_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selector = describe(text, start, end)
    assert place(selector, True, text) == Placed(start, end, State.ANCHORED)
    assert place(selector, False, text) == Placed(start, end, State.ANCHORED)


@given(SMALL, SMALL, st.data())
def test_a_place_always_holds_the_words(text: str, edited: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    selector = describe(text, start, start + 1)
    found = place(selector, False, edited)
    assert found.start is None or edited[found.start : found.end] == selector.exact
