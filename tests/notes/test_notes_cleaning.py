import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notes.cleaning import storable, storable_tags

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


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["要確認"], ("要確認",)),
        (["#要確認", "＃リスク"], ("要確認", "リスク")),
        ([" 電力 \n 契約 "], ("電力 契約",)),
        (["a", "b", "a"], ("a", "b")),
        (["", "  ", "#"], ()),
        (["a\0b"], ("a\ufffdb",)),
    ],
)
def test_tags_are_kept_in_one_form(given: list[str], kept: tuple[str, ...]) -> None:
    assert storable_tags(given) == kept
