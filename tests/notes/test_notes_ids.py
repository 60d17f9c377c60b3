import uuid
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from reader.notes.ids import IdMaker

MILLISECONDS = st.integers(0, 2**40)


def test_an_id_is_a_uuid_of_version_7() -> None:
    made = uuid.UUID(hex=IdMaker().next(1_764_000_000_000))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_the_first_twelve_digits_are_the_moment() -> None:
    assert int(IdMaker().next(1_764_000_000_123)[:12], 16) == 1_764_000_000_123


@given(st.lists(MILLISECONDS, min_size=2))
def test_ids_rise_whatever_the_clock_does(moments: list[int]) -> None:
    maker = IdMaker()
    made = [maker.next(moment) for moment in moments]
    assert made == sorted(made)


def test_the_first_sixteen_digits_alone_are_unique_within_one_moment() -> None:
    maker = IdMaker()
    assert len({maker.next(7)[:16] for _ in range(10_000)}) == 10_000


def test_threads_never_get_the_same_id() -> None:
    maker = IdMaker()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: maker.next(7)[:16], range(2_000)))
    assert len(set(made)) == 2_000
