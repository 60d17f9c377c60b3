import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.utf16 import Utf16Map


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_without_astral_characters_both_offsets_are_the_same() -> None:
    places = Utf16Map("推論コスト")
    assert [places.to_utf16(n) for n in range(6)] == list(range(6))


@pytest.mark.parametrize(
    ("text", "code_point", "utf16"),
    [
        ("a😀b", 0, 0),
        ("a😀b", 1, 1),
        ("a😀b", 2, 3),
        ("a😀b", 3, 4),
        ("😀😀", 1, 2),
        ("𠮷野家", 1, 2),
        ("", 0, 0),
    ],
)
def test_an_astral_character_counts_twice(text: str, code_point: int, utf16: int) -> None:
    places = Utf16Map(text)
    assert places.to_utf16(code_point) == utf16
    assert places.to_code_points(utf16) == code_point


def test_an_offset_inside_a_pair_is_the_start_of_the_pair() -> None:
    assert Utf16Map("a😀b").to_code_points(2) == 1


@given(st.text())
def test_length_is_the_utf16_length(text: str) -> None:
    assert Utf16Map(text).length == units(text)


@given(st.text())
def test_every_offset_comes_back(text: str) -> None:
    places = Utf16Map(text)
    for offset in range(len(text) + 1):
        assert places.to_utf16(offset) == units(text[:offset])
        assert places.to_code_points(places.to_utf16(offset)) == offset
