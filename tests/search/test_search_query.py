import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.query import MOST_WORDS, words_of
from reader.text.normal import normalise


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("推論コスト", ("推論コスト",)),
        ("推論　ＧＰＵ\t電力\n", ("推論", "gpu", "電力")),
        ("AI ai ＡＩ", ("ai",)),
        ("4,950億円", ("4950億円",)),
        ("  　 ", ()),
        ("", ()),
        ("a\0b \ud800", ("a\ufffdb", "\ufffd")),
    ],
)
def test_a_query_has_these_words(query: str, words: tuple[str, ...]) -> None:
    assert words_of(query) == words


def test_a_long_query_is_cut() -> None:
    assert len(words_of(" ".join(map(str, range(100))))) == MOST_WORDS


@given(st.text(max_size=30))
def test_words_are_in_normal_form_and_hold_no_white_space(query: str) -> None:
    for word in words_of(query):
        assert normalise(word) == word
        assert word.split() == [word]
