import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection import assets
from reader.collection.assets import image_file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("assets") / "root"
    for name in ("assets/図.png", "posts/a b.JPG", "posts/x.svg", "posts/x.md", "../out.png",
                 "テ\u3099ータ/y.webp", "posts/folder.png/z.gif"):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"image")
    (root / "posts/link.png").symlink_to("../../out.png")
    (root / "posts/inside.png").symlink_to("../assets/図.png")
    (root / "posts/loop.png").symlink_to("loop.png")
    (root / "posts/disguise.png").symlink_to("x.svg")
    return root


@pytest.mark.parametrize(
    ("post", "src", "expected"),
    [
        ("posts/x.md", "/assets/図.png", "assets/図.png"),
        ("posts/x.md", "../assets/%E5%9B%B3.png?v=1", "assets/図.png"),
        ("posts/x.md", "a b.JPG", "posts/a b.JPG"),
        ("posts/x.md", " ./a%20b.JPG ", "posts/a b.JPG"),
        ("posts/x.md", "inside.png", "assets/図.png"),
        ("データ/x.md", "y.webp", "テ\u3099ータ/y.webp"),
        ("x.md", "データ/y.webp", "テ\u3099ータ/y.webp"),
    ],
)
def test_images_of_the_collection_are_found(
    folder: Path, post: str, src: str, expected: str
) -> None:
    assert image_file(folder, post, src) == (folder / expected).resolve()


@pytest.mark.parametrize(
    "src",
    ["", "x.svg", "x.md", "gone.png", "../../out.png", "/../out.png", "%2e%2e/%2e%2e/out.png",
     "link.png", "loop.png", "disguise.png", "folder.png", "https://a.example/a.png",
     "//a.example/a.png", "file:///assets/図.png", "data:image/png;base64,AA", "a\0.png",
     "x" * 5000 + ".png", "\\\\server\\a.png", "C:\\a.png"],
)  # fmt: skip
def test_everything_else_is_refused(folder: Path, src: str) -> None:
    assert image_file(folder, "posts/x.md", src) is None


def test_an_absolute_path_means_the_root(folder: Path) -> None:
    assert image_file(folder, "posts/x.md", os.fspath(folder.parent / "out.png")) is None


def test_large_images_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "LARGEST_IMAGE", 4)
    assert image_file(folder, "posts/x.md", "/assets/図.png") is None


@given(
    st.text() | st.lists(st.sampled_from(["..", "/", "out", ".png", "%2e", "link"])).map("".join)
)
def test_nothing_outside_is_ever_found(folder: Path, src: str) -> None:
    found = image_file(folder, "posts/x.md", src)
    assert found is None or found.is_relative_to(folder.resolve())
