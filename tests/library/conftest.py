from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.library import Library

POSTS = {
    "2026-03-01-alpha.md": ("甲の決算", "推論コストが下がる。\n\n電力の契約は続く。"),
    "2026-03-02-beta.md": ("乙の投資", "データセンター投資が増える。\n\n**推論**コストも見る。"),
    "deep/2026-03-03-gamma.md": ("丙の債券", "金利は動かない。1,000億円を借りる。"),
}


def markdown(title: str, body: str) -> str:
    return f"---\ntitle: {title}\ncategories: [投資]\n---\n\n{body}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection of three posts that the test may change."""
    root = tmp_path / "posts"
    for path, (title, body) in POSTS.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(markdown(title, body), encoding="utf-8")
    return root


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    """The library of the three posts, with nothing read yet."""
    with closing(Library.open(folder)) as opened:
        yield opened


@pytest.fixture
def indexed(library: Library) -> Library:
    """The library of the three posts after a refresh."""
    library.refresh()
    return library
