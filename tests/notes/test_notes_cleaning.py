import pytest

from reader.notes.cleaning import storable_tags


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
