"""The large collection and its broken files where they are beside the checkout, else stand-ins."""

from pathlib import Path

import pytest

from reader.collection.decode import decode
from reader.collection.identity import assign_ids
from reader.collection.kinds import Kind
from reader.collection.links import PostLinks
from reader.collection.post import Post
from reader.collection.read import content_hash, parse_post, read_source
from reader.collection.scan import Scan, scan
from reader.messages import known_keys, message

DEFECTS = Path(__file__).resolve().parents[3] / "shared" / "collection" / "defects"

_HEAD = '---\ntitle: "電力の値段"\ndate: 2025-11-30 02:31:43 +0000\n---\n'
_CONFLICT = "<<<<<<< Updated upstream\n甲。\n=======\n乙。\n>>>>>>> Stashed changes\n"
STAND_INS = {
    "body__2025-11-11-refusal.md": _HEAD + "I'm sorry, but the web search failed.\n",
    "body__2025-11-12-pictures.md": _HEAD + "![図](/a.png)\n\n## 図解\n",
    "conflict__2025-11-13-sides.md": _HEAD + f"本文。\n\n{_CONFLICT}",
    "empty__2025-11-14-nothing.md": '---\ntitle: ""\ndate: 2025-11-14\n---\n\n\n',
    "image__2025-11-15-picture.md": _HEAD + "![図](/a.png)\n\n本文。\n",
    "not__2025-11-16-utf8.md": _HEAD + "本文。\n" * 40,
    "not__2025-11-17-post.md.backup": _HEAD + "本文。\n",
    "unclosed-late__2025-11-18-line.md": _HEAD.replace("\n", " ") + "# **見出し** 本文。",
}
EXPECTED = {
    "body": {Kind.BODY_REFUSAL, Kind.BODY_WITHOUT_TEXT},
    "conflict": {Kind.CONFLICT},
    "empty": {Kind.BODY_EMPTY},
    "not": {Kind.NOT_UTF8},
    "unclosed-late": {Kind.FRONT_MATTER_INLINE},
}


def _write_stand_ins(folder: Path) -> Path:
    folder.mkdir()
    for name, text in STAND_INS.items():
        data = text.encode()
        if name.endswith("utf8.md"):
            data = data.replace("段".encode(), "段".encode()[:2])
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module", params=["stand-ins", "found"])
def defects(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.param == "found" and DEFECTS.is_dir():
        return DEFECTS
    return _write_stand_ins(tmp_path_factory.mktemp("defects") / "posts")


@pytest.fixture(scope="module")
def found(collection_folder: Path) -> Scan:
    return scan(collection_folder)


@pytest.fixture(scope="module")
def posts(found: Scan) -> list[Post]:
    return [parse_post(read_source(one), one.path, one.path) for one in found.sources]


def _by_name(folder: Path) -> dict[str, Post]:
    sources = scan(folder).sources
    return {one.path: parse_post(read_source(one), one.path, one.path) for one in sources}


def test_every_defect_is_listed_by_its_kind(defects: Path) -> None:
    for name, post in _by_name(defects).items():
        kinds = {problem.kind for problem in post.problems}
        expected = EXPECTED.get(name.partition("__")[0], set())
        assert kinds & expected or kinds == expected, name


def test_broken_posts_keep_title_date_and_body(defects: Path) -> None:
    for name, post in _by_name(defects).items():
        assert post.title, name
        assert post.day >= "2025", name
        assert post.body.strip() or name.startswith("empty"), name
        assert "layout:" not in post.body, name
        assert '"' not in post.title[-1:], name


def test_backups_are_ignored_and_counted(defects: Path) -> None:
    backups = [file.name for file in defects.iterdir() if file.name.endswith(".backup")]
    problems = scan(defects).problems
    assert [problem.kind for problem in problems] == [Kind.IGNORED]
    assert problems[0].detail.startswith(f"{len(backups)}: {min(backups)}")


def test_every_file_is_a_post(found: Scan, posts: list[Post], collection_folder: Path) -> None:
    assert len(posts) == len(list(collection_folder.rglob("*.md"))) > 20
    assert all(post.title and post.body.strip() for post in posts)
    assert all(post.date for post in posts)


def test_every_body_is_the_end_of_its_file(found: Scan, posts: list[Post]) -> None:
    for source, post in zip(found.sources, posts, strict=True):
        assert decode(read_source(source), source.path)[0].endswith(post.body)


def test_ids_are_the_names_at_first_and_stay(found: Scan) -> None:
    hashes = {source.path: content_hash(read_source(source)) for source in found.sources}
    ids = assign_ids(hashes, {}, lambda _: frozenset(), lambda _: frozenset())
    assert set(ids.values()) == {path.removesuffix(".md") for path in hashes}


def test_a_link_to_every_post_by_the_day_in_its_name_finds_it(found: Scan) -> None:
    links = PostLinks({source.path: source.path for source in found.sources})
    for source in found.sources:
        year, month, day, slug = source.path.removesuffix(".md").split("-", 3)
        assert links.resolve(f"/{year}/{month}/{day}/{slug}/", "x.md") == source.path


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_problem_has_words(kind: Kind, lang: str) -> None:
    assert f"problem.{kind}" in known_keys()
    assert str(message(f"problem.{kind}", lang, detail="x", line=1))
