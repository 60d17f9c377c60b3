from itertools import pairwise

import pytest

from reader.ui.hits import MOST_DRAWN, MOST_TICKS, NO_HITS, Hits

THREE = Hits([(10, 12), (20, 22), (30, 32)])
MANY = Hits([(n * 10, n * 10 + 2) for n in range(10_000)])


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (14, 0), (16, 1), (20, 1), (99, 2)])
def test_the_nearest_hit_becomes_current(offset: int, index: int) -> None:
    assert THREE.near(offset).current == index


@pytest.mark.parametrize(("offset", "index"), [(0, 0), (10, 0), (11, 1), (30, 2), (31, 0)])
def test_looking_onwards_takes_the_next_hit_or_begins_again(offset: int, index: int) -> None:
    assert THREE.onwards(offset).current == index


@pytest.mark.parametrize(
    ("current", "by", "index"), [(None, 1, 0), (None, -1, 2), (0, 1, 1), (2, -1, 1)]
)
def test_a_step_leads_to_the_hit_beside(current: int | None, by: int, index: int) -> None:
    after = Hits(THREE.spans, current).step(by)
    assert after
    assert after.current == index


def test_no_step_leads_past_the_ends_but_around() -> None:
    assert THREE.at(2).step(1) is None
    assert THREE.at(0).step(-1) is None
    assert THREE.at(2).step(1, around=True) == THREE.at(0)
    assert THREE.at(0).step(-1, around=True) == THREE.at(2)


def test_where_nothing_was_found_there_is_nothing_to_go_to() -> None:
    assert NO_HITS.near(5) == NO_HITS.onwards(5) == NO_HITS
    assert NO_HITS.step(1, around=True) is None
    assert (NO_HITS.start(), list(NO_HITS.drawn()), NO_HITS.ticks()) == (None, [], [])


def test_all_hits_are_drawn_where_they_are_few() -> None:
    assert THREE.drawn() == range(3)
    assert THREE.ticks() == [10, 20, 30]


@pytest.mark.parametrize("current", [0, 1, 999, 4213, 9_998, 9_999])
def test_of_very_many_hits_those_around_the_current_are_drawn(current: int) -> None:
    drawn = MANY.at(current).drawn()
    assert len(drawn) == MOST_DRAWN
    assert current in drawn
    assert drawn.start == 0 or current - drawn.start >= MOST_DRAWN // 3
    assert drawn.stop == len(MANY.spans) or drawn.stop - current > MOST_DRAWN // 4


def test_a_step_seldom_draws_other_hits() -> None:
    windows = {MANY.at(index).drawn() for index in range(len(MANY.spans))}
    assert len(windows) <= 10


def test_ticks_of_very_many_hits_are_spread_over_the_text() -> None:
    ticks = MANY.ticks()
    assert MOST_TICKS * 0.9 <= len(ticks) <= MOST_TICKS
    assert set(ticks) <= {start for start, _ in MANY.spans}
    assert ticks[0] == 0
    assert max(after - before for before, after in pairwise(ticks)) <= 110
