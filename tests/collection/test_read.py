import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection import read
from reader.collection.decode import decode
from reader.collection.kinds import Kind
from reader.collection.post import Post, Source
from reader.collection.read import content_hash, parse_post, read_source
from reader.errors import UserError

WHOLE = """---
layout: post
title: "電力の: 値段"
date: 2025-11-30 16:31:43 +0000
categories: ["市場"]
tags: [電力, "AI"]
author: "罫線編集部"
excerpt: >-
  電力の値段は
  上がる。
image: a.png
image: b.png
related:
  - {slug: x, title: 題}
---

# 見出し

本文です。

<<<<<<< HEAD
一方
=======
他方
>>>>>>> other
"""


def _post(text: str, path: str = "notes/2025-08-29-chip.md") -> Post:
    return parse_post(text.encode(), path, "chip")


def _source(file: Path) -> Source:
    return Source(file.name, file, 0, 0)


def test_a_post_has_all_that_its_front_matter_says() -> None:
    post = _post(WHOLE)
    assert (post.id, post.path) == ("chip", "notes/2025-08-29-chip.md")
    assert (post.title, post.day) == ("電力の: 値段", "2025-12-01")
    assert (post.categories, post.tags) == (("市場",), ("電力", "AI"))
    assert (post.author, post.excerpt) == ("罫線編集部", "電力の値段は 上がる。")
    assert post.body.startswith("\n# 見出し")
    assert post.extra == {
        "layout": "post",
        "image": "b.png",
        "related": '[{"slug": "x", "title": "題"}]',
    }
    assert [(one.kind, one.line) for one in post.problems] == [
        (Kind.KEY_TWICE, 12),
        (Kind.CONFLICT, 21),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("本文だけ。", "2025-08-29-chip"),
        ("本文\n\n## **見出し**の `x` ##\n", "見出しの x"),
        ("```sh\n# これは違う\n```\n# これ", "これ"),
        ("# C#", "C#"),
        ("#タグ", "2025-08-29-chip"),
        ("---\ntitle: 2025\n---\n# 見出し", "2025"),
        ("---\ndate: 2025-01-01\n---\n# 見出し", "見出し"),
        ('---\ntitle: "  題\\n  名 "\n---\n本文', "題 名"),
    ],
)
def test_the_title_comes_from_front_matter_heading_or_name(text: str, title: str) -> None:
    post = _post(text)
    assert post.title == title
    assert not post.problems


def test_an_empty_title_is_listed_with_its_stand_in() -> None:
    problem = _post('---\ntitle: ""\n---\n# 見出し\n本文').problems[0]
    assert (problem.kind, problem.detail) == (Kind.TITLE_EMPTY, "見出し")


@pytest.mark.parametrize(
    ("matter", "day"),
    [
        ("date: 2025-01-02", "2025-01-02"),
        ('date: "2025-01-02 23:30:00 +0000"', "2025-01-03"),
        ("title: x", "2025-08-29"),
        ("date:", "2025-08-29"),
        ("published_at: 2025-01-02 10:00", "2025-01-02"),
    ],
)
def test_the_day_is_that_of_japan(matter: str, day: str) -> None:
    post = _post(f"---\n{matter}\n---\n本文")
    assert post.day == day
    assert not post.problems


def test_a_date_that_cannot_be_read_is_listed() -> None:
    post = _post("---\ndate: 近日\n---\n本文")
    assert post.day == "2025-08-29"
    assert [(one.kind, one.detail) for one in post.problems] == [(Kind.DATE_UNREADABLE, "近日")]


def test_no_date_anywhere_is_no_date() -> None:
    assert _post("本文", "chip.md").date is None


@pytest.mark.parametrize(
    ("matter", "author"),
    [
        ("author: 山田、佐藤", "山田、佐藤"),
        ("authors: [山田, 佐藤]", "山田、佐藤"),
        ("author: {name: 山田, url: x}", "山田"),
        ("author:", ""),
    ],
)
def test_an_author_may_be_several_or_a_mapping(matter: str, author: str) -> None:
    assert _post(f"---\n{matter}\n---\n本文").author == author


def test_the_shape_of_zenn_is_read() -> None:
    post = _post("---\ntitle: 題\nemoji: 📈\ntopics: [ai, gpu]\npublished: true\n---\n:::message")
    assert post.tags == ("ai", "gpu")
    assert post.extra["emoji"] == "📈"
    assert post.extra["published"] == "true"


def test_the_shape_of_hugo_is_read() -> None:
    post = _post('+++\ntitle = "題"\ndate = 2025-01-02\ntags = ["ai"]\n+++\n{{< note >}}', "a.md")
    assert (post.title, post.day, post.tags) == ("題", "2025-01-02", ("ai",))
    assert post.body == "{{< note >}}"


@pytest.mark.parametrize("cut", [WHOLE.encode(), WHOLE.replace("\n", " ").encode()])
def test_a_post_cut_anywhere_is_a_post(cut: bytes) -> None:
    for end in range(len(cut)):
        post = parse_post(cut[:end], "a.md", "a")
        assert decode(cut[:end], "a.md")[0].endswith(post.body)


FRAGMENTS = [b"---\n", b"+++\n", b"title: \xe9\x9b\xbb\n", b"tags: [a", b"\xff\xfe", b"\x82\xa0",
             b"\0", b"- x\n", b"\n", b"# ", b"&a *a", b"date: 2025-13-01\n",
             b"<<<<<<< \n"]  # fmt: skip


@given(st.binary() | st.lists(st.sampled_from(FRAGMENTS)).map(b"".join))
def test_any_bytes_give_a_post_that_can_be_stored(data: bytes) -> None:
    post = parse_post(data, "a.md", "a")
    texts = (post.title, post.author, post.excerpt, *post.tags, *post.categories, post.body)
    assert post.title
    assert decode(data, "a.md")[0].endswith(post.body)
    for text in (*texts, *post.extra, *post.extra.values(), *(p.detail for p in post.problems)):
        text.encode()


def test_the_bytes_of_a_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\0")
    assert read_source(_source(tmp_path / "a.md")) == b"\xff\0"


def test_a_file_that_is_gone_is_the_fault_of_the_world(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        read_source(_source(tmp_path / "a.md"))
    assert (error.value.key, error.value.facts["path"]) == ("post-unreadable", "a.md")


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "LARGEST_POST", 3)
    (tmp_path / "a.md").write_bytes(b"1234")
    with pytest.raises(UserError, match="post-unreadable"):
        read_source(_source(tmp_path / "a.md"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(UserError, match="post-unreadable"):
        read_source(_source(tmp_path / "a.md"))


def test_the_hash_tells_contents_apart() -> None:
    assert content_hash(b"a") == content_hash(b"a") != content_hash(b"b")
    assert len(content_hash(b"")) == 32
