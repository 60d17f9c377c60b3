import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notes.anchoring import W3cSelector, anchor, anchor_with_old_text, place
from reader.notes.model import State
from reader.notes.placing import ORPHAN, Placed, describe

INTRO = "架空電機は新しい拠点の建設を発表し、来年度の投資額を一割ほど積み増すと説明した。\n"
BEFORE = "拠点は湖の北に建ち、冷却には湖水を使うという。"
QUOTE = "電力契約の条件は、まだ開示されていない。"
AFTER = "買電の単価が動けば推論の粗利も動くため、次の決算説明で確かめる必要がある。\n"
END = "同社の株価は発表の翌日に三分ほど上げ、週の終わりには元の水準まで戻していた。\n"
TEXT = INTRO + BEFORE + QUOTE + AFTER + END
NEWS = "追記：この記事は公開の後に書き直し、読者から頂いた指摘を三か所に入れてあります。\n"

SMALL = st.text("あい、。\n", min_size=1, max_size=80)


def found(old: str, new: str, quote: str = QUOTE, copy: int = 1) -> tuple[str, State]:
    """What is marked after an edit, and its state."""
    placed = placed_in(old, new, quote, copy)
    return ("" if placed.start is None else new[placed.start : placed.end]), placed.state


def placed_in(old: str, new: str, quote: str = QUOTE, copy: int = 1) -> Placed:
    """Where a copy of a quote has come to."""
    start = -1
    for _ in range(copy):
        start = old.index(quote, start + 1)
    return place(describe(old, start, start + len(quote)), old, new)


def w3c(text: str, quote: str) -> W3cSelector:
    """A passage as other programs describe it."""
    start = text.index(quote)
    end = start + len(quote)
    return {
        "TextQuoteSelector": {
            "exact": quote,
            "prefix": text[max(0, start - 256) : start],
            "suffix": text[end : end + 256],
        },
        "TextPositionSelector": {"start": start, "end": end},
    }


def test_in_the_same_text_it_stays_where_it_is() -> None:
    start = TEXT.index(QUOTE)
    assert placed_in(TEXT, TEXT) == Placed(start, start + len(QUOTE), State.ANCHORED)


@pytest.mark.parametrize(
    "new",
    [NEWS + TEXT, TEXT + NEWS, INTRO + NEWS + BEFORE + QUOTE + AFTER, BEFORE + QUOTE + AFTER],
    ids=["before", "after", "between", "shortened"],
)
def test_it_goes_with_its_neighbours(new: str) -> None:
    assert found(TEXT, new) == (QUOTE, State.ANCHORED)


@pytest.mark.parametrize(
    "words",
    [
        "電力契約の条件は、まだ公表されていない。",
        "電力契約の細かい条件は、まだ開示されていない。",
        "電力契約の条件は開示されていない。",
        "借地契約の条件は、まだ開示されていない！",
    ],
    ids=["replaced", "inserted", "left out", "at the edges"],
)
def test_an_edit_inside_keeps_the_whole_passage(words: str) -> None:
    new = TEXT.replace(QUOTE, words)
    assert found(TEXT, new) == (words, State.EDITED)


def test_words_put_right_before_it_are_not_marked() -> None:
    assert found(TEXT, TEXT.replace(QUOTE, "会社によると" + QUOTE)) == (QUOTE, State.ANCHORED)


def test_a_passage_that_leaves_its_neighbours_has_moved() -> None:
    new = INTRO + BEFORE + AFTER + END + NEWS + QUOTE + "\n"
    assert found(TEXT, new) == (QUOTE, State.MOVED)


def test_a_section_that_moves_and_is_edited_asks_for_a_look() -> None:
    words = QUOTE.replace("開示", "公表")
    section = BEFORE + QUOTE + AFTER
    old = section + "".join(
        f"{n}番目の話題は、{n * 7}年の{n * 31}人の調べによる。" for n in range(40)
    )
    new = old.removeprefix(section) + "\n" + section.replace(QUOTE, words)
    assert found(old, new) == (words, State.MOVED_EDITED)


@pytest.mark.parametrize(
    "new",
    ["", "\n", TEXT.replace(QUOTE, ""), INTRO + END, NEWS * 3, TEXT.replace(QUOTE, NEWS)],
    ids=["nothing left", "white space", "the sentence", "the section", "another text", "rewritten"],
)
def test_a_deleted_passage_is_an_orphan(new: str) -> None:
    assert placed_in(TEXT, new) == ORPHAN


def test_short_words_in_another_place_are_not_the_deleted_ones() -> None:
    old = TEXT + "最後に契約の話をする。"
    assert placed_in(old, old.replace(QUOTE, ""), "契約") == ORPHAN


@pytest.mark.parametrize("copy", [1, 2, 3])
def test_one_of_several_equal_sentences_keeps_its_place(copy: int) -> None:
    old = "".join(
        f"{n}章では{n * 17}社の話を書く。{QUOTE}{n * 7}年の話を続ける。\n" for n in (1, 2, 3)
    )
    new = NEWS + old.replace("2章では", "二番目の章では")
    start = placed_in(old, new, copy=copy).start
    assert new[:start].count(QUOTE) == copy - 1 if start is not None else False


@pytest.mark.parametrize("copy", [1, 2, 3])
def test_the_words_of_one_copy_change_and_no_other_copy_takes_its_place(copy: int) -> None:
    parts = [f"{n}章では{n * 17}社の話を書く。{QUOTE}{n * 7}年の話を続ける。\n" for n in (1, 2, 3)]
    words = QUOTE.replace("開示", "公表")
    old = "".join(parts)
    parts[copy - 1] = parts[copy - 1].replace(QUOTE, words)
    assert found(old, "".join(parts), copy=copy) == (words, State.EDITED)


