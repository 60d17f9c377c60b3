from pathlib import Path

import pytest

from reader.errors import UserError
from reader.library import Library

QUOTES = {
    "investment": ("2026-03-02-beta.md", "データセンター投資"),
    "power": ("2026-03-01-alpha.md", "電力の契約"),
    "cost": ("2026-03-01-alpha.md", "推論コスト"),
    "rate": ("deep/2026-03-03-gamma.md", "金利は動かない"),
}
IN_TIME = ["cost", "power", "investment", "rate"]


@pytest.fixture
def ids(indexed: Library) -> dict[str, str]:
    """Four annotations, in no order of time."""
    made = {}
    for name, (path, quote) in QUOTES.items():
        post = indexed.find(path)
        tags = ["リスク"] if name in ("power", "rate") else []
        made[name] = indexed.annotate(post.id, quote, tags=tags, note=f"{name} のメモ").id
    return made


def chosen(library: Library, ids: dict[str, str], *names: str) -> str:
    """A dossier of annotations, each added by itself."""
    dossier, _ = library.notes.dossiers.make("電力の仮説")
    for name in names:
        library.add_to_dossier(dossier.id, [ids[name]])
    return dossier.id


def shown(library: Library, ids: dict[str, str], dossier_id: str) -> list[str]:
    names = {key: name for name, key in ids.items()}
    return [names[one.annotation.id] for one in library.dossier_page(dossier_id).notes]


def test_chosen_annotations_stand_in_time_order_at_first(
    indexed: Library, ids: dict[str, str]
) -> None:
    dossier_id = chosen(indexed, ids, "rate", "power", "investment", "cost")
    page = indexed.dossier_page(dossier_id)
    assert shown(indexed, ids, dossier_id) == IN_TIME
    assert (page.posts, page.span) == (3, ("2026-03-01", "2026-03-03"))
    assert page.is_in_time_order


def test_an_order_of_the_person_is_kept_when_more_is_added(
    indexed: Library, ids: dict[str, str]
) -> None:
    dossier_id = chosen(indexed, ids, "rate", "cost", "investment")
    indexed.notes.dossiers.reorder(dossier_id, [ids["rate"], ids["cost"], ids["investment"]])
    indexed.add_to_dossier(dossier_id, [ids["power"]])
    assert shown(indexed, ids, dossier_id) == ["rate", "cost", "investment", "power"]
    assert not indexed.dossier_page(dossier_id).is_in_time_order


def test_a_filter_shows_what_it_finds_now_in_time_order(
    indexed: Library, ids: dict[str, str]
) -> None:
    dossier, _ = indexed.notes.dossiers.make("リスク", "リスク")
    assert shown(indexed, ids, dossier.id) == ["power", "rate"]
    indexed.notes.edit(ids["investment"], tags=["リスク"])
    assert shown(indexed, ids, dossier.id) == ["power", "investment", "rate"]
    assert indexed.dossier_counts() == {dossier.id: 3}


def test_what_is_in_the_trash_is_not_shown_and_comes_back_to_its_place(
    indexed: Library, ids: dict[str, str]
) -> None:
    dossier_id = chosen(indexed, ids, *QUOTES)
    indexed.notes.delete(ids["investment"])
    assert shown(indexed, ids, dossier_id) == ["cost", "power", "rate"]
    assert indexed.dossier_counts() == {dossier_id: 3}
    indexed.notes.restore(ids["investment"])
    assert shown(indexed, ids, dossier_id) == IN_TIME


def test_what_is_in_the_trash_keeps_its_place_while_others_move(
    indexed: Library, ids: dict[str, str]
) -> None:
    dossier_id = chosen(indexed, ids, *QUOTES)
    indexed.notes.delete(ids["power"])
    indexed.notes.dossiers.reorder(dossier_id, [ids["rate"], ids["cost"], ids["investment"]])
    indexed.notes.restore(ids["power"])
    assert shown(indexed, ids, dossier_id) == ["rate", "cost", "power", "investment"]


