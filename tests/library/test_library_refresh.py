import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from reader.article import build
from reader.article.markdown import markdown_html
from reader.article.plain import plain_html
from reader.catalog.lock import only_one
from reader.collection.post import Problem, Source
from reader.collection.read import parse_post
from reader.collection.scan import Scan, scan
from reader.errors import UserError
from reader.library import Library, Progress, RefreshReport, building, making, refresh
from reader.library.refresh import Refresh
from reader.notes.model import Placements

T = TypeVar("T")


class Logged(Protocol):
    def take(self) -> list[str]: ...


def write(folder: Path, name: str, body: str, title: str = "題") -> None:
    (folder / name).write_text(f"---\ntitle: {title}\n---\n\n{body}\n", encoding="utf-8")


def counts(report: RefreshReport) -> tuple[int, int, int, int]:
    return report.posts, report.added, report.changed, report.removed


def failing_on_beta(work: Callable[..., T]) -> Callable[..., T]:
    def broken(*args: object) -> T:
        if "データセンター" in str(args) or "beta" in str(args):
            raise ValueError("broken")
        return work(*args)

    return broken


def found(library: Library, query: str) -> list[str]:
    return sorted(library.search(query).post_ids)


def test_the_first_refresh_adds_every_post(library: Library) -> None:
    assert counts(library.refresh()) == (3, 3, 0, 0)
    assert all(row.built and row.indexed for row in library.posts())


def test_a_refresh_of_an_unchanged_folder_finds_nothing(indexed: Library) -> None:
    report = indexed.refresh()
    assert counts(report) == (3, 0, 0, 0)
    assert report.changed_posts == ()


def test_a_new_file_is_added(indexed: Library, folder: Path) -> None:
    write(folder, "new.md", "水冷の設備")
    assert counts(indexed.refresh()) == (4, 1, 0, 0)
    assert found(indexed, "水冷") == ["new"]


def test_a_changed_file_is_indexed_anew(indexed: Library, folder: Path) -> None:
    write(folder, "2026-03-01-alpha.md", "水冷の設備")
    report = indexed.refresh()
    assert counts(report) == (3, 0, 1, 0)
    assert report.changed_posts == ("2026-03-01-alpha",)
    assert found(indexed, "水冷") == ["2026-03-01-alpha"]
    assert found(indexed, "電力の契約") == []


def test_a_file_that_was_only_touched_is_not_changed(indexed: Library, folder: Path) -> None:
    file = folder / "2026-03-01-alpha.md"
    data = file.read_bytes()
    file.write_bytes(data + b" ")
    file.write_bytes(data)
    assert counts(indexed.refresh()) == (3, 0, 0, 0)
    assert counts(indexed.refresh()) == (3, 0, 0, 0)


def test_a_deleted_file_is_removed_everywhere(indexed: Library, folder: Path) -> None:
    (folder / "2026-03-01-alpha.md").unlink()
    report = indexed.refresh()
    assert counts(report) == (2, 0, 0, 1)
    assert report.changed_posts == ("2026-03-01-alpha",)
    assert found(indexed, "電力の契約") == []
    assert "2026-03-01-alpha" not in {row.id for row in indexed.posts()}


def test_a_renamed_file_keeps_its_id(indexed: Library, folder: Path) -> None:
    (folder / "2026-03-01-alpha.md").rename(folder / "deep" / "other.md")
    assert counts(indexed.refresh()) == (3, 0, 1, 0)
    row = indexed.find("2026-03-01-alpha")
    assert row.path == "deep/other.md"
    assert found(indexed, "電力の契約") == ["2026-03-01-alpha"]


def test_a_file_that_was_renamed_and_edited_keeps_its_id(indexed: Library, folder: Path) -> None:
    (folder / "2026-03-01-alpha.md").unlink()
    write(folder, "other.md", "推論コストが下がる。\n\n電力の契約は続く。\n\n追記。")
    indexed.refresh()
    assert indexed.find("2026-03-01-alpha").path == "other.md"