@pytest.mark.parametrize("copy", [1, 2])
def test_of_a_post_that_holds_its_text_twice_each_half_keeps_its_own(copy: int) -> None:
    old = TEXT + TEXT
    start = placed_in(old, NEWS + old + NEWS, copy=copy).start
    assert start == len(NEWS) + (copy - 1) * len(TEXT) + TEXT.index(QUOTE)


def test_a_text_that_is_appended_once_more_changes_no_place() -> None:
    start = TEXT.index(QUOTE)
    assert placed_in(TEXT, TEXT + TEXT) == Placed(start, start + len(QUOTE), State.ANCHORED)


def test_a_post_that_no_longer_holds_its_text_twice_keeps_what_is_left() -> None:
    assert found(TEXT + TEXT, TEXT, copy=1) == (QUOTE, State.ANCHORED)


def test_a_passage_that_is_split_over_two_paragraphs_stays_one() -> None:
    first, second = "電力契約の条件は、", "まだ開示されていない。"
    new = TEXT.replace(QUOTE, f"{first}\n\n{second}")
    assert found(TEXT, new) == (f"{first}\n\n{second}", State.EDITED)


def test_a_passage_over_two_paragraphs_that_become_one_stays_whole() -> None:
    quote = (AFTER + END).strip()
    new = TEXT.replace(AFTER, AFTER.strip())
    assert found(TEXT, new, quote) == (AFTER.strip() + END.strip(), State.EDITED)


def test_emoji_are_single_code_points() -> None:
    family = "👨‍👩‍👧‍👦"
    old = TEXT.replace(QUOTE, f"{family}の話。") + f"🎌{family}🎌"
    new = "🗾" + old.replace("拠点は", "🏭拠点は")
    assert found(old, new, f"{family}の話。") == (f"{family}の話。", State.ANCHORED)


def test_white_space_that_was_marked_stays_marked() -> None:
    assert found(TEXT, NEWS + TEXT, AFTER) == (AFTER, State.ANCHORED)


def test_white_space_that_was_not_marked_is_not_marked_after_an_edit() -> None:
    new = TEXT.replace(QUOTE, "\n" + QUOTE.replace("まだ", "") + "\n")
    assert found(TEXT, new) == (QUOTE.replace("まだ", ""), State.EDITED)


def test_a_passage_is_found_without_its_old_text() -> None:
    selector = describe(TEXT, TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))
    start = len(NEWS) + TEXT.index(QUOTE)
    placed = place(selector, None, NEWS + TEXT)
    assert placed == Placed(start, start + len(QUOTE), State.ANCHORED)


def test_without_its_old_text_it_is_the_copy_with_its_number() -> None:
    selector = describe(TEXT * 3, len(TEXT) + 5, len(TEXT) + 9)
    assert place(selector, None, TEXT * 3).start == len(TEXT) + 5


def test_without_its_old_text_a_deleted_passage_is_an_orphan() -> None:
    selector = describe(TEXT, TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))
    assert place(selector, None, INTRO + END) == ORPHAN


def test_an_old_text_that_does_not_hold_the_passage_is_not_believed() -> None:
    selector = describe(TEXT, TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))
    assert place(selector, INTRO, TEXT) == place(selector, None, TEXT)


@pytest.mark.parametrize("new", [TEXT, NEWS + TEXT])
def test_passages_that_others_describe_are_found(new: str) -> None:
    span = new.index(QUOTE), new.index(QUOTE) + len(QUOTE)
    assert anchor(w3c(TEXT, QUOTE), new) == span
    assert anchor_with_old_text(w3c(TEXT, QUOTE), TEXT, new) == span


def test_passages_that_others_describe_may_be_gone() -> None:
    assert anchor(w3c(TEXT, QUOTE), END) is None
    assert anchor_with_old_text(w3c(TEXT, QUOTE), TEXT, END) is None


@given(st.one_of(SMALL, st.text(min_size=1)), st.data())
def test_an_unchanged_text_gives_the_same_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    same = Placed(start, end, State.ANCHORED)
    assert place(describe(text, start, end), text, text) == same
    assert place(describe(text, start, end), None, text) == same


@given(st.one_of(SMALL, st.text(min_size=1)), st.one_of(SMALL, st.text()), st.data())
def test_a_place_is_always_within_the_new_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    selector = describe(old, start, data.draw(st.integers(start + 1, len(old))))
    for known in (old, None):
        placed = place(selector, known, new)
        assert placed == place(selector, known, new)
        assert_holds(placed, new, selector.exact)


@given(st.lists(st.tuples(st.integers(0), st.integers(0, 40), SMALL), max_size=6), st.data())
def test_any_edits_leave_a_passage_or_an_orphan(
    edits: list[tuple[int, int, str]], data: st.DataObject
) -> None:
    old = TEXT * data.draw(st.integers(1, 3))
    start = data.draw(st.integers(0, len(old) - 1))
    selector = describe(old, start, min(len(old), start + data.draw(st.integers(1, 200))))
    new = old
    for at, length, words in edits:
        first = at % (len(new) + 1)
        new = new[:first] + words + new[first + length :]
    for known in (old, None):
        assert_holds(place(selector, known, new), new, selector.exact)


def assert_holds(placed: Placed, text: str, words: str) -> None:
    """A place lies in the text, and its state says what stands there."""
    if placed.start is None or placed.end is None:
        assert placed == ORPHAN
        return
    assert 0 <= placed.start < placed.end <= len(text)
    same = text[placed.start : placed.end] == words
    assert same == (placed.state in (State.ANCHORED, State.MOVED))
