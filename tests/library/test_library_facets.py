from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.library import Library
from reader.search.editing import quoted, switched_part
from tests.library.conftest import markdown

MOST = 15
"""As many names of a facet as are looked at: one search each."""


@pytest.fixture(scope="module")
def sample(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    base = tmp_path_factory.mktemp("facets")
    with closing(Library.open(sample_root, base / "data", base / "cache")) as library:
        library.refresh()
        yield library


@pytest.mark.parametrize(
    "query",
    ["電力", "推論 OR 電力", "推論 OR 電力 コスト", "-(推論 電力)", '"データセンター"', "title:ai"],
)
def test_a_facet_counts_the_posts_that_its_part_leaves(sample: Library, query: str) -> None:
    result = sample.search(query, limit=0)
    facets = result.facets
    parts = [(f"date:{month}", count) for month, count in facets.months]
    parts += [(f"category:{quoted(name)}", count) for name, count in facets.categories[:MOST]]
    parts += [(f"tag:{quoted(name)}", count) for name, count in facets.tags[:MOST]]
    left = [(part, sample.search(switched_part(query, part), limit=0).total) for part, _ in parts]
    assert result.total
    assert left == parts


def test_months_are_in_order_and_names_by_their_number(sample: Library) -> None:
    result = sample.search("電力", limit=0)
    facets = result.facets
    assert list(facets.months) == sorted(facets.months)
    assert sum(count for _, count in facets.months) == result.total
    for counts in (facets.categories, facets.tags):
        numbers = [count for _, count in counts]
        assert numbers == sorted(numbers, reverse=True)


def test_facets_are_of_the_posts_that_a_search_was_among(sample: Library) -> None:
    posts = sample.search("電力", limit=0).post_ids[:2]
    facets = sample.search("電力", limit=0, among=posts).facets
    assert sum(count for _, count in facets.months) == len(posts)


def test_facets_are_the_same_before_anything_is_indexed(folder: Path) -> None:
    (folder / "e.md").write_text(
        markdown("戊", "電力").replace("---\n", "---\ntags: [電力, 契約]\ndate: 2026-02-01\n", 1),
        encoding="utf-8",
    )
    with closing(Library.open(folder)) as library:
        library.catch_up()
        scanned = library.search("電力")
        library.refresh()
        indexed = library.search("電力")
    assert scanned.facets == indexed.facets
    assert indexed.facets.months == (("2026-02", 1), ("2026-03", 1))
    assert indexed.facets.categories == (("投資", 2),)
    assert set(indexed.facets.tags) == {("電力", 1), ("契約", 1)}


def test_nothing_found_has_no_facets(sample: Library) -> None:
    facets = sample.search("ない言葉の列", limit=0).facets
    assert (facets.months, facets.categories, facets.tags) == ((), (), ())
