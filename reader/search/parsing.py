import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from whoosh.qparser import syntax

from reader.search import grammar
from reader.search.aliases import Aliases
from reader.search.dates import period
from reader.search.grammar import Close, Field, Infix, Minus, Open, Quoted
from reader.search.model import Expansion, Form, Highlights, Hint
from reader.search.query import And, Filter, Node, Not, Or, Place, Word
from reader.search.scan import occurrences
from reader.text.normal import normalise

MOST_SIGNS = 10_000
MOST_WORDS = 64
MOST_HINTS = 20
DEEPEST = 30

STATES = {
    "unread": ("unread", "未読"),
    "read": ("read", "既読"),
    "starred": ("starred", "スター"),
    "annotated": ("annotated", "注釈"),
    "changed": ("changed", "変更"),
    "problem": ("problem", "問題"),
}
COLOR_NAMES = {
    "yellow": ("yellow", "黄"),
    "green": ("green", "緑"),
    "blue": ("blue", "青"),
    "pink": ("pink", "赤"),
    "violet": ("violet", "紫"),
}
_STATE_OF = {name: state for state, names in STATES.items() for name in names}
_COLOR_OF = {name: color for color, names in COLOR_NAMES.items() for name in names}
_PLACES: dict[str | None, Place] = {None: "any", "title": "title", "text": "text", "note": "note"}
_DASHES = frozenset("-−－")
_MAYBE_FIELD = re.compile(r"([^\W\d_]{1,12})[:：](?!//)")
# The long vowel at the end of a katakana word of four signs or more is often left out.
_LONG_VOWEL = re.compile("(?<![ァ-ヺー])([ァ-ヺー]{3,})ー(?![ァ-ヺー])")


@dataclass(slots=True)
class Parsed:
    """What a query asks for; `query` is None where nothing in it could be understood.

    Spans are code points of the text of the query.
    """

    query: Node | None = None
    highlights: Highlights = field(default_factory=Highlights)
    expansions: list[Expansion] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)


def parse(text: str, aliases: Aliases, *, exact: bool = False) -> Parsed:
    """Read a query; never raises: what is not understood is told as hints and left out.

    A wanted word that is not in quotation marks is looked for in its other forms too, unless
    `exact`.
    """
    parsed = Parsed()
    if len(text) > MOST_SIGNS:
        parsed.hints.append(Hint("query-long", MOST_SIGNS, len(text), {"count": MOST_SIGNS}))
        text = text[:MOST_SIGNS]
    nodes = _usable(list(grammar.without_space(grammar.tokens(text))), parsed.hints)
    if nodes:
        reader = _Reader(aliases, parsed, exact=exact)
        parsed.query = reader.node(grammar.tree(nodes), wanted=True)
        parsed.highlights = reader.highlights()
    elif text.strip() and not parsed.hints:
        parsed.hints.append(Hint("query-nothing", 0, len(text)))
    parsed.hints = sorted(parsed.hints, key=lambda hint: hint.start)[:MOST_HINTS]
    return parsed


def variants(word: str) -> tuple[str, ...]:
    """The word without the long vowels that end its katakana words, if it has any; normal form."""
    short = _LONG_VOWEL.sub(r"\1", word)
    return () if short == word else (short,)


# ---- tokens that have what belongs to them


def _usable(nodes: list[Any], hints: list[Hint]) -> list[Any]:
    """The tokens without those that miss their partner; leaving one out can strand another."""
    nodes = _not_too_many(nodes, hints)
    while True:
        stranded = {id(node): key for node, key in _stranded(nodes)}
        if not stranded:
            return nodes
        for node in nodes:
            key = stranded.get(id(node))
            if key:
                facts = {"sign": _sign(node)}
                hints.append(Hint(key, node.startchar, node.endchar, facts))
        nodes = [node for node in nodes if id(node) not in stranded]


