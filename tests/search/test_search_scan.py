import pytest

from reader.search.scan import scan_matches


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["推論"], True),
        (["推論", "gpu"], True),
        (["推論", "電力"], False),
        (["論コスト"], True),
        (["1000億"], True),
        (["題名"], True),
        (["\ufffd"], True),
        ([], False),
    ],
)
def test_a_post_matches_when_it_holds_every_word(words: list[str], found: bool) -> None:
    score = scan_matches(words, "題名のＧＰＵ", "推論コストは\n1,000億円\0\ud800")
    assert (score > 0) == found


def test_a_title_counts_more_than_a_text() -> None:
    assert scan_matches(["推論"], "推論", "") > scan_matches(["推論"], "", "推論")


def test_more_occurrences_score_higher() -> None:
    assert scan_matches(["推論"], "", "推論と推論") > scan_matches(["推論"], "", "推論")
