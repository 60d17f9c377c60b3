import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has no types

from reader import cli
from reader.library import Library
from reader.state import recent_folders, remember_folder
from reader.text.normal import normalise

CHECKOUT = Path(__file__).resolve().parent.parent
POST = "2025-11-07-gpu-leasing"

TEXT, NUMBER, COUNT = {"type": "string"}, {"type": "number"}, {"type": "integer", "minimum": 0}
MAYBE_COUNT = {"type": ["integer", "null"], "minimum": 0}
DATE = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]09:00$"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT[\d:.]+[+]00:00$"}


def shape(**properties: object) -> dict[str, Any]:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


COUNTS = {"type": "object", "additionalProperties": COUNT}


def array(items: object) -> dict[str, Any]:
    return {"type": "array", "items": items}


PROBLEM = shape(path=TEXT, kind=TEXT, detail=TEXT)
MARK = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}
HIT = shape(
    id=TEXT,
    path=TEXT,
    title=TEXT,
    date=DATE,
    score=NUMBER,
    snippets=array(shape(text=TEXT, marks=array(MARK))),
    places=COUNT,
    notes=array(shape(id=TEXT, quote=TEXT, note=TEXT)),
)
ANNOTATION = shape(
    id={"type": "string", "pattern": "^[0-9a-f]{32}$"},
    post=TEXT,
    path=TEXT,
    start=MAYBE_COUNT,
    end=MAYBE_COUNT,
    quote=TEXT,
    color={"enum": ["yellow", "green", "blue", "pink", "violet"]},
    note=TEXT,
    tags=array(TEXT),
    state={"enum": ["anchored", "edited", "moved", "moved_edited", "orphaned"]},
    created=TIME,
    updated=TIME,
)
FAULT = shape(kind=TEXT, what=TEXT, annotation={"type": ["string", "null"]})
SHAPES = {
    "index": shape(
        posts=COUNT,
        added=COUNT,
        changed=COUNT,
        removed=COUNT,
        problems=array(PROBLEM),
        seconds=NUMBER,
    ),
    "search": shape(
        query=TEXT,
        total=COUNT,
        exact={"type": "boolean"},
        ms=NUMBER,
        hits=array(HIT),
        expansions=array(
            shape(
                kind={"enum": ["alias", "variant"]},
                term=TEXT,
                forms=array(TEXT),
                on={"type": "boolean"},
            )
        ),
        hints=array(shape(text=TEXT, start=COUNT, end=COUNT)),
        facets=shape(months=COUNTS, categories=COUNTS, tags=COUNTS),
        warnings=array(TEXT),
    ),
    "show": shape(
        id=TEXT,
        path=TEXT,
        title=TEXT,
        date=DATE,
        text=TEXT,
        blocks=array(shape(start=COUNT, end=COUNT, kind=TEXT)),
        folds=array(shape(start=COUNT, end=COUNT, reason=TEXT)),
        headings=array(shape(start=COUNT, end=COUNT, level=COUNT, text=TEXT)),
        minutes=shape(full=NUMBER, folded=NUMBER),
        problems=array(PROBLEM),
    ),
    "annotate": ANNOTATION,
    "notes": array(ANNOTATION),
    "export": shape(
        dest=TEXT,
        dry_run={"type": "boolean"},
        new=array(TEXT),
        changed=array(TEXT),
        unchanged=array(TEXT),
        kept=array(TEXT),
    ),
    "restore": array(
        shape(
            name=TEXT,
            path=TEXT,
            made=TIME,
            why=TEXT,
            bytes=COUNT,
            annotations=MAYBE_COUNT,
        )
    ),
    "check": shape(
        ok={"type": "boolean"},
        posts=COUNT,
        annotations=COUNT,
        backups=COUNT,
        faults=array(FAULT),
        mended=array(FAULT),
        backup={"type": ["string", "null"]},
    ),
}


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Keisen(Protocol):
    def __call__(self, *args: str | Path) -> Ran: ...


