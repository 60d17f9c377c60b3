import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.normal import normalise, normalise_with_map

MIXED = st.text(
    st.sampled_from(
        "aAǰJıİßﬁςΑ\u0345,0１1２，。、かが゛\u3099ﾊﾞﾟ가ㄱㅏ𠮷😀🈁㍿①…™\u3000 〜～—–−‐“’"
        "\u030c\u0323\u200b\ufeff\u00ad\0\ud83d\ude00\n\r\u2028"
    ),
    max_size=14,
)
TEXTS = MIXED | st.text(max_size=20)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ＡＩとＧＰＵ", "aiとgpu"),
        ("ﾃﾞｰﾀ", "データ"),
        ("か\u3099", "が"),
        ("か\u200b\u3099", "が"),
        ("Straße", "strasse"),
        ("㍿", "株式会社"),
        ("1,000億", "1000億"),
        ("１，０００億", "1000億"),
        ("1,234,567", "1234567"),
        ("1,0000", "1,0000"),
        ("1,00", "1,00"),
        ("a,000", "a,000"),
        ("2024,2025", "2024,2025"),
        ("5〜6 5～6 5~6", "5~6 5~6 5~6"),
        ("a–b—c―d−e‐f", "a-b-c-d-e-f"),
        ("“a” ‘b’", "\"a\" 'b'"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("①と⑳", "①と⑳"),
        ("①１", "①1"),
        ("コンピューター", "コンピューター"),
        ("a\u3000b", "a b"),
        ("a\0b", "a\ufffdb"),
        ("\ud800\udc00", "\ufffd\ufffd"),
        ("", ""),
    ],
)
def test_a_text_has_this_normal_form(text: str, normal: str) -> None:
    assert normalise(text) == normal


@given(TEXTS)
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS)
def test_each_line_is_normalised_alone(text: str) -> None:
    assert normalise(text).split("\n") == [normalise(line) for line in text.split("\n")]


@given(TEXTS)
def test_the_normal_form_holds_nothing_that_an_index_cannot(text: str) -> None:
    normal = normalise(text)
    assert "\0" not in normal
    assert normal.encode().decode() == normal


@given(TEXTS)
def test_canonically_equal_texts_have_one_normal_form(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)


@given(TEXTS)
@example("か\u200b\u3099")
@example("…1,000")
def test_the_map_comes_with_the_same_normal_form(text: str) -> None:
    mapped = normalise_with_map(text)
    assert mapped.text == normalise(text)
    assert len(mapped.starts) == len(mapped.ends) == len(mapped.text)
    assert mapped.length == len(text)


@given(TEXTS)
def test_the_map_never_goes_back_and_stays_inside(text: str) -> None:
    mapped = normalise_with_map(text)
    assert list(mapped.starts) == sorted(mapped.starts)
    assert list(mapped.ends) == sorted(mapped.ends)
    assert all(0 <= s < e <= len(text) for s, e in zip(mapped.starts, mapped.ends, strict=True))


@given(TEXTS, st.data())
def test_what_a_part_comes_from_normalises_to_the_part(text: str, data: st.DataObject) -> None:
    mapped = normalise_with_map(text)
    start = data.draw(st.integers(0, len(mapped.text)))
    end = data.draw(st.integers(start, len(mapped.text)))
    first, last = mapped.source_span(start, end)
    # A comma is dropped for the digits around it, which may be outside of the part.
    source, part = normalise(text[first:last]), mapped.text[start:end]
    assert part.replace(",", "") in source.replace(",", "")


@pytest.mark.parametrize(
    ("text", "part", "source"),
    [
        ("約1,000億円", "1000億", "1,000億"),
        ("ＮＶＩＤＩＡの決算", "nvidia", "ＮＶＩＤＩＡ"),
        ("…と…、GPU", "gpu", "GPU"),
        ("ﾃﾞｰﾀｾﾝﾀｰ", "データ", "ﾃﾞｰﾀ"),
        ("三菱㍿", "式会", "㍿"),
        ("か\u3099く", "が", "か\u3099"),
        ("推\u200b論", "推論", "推\u200b論"),
        ("😀𠮷野家…", "𠮷野家", "𠮷野家"),
        ("一行目…\n二行目Ａ", "a", "Ａ"),
    ],
)
def test_a_part_comes_from_this_source(text: str, part: str, source: str) -> None:
    mapped = normalise_with_map(text)
    at = mapped.text.index(part)
    first, last = mapped.source_span(at, at + len(part))
    assert text[first:last] == source


@pytest.mark.parametrize(("at", "source"), [(0, 0), (1, 2), (2, 4)])
def test_an_empty_part_comes_from_an_empty_source(at: int, source: int) -> None:
    assert normalise_with_map("か\u3099か\u3099").source_span(at, at) == (source, source)


def test_every_sign_alone_keeps_the_rules() -> None:
    # Left out: kanji and syllables of Hangul, which stay as they are.
    for sign in map(chr, [*range(0x3400), *range(0xF900, 0x10000), *range(0x1D400, 0x1F300)]):
        mapped = normalise_with_map(sign)
        assert mapped.text == normalise(sign) == normalise(mapped.text)
