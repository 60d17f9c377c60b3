import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.library import Library
from reader.library.comparing import PastText
from reader.text.comparing import Kind
from tests.library.conftest import markdown

ALPHA = "2026-03-01-alpha"
OLD = "推論コストが下がる。\n\n電力の契約は続く。"

Rewrite = Callable[[str], None]


@pytest.fixture
def rewrite(indexed: Library, folder: Path) -> Rewrite:
    """Gives the first post another body, and reads the folder again."""

    def write(body: str) -> None:
        (folder / f"{ALPHA}.md").write_text(markdown("甲の決算", body), encoding="utf-8")
        indexed.refresh()

    return write


def read(library: Library) -> None:
    library.notes.set_read(ALPHA, True, text=library.article(ALPHA).text)


def test_a_post_that_nobody_read_has_no_former_text(indexed: Library) -> None:
    assert indexed.versions(ALPHA) == []
    assert not indexed.places.notes.exists()


def test_the_text_that_was_read_is_compared_with_the_present_one(
    indexed: Library, rewrite: Rewrite
) -> None:
    read(indexed)
    rewrite("推論コストが大きく下がる。\n\n電力の契約は続く。\n\n書きたした文。")
    (past,) = indexed.versions(ALPHA)
    found = indexed.compare(ALPHA, past)
    assert (past.kind, found.old) == ("read", OLD.replace("\n\n", "\n"))
    assert found.counts() == {Kind.REWORDED: 1, Kind.SAME: 1, Kind.ADDED: 1}
    assert not found.is_same


def test_a_text_that_did_not_change_is_the_same(indexed: Library) -> None:
    read(indexed)
    found = indexed.compare(ALPHA, indexed.versions(ALPHA)[0])
    assert found.is_same
    assert found.counts() == {Kind.SAME: 2}


def test_the_texts_that_were_marked_are_told_unless_they_are_present(
    indexed: Library, rewrite: Rewrite
) -> None:
    indexed.annotate(ALPHA, "推論コスト")
    assert indexed.versions(ALPHA) == []
    rewrite("推論コストが上がる。")
    indexed.annotate(ALPHA, "推論コスト")
    (past,) = indexed.versions(ALPHA)
    assert past.kind == "marked"
    assert past.when == min(note.annotation.created for note in indexed.annotations())
    assert indexed.compare(ALPHA, past).counts()[Kind.REMOVED] == 1


def test_the_texts_of_commits_are_built_and_compared(
    indexed: Library, rewrite: Rewrite, folder: Path
) -> None:
    _git(folder, "init", "-q")
    _commit(folder, "はじめ")
    rewrite("電力の契約は続く。\n\n推論コストが下がる。")
    (past,) = indexed.versions(ALPHA)
    found = indexed.compare(ALPHA, past)
    assert (past.kind, past.subject) == ("committed", "はじめ")
    assert found.old == OLD.replace("\n\n", "\n")
    assert found.counts() == {Kind.SAME: 1, Kind.MOVED: 1}
    _commit(folder, "いまの版")
    assert [one.subject for one in indexed.versions(ALPHA)] == ["はじめ"]


def test_a_former_text_that_is_gone_is_told(indexed: Library) -> None:
    read(indexed)
    for past in (PastText("read", "0" * 32, None), PastText("committed", "0" * 40, None)):
        with pytest.raises(UserError) as told:
            indexed.compare(ALPHA, past)
        assert told.value.key == "past-gone"


def test_an_unknown_post_has_no_former_texts(indexed: Library) -> None:
    with pytest.raises(UserError) as told:
        indexed.versions("none")
    assert told.value.key == "post-missing"


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True)


def _commit(folder: Path, subject: str) -> None:
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", subject)