def _not_too_many(nodes: list[Any], hints: list[Hint]) -> list[Any]:
    words = 0
    for at, node in enumerate(nodes):
        words += node.is_text()
        if words > MOST_WORDS:
            facts = {"count": MOST_WORDS}
            hints.append(Hint("query-many", node.startchar, nodes[-1].endchar, facts))
            return nodes[:at]
    return nodes


def _stranded(nodes: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    yield from _unbalanced(nodes)
    ends = [None, *nodes, None]
    for (before, node), (_, after) in zip(pairwise(ends), pairwise(ends[1:]), strict=False):
        if isinstance(node, Infix):
            if not (_ends_part(before) and _begins_part(after)):
                yield node, "query-operator"
        elif isinstance(node, Minus):
            if isinstance(after, Minus) or not _begins_part(after):
                yield node, "query-operator"
        elif isinstance(node, Field):
            if not isinstance(after, Quoted | syntax.WordNode | Open):
                yield node, "query-field-empty"
        elif isinstance(node, syntax.WordNode) and set(node.text) <= _DASHES:
            yield node, "query-operator"


def _unbalanced(nodes: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    opened: list[tuple[int, Any]] = []
    for at, node in enumerate(nodes):
        if isinstance(node, Open):
            opened.append((at, node))
        elif isinstance(node, Close):
            if not opened:
                yield node, "query-parenthesis"
                continue
            start, first = opened.pop()
            if at == start + 1:
                yield first, "query-parenthesis-empty"
                yield node, "query-parenthesis-empty"
            elif len(opened) >= DEEPEST:
                yield first, "query-deep"
                yield node, "query-deep"
    for _, node in opened:
        yield node, "query-parenthesis"


def _sign(node: Any) -> str:
    if isinstance(node, Open | Close):
        return "(" if isinstance(node, Open) else ")"
    return str(getattr(node, "original", None) or node.text).strip()


def _begins_part(node: Any) -> bool:
    return isinstance(node, Quoted | syntax.WordNode | Open | Minus | Field)


def _ends_part(node: Any) -> bool:
    return isinstance(node, Quoted | syntax.WordNode | Close)


# ---- from Whoosh's tree to a query


class _Reader:
    """Makes a query of a tree of Whoosh's; collects hints, expansions and what to highlight."""

    def __init__(self, aliases: Aliases, parsed: Parsed, *, exact: bool) -> None:
        self._aliases, self._parsed, self._exact = aliases, parsed, exact
        self._shown: list[tuple[Place, tuple[Form, ...]]] = []

    def node(self, node: Any, *, wanted: bool) -> Node | None:
        """A node of Whoosh's tree as a query; None where nothing of it is understood."""
        if isinstance(node, syntax.NotGroup):
            part = self.node(node[0], wanted=False)
            return Not(part) if part else None
        if isinstance(node, syntax.GroupNode):
            found = [part for child in node if (part := self.node(child, wanted=wanted))]
            if len(found) == 1:
                return found[0]
            kind = Or if isinstance(node, syntax.OrGroup) else And
            return kind(tuple(found)) if found else None
        if isinstance(node, Quoted) and not node.closed:
            self._hint("query-quote", node)
        if node.fieldname in _PLACES:
            return self._word(node, _PLACES[node.fieldname], wanted=wanted)
        return self._filter(node, node.fieldname)

    def highlights(self) -> Highlights:
        """What to mark, by place."""

        def of(*places: Place) -> tuple[Form, ...]:
            forms = (form for place, found in self._shown if place in places for form in found)
            return tuple(dict.fromkeys(forms))

        return Highlights(of("any", "title"), of("any", "text"), of("any", "note"))

    def _word(self, node: Any, place: Place, *, wanted: bool) -> Word | None:
        quoted = isinstance(node, Quoted)
        text = normalise(node.text)
        if quoted:
            text = " ".join(text.split())
        elif node.fieldname is None:
            self._look_for_field(node)
        if not text:
            self._hint("query-empty-word", node)
            return None
        if not wanted:
            return Word((Form(text),), place)
        others = self._expand(node, text) if not self._exact else []
        forms = _apart([Form(text), *others])
        # The longer ones are marked too: a mark on サーバ alone would divide サーバー.
        self._shown.append((place, (Form(text), *others)))
        return Word(forms, place)

    def _expand(self, node: Any, text: str) -> list[Form]:
        quoted = isinstance(node, Quoted)
        members, short = self._aliases.others(text), variants(text)
        start = node.text_start if quoted else node.startchar
        tell = partial(
            Expansion, term=node.text, on=not quoted, start=start, end=start + len(node.text)
        )
        if members:
            self._parsed.expansions.append(tell(kind="alias", forms=members))
        if short:
            self._parsed.expansions.append(tell(kind="variant", forms=short))
        if quoted:
            return []
        forms = [Form(normalise(member), whole=True) for member in members]
        return [*forms, *(Form(form) for form in short)]

    def _look_for_field(self, node: Any) -> None:
        match = _MAYBE_FIELD.match(node.text)
        if match:
            end = node.startchar + match.end()
            facts = {"field": match[1]}
            self._parsed.hints.append(Hint("query-field", node.startchar, end, facts))

    def _filter(self, node: Any, name: str) -> Filter | None:
        value = " ".join(normalise(node.text).split())
        if name in ("date", "after", "before", "until"):
            return self._date_filter(node, name, value)
        if name == "is":
            return self._named_filter(node, "is", _STATE_OF.get(value))
        if name == "color":
            return self._named_filter(node, "color", _COLOR_OF.get(value))
        if not value:
            self._hint("query-empty-word", node)
            return None
        if name == "tag":
            return Filter("tag", (value.removeprefix("#"),))
        return Filter("category" if name == "category" else "author", (value,))

    def _named_filter(self, node: Any, name: Any, value: str | None) -> Filter | None:
        if value is None:
            names = STATES if name == "is" else COLOR_NAMES
            key = "query-is" if name == "is" else "query-color"
            self._hint(key, node, values=", ".join(names), value=node.text)
            return None
        return Filter(name, (value,))

    def _date_filter(self, node: Any, name: str, value: str) -> Filter | None:
        if name == "date" and ".." in value:
            return self._range(node, value)
        days = period(value)
        if days is None:
            self._hint("query-date", node, value=node.text)
            return None
        first, last = days
        spans = {
            "date": (first, last),
            "after": (first, ""),
            "until": ("", last),
            "before": ("", (date.fromisoformat(first) - timedelta(days=1)).isoformat()),
        }
        return Filter("date", spans[name])

    def _range(self, node: Any, value: str) -> Filter | None:
        left, _, right = (part.strip(".") for part in value.partition(".."))
        first, last = period(left), period(right)
        if (left and not first) or (right and not last) or not (first or last):
            self._hint("query-date", node, value=node.text)
            return None
        if first and last and first[0] > last[1]:
            self._hint("query-date-order", node, first=right, last=left)
            first, last = last, first
        return Filter("date", (first[0] if first else "", last[1] if last else ""))

    def _hint(self, key: str, node: Any, **facts: object) -> None:
        self._parsed.hints.append(Hint(key, node.startchar, node.endchar, facts))


def _apart(forms: Iterable[Form]) -> tuple[Form, ...]:
    """The forms without those that hold another one: wherever they stand, that one does too."""
    kept: list[Form] = []
    for form in dict.fromkeys(forms):
        if any(_implies(form, other) for other in kept):
            continue
        kept = [*(other for other in kept if not _implies(other, form)), form]
    return tuple(kept)


def _implies(form: Form, other: Form) -> bool:
    held = next(occurrences(other, form.text), None) is not None
    return held and (form.whole or not other.whole)
