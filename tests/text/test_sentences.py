from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import sentences

SIGNS = "。！？!?」）)\n \u3000あa1=&"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\u3000\n", []),
        ("一つ。二つ", ["一つ。", "二つ"]),
        ("本当？！ はい!", ["本当？！", "はい!"]),
        ("「伸びた。」と言う。", ["「伸びた。」", "と言う。"]),
        ("（注。）次", ["（注。）", "次"]),
        ("見出し\n本文\n", ["見出し", "本文"]),
        ("\u3000字下げ。\u3000次", ["字下げ。", "次"]),
        ("https://a.example/?q=1!x を見る", ["https://a.example/?q=1!x を見る"]),
        ("Really? Yes!", ["Really?", "Yes!"]),
        ('"Why?" he asked', ['"Why?"', "he asked"]),
        ("1.5 倍。", ["1.5 倍。"]),
    ],
)
def test_text_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(st.sampled_from(SIGNS)) | st.text())
def test_every_character_but_white_space_lies_in_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans).split() == _without_gaps(text, spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def _without_gaps(text: str, spans: list[tuple[int, int]]) -> list[str]:
    inside = {at for start, end in spans for at in range(start, end)}
    assert not "".join(sign for at, sign in enumerate(text) if at not in inside).strip()
    return "".join(sign for at, sign in enumerate(text) if at in inside).split()


@given(st.text(st.sampled_from(SIGNS)) | st.text())
def test_a_sentence_is_trimmed_and_stays_in_its_line(text: str) -> None:
    for start, end in sentences(text):
        sentence = text[start:end]
        assert sentence
        assert sentence == sentence.strip()
        assert "\n" not in sentence
