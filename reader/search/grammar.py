"""The grammar of queries, as plugins of Whoosh's query parser."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from whoosh.qparser import QueryParser, plugins, syntax
from whoosh.qparser.taggers import RegexTagger

from reader.search.model import QUOTES

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "題", "題名", "タイトル"),
    "text": ("text", "本文"),
    "note": ("note", "メモ"),
    "tag": ("tag", "タグ"),
    "category": ("category", "分類", "カテゴリ"),
    "author": ("author", "著者"),
    "date": ("date", "日付"),
    "after": ("after", "以後", "以降"),
    "before": ("before", "より前"),
    "until": ("until", "以前", "まで"),
    "is": ("is", "状態"),
    "color": ("color", "colour", "色"),
}
"""The names of each field: the first one is English, the second is shown in Japanese."""

_FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}
_NAMES = "|".join(sorted(_FIELD_OF, key=len, reverse=True))
_INSIDE = r"[^\s()（）]"


def field_of(name: str) -> str | None:
    """The field with a name, in any spelling; None where there is none."""
    return _FIELD_OF.get(name.lower())


class Quoted(syntax.TextNode):  # type: ignore[misc]  # Whoosh has no types
    """A phrase in quotation marks; `closed` is False when the last one is missing."""

    def __init__(self, text: str, closed: bool, start: int) -> None:
        super().__init__(text)
        self.closed = closed
        self.text_start = start


class Open(syntax.MarkerNode):  # type: ignore[misc]
    """An opening parenthesis."""


class Close(syntax.MarkerNode):  # type: ignore[misc]
    """A closing parenthesis."""


class Minus(syntax.PrefixOperator):  # type: ignore[misc]
    """What follows is not wanted."""


class Infix(syntax.InfixOperator):  # type: ignore[misc]
    """OR or AND between two parts."""


class Field(syntax.FieldnameNode):  # type: ignore[misc]
    """The name of a field with its colon."""


class _Tagger(RegexTagger):  # type: ignore[misc]
    def __init__(self, pattern: str, make: Any) -> None:
        super().__init__(pattern)
        self._make = make

    def create(self, parser: Any, match: re.Match[str]) -> Any:
        return self._make(match)


def _quoted(match: re.Match[str]) -> Quoted:
    return Quoted(match["text"], bool(match["close"]), match.start("text"))


def _field(match: re.Match[str]) -> Field:
    return Field(_FIELD_OF[match["name"].lower()], match[0])


# A word takes in every sign that begins nothing: quotation marks, minus and opening parentheses in
# its middle, closing ones too where they belong to one of these.
_TAGGERS: tuple[tuple[str, Any], ...] = (
    (r"\s+", lambda _: syntax.Whitespace()),
    (rf"[{QUOTES}](?P<text>[^{QUOTES}]*)(?P<close>[{QUOTES}]?)", _quoted),
    (r"[(（]", lambda _: Open()),
    (r"[)）]", lambda _: Close()),
    (r"(?<![:：])[-−－](?=\S)", lambda match: Minus(match[0], syntax.NotGroup)),
    (r"OR(?![^\s()（）])", lambda match: Infix(match[0], syntax.OrGroup)),
    (r"AND(?![^\s()（）])", lambda match: Infix(match[0], syntax.AndGroup)),
    (rf"(?i:(?P<name>{_NAMES}))[:：]\s*", _field),
    (
        rf"{_INSIDE}(?:{_INSIDE}|[(（]{_INSIDE}*[)）]|[(（])*",
        lambda match: syntax.WordNode(match[0]),
    ),
)


class _Marks(plugins.Plugin):  # type: ignore[misc]
    def taggers(self, parser: Any) -> list[tuple[Any, int]]:
        return [(_Tagger(*tagger), place) for place, tagger in enumerate(_TAGGERS)]


class _Fields(plugins.FieldsPlugin):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(remove_unknown=False)

    def taggers(self, parser: Any) -> list[tuple[Any, int]]:
        return []


class _Groups(plugins.GroupPlugin):  # type: ignore[misc]
    OpenBracket, CloseBracket = Open, Close

    def taggers(self, parser: Any) -> list[tuple[Any, int]]:
        return []


class _Operators(plugins.OperatorsPlugin):  # type: ignore[misc]
    def __init__(self) -> None:
        tag = self.OpTagger
        kinds = (
            (syntax.NotGroup, Minus),
            (syntax.OrGroup, Infix),
            (syntax.AndGroup, Infix),
        )
        super().__init__(ops=[(tag("", *kind), 0) for kind in kinds], clean=True)

    def taggers(self, parser: Any) -> list[tuple[Any, int]]:
        return []


class _Spaces(plugins.WhitespacePlugin):  # type: ignore[misc]
    def taggers(self, parser: Any) -> list[tuple[Any, int]]:
        return []


_parser = QueryParser(
    "any", None, plugins=[_Marks(), _Groups(), _Fields(), _Operators(), _Spaces()]
)


def tokens(text: str) -> list[Any]:
    """The signs, words and phrases of a query, in order, with their code point spans."""
    return list(_parser.tag(text))


def tree(nodes: list[Any]) -> Any:
    """Tokens as a tree of Whoosh's groups; a marker that has no partner is left out."""
    return _parser.filterize(_parser.group(nodes))


def without_space(nodes: list[Any]) -> Iterator[Any]:
    """The tokens that are not white space."""
    return (node for node in nodes if not node.is_ws())
