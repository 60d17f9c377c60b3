import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from reader import messages

READER = Path(__file__).resolve().parent.parent / "reader"
TABLE = messages._TABLE


@cache
def nodes() -> list[ast.AST]:
    sources = [path for path in READER.rglob("*.py") if path.parent.name != "messages"]
    return [node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8")))]


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def calls() -> Iterator[ast.Call]:
    for node in nodes():
        if isinstance(node, ast.Call) and node.args and called(node) in ("UserError", "message"):
            yield node


def keyed_calls() -> Iterator[tuple[str, ast.Call]]:
    for call in calls():
        key = call.args[0]
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, call


def computed_prefixes() -> tuple[str, ...]:
    keys = [call.args[0] for call in calls()]
    heads = [key.values[0] for key in keys if isinstance(key, ast.JoinedStr)]
    return tuple(str(head.value) for head in heads if isinstance(head, ast.Constant))


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def all_facts(key: str, lang: str = "ja") -> set[str]:
    return set().union(*map(facts, TABLE[key][lang]))


def test_every_key_in_the_sources_has_its_text() -> None:
    assert {key for key, _ in keyed_calls()} - messages.known_keys() == set()


def test_every_text_is_used() -> None:
    named = {node.value for node in nodes() if isinstance(node, ast.Constant)}
    unnamed = messages.known_keys() - named
    assert [key for key in sorted(unnamed) if not key.startswith(computed_prefixes())] == []


@pytest.mark.parametrize("key", sorted(TABLE))
def test_a_message_is_the_same_in_every_language(key: str) -> None:
    assert tuple(TABLE[key]) == messages.LANGUAGES
    first, *others = (all_facts(key, lang) for lang in messages.LANGUAGES)
    assert all(other == first for other in others)


@pytest.mark.parametrize("key", sorted(TABLE))
def test_a_message_has_a_text_in_every_language(key: str) -> None:
    assert all(text for text, _ in TABLE[key].values())


def test_every_call_gives_the_facts_that_the_text_names() -> None:
    for key, call in keyed_calls():
        given = {word.arg for word in call.keywords}
        if None not in given and key in TABLE:
            assert all_facts(key) <= given, key


def test_an_unknown_language_falls_back_to_japanese() -> None:
    assert messages.message("quote-missing", "fr", quote="罫線").text.startswith("引用")
