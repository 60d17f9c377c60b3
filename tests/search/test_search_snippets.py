from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.model import Form
from reader.search.query import words_of
from reader.search.snippets import find_all, snippets
from reader.text.normal import normalise

SIGNS = "aAb,01０，。かが\u3099ﾊﾞ𠮷😀㍿…\u3000 〜—\u200b\0\ud800\n推論"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=60)
QUERIES = st.text(st.sampled_from(SIGNS), min_size=1, max_size=5)
PROSE = "学習の費用は一度で済む。推論コストは利用が増えるほど積み上がる。" * 4


def forms(words: Iterable[str]) -> list[Form]:
    return [Form(word) for word in words]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["推論"], "推論と推論", ["推論", "推論"]),
        (["推論", "論コスト"], "推論コスト", ["推論コスト"]),
        (["推論", "コスト"], "推論コスト", ["推論", "コスト"]),
        (["gpu"], "ＧＰＵとGpu", ["ＧＰＵ", "Gpu"]),
        (["1000億"], "約1,000億円", ["1,000億"]),
        (["ab"], "a\nb", []),
        (["aaa"], "aaaa", ["aaaa"]),
        (["ない"], "本文", []),
        ([], "本文", []),
    ],
)
def test_these_places_are_found(words: list[str], text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_all(forms(words), text)] == found


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("meta", "Meta metadata xMeta Meta社 ＭＥＴＡ", ["Meta", "Meta", "ＭＥＴＡ"]),
        ("gpt-4", "GPT-4とGPT-4o", ["GPT-4"]),
        ("電力", "大電力網", ["電力"]),
        ("meta社", "xMeta社員 Meta社員", ["Meta社"]),
    ],
)
def test_a_whole_form_is_not_found_inside_a_latin_word(
    word: str, text: str, found: list[str]
) -> None:
    places = find_all([Form(word, whole=True)], text)
    assert [text[start:end] for start, end in places] == found


@given(QUERIES, TEXTS)
def test_places_are_found_exactly_when_a_word_is_there(query: str, text: str) -> None:
    words = words_of(query)
    assert bool(find_all(forms(words), text)) == any(word in normalise(text) for word in words)


@given(QUERIES, TEXTS)
def test_each_place_normalises_to_hold_a_word(query: str, text: str) -> None:
    words = words_of(query)
    for start, end in find_all(forms(words), text):
        # A comma is dropped for the digits around it, which may be outside of the place.
        place = normalise(text[start:end]).replace(",", "")
        assert any(word.replace(",", "") in place for word in words)


@given(QUERIES, TEXTS)
def test_places_are_sorted_and_apart(query: str, text: str) -> None:
    places = find_all(forms(words_of(query)), text)
    ends = [0, *(end for _, end in places)]
    assert all(end <= start < own for end, (start, own) in zip(ends, places, strict=False))


@given(QUERIES, TEXTS, st.integers(1, 4), st.integers(1, 40))
def test_snippets_are_slices_with_marks(query: str, text: str, limit: int, width: int) -> None:
    words = words_of(query)
    found = snippets(forms(words), text, limit, width)
    places = {text[start:end] for start, end in find_all(forms(words), text)}
    assert len(found) <= limit
    assert bool(found) == bool(places)
    for snippet in found:
        assert snippet.text in text
        assert "\n" not in snippet.text
        assert snippet.marks
        for start, end in snippet.marks:
            assert any(snippet.text[start:end] in place for place in places)


@given(QUERIES, TEXTS, st.integers(1, 40))
def test_a_snippet_is_no_wider_than_asked_for(query: str, text: str, width: int) -> None:
    for snippet in snippets(forms(words_of(query)), text, width=width):
        longest = max(end - start for start, end in snippet.marks)
        assert len(snippet.text) <= max(width, longest)


def test_a_snippet_begins_with_the_sentence_of_its_match() -> None:
    (snippet,) = snippets(forms(["推論"]), PROSE, limit=1, width=40)
    assert snippet.text.startswith("推論コストは")
    assert snippet.marks[0] == (0, 2)


def test_a_snippet_divides_no_latin_word() -> None:
    text = "the infrastructure of inference needs electricity and patience everywhere"
    (snippet,) = snippets(forms(["needs"]), text, limit=1, width=30)
    assert set(snippet.text.split()) <= set(text.split())


def test_the_first_snippet_shows_as_many_words_as_it_can() -> None:
    text = "電力の話。\n推論の話。\n" + "前置き" * 20 + "\n電力と推論の話。"
    (snippet,) = snippets(forms(["電力", "推論"]), text, limit=1)
    assert snippet.text == "電力と推論の話。"


def test_the_second_snippet_comes_from_another_line() -> None:
    found = snippets(forms(["学習"]), PROSE + "\n" + PROSE.replace("済む", "終わる"))
    assert ["済む" in snippet.text for snippet in found] == [True, False]


def test_snippets_of_one_line_do_not_overlap() -> None:
    first, second = snippets(forms(["推論"]), PROSE, width=30)
    text = PROSE[PROSE.index(first.text) + len(first.text) :]
    assert second.text in text


def test_a_text_without_the_words_has_no_snippet() -> None:
    assert snippets(forms(["推論"]), "本文") == ()
    assert snippets(forms([]), "本文") == ()


def test_a_line_with_a_hundred_thousand_matches_is_shown_in_two_pieces() -> None:
    found = snippets(forms(("推論コスト",)), "推論コスト" * 100_000)
    assert [len(snippet.text) for snippet in found] == [70, 70]
    assert all(len(snippet.marks) == 14 for snippet in found)


def test_a_wide_fold_beside_the_match_hides_no_mark() -> None:
    line = "ﷺ" * 30 + "電力" + "ﷺ" * 30 + "電力"
    (first, *_) = snippets(forms(("電力",)), line, limit=1)
    assert [first.text[start:end] for start, end in first.marks].count("電力") >= 1
