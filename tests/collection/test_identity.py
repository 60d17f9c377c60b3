from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.collection.identity import Known, assign_ids, default_id


def _assign(
    found: Mapping[str, str],
    known: Mapping[str, str],
    paths: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Texts are strings of sentences, one letter each; a known id is its path without .md."""
    paths = paths or {post_id: f"{post_id}.md" for post_id in known}
    files = {post_id: Known(paths[post_id], text) for post_id, text in known.items()}
    return assign_ids(found, files, _letters(found), _letters(known))


def _letters(texts: Mapping[str, str]) -> Callable[[str], frozenset[str]]:
    return lambda key: frozenset(texts[key])


@pytest.mark.parametrize(
    ("path", "post_id"), [("a/b.md", "a/b"), ("a.MARKDOWN", "a"), ("a.b.md", "a.b")]
)
def test_the_first_id_is_the_path(path: str, post_id: str) -> None:
    assert default_id(path) == post_id


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        pytest.param({"a.md": "x"}, {}, {"a.md": "a"}, id="first seen"),
        pytest.param({"a.md": "x"}, {"a": "x"}, {"a.md": "a"}, id="unchanged"),
        pytest.param({"a.md": "z"}, {"a": "x"}, {"a.md": "a"}, id="rewritten in place"),
        pytest.param({"b.md": "x"}, {"a": "x"}, {"b.md": "a"}, id="renamed"),
        pytest.param({"b.md": "xyZ"}, {"a": "xyz"}, {"b.md": "a"}, id="renamed and edited"),
        pytest.param({"b.md": "x123"}, {"a": "xyz"}, {"b.md": "b"}, id="too little shared"),
        pytest.param({"b.md": "xy12345"}, {"a": "xy"}, {"b.md": "b"}, id="small part of another"),
        pytest.param({"b.md": ""}, {"a": "x"}, {"b.md": "b"}, id="empty file is not alike"),
        pytest.param(
            {"a.md": "123", "b.md": "xyz"},
            {"a": "xyz"},
            {"a.md": "a~2", "b.md": "a"},
            id="moved away and another put in its place",
        ),
        pytest.param(
            {"a.md": "xyZ", "b.md": "xyz"},
            {"a": "xyz"},
            {"a.md": "a", "b.md": "b"},
            id="copied, then edited",
        ),
        pytest.param(
            {"a.md": "123", "b.md": "xyz"},
            {"a": "xyz", "b": "123"},
            {"a.md": "b", "b.md": "a"},
            id="exchanged",
        ),
        pytest.param(
            {"c.md": "abcd", "d.md": "abc1"},
            {"a": "abc1", "b": "abc2"},
            {"c.md": "b", "d.md": "a"},
            id="same bytes before likeness",
        ),
    ],
)
def test_ids_stay_with_the_text(
    found: dict[str, str], known: dict[str, str], expected: dict[str, str]
) -> None:
    assert _assign(found, known) == expected


def test_the_most_alike_gets_the_id() -> None:
    found = {"new1.md": "abcdEF", "new2.md": "abcdeF"}
    assert _assign(found, {"a": "abcdef"}) == {"new1.md": "new1", "new2.md": "a"}


def test_equal_texts_follow_their_file_name() -> None:
    found = {"x/b.md": "t", "x/c.md": "t"}
    known, paths = {"1": "t", "2": "t"}, {"1": "c.md", "2": "b.md"}
    assert _assign(found, known, paths) == {"x/b.md": "2", "x/c.md": "1"}


def test_the_id_of_a_post_that_is_gone_is_not_given_to_another() -> None:
    known, paths = {"b": "xyz"}, {"b": "elsewhere.md"}
    assert _assign({"b.md": "123"}, known, paths) == {"b.md": "b~2"}


def test_sentences_are_not_asked_for_without_need() -> None:
    def never(key: str) -> frozenset[str]:
        raise AssertionError(key)

    known = {"a": Known("a.md", "1"), "b": Known("b.md", "2"), "gone": Known("gone.md", "3")}
    found = {"a.md": "1", "b.md": "edited"}
    assert assign_ids(found, known, never, never) == {"a.md": "a", "b.md": "b"}


_TEXTS = st.text(st.sampled_from("abc"), max_size=4)
_FILES = st.dictionaries(st.sampled_from(["a.md", "b.md", "c.md", "a.markdown", "d/a.md"]), _TEXTS)


@given(_FILES, st.dictionaries(st.sampled_from(["a", "b", "c", "a~2"]), _TEXTS))
def test_every_path_has_an_id_of_its_own(found: dict[str, str], known: dict[str, str]) -> None:
    ids = _assign(found, known)
    assert ids.keys() == found.keys()
    assert len(set(ids.values())) == len(ids)


@given(_FILES)
def test_nothing_changes_when_nothing_changed(found: dict[str, str]) -> None:
    ids = _assign(found, {})
    known = {post_id: found[path] for path, post_id in ids.items()}
    assert _assign(found, known, {post_id: path for path, post_id in ids.items()}) == ids
