import errno
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.export.model import ExportPost
from reader.export.write import ExportReport, plan, write
from reader.files import atomic_write
from reader.notes.store import NotesStore
from tests.export.making import EXPORTED, annotation, post

HBM = post(annotation("引用。"))
EDGE = post(annotation("別の引用。"), path="edge.md")


class Folder:
    """A folder that is exported to again and again, a day later each time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.remembered: dict[str, str] = {}
        self._moment = EXPORTED

    def export(self, *posts: ExportPost) -> ExportReport:
        """Export posts and remember what was written."""
        self._moment += timedelta(days=1)
        return write(plan(posts, self.path, self.remembered, self._moment), self.remembered.update)

    def files(self) -> dict[str, str]:
        """The texts of all files by name."""
        return {file.name: file.read_text("utf-8") for file in self.path.iterdir()}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "ノート" / "Keisen")


def names(paths: Iterable[Path]) -> list[str]:
    return [path.name for path in paths]


def test_each_post_has_its_file(folder: Folder) -> None:
    report = folder.export(HBM, EDGE)
    assert sorted(folder.files()) == ["2026-03-01-hbm.md", "edge.md"]
    assert names(report.new) == names(report.written) == ["2026-03-01-hbm.md", "edge.md"]
    assert report.total == 2


def test_a_plan_writes_nothing(folder: Folder) -> None:
    made = plan([HBM], folder.path, {}, EXPORTED)
    assert names(file.path for file in made.files) == ["2026-03-01-hbm.md"]
    assert not folder.path.exists()


def test_a_second_export_leaves_every_byte(folder: Folder) -> None:
    folder.export(HBM, EDGE)
    before = folder.files()
    report = folder.export(HBM, EDGE)
    assert folder.files() == before
    assert (len(report.unchanged), report.written) == (2, ())


def test_a_changed_annotation_is_written(folder: Folder) -> None:
    folder.export(HBM, EDGE)
    report = folder.export(post(annotation("引用。", note="新しいメモ")), EDGE)
    assert names(report.changed) == ["2026-03-01-hbm.md"]
    text = folder.files()["2026-03-01-hbm.md"]
    assert "新しいメモ" in text
    assert "keisen_exported: 2026-11-26T12:00:00+09:00\n" in text


def test_a_file_that_the_person_edited_is_kept(folder: Folder) -> None:
    folder.export(HBM)
    file = folder.path / "2026-03-01-hbm.md"
    edited = file.read_text("utf-8") + "\n私の読み。\n"
    file.write_text(edited, encoding="utf-8")
    report = folder.export(post(annotation("引用。", note="新しいメモ")))
    assert names(report.kept) == ["2026-03-01-hbm.md"]
    assert file.read_text("utf-8") == edited


def test_an_edit_that_was_taken_back_is_no_edit(folder: Folder) -> None:
    folder.export(HBM)
    file = folder.path / "2026-03-01-hbm.md"
    ours = file.read_bytes()
    file.write_bytes(ours + b"x")
    folder.export(post(annotation("引用。", note="新しいメモ")))
    file.write_bytes(ours)
    assert folder.export(post(annotation("引用。", note="新しいメモ"))).changed


def test_a_file_of_the_persons_own_is_kept(folder: Folder) -> None:
    folder.path.mkdir(parents=True)
    (folder.path / "edge.md").write_text("# 私のノート\n", encoding="utf-8")
    report = folder.export(EDGE)
    assert names(report.kept) == ["edge.md"]
    assert folder.files() == {"edge.md": "# 私のノート\n"}


def test_a_file_that_was_edited_after_the_plan_is_kept(folder: Folder) -> None:
    folder.export(EDGE)
    changed = post(annotation("別の引用。", note="メモ"), path="edge.md")
    made = plan([changed], folder.path, folder.remembered, EXPORTED)
    (folder.path / "edge.md").write_text("私の\n", encoding="utf-8")
    assert names(write(made, folder.remembered.update).kept) == ["edge.md"]
    assert folder.files() == {"edge.md": "私の\n"}


def test_a_file_that_the_person_deleted_is_made_anew(folder: Folder) -> None:
    folder.export(EDGE)
    (folder.path / "edge.md").unlink()
    assert names(folder.export(EDGE).new) == ["edge.md"]


def test_files_of_a_lost_memory_are_known_again_when_unchanged(folder: Folder) -> None:
    folder.export(EDGE)
    folder.remembered.clear()
    assert names(folder.export(EDGE).unchanged) == ["edge.md"]
    assert folder.export(post(annotation("別の引用。", note="メモ"), path="edge.md")).changed


def test_equal_names_are_told_apart(folder: Folder) -> None:
    one, two = post(annotation("一。"), path="a/hbm.md"), post(annotation("二。"), path="b/HBM.md")
    folder.export(one, two)
    assert sorted(folder.files()) == ["HBM~2.md", "hbm.md"]


def test_a_post_keeps_its_file_whatever_else_is_exported(folder: Folder) -> None:
    one, two = post(annotation("一。"), path="a/hbm.md"), post(annotation("二。"), path="b/hbm.md")
    folder.export(two)
    before = folder.files()["hbm.md"]
    folder.export(one, two)
    assert folder.files()["hbm.md"] == before
    assert "一。" in folder.files()["hbm~2.md"]


def test_a_renamed_post_keeps_its_file(folder: Folder) -> None:
    folder.export(EDGE)
    moved = ExportPost(EDGE.id, "2026/renamed.md", EDGE.title, EDGE.day, (), EDGE.annotations)
    assert names(folder.export(moved).changed) == ["edge.md"]


def test_a_post_without_annotations_gets_no_file(folder: Folder) -> None:
    assert folder.export(post()).total == 0
    assert folder.files() == {}


def test_the_file_of_a_post_that_lost_its_annotations_is_emptied(folder: Folder) -> None:
    folder.export(HBM)
    assert folder.export(post()).changed
    assert "引用。" not in folder.files()["2026-03-01-hbm.md"]


@pytest.mark.parametrize("parts", [("file",), ("file", "below")])
def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, parts: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    target = Folder(tmp_path.joinpath(*parts))
    with pytest.raises(UserError) as told:
        target.export(HBM)
    assert told.value.key == "export-target"
    assert str(told.value.facts["path"]).startswith(str(target.path))


def test_a_folder_in_the_place_of_a_file_is_told(folder: Folder) -> None:
    (folder.path / "edge.md").mkdir(parents=True)
    with pytest.raises(UserError) as told:
        folder.export(EDGE)
    assert (told.value.key, told.value.facts["path"]) == ("export-target", folder.path / "edge.md")


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EFBIG, "disk-full"),
        (errno.EACCES, "export-target"),
        (errno.EROFS, "export-target"),
    ],
)
def test_a_write_that_fails_is_told_and_the_rest_remembered(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, code: int, key: str
) -> None:
    def failing(path: Path, data: bytes) -> None:
        if path.name == "edge.md":
            raise OSError(code, "no")
        atomic_write(path, data)

    monkeypatch.setattr("reader.export.write.atomic_write", failing)
    with pytest.raises(UserError) as told:
        folder.export(HBM, EDGE)
    assert (told.value.key, told.value.facts["path"]) == (key, folder.path / "edge.md")
    assert names(map(Path, folder.remembered)) == ["2026-03-01-hbm.md"]


def test_what_was_written_is_remembered_in_the_notes(folder: Folder, tmp_path: Path) -> None:
    with closing(NotesStore(tmp_path / "data" / "notes.sqlite3")) as store:
        for note, fate in (("", "new"), ("", "unchanged"), ("メモ", "changed")):
            posts = [post(annotation("引用。", note=note))]
            made = plan(posts, folder.path, store.exported_hashes(), EXPORTED)
            report = write(made, store.remember_exports)
            assert len(getattr(report, fate)) == report.total == 1
