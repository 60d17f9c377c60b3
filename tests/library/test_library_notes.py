from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.library import Library

BODY = "電力契約の条件を開示していない点は不確実だ。サーバの歩留まりは公表されていない。"


@pytest.fixture
def noted(tmp_path: Path) -> Iterator[Library]:
    """Two posts with three annotations: c1 and c2 on 設備投資, y on 半導体."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for name, title in (("a", "設備投資"), ("b", "半導体")):
        text = f"---\ntitle: {title}\ndate: 2026-01-02\nauthor: 山田\n---\n\n{BODY}\n"
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    with closing(Library.open(folder, tmp_path / "data", tmp_path / "cache")) as library:
        library.refresh()
        library.annotate("a", "電力契約の条件", color="pink", note="c1 次の決算", tags=["リスク"])
        library.annotate("a", "サーバの歩留まり", color="green", note="c2", tags=["要確認/今週"])
        library.annotate("b", "開示していない", note="y 決算")
        library.notes.set_starred("b", True)
        yield library


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "c1 c2 y"),
        ("電力", "c1"),
        ("設備投資", "c1 c2"),
        ("title:半導体", "y"),
        ("text:決算", ""),
        ("note:決算", "c1 y"),
        ("text:サーバー", "c2"),
        ('"次の決算"', "c1"),
        ("電力 OR 開示", "c1 y"),
        ("決算 -電力", "y"),
        ("tag:リスク", "c1"),
        ("tag:要確認", "c2"),
        ("リスク", "c1"),
        ("color:緑", "c2"),
        ("-color:緑 設備投資", "c1"),
        ("is:starred", "y"),
        ("is:changed", ""),
        ("author:山田 電力", "c1"),
        ("before:2026-01-01", ""),
        ("after:2026-01-01", "c1 c2 y"),
        ("ﾘｽｸ", "c1"),
    ],
)
def test_a_query_finds_annotations(noted: Library, query: str, found: str) -> None:
    notes = (one.annotation.note.split()[0] for one in noted.noted(query).notes)
    assert sorted(notes) == found.split()


def test_what_is_not_understood_is_told(noted: Library) -> None:
    result = noted.noted("color:茶")
    assert [hint.key for hint in result.hints] == ["query-color"]
    assert result.notes == []


def test_a_new_annotation_is_found_at_once(noted: Library) -> None:
    assert noted.noted("公表").notes == []
    noted.annotate("b", "公表されていない")
    assert len(noted.noted("公表").notes) == 1


def test_the_trash_is_apart(noted: Library) -> None:
    [first] = noted.noted("電力").notes
    noted.notes.delete(first.annotation.id)
    assert noted.noted("電力").notes == []
    assert [(one.annotation.id, one.title) for one in noted.trash()] == [
        (first.annotation.id, "設備投資")
    ]
