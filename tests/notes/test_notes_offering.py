from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from reader.notes.model import Origin
from reader.notes.offering import MOST, offers, worded
from reader.notes.placing import describe

MADE = datetime(2026, 1, 20, tzinfo=UTC)
QUOTE = "供給元が一社に偏ると、値下げの余地は相手が決める。"
OLD = f"調達先を分散できるかが分かれ目になる。{QUOTE}長期契約の条件を見る必要がある。"
REWORDED = "供給元が一、二社に偏ると、単価の値下げの余地は相手が決める。"
AKIN = "供給元が偏ることの影響は、値下げの交渉力に表れる。"
NEW = OLD.replace(QUOTE, REWORDED) + "しばらく別の話が続く。" + AKIN


def origin(text: str | None = OLD) -> Origin:
    start = OLD.index(QUOTE)
    return Origin(describe(OLD, start, start + len(QUOTE)), text, MADE)


def test_the_best_place_comes_first_and_a_weaker_one_after_it() -> None:
    found = offers(origin(), NEW)
    assert NEW[found[0].start : found[0].end] == REWORDED
    assert AKIN[:-1] in NEW[found[1].start : found[1].end]
    assert found[0].share > found[1].share


def test_the_present_place_is_the_first_whatever_it_says() -> None:
    start = NEW.index(AKIN)
    found = offers(origin(), NEW, (start, start + len(AKIN)))
    assert found[0].start == start
    assert REWORDED in {NEW[one.start : one.end] for one in found[1:]}


def test_a_damaged_old_text_leaves_the_words() -> None:
    assert NEW[slice(offers(origin(None), NEW)[0].start, None)].startswith(REWORDED)


def test_a_text_with_nothing_alike_offers_nothing() -> None:
    assert offers(origin(), "0123456789 " * 40) == []
    assert offers(origin(), "") == []


def test_what_differs_is_told_by_the_character() -> None:
    found = offers(origin(), NEW)[0]
    parts = list(worded(QUOTE, NEW, found))
    assert "".join(words for kind, words in parts if kind != "struck") == REWORDED
    assert "".join(words for kind, words in parts if kind != "inserted") == QUOTE


@given(st.text("あいう。、\n x", max_size=120), st.data())
def test_offers_lie_in_the_text_and_apart(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(OLD) - 1))
    end = data.draw(st.integers(start + 1, len(OLD)))
    found = offers(Origin(describe(OLD, start, end), OLD, MADE), text + OLD[:end] + text)
    whole = text + OLD[:end] + text
    assert found
    assert len(found) <= MOST
    assert all(0 <= one.start < one.end <= len(whole) for one in found)
    assert found[0].share == 1.0
