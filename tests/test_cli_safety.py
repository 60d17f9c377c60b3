import json
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader import cli
from reader.places import Places, places_for

POST = "2025-11-07-gpu-leasing"
Keisen = Callable[..., tuple[int, str, str]]


@pytest.fixture
def keisen(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], sample_folder: Path
) -> Keisen:
    """Runs the command line on the sample, in this process; gives exit code, output and errors."""

    def run(*args: str | Path) -> tuple[int, str, str]:
        line = ["keisen", "--folder", str(sample_folder), "--lang", "ja", *map(str, args)]
        monkeypatch.setattr(sys, "argv", line)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        return int(ended.value.code or 0), out, err

    return run


@pytest.fixture
def places(sample_folder: Path) -> Places:
    """Where the command line keeps its files."""
    return places_for(sample_folder)


@pytest.fixture
def annotated(keisen: Keisen) -> Keisen:
    """The command line after two annotations, with a copy that has the first one."""
    keisen("index")
    for quote in ("残価", "リース"):
        assert keisen("annotate", POST, "--quote", quote)[0] == 0
    return keisen


def told(ran: tuple[int, str, str]) -> Any:
    return json.loads(ran[1])


def notes(keisen: Keisen) -> list[str]:
    return [note["quote"] for note in told(keisen("notes", "--json"))]


def change(path: Path, statement: str, *facts: object) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement, facts)


def kinds(faults: Sequence[dict[str, str]]) -> list[str]:
    return [fault["kind"] for fault in faults]


def test_the_copies_are_listed_and_put_back(annotated: Keisen, places: Places) -> None:
    (copy,) = told(annotated("restore", "--json"))
    assert (copy["why"], copy["annotations"]) == ("daily", 1)
    assert copy["name"] in annotated("restore")[1]
    done = told(annotated("restore", copy["name"], "--json"))
    assert done["annotations"] == 1
    assert notes(annotated) == ["残価"]
    assert told(annotated("restore", done["kept"], "--json"))["annotations"] == 2
    assert notes(annotated) == ["リース", "残価"] or notes(annotated) == ["残価", "リース"]


def test_a_person_is_told_where_the_notes_of_before_are(annotated: Keisen, places: Places) -> None:
    (copy,) = places.backups.iterdir()
    code, out, _ = annotated("restore", copy)
    (kept,) = places.data.glob("notes-before-restore-*")
    assert code == 0
    assert str(kept) in out


def test_there_may_be_no_copies(keisen: Keisen) -> None:
    assert "控えはまだありません" in keisen("restore")[1]
    assert told(keisen("restore", "--json")) == []


def test_a_copy_that_is_not_there_is_told(annotated: Keisen) -> None:
    code, _, err = annotated("restore", "notes-no.sqlite3")
    assert code == 1
    assert "notes-no.sqlite3" in err
    assert "keisen restore" in err


def test_a_damaged_copy_is_told(annotated: Keisen, places: Places) -> None:
    (copy,) = places.backups.iterdir()
    copy.write_bytes(b"x" * 5000)
    assert annotated("restore", copy.name)[0] == 1
    assert "読めません" in annotated("restore")[1]
    assert len(notes(annotated)) == 2


def test_all_is_well(annotated: Keisen) -> None:
    code, out, _ = annotated("check")
    assert code == 0
    assert "問題ありません" in out
    found = told(annotated("check", "--json"))
    assert (found["ok"], found["annotations"], found["backups"]) == (True, 2, 1)


def test_a_folder_that_was_never_read_has_nothing_wrong(keisen: Keisen) -> None:
    assert keisen("check")[0] == 0


BROKEN = {
    "state": "UPDATE annotation SET state = 'lost'",
    "place": "UPDATE annotation SET place_start = NULL",
    "outside": "UPDATE annotation SET place_end = 9999999",
    "stale": "UPDATE annotation SET placed_hash = 'x'",
    "reference": "INSERT INTO annotation_tag VALUES ('nobody', 0, 'tag')",
    "quote": "UPDATE text_version SET body = x'00'",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_wrong_with_the_notes_is_found(
    annotated: Keisen, places: Places, kind: str
) -> None:
    change(places.notes, BROKEN[kind])
    code, out, _ = annotated("check", "--json")
    assert code == 1
    assert set(kinds(json.loads(out)["faults"])) == {kind}
    assert annotated("check")[0] == 1


@pytest.mark.parametrize("kind", ["state", "place", "outside", "stale"])
def test_places_are_mended_and_nothing_else(annotated: Keisen, places: Places, kind: str) -> None:
    before = told(annotated("notes", "--json"))
    change(places.notes, BROKEN[kind])
    code, out, _ = annotated("check", "--repair", "--json")
    done = json.loads(out)
    assert (code, done["ok"], kinds(done["mended"])) == (0, True, [kind] * 2)
    assert done["backup"].endswith("-check.sqlite3")
    assert told(annotated("notes", "--json")) == before


@pytest.mark.parametrize("kind", ["reference", "quote"])
def test_what_only_a_copy_can_mend_is_left(annotated: Keisen, places: Places, kind: str) -> None:
    change(places.notes, BROKEN[kind])
    code, out, _ = annotated("check", "--repair")
    assert code == 1
    assert "keisen restore" in out
    assert len(notes(annotated)) == 2


def test_a_damaged_database_is_found_and_left(annotated: Keisen, places: Places) -> None:
    places.notes.write_bytes(b"garbage" * 1000)
    found = annotated("check", "--repair", "--json")
    assert found[0] == 1
    assert kinds(told(found)["faults"]) == ["damaged"]
    assert places.notes.read_bytes() == b"garbage" * 1000


def test_a_copy_that_cannot_be_read_is_found(annotated: Keisen, places: Places) -> None:
    (copy,) = places.backups.iterdir()
    copy.write_bytes(b"x" * 5000)
    found = annotated("check", "--json")
    assert (found[0], kinds(told(found)["faults"])) == (1, ["backup"])


def damage_index(places: Places) -> None:
    largest = max(places.index.iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    largest.write_bytes(data)


CACHES: dict[str, Callable[[Places], object]] = {
    "index": damage_index,
    "index-lacks": lambda places: places.index.rename(places.index.with_name("gone")),
    "index-strays": lambda places: change(places.catalog, "DELETE FROM posts WHERE id != ?", POST),
}


@pytest.mark.parametrize("kind", CACHES)
def test_the_index_is_made_again(annotated: Keisen, places: Places, kind: str, logged: Any) -> None:
    CACHES[kind](places)
    found = annotated("check", "--json")
    assert (found[0], kinds(told(found)["faults"])) == (1, [kind])
    mended = annotated("check", "--repair", "--json")
    assert (mended[0], kinds(told(mended)["mended"])) == (0, [kind])
    assert annotated("check")[0] == 0
    assert told(annotated("search", "リース", "--json"))["total"] > 0
    assert all("index" in line for line in logged.take())


def test_a_damaged_list_is_made_again(annotated: Keisen, places: Places, logged: Any) -> None:
    data = bytearray(places.catalog.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 20_000] = b"\xff" * 20_000
    places.catalog.write_bytes(data)
    assert kinds(told(annotated("check", "--json"))["faults"])[0] == "catalog"
    assert annotated("check", "--repair")[0] == 0
    assert len(notes(annotated)) == 2
    assert all("index" in line for line in logged.take())
