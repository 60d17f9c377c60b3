import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notes.placing import CONTEXT, describe, occurrences

QUOTE = "電力契約の条件は開示されていない。"


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


def test_the_copies_of_words_that_repeat_themselves_are_all_found() -> None:
    assert occurrences("いあああいああああ", "ああ") == [1, 2, 5, 6, 7]


@given(st.text("あい", max_size=40), st.text("あい", min_size=1, max_size=12))
def test_every_copy_is_found_once(text: str, exact: str) -> None:
    assert occurrences(text, exact) == [n for n in range(len(text)) if text.startswith(exact, n)]