def test_annotations_of_a_post_whose_file_is_gone_stay(
    indexed: Library, ids: dict[str, str], folder: Path
) -> None:
    dossier_id = chosen(indexed, ids, "rate", "cost")
    (folder / "2026-03-01-alpha.md").unlink()
    indexed.refresh()
    assert sorted(shown(indexed, ids, dossier_id)) == ["cost", "rate"]


def test_a_dossier_is_written_as_one_file(
    indexed: Library, ids: dict[str, str], tmp_path: Path
) -> None:
    dossier_id = chosen(indexed, ids, *QUOTES)
    report = indexed.export_dossier(dossier_id, tmp_path / "vault")
    (path,) = report.new
    text = path.read_text("utf-8")
    assert path.name == "電力の仮説.md"
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# 電力の仮説", "## 甲の決算", "## 乙の投資", "## 丙の債券",
    ]  # fmt: skip
    for part in ("> 推論コスト", "cost のメモ", "#リスク", "2026-03-02 · 2026-03-02-beta.md"):
        assert part in text
    assert [line for line in text.splitlines() if line.startswith("^")] == [
        f"^hl-{ids[name][:16]}" for name in IN_TIME
    ]


def test_a_renamed_dossier_keeps_its_file(
    indexed: Library, ids: dict[str, str], tmp_path: Path
) -> None:
    dossier_id = chosen(indexed, ids, "rate")
    (path,) = indexed.export_dossier(dossier_id, tmp_path / "vault").new
    assert indexed.export_dossier(dossier_id, tmp_path / "vault").unchanged == (path,)
    indexed.notes.dossiers.rename(dossier_id, "別の名")
    assert indexed.export_dossier(dossier_id, tmp_path / "vault").changed == (path,)
    assert "# 別の名" in path.read_text("utf-8")


def test_a_file_that_the_person_edited_is_left_alone(
    indexed: Library, ids: dict[str, str], tmp_path: Path
) -> None:
    dossier_id = chosen(indexed, ids, "rate")
    (path,) = indexed.export_dossier(dossier_id, tmp_path / "vault").new
    path.write_text(path.read_text("utf-8") + "\nわたしの言葉\n", "utf-8")
    indexed.add_to_dossier(dossier_id, [ids["cost"]])
    assert indexed.export_dossier(dossier_id, tmp_path / "vault").kept == (path,)
    assert "わたしの言葉" in path.read_text("utf-8")


def test_posts_and_dossiers_never_take_each_other_s_file(
    indexed: Library, ids: dict[str, str], tmp_path: Path
) -> None:
    dossier, _ = indexed.notes.dossiers.make("2026-03-01-alpha")
    indexed.add_to_dossier(dossier.id, [ids["cost"]])
    (of_dossier,) = indexed.export_dossier(dossier.id, tmp_path / "vault").new
    before = of_dossier.read_bytes()
    report = indexed.export(tmp_path / "vault")
    assert of_dossier not in report.written
    assert of_dossier.read_bytes() == before
    twin, _ = indexed.notes.dossiers.make("2026-03-01-alpha")
    (other,) = indexed.export_dossier(twin.id, tmp_path / "vault").new
    assert other not in (of_dossier, *report.new)


@pytest.mark.parametrize("name", ["", "a/b: c?", "長い" * 400, "# [x](y) `z`", "v1.2", "CON"])
def test_every_name_gives_a_file(indexed: Library, tmp_path: Path, name: str) -> None:
    dossier, _ = indexed.notes.dossiers.make(name)
    (path,) = indexed.export_dossier(dossier.id, tmp_path / "vault").new
    assert path.parent == (tmp_path / "vault").resolve()
    assert path.is_file()


def test_nothing_is_written_into_the_collection(indexed: Library, folder: Path) -> None:
    dossier, _ = indexed.notes.dossiers.make("名")
    with pytest.raises(UserError, match="export-inside"):
        indexed.export_dossier(dossier.id, folder / "deep")


def test_a_dossier_is_found_by_its_name_or_id(indexed: Library) -> None:
    dossier, _ = indexed.notes.dossiers.make("電力")
    assert indexed.find_dossier("電力") == indexed.find_dossier(dossier.id) == dossier.id
    with pytest.raises(UserError, match="dossier-missing"):
        indexed.find_dossier("電")