def test_files_that_changed_places_take_their_ids_along(indexed: Library, folder: Path) -> None:
    alpha, beta = folder / "2026-03-01-alpha.md", folder / "2026-03-02-beta.md"
    alpha.rename(folder / "x.md")
    beta.rename(alpha)
    (folder / "x.md").rename(beta)
    indexed.refresh()
    assert indexed.find("2026-03-01-alpha").path == "2026-03-02-beta.md"
    assert found(indexed, "データセンター投資") == ["2026-03-02-beta"]


def test_ids_outlive_a_lost_catalog_where_a_person_wrote_notes(
    indexed: Library, folder: Path
) -> None:
    indexed.annotate("2026-03-01-alpha", "電力の契約")
    shutil.rmtree(indexed.places.cache)
    (folder / "2026-03-01-alpha.md").rename(folder / "other.md")
    indexed.refresh()
    assert indexed.find("other.md").id == "2026-03-01-alpha"


def test_annotations_follow_an_edited_post(indexed: Library, folder: Path) -> None:
    body = "推論コストが下がる。\n\n電力の契約は続く。"
    indexed.annotate("2026-03-01-alpha", "電力の契約")
    write(folder, "2026-03-01-alpha.md", f"前書きを足した。\n\n{body}", "甲の決算")
    indexed.refresh()
    [annotation] = indexed.notes.annotations("2026-03-01-alpha")
    assert annotation.start is not None
    text = indexed.article("2026-03-01-alpha").text
    assert text[annotation.start : annotation.end] == "電力の契約"


def test_a_refresh_counts_the_annotations_that_it_placed(indexed: Library, folder: Path) -> None:
    path = folder / "2026-03-01-alpha.md"
    indexed.annotate("2026-03-01-alpha", "電力の契約")
    write(folder, path.name, "前置き。" + path.read_text(encoding="utf-8").split("---\n", 2)[2])
    report = indexed.refresh()
    assert (report.placements, report.changed_posts) == (Placements(1), ("2026-03-01-alpha",))
    write(folder, path.name, "まったく別の本文。")
    assert indexed.refresh().placements == Placements(lost=1)
    assert not indexed.refresh().placements


