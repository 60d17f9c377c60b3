import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.storing import storable, text_hash

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_every_text_can_be_stored_and_keeps_its_offsets(text: str) -> None:
    clean = storable(text)
    assert len(clean) == len(text)
    assert "\0" not in clean
    assert clean.encode().decode() == clean


@pytest.mark.parametrize("text", ["推論コスト", "👩‍👩‍👧 家族", "a\r\nb\tc", "\u202e右から"])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert storable(text) == text


@given(ANY_TEXT)
def test_a_text_has_the_name_of_what_is_stored_of_it(text: str) -> None:
    assert text_hash(text) == text_hash(storable(text))
    assert len(text_hash(text)) == 32
    assert text_hash(text) != text_hash(text + "。")
