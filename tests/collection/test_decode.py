import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection.decode import decode
from reader.collection.kinds import Kind

TEXT = "半導体の在庫は三か月分ある。データセンターの電力はまだ足りない。\n" * 4
LONG = TEXT.encode() * 10


def _kinds(data: bytes) -> list[tuple[str, str, int | None]]:
    return [(one.kind, one.detail, one.line) for one in decode(data, "a.md")[1]]


@pytest.mark.parametrize(
    ("codec", "name"),
    [("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP"), ("utf-16", "UTF-16")],
)
def test_older_encodings_are_recognised(codec: str, name: str) -> None:
    text, problems = decode(TEXT.encode(codec), "a.md")
    assert text == TEXT
    assert [(one.kind, one.detail) for one in problems] == [(Kind.OTHER_ENCODING, name)]


@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
def test_an_older_encoding_with_a_cut_character_is_recognised(codec: str) -> None:
    text, problems = decode(TEXT.encode(codec)[:-2], "a.md")
    assert text.startswith("半導体の在庫は")
    assert [one.kind for one in problems] == [Kind.OTHER_ENCODING]


@pytest.mark.parametrize("rest", [LONG, "続きです。".encode()])
def test_a_cut_character_in_utf8_is_replaced_and_listed(rest: bytes) -> None:
    data = "一行目\n二行".encode()[:-1] + rest
    text, problems = decode(data, "a.md")
    assert text == f"一行目\n二\ufffd{rest.decode()}"
    assert [(one.kind, one.detail, one.line) for one in problems] == [(Kind.NOT_UTF8, "2", 2)]


def test_bom_goes_without_a_word() -> None:
    assert decode(b"\xef\xbb\xbf# a", "a.md") == ("# a", [])


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc\n", "a.md") == ("a\nb\nc\n", [])


def test_nul_is_dropped_and_listed() -> None:
    assert decode(b"a\nb\0c\0", "a.md")[0] == "a\nbc"
    assert _kinds(b"a\nb\0c\0") == [(Kind.NUL, "2", 2)]


def test_characters_lost_before_are_listed() -> None:
    assert _kinds("一\n二\ufffd".encode()) == [(Kind.CHARACTER_LOST, "1", 2)]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0\ufeff")))
def test_utf8_comes_out_as_it_is(text: str) -> None:
    assert decode(text.encode(), "a.md")[0] == text


@given(st.binary())
def test_any_bytes_come_out_as_text_that_can_be_stored(data: bytes) -> None:
    text, _ = decode(data, "a.md")
    assert not {"\r", "\0"} & set(text)
    text.encode()