@pytest.fixture
def keisen(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Keisen:
    """Runs the command line in this process."""

    def run(*args: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["keisen", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        out, err = capfd.readouterr()
        return Ran(code if isinstance(code, int) else int(code is not None), out, err)

    return run


@pytest.fixture(scope="session")
def prepared(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `keisen index` leaves of the sample, in the folders data and cache."""
    base = tmp_path_factory.mktemp("prepared")
    with closing(Library.open(sample_root, base / "data", base / "cache")) as library:
        library.refresh()
    remember_folder(sample_root, base / "data")
    return base


@pytest.fixture
def indexed(keisen: Keisen, prepared: Path) -> Keisen:
    """The command line after `keisen index` of the sample."""
    shutil.copytree(prepared / "data", os.environ["KEISEN_DATA_DIR"])
    shutil.copytree(prepared / "cache", os.environ["KEISEN_CACHE_DIR"])
    return keisen


def commands(dest: Path) -> dict[str, Sequence[str]]:
    return {
        "index": ["index"],
        "search": ["search", "推論コスト サーバー foo:x"],
        "show": ["show", POST],
        "annotate": ["annotate", POST, "--quote", "残価", "--note", "見る", "--tag", "要確認"],
        "notes": ["notes"],
        "export": ["export", str(dest)],
        "restore": ["restore"],
        "check": ["check"],
    }


@pytest.mark.parametrize("name", SHAPES)
def test_json_has_its_documented_shape(indexed: Keisen, tmp_path: Path, name: str) -> None:
    indexed("annotate", POST, "--quote", "リース")
    ran = indexed(*commands(tmp_path / "out")[name], "--json")
    assert (ran.code, ran.err) == (0, "")
    Draft202012Validator(SHAPES[name]).validate(ran.json)


@pytest.mark.parametrize("name", SHAPES)
def test_people_are_told_in_their_language(indexed: Keisen, tmp_path: Path, name: str) -> None:
    indexed("annotate", POST, "--quote", "リース")
    command = commands(tmp_path / "out")[name]
    japanese, english = (indexed(*command, "--lang", lang) for lang in ("ja", "en"))
    assert (japanese.code, english.code) == (0, 0)
    assert japanese.out
    assert english.out
    assert name == "show" or japanese.out != english.out


def test_index_counts_the_posts(keisen: Keisen, sample_root: Path) -> None:
    posts = len(list(sample_root.glob("*.md")))
    first, second = (keisen("index", sample_root, "--json").json for _ in range(2))
    assert (first["posts"], first["added"], second["added"]) == (posts, posts, 0)
    assert "front-matter-unclosed" in {problem["kind"] for problem in first["problems"]}


def test_index_can_read_everything_again(indexed: Keisen) -> None:
    assert indexed("index", "--rebuild", "--json").json["posts"] > 20


def test_the_last_folder_is_remembered(keisen: Keisen, sample_root: Path) -> None:
    keisen("index", sample_root)
    assert recent_folders() == [sample_root.resolve()]
    assert keisen("search", "電力", "--json").json["total"] > 0


def test_options_may_stand_before_the_command_too(
    keisen: Keisen, sample_root: Path, tmp_path: Path
) -> None:
    places = "--data-dir", tmp_path / "d", "--cache-dir", tmp_path / "c"
    assert keisen(*places, "--folder", sample_root, "index", "--json").json["added"] > 20
    assert keisen("index", sample_root, *places, "--json").json["added"] == 0
    assert list((tmp_path / "c").iterdir())


def test_search_before_any_index_is_right(keisen: Keisen, sample_root: Path) -> None:
    before = keisen("search", "推論コスト", "--folder", sample_root, "--json").json
    keisen("index", sample_root)
    after = keisen("search", "推論コスト", "--json").json
    assert before["total"] == after["total"] > 0
    assert {hit["id"] for hit in before["hits"]} == {hit["id"] for hit in after["hits"]}
    assert (len(before["warnings"]), after["warnings"]) == (1, [])


def test_search_knows_files_that_came_after_the_index(keisen: Keisen, sample_folder: Path) -> None:
    keisen("index", sample_folder)
    (sample_folder / "new.md").write_text("水冷装置の新しい見積もり", encoding="utf-8")
    (sample_folder / f"{POST}.md").unlink()
    assert [hit["id"] for hit in keisen("search", "水冷装置", "--json").json["hits"]] == ["new"]
    assert POST not in {
        hit["id"] for hit in keisen("search", "リース", "--limit", "99", "--json").json["hits"]
    }


def test_search_words_may_stand_apart(indexed: Keisen) -> None:
    apart, together = (
        indexed("search", "推論", "電力", "--json"),
        indexed("search", "推論 電力", "--json"),
    )
    assert apart.json["total"] == together.json["total"]


def test_search_is_limited_and_sorted(indexed: Keisen) -> None:
    hits = indexed("search", "電力", "--limit", "3", "--sort", "date", "--json").json["hits"]
    assert len(hits) == 3
    assert [hit["date"] for hit in hits] == sorted((hit["date"] for hit in hits), reverse=True)


NAMED = {
    "2025-09-30-early.md": ("投資の見通し", "Googleのデータセンターが増える。"),
    "2025-10-01-first.md": ("投資の見通し", "Googleのデータセンターが増える。"),
    "2025-11-01-alphabet.md": ("設備投資", "Alphabetは新しいデータセンターを建てる。"),
    "2025-11-02-kana.md": ("投資とグーグル", "データセンターの電力が足りない。"),
    "2025-11-03-cloud.md": ("投資とグーグル", "データセンターのクラウド事業が伸びる。"),
    "2025-11-04-latin.md": ("投資と検索", "googlersはデータセンターで働く。"),
    "2025-11-05-title.md": ("決算", "グーグルはデータセンターに投資する。"),
}
ISSUE_QUERY = "グーグル データセンター -クラウド after:2025-10 title:投資"


def is_wanted(title: str, text: str, day: str) -> bool:
    both = normalise(f"{title}\n{text}")
    whole = re.search(r"(?<![a-z0-9])(google|alphabet|googl)(?![a-z0-9])", both)
    named = bool(whole) or "グーグル" in both
    rest = "データセンタ" in both and "クラウド" not in both and "投資" in normalise(title)
    return named and rest and day >= "2025-10-01"


@pytest.fixture
def named_folder(tmp_path: Path) -> Path:
    """Posts that name companies in several ways."""
    folder = tmp_path / "named"
    folder.mkdir()
    for name, (title, text) in NAMED.items():
        head = f"---\ntitle: {title}\ndate: {name[:10]}\n---\n"
        (folder / name).write_text(f"{head}{text}\n", encoding="utf-8")
    return folder


def test_the_search_of_the_command_line_equals_brute_force(
    keisen: Keisen, named_folder: Path
) -> None:
    keisen("index", named_folder)
    found = keisen("search", ISSUE_QUERY, "--folder", named_folder, "--json").json
    expected = {name[:-3] for name, post in NAMED.items() if is_wanted(*post, name[:10])}
    assert {hit["id"] for hit in found["hits"]} == expected
    assert found["total"] == len(expected) == 3
    forms = {one["term"]: (one["kind"], one["forms"]) for one in found["expansions"]}
    assert forms == {
        "グーグル": ("alias", ["Google", "Alphabet", "GOOGL"]),
        "データセンター": ("variant", ["データセンタ"]),
    }


def test_the_search_of_the_command_line_equals_brute_force_in_the_collection(
    keisen: Keisen, collection_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    for path in sorted(collection_folder.rglob("*.md"))[::8]:
        shutil.copy(path, folder)
    keisen("index", folder)
    found = keisen("search", ISSUE_QUERY, "--folder", folder, "--json", "--limit", "1000").json
    with closing(Library.open(folder)) as library:
        expected = {
            row.id
            for row in library.posts()
            if is_wanted(normalise(row.title), normalise(library.article(row.id).text), row.day)
        }
    assert {hit["id"] for hit in found["hits"]} == expected


def test_a_minus_may_begin_a_word_of_the_command_line(indexed: Keisen) -> None:
    both = indexed("search", "投資", "-電力", "--json").json
    assert 0 < both["total"] < indexed("search", "投資", "--json").json["total"]


def test_an_exact_search_has_no_other_forms(keisen: Keisen, named_folder: Path) -> None:
    keisen("index", named_folder)
    command = ("search", "グーグル", "--folder", named_folder, "--json")
    exact = keisen(*command, "--exact").json
    assert (exact["expansions"], exact["total"]) == ([], 3)
    assert keisen(*command).json["total"] == 6


def test_marks_of_a_snippet_are_the_words(indexed: Keisen) -> None:
    for hit in indexed("search", "推論コスト", "--json").json["hits"]:
        for snippet in hit["snippets"]:
            marked = [snippet["text"][start:end] for start, end in snippet["marks"]]
            assert set(marked) == {"推論コスト"}


def test_blocks_are_spans_of_the_text(indexed: Keisen) -> None:
    shown = indexed("show", POST, "--json").json
    for block in shown["blocks"]:
        assert 0 <= block["start"] <= block["end"] <= len(shown["text"])
    for heading in shown["headings"]:
        assert shown["text"][heading["start"] : heading["end"]] == heading["text"]


def test_an_annotation_goes_all_the_way_round(indexed: Keisen, tmp_path: Path) -> None:
    text = indexed("show", POST, "--json").json["text"]
    words = "--color", "green", "--note", "反証を見る", "--tag", "要確認", "--tag", "電力"
    made = indexed("annotate", POST, "--quote", "残価", "--nth", "2", *words, "--json").json
    assert text[made["start"] : made["end"]] == "残価"
    assert text.find("残価", text.find("残価") + 1) == made["start"]
    assert indexed("notes", "--json").json == [made]
    assert indexed("notes", "反証", "--json").json == [made]
    assert indexed("notes", "無関係", "--json").json == []
    report = indexed("export", tmp_path / "out", "--json").json
    [path] = map(Path, report["new"])
    exported = path.read_text("utf-8")
    assert "> 残価" in exported
    assert "反証を見る" in exported
    assert "#要確認 #電力" in exported
    assert indexed("export", tmp_path / "out", "--json").json["unchanged"] == [str(path)]


def test_a_dry_run_writes_nothing(indexed: Keisen, tmp_path: Path) -> None:
    indexed("annotate", POST, "--quote", "残価")
    report = indexed("export", tmp_path / "out", "--dry-run", "--json").json
    assert (len(report["new"]), report["dry_run"]) == (1, True)
    assert not (tmp_path / "out").exists()


def test_an_export_may_be_of_the_posts_that_a_search_finds(indexed: Keisen, tmp_path: Path) -> None:
    indexed("annotate", POST, "--quote", "残価")
    out = tmp_path / "out"
    assert indexed("export", out, "--query", "どこにもない言葉", "--json").json["new"] == []
    assert len(indexed("export", out, "--query", "汐見リース", "--json").json["new"]) == 1


def test_a_file_that_the_person_edited_is_left_alone(indexed: Keisen, tmp_path: Path) -> None:
    indexed("annotate", POST, "--quote", "残価")
    [path] = map(Path, indexed("export", tmp_path, "--json").json["new"])
    path.write_text("自分の文", encoding="utf-8")
    assert indexed("export", tmp_path, "--json").json["kept"] == [str(path)]
    assert path.name in indexed("export", tmp_path).out
    assert path.read_text("utf-8") == "自分の文"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["show", "ない記事"], "ない記事"),
        (["annotate", POST, "--quote", "ない文"], "ない文"),
        (["annotate", POST, "--quote", "リース", "--nth", "999"], "999"),
        (["annotate", POST, "--quote", "リース", "--color", "brown"], "brown"),
        (["search", "電力", "--folder", "どこにもない"], "どこにもない"),
        (["どこにもない"], "どこにもない"),
    ],
)
def test_what_the_world_did_ends_with_1_and_a_next_step(
    indexed: Keisen, args: Sequence[str], words: str
) -> None:
    ran = indexed(*args)
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert len(ran.err.splitlines()) == 2


def test_without_a_folder_it_asks_for_one(keisen: Keisen) -> None:
    ran = keisen("search", "電力")
    assert ran.code == 1
    assert "--folder" in ran.err


def test_an_export_into_the_collection_is_refused(keisen: Keisen, sample_folder: Path) -> None:
    keisen("index", sample_folder)
    ran = keisen("export", sample_folder / "out")
    assert (ran.code, (sample_folder / "out").exists()) == (1, False)


@pytest.mark.parametrize(
    "args",
    [
        ["search"],
        ["search", "x", "--sort", "size"],
        ["search", "x", "--limt", "5"],
        ["search", "x", "--limit", "-1"],
        ["show", "x", "--lang", "fr"],
        ["show", "x", "--no-notes"],
        ["annotate", "x"],
        ["export", "x", "--format", "unknown"],
        ["notes", "--unknown"],
        ["folder", "two", "words"],
    ],
)
def test_wrong_usage_ends_with_2(keisen: Keisen, args: Sequence[str]) -> None:
    ran = keisen(*args)
    assert (ran.code, ran.out) == (2, "")


def test_the_version_is_printed(keisen: Keisen) -> None:
    assert re.fullmatch(r"keisen \d+\.\d+\.\d+\n", keisen("--version").out)


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ([], (None, None)),
        (["--lang", "en"], (None, "en")),
        (["sample"], ("sample", None)),
        (["sample", "--lang", "en"], ("sample", "en")),
        (["--folder", "sample"], ("sample", None)),
    ],
)
def test_no_command_opens_the_window(
    keisen: Keisen,
    monkeypatch: pytest.MonkeyPatch,
    args: Sequence[str],
    wanted: tuple[str | None, str | None],
) -> None:
    opened: list[tuple[object, ...]] = []

    def run_window(*args: object) -> int:
        opened.append(args)
        return 3

    monkeypatch.setattr("reader.app.run_window", run_window)
    assert keisen(*args).code == 3
    folder = Path(wanted[0]) if wanted[0] else None
    assert opened == [(folder, None, None, wanted[1])]


class Logged(Protocol):
    def take(self) -> list[str]: ...


def test_a_fault_of_keisen_is_logged_and_told_calmly(
    indexed: Keisen, monkeypatch: pytest.MonkeyPatch, logged: Logged
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret of the code")

    monkeypatch.setattr(Library, "search", broken)
    ran = indexed("search", "電力")
    log = Path(os.environ["KEISEN_CACHE_DIR"]) / "keisen.log"
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 2)
    assert str(log) in ran.err
    assert "a secret of the code" in log.read_text("utf-8")
    assert logged.take()


def run_process(*args: str | Path, **environment: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "reader", *map(str, args)]
    pipe = subprocess.PIPE
    env = os.environ | environment
    return subprocess.Popen(command, cwd=CHECKOUT, env=env, stdout=pipe, stderr=pipe)


def test_the_program_prints_utf8_json_in_any_locale(sample_root: Path) -> None:
    with run_process("search", "電力", "--folder", sample_root, "--json", LC_ALL="C") as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert json.loads(out.decode("utf-8"))["total"] > 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_ends_an_index_in_order(sample_root: Path, tmp_path: Path) -> None:
    posts = tmp_path / "many"
    posts.mkdir()
    text = (sample_root / f"{POST}.md").read_bytes()
    for number in range(600):
        (posts / f"{number}.md").write_bytes(text)
    with run_process("index", posts, "--lang", "en") as process:
        _wait_for(lambda: any(tmp_path.rglob("refresh.lock")))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, err) == (1, b"")
    assert b"goes on from there" in out


def _wait_for(condition: Callable[[], bool]) -> None:
    while not condition():
        os.sched_yield()
