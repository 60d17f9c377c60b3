from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection.links import PostLinks, is_external

PATHS = [
    "_posts/2025-08-31-1-chip.md",
    "_posts/2025-09-01-電力デ.md",
    "posts/hugo/index.md",
    "posts/2025/b.md",
    "notes/メモ.md",
    "notes/deep/メモ.md",
    "notes/C# の話.md",
    "notes/100%.md",
    "メモ.md",
]
LINKS = PostLinks({path: path.removesuffix(".md") for path in PATHS})


@pytest.mark.parametrize(
    ("href", "start", "expected"),
    [
        ("/2025/08/31/1-chip/", "_posts/x.md", "_posts/2025-08-31-1-chip"),
        ("/2025/08/31/1-chip", "_posts/x.md", "_posts/2025-08-31-1-chip"),
        ("/2025/08/31/1-chip.html#top", "_posts/x.md", "_posts/2025-08-31-1-chip"),
        ("/blog/2025/8/31/1-chip/?utm=a", "_posts/x.md", "_posts/2025-08-31-1-chip"),
        ("/2025/09/01/" + quote("電力テ\u3099") + "/", "_posts/x.md", "_posts/2025-09-01-電力デ"),
        ("/2025/09/01/電力デ/", "_posts/x.md", "_posts/2025-09-01-電力デ"),
        ("/2025/09/01/1-chip/", "_posts/x.md", None),
        ("/posts/hugo/", "x.md", "posts/hugo/index"),
        ("/posts/2025/b/", "x.md", "posts/2025/b"),
        ("b.md", "posts/2025/x.md", "posts/2025/b"),
        ("../2025/B.md#節", "posts/2024/x.md", "posts/2025/b"),
        ("./b", "posts/2025/x.md", "posts/2025/b"),
        ("2025-08-31-1-chip.md", "notes/x.md", "_posts/2025-08-31-1-chip"),
        ("メモ.md", "notes/x.md", "notes/メモ"),
        ("メモ.md", "notes/deep/x.md", "notes/deep/メモ"),
        ("メモ.md", "_posts/x.md", "メモ"),
        ("deep/メモ.md", "_posts/x.md", "notes/deep/メモ"),
        ("メモ#見出し.md", "x.md", "メモ"),
        (quote("C# の話.md"), "notes/x.md", "notes/C# の話"),
        ("C# の話.md", "x.md", "notes/C# の話"),
        ("100%.md", "notes/x.md", "notes/100%"),
        ("../../../etc/passwd", "notes/x.md", None),
        ("/contact/", "x.md", None),
        ("/", "x.md", None),
        ("#節", "メモ.md", None),
        ("", "メモ.md", None),
        ("https://a.example/2025/08/31/1-chip/", "x.md", None),
    ],
)
def test_links_between_posts_are_resolved(href: str, start: str, expected: str | None) -> None:
    assert LINKS.resolve(href, start) == expected


@pytest.mark.parametrize(
    ("href", "external"),
    [
        ("https://a.example", True),
        ("HTTP://a.example", True),
        ("//a.example/x", True),
        ("mailto:a@a.example", True),
        ("/2025/08/31/x/", False),
        ("AI: 未来.md", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_web_and_mail_are_external(href: str, external: bool) -> None:
    assert is_external(href) is external


def test_a_name_that_looks_like_an_address_is_found() -> None:
    links = PostLinks({"AI: 未来.md": "1"})
    assert links.resolve("AI: 未来.md", "x.md") == "1"


@given(st.text(), st.sampled_from(PATHS))
def test_any_link_is_resolved_or_not(href: str, start: str) -> None:
    assert LINKS.resolve(href, start) in {None, *(path.removesuffix(".md") for path in PATHS)}


@given(st.sampled_from(PATHS), st.sampled_from(PATHS))
def test_a_path_from_the_root_finds_its_post(target: str, start: str) -> None:
    assert LINKS.resolve(f"/{quote(target)}", start) == target.removesuffix(".md")
