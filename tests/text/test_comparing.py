import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.comparing import Kind, Piece, compare
from reader.text.rewording import edits
from reader.text.sentences import sentences

OLD = "供給元が一社に偏ると値下げの余地は相手が決める。電力の契約は続く。終わり。"
SENTENCES = st.lists(st.sampled_from("一二三四五六"), max_size=14).map(
    lambda names: "".join(f"{name}番目の文である。" for name in names)
)
ANY = SENTENCES | st.text(st.sampled_from("。\nあい１1 ア"), max_size=40) | st.text(max_size=60)


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    """What a comparison says, in words."""
    return [
        (
            piece.kind,
            old[slice(*piece.old)] if piece.old else "",
            new[slice(*piece.new)] if piece.new else "",
        )
        for piece in compare(old, new)
    ]


def changed(old: str, new: str) -> list[tuple[str, str]]:
    """The words of two sentences that differ."""
    return [(old[slice(*a)], new[slice(*b)]) for a, b in edits(old, new)]


def test_an_added_and_a_removed_sentence_stand_where_they_belong() -> None:
    assert told("一つめ。二つめ。三つめ。", "一つめ。三つめ。おわりに書きたした。") == [
        ("same", "一つめ。", "一つめ。"),
        ("removed", "二つめ。", ""),
        ("same", "三つめ。", "三つめ。"),
        ("added", "", "おわりに書きたした。"),
    ]


def test_a_reworded_sentence_is_one_with_both_wordings() -> None:
    new = OLD.replace("一社", "一、二社")
    assert [kind for kind, *_ in told(OLD, new)] == ["reworded", "same", "same"]
    (piece,) = (piece for piece in compare(OLD, new) if piece.kind is Kind.REWORDED)
    assert [(OLD[slice(*a)], new[slice(*b)]) for a, b in piece.edits] == [("", "、二")]


def test_a_moved_sentence_is_told_at_both_of_its_places() -> None:
    old, new = "甲の話。乙の話です。丙の話なのだ。", "乙の話です。丙の話なのだ。甲の話。"
    pieces = [piece for piece in compare(old, new) if piece.kind is Kind.MOVED]
    assert pieces == [
        Piece(Kind.MOVED, old=(0, 4), elsewhere=(13, 17)),
        Piece(Kind.MOVED, new=(13, 17), elsewhere=(0, 4)),
    ]


def test_a_sentence_that_moved_may_be_spelt_in_another_width() -> None:
    old, new = "費用は１，０００円。次の文。もう一つ。", "次の文。もう一つ。費用は1,000円。"
    assert [kind for kind, *_ in told(old, new)] == ["moved", "same", "same", "moved"]


def test_another_spelling_at_the_same_place_is_a_rewording() -> None:
    assert [kind for kind, *_ in told("ＡＢＣＤ。", "ABCD。")] == ["reworded"]


def test_unlike_sentences_are_no_rewording() -> None:
    kinds = [kind for kind, *_ in told("電力の契約は続く。", "新工場を南に建てた。")]
    assert kinds == ["removed", "added"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("同じ。", "同じ。", []),
        ("投資は3,200億円だ。", "投資は3,300億円だ。", [("3,200", "3,300")]),
        ("Rubin を出す。", "Rubens を出す。", [("Rubin", "Rubens")]),
        ("1.5 倍と 12 倍。", "1.25 倍と 22 倍。", [("1.5", "1.25"), ("12", "22")]),
        ("減る見込み。", "大きく減る見込み。", [("", "大きく")]),
        ("とても減る。", "減る。", [("とても", "")]),
        ("甲乙丙。", "丁乙戊。", [("甲乙丙", "丁乙戊")]),
        ("", "全部", [("", "全部")]),
    ],
)
def test_the_words_that_differ_are_told(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert changed(old, new) == expected


@given(ANY, ANY)
def test_nothing_of_either_text_is_lost(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert [piece.old for piece in pieces if piece.old] == sentences(old)
    assert [piece.new for piece in pieces if piece.new] == sentences(new)


@given(ANY, ANY)
def test_each_piece_has_the_sides_of_its_kind(old: str, new: str) -> None:
    for piece in compare(old, new):
        sides = piece.old is not None, piece.new is not None
        expected = {
            Kind.SAME: [(True, True)],
            Kind.REWORDED: [(True, True)],
            Kind.ADDED: [(False, True)],
            Kind.REMOVED: [(True, False)],
            Kind.MOVED: [(True, False), (False, True)],
        }
        assert sides in expected[piece.kind]
        assert bool(piece.edits) == (piece.kind is Kind.REWORDED)
        assert bool(piece.elsewhere) == (piece.kind is Kind.MOVED)


@given(ANY)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {piece.kind for piece in compare(text, text)} <= {Kind.SAME}


@given(ANY, ANY)
def test_what_moved_is_there_as_often_in_both_texts(old: str, new: str) -> None:
    moved = [piece for piece in compare(old, new) if piece.kind is Kind.MOVED]
    left = Counter((piece.old, piece.elsewhere) for piece in moved if piece.old)
    came = Counter((piece.elsewhere, piece.new) for piece in moved if piece.new)
    assert left == came


@given(st.text(), st.text())
def test_the_words_between_the_edits_are_the_same(old: str, new: str) -> None:
    spans = edits(old, new)
    places = zip([(0, 0), *((a[1], b[1]) for a, b in spans)], [*spans, None], strict=True)
    for (at, to), following in places:
        end = following or ((len(old), 0), (len(new), 0))
        assert old[at : end[0][0]] == new[to : end[1][0]]


@pytest.mark.parametrize(
    ("old", "new", "most_seconds"),
    [
        ("文である。" * 20_000, "文である。" * 19_999, 3),
        ("文である。" * 20_000, "文だった。" * 20_000, 3),
        ("文である。" * 20_000, "文である。ほか。" * 20_000, 3),
        ("あ" * 1_000_000, "あ" * 400_000 + "い" + "あ" * 599_000, 3),
        ("。" * 1_000_000, "。" * 999_999, 3),
        (
            "".join(f"第{n}の契約は電力の値段で決まる。" for n in range(2_800)),
            "".join(f"第{n}の契約は水の値段で決まった。" for n in range(2_800)),
            0.5,
        ),
    ],
    ids=["equal", "all reworded", "every second", "one sign", "no words", "50,000 signs"],
)
def test_a_large_text_is_compared_in_time(old: str, new: str, most_seconds: float) -> None:
    compare("一。", "二。")
    fastest = min(_seconds(old, new) for _ in range(2))
    assert fastest < most_seconds


def _seconds(old: str, new: str) -> float:
    began = time.process_time()
    compare(old, new)
    return time.process_time() - began
