import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from reader.collection.kinds import Kind
from reader.collection.scan import Scan, scan
from reader.errors import UserError

NFC, NFD = "デ.md", "テ\u3099.md"


def _write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("本文", encoding="utf-8")


def _paths(found: Scan) -> list[str]:
    return [source.path for source in found.sources]


def _problems(found: Scan) -> list[tuple[str, str]]:
    return [(problem.path, problem.kind) for problem in found.problems]


def test_posts_are_found_in_all_folders_in_order(tmp_path: Path) -> None:
    _write(tmp_path, "b.md", "2025/a.md", "2025/深い/c.MD", "a.markdown", "image.png", "a.md.txt")
    found = scan(tmp_path)
    assert _paths(found) == ["2025/a.md", "2025/深い/c.MD", "a.markdown", "b.md"]
    assert found.problems == ()


def test_a_source_knows_its_file(tmp_path: Path) -> None:
    _write(tmp_path, "x/a.md")
    source = scan(tmp_path).sources[0]
    assert source.file.read_text(encoding="utf-8") == "本文"
    assert source.size == 6
    assert source.mtime_ns == source.file.stat().st_mtime_ns


def test_hidden_names_and_copies_are_listed_once(tmp_path: Path) -> None:
    names = ["a.md.backup", "b.md~", ".c.md", ".hidden/d.md", "e.md.bak", "#f.md#", "g.md.~1~"]
    _write(tmp_path, "post.md", ".DS_Store", *names)
    found = scan(tmp_path)
    assert _paths(found) == ["post.md"]
    assert _problems(found) == [(".", Kind.IGNORED)]
    assert found.problems[0].detail == "7: #f.md#, .c.md, .hidden …"


def test_an_empty_folder_has_no_posts(tmp_path: Path) -> None:
    assert scan(tmp_path) == Scan((), ())


@pytest.mark.parametrize("name", ["gone", "file"])
def test_a_root_that_is_no_folder_is_missing(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="folder-missing"):
        scan(tmp_path / name)


def _close(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def scandir(path: Any) -> Any:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied")
        return real(path)

    real = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)


def test_a_root_that_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _close(monkeypatch, tmp_path)
    with pytest.raises(UserError, match="folder-unreadable"):
        scan(tmp_path)


def test_a_folder_that_may_not_be_read_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, "a.md", "closed/b.md")
    _close(monkeypatch, tmp_path / "closed")
    found = scan(tmp_path)
    assert _paths(found) == ["a.md"]
    assert [(one.kind, one.detail) for one in found.problems] == [
        (Kind.FOLDER_CLOSED, "Permission denied")
    ]


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A root beside a folder that is outside of it."""
    root = tmp_path / "root"
    _write(tmp_path, "root/a.md", "root/sub/b.md", "outside/secret.md", "root/sub/note.txt")
    return root


def test_links_out_of_the_root_are_not_followed(linked: Path) -> None:
    (linked / "folder").symlink_to("../outside")
    (linked / "file.md").symlink_to("../outside/secret.md")
    found = scan(linked)
    assert _paths(found) == ["a.md", "sub/b.md"]
    assert _problems(found) == [("file.md", Kind.LINK_OUTSIDE), ("folder", Kind.LINK_OUTSIDE)]
    assert found.problems[0].detail == "../outside/secret.md"


def test_no_file_is_found_twice_and_loops_end(linked: Path) -> None:
    (linked / "loop").symlink_to(".")
    (linked / "sub/up").symlink_to("..")
    (linked / "again.md").symlink_to("a.md")
    assert scan(linked) == scan(linked)
    assert _paths(scan(linked)) == ["a.md", "sub/b.md"]
    assert scan(linked).problems == ()


def test_a_link_to_a_file_that_is_not_found_otherwise_is_a_post(linked: Path) -> None:
    (linked / "note.md").symlink_to("sub/note.txt")
    assert _paths(scan(linked)) == ["a.md", "note.md", "sub/b.md"]


def test_links_that_lead_nowhere_are_listed(linked: Path) -> None:
    (linked / "gone.md").symlink_to("nothing.md")
    (linked / "self.md").symlink_to("self.md")
    (linked / "gone.png").symlink_to("nothing.png")
    assert _problems(scan(linked)) == [("gone.md", Kind.LINK_BROKEN), ("self.md", Kind.LINK_BROKEN)]


def test_a_root_may_be_a_link_itself(linked: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("root")
    assert _paths(scan(tmp_path / "link")) == ["a.md", "sub/b.md"]


def test_what_is_no_file_is_no_post(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.md")
    assert scan(tmp_path) == Scan((), ())


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system has one form only")
class TestNames:
    def test_a_path_is_in_nfc_and_the_file_keeps_its_name(self, tmp_path: Path) -> None:
        _write(tmp_path, NFD)
        found = scan(tmp_path)
        assert _paths(found) == [NFC]
        assert found.sources[0].file.name == NFD
        assert found.problems == ()

    def test_names_that_are_equal_in_nfc_are_both_kept(self, tmp_path: Path) -> None:
        _write(tmp_path, NFD, NFC)
        found = scan(tmp_path)
        assert {source.path: source.file.name for source in found.sources} == {NFC: NFC, NFD: NFD}
        assert [(one.path, one.kind, one.detail) for one in found.problems] == [
            (NFD, Kind.NAME_TWICE, NFC)
        ]

    @pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
    def test_bytes_that_are_no_characters_become_escapes(self, tmp_path: Path) -> None:
        _write(
            tmp_path, os.fsdecode(b"\xff\xe3\x81.md"), "%FF%E3%81.md", os.fsdecode(b"d\xfe/x.md")
        )
        found = scan(tmp_path)
        assert _paths(found) == ["%FF%E3%81.md", "%FF%E3%81~2.md", "d%FE/x.md"]
        assert _problems(found) == [
            ("%FF%E3%81~2.md", Kind.NAME_TWICE),
            ("d%FE/x.md", Kind.NAME_BYTES),
        ]
        assert all(source.file.is_file() for source in found.sources)
        sqlite3.connect(":memory:").execute("select ?, ?, ?", _paths(found)).connection.close()