def test_annotations_are_placed_late_after_a_process_died(
    indexed: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed.annotate("2026-03-01-alpha", "電力の契約")
    write(folder, "2026-03-01-alpha.md", "何も残っていない。")
    with monkeypatch.context() as patch:
        patch.setattr(Refresh, "_place", lambda *_: None)
        indexed.refresh()
    report = indexed.refresh()
    assert report.changed_posts == ("2026-03-01-alpha",)
    assert [note.start for note in indexed.notes.annotations()] == [None]


def test_rebuilding_reads_everything_and_keeps_ids(indexed: Library, folder: Path) -> None:
    (folder / "2026-03-01-alpha.md").rename(folder / "other.md")
    indexed.refresh()
    assert counts(indexed.refresh(rebuild=True)) == (3, 0, 0, 0)
    assert indexed.find("2026-03-01-alpha").path == "other.md"
    assert found(indexed, "推論コスト") == ["2026-03-01-alpha", "2026-03-02-beta"]


def test_progress_goes_through_its_phases(library: Library) -> None:
    heard: list[Progress] = []
    library.refresh(heard.append)
    assert list(dict.fromkeys(p.phase for p in heard)) == [
        "listing",
        "building",
        "indexing",
        "tidying",
    ]
    assert [p for p in heard if p.phase == "building"][-1].done == 3
    assert all(0 <= p.done <= p.total for p in heard)


def test_a_refresh_that_is_cancelled_at_once_keeps_what_there_was(
    indexed: Library, folder: Path
) -> None:
    (folder / "2026-03-01-alpha.md").unlink()
    report = indexed.refresh(cancelled=lambda: True)
    assert report.cancelled
    assert len(indexed.posts()) == 3


def test_cancelling_between_batches_keeps_the_batches_before(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 1)
    report = library.refresh(cancelled=lambda: any(row.built for row in library.posts()))
    assert report.cancelled
    assert sum(row.built for row in library.posts()) == 1
    assert counts(library.refresh()) == (3, 0, 0, 0)
    assert all(row.built for row in library.posts())


@pytest.mark.parametrize(("name", "least"), [("BATCH", 2), ("LARGEST_BATCH", 200)])
def test_a_batch_has_a_limit_of_posts_and_of_bytes(
    library: Library, monkeypatch: pytest.MonkeyPatch, name: str, least: int
) -> None:
    monkeypatch.setattr(building, name, least)
    commits: list[int] = []
    library.refresh(committed=lambda _: commits.append(sum(row.built for row in library.posts())))
    assert len(set(commits)) > 2
    assert commits[-1] == 3


def test_a_file_that_became_unreadable_keeps_its_post(
    indexed: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(source: Source) -> bytes:
        raise UserError("post-unreadable", path=source.path, reason="Permission denied")

    write(folder, "2026-03-01-alpha.md", "新しい文")
    monkeypatch.setattr("reader.library.listing.read_source", closed)
    report = indexed.refresh()
    assert report.problems == (Problem("2026-03-01-alpha.md", "unreadable", "Permission denied"),)
    assert counts(report) == (3, 0, 0, 0)
    assert found(indexed, "電力の契約") == ["2026-03-01-alpha"]


def test_posts_in_a_folder_that_was_closed_are_kept(
    indexed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = scan(indexed.folder)
    rest = tuple(source for source in seen.sources if not source.path.startswith("deep/"))
    closed = Scan(rest, (Problem("deep", "folder-closed", "Permission denied"),))
    monkeypatch.setattr("reader.library.listing.scan", lambda _: closed)
    assert counts(indexed.refresh()) == (3, 0, 0, 0)


def test_a_fault_in_one_post_stops_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    monkeypatch.setattr(making, "parse_post", failing_on_beta(parse_post))
    report = library.refresh()
    assert counts(report) == (3, 3, 0, 0)
    assert report.problems == (Problem("2026-03-02-beta.md", "internal", "ValueError"),)
    assert "データセンター投資" in library.article("2026-03-02-beta").text
    assert logged.take()


def test_an_article_that_cannot_be_built_is_shown_as_markdown(
    library: Library, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    monkeypatch.setattr(build, "markdown_html", failing_on_beta(markdown_html))
    monkeypatch.setattr(build, "plain_html", failing_on_beta(plain_html))
    report = library.refresh()
    article = library.article("2026-03-02-beta")
    assert report.problems == (Problem("2026-03-02-beta.md", "unbuilt", "ValueError"),)
    assert article.text.endswith("**推論**コストも見る。")
    assert article.html == f"<pre>{article.text}</pre>"
    assert logged.take()


def test_a_file_that_cannot_be_read_is_a_problem_and_no_post(
    library: Library, folder: Path
) -> None:
    (folder / "dangling.md").symlink_to(folder / "nowhere.md")
    report = library.refresh()
    assert report.posts == 3
    assert [problem.path for problem in report.problems] == ["dangling.md"]


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with closing(Library.open(tmp_path / "empty")) as library:
        assert counts(library.refresh()) == (0, 0, 0, 0)
        assert (library.posts(), library.search("電力").total) == ([], 0)


def test_a_folder_that_vanished_loses_nothing(indexed: Library, folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(UserError, match="folder-missing"):
        indexed.refresh()
    assert len(indexed.posts()) == 3
    assert found(indexed, "電力の契約") == ["2026-03-01-alpha"]


def test_a_folder_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder-missing"):
        Library.open(tmp_path / "nowhere")


def test_nothing_is_written_into_the_collection(indexed: Library, folder: Path) -> None:
    indexed.annotate("2026-03-01-alpha", "電力の契約")
    indexed.refresh()
    names = sorted(path.name for path in folder.rglob("*") if path.is_file())
    assert names == ["2026-03-01-alpha.md", "2026-03-02-beta.md", "2026-03-03-gamma.md"]


def test_a_second_refresh_waits_for_its_turn(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "WAIT_SECONDS", 0.01)
    with only_one(library.places.cache / "refresh.lock"):
        with pytest.raises(UserError, match="refresh-busy"):
            library.refresh()
        assert library.refresh(cancelled=lambda: True).cancelled
