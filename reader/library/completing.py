"""Ways to go on with a query that is being written."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from reader.library.model import Completion
from reader.library.shelf import Shelf
from reader.search.aliases import Aliases
from reader.search.editing import quoted
from reader.search.grammar import FIELDS, field_of
from reader.search.model import QUOTES
from reader.search.parsing import COLOR_NAMES, STATES
from reader.text.normal import normalise

MOST = 10
MOST_TITLES = 4
_HEAD = r"""(?:^|(?<=[\s(（]))[-−－]?(?P<all>(?:(?P<field>[^\s"“:：()（）]+)[:：])?"""
_PLAIN = re.compile(_HEAD + r"""(?P<word>[^\s"“()（）]*))$""")
_QUOTED = re.compile(_HEAD + r"""["“](?P<word>[^"“”]*))$""")
Kind = Literal["field", "tag", "category", "author", "company", "title"]
_Found = tuple[Kind, str, str, int | None]


@dataclass(frozen=True, slots=True)
class _Names:
    """How many posts have each name, as one state of the catalog has them."""

    tags: Mapping[str, int]
    categories: Mapping[str, int]
    authors: Mapping[str, int]
    months: Mapping[str, int]


class Completer:
    """Finds names of the collection that begin like, or hold, what was written so far."""

    def __init__(self) -> None:
        self._kept: tuple[Shelf, _Names] | None = None

    def complete(self, shelf: Shelf, aliases: Aliases, query: str, cursor: int) -> list[Completion]:
        """At most ten ways to go on with the word that ends at the cursor, the likeliest first."""
        before = query[:cursor]
        open_quote = sum(sign in QUOTES for sign in before) % 2 == 1
        match = (_QUOTED if open_quote else _PLAIN).search(before)
        if not match:
            return []
        field = field_of(match["field"] or "")
        if match["field"] and not field:
            return []
        written = normalise(match["word"])
        names = self._names(shelf)
        start = match.start("all")
        found = self._of_field(field, match["field"], names, written) if field else []
        if not field and written and not open_quote:
            found = self._of_word(shelf, names, aliases, written)
        return [
            Completion(text, kind, label, start, cursor, count)
            for kind, text, label, count in islice(found, MOST)
        ]

    def _of_field(self, field: str, spelt: str, names: _Names, written: str) -> Iterable[_Found]:
        if field == "tag":
            return _values("tag", spelt, names.tags, written)
        if field == "category":
            return _values("category", spelt, names.categories, written)
        if field == "author":
            return _values("author", spelt, names.authors, written)
        if field in ("date", "after", "before", "until"):
            return _values("field", spelt, names.months, written)
        if field in ("is", "color"):
            english, japanese = zip(
                *(STATES if field == "is" else COLOR_NAMES).values(), strict=True
            )
            same, other = (english, japanese) if spelt.isascii() else (japanese, english)
            found = [name for name in same if name.startswith(written)]
            found = found or [name for name in other if name.startswith(written)]
            return [("field", f"{spelt}:{name}", name, None) for name in found]
        return []

    def _of_word(
        self, shelf: Shelf, names: _Names, aliases: Aliases, written: str
    ) -> Iterator[_Found]:
        for spellings in FIELDS.values():
            for name in spellings:
                if name.startswith(written) and len(written) < len(name):
                    yield "field", f"{name}:", f"{name}:", None
        for group in aliases.groups:
            if any(normalise(member).startswith(written) for member in group.members):
                yield "company", quoted(group.name), group.name, None
        yield from islice(_values("category", "category", names.categories, written), 3)
        yield from islice(_values("tag", "tag", names.tags, written), 5)
        titles = (row.title for row in shelf.rows if written in normalise(row.title))
        for title in islice(titles, MOST_TITLES if len(written) > 1 else 0):
            yield "title", _phrase("title", title), title, None

    def _names(self, shelf: Shelf) -> _Names:
        if self._kept is None or self._kept[0] is not shelf:
            rows = shelf.rows
            names = _Names(
                Counter(name for row in rows for name in row.tags),
                Counter(name for row in rows for name in row.categories),
                Counter(row.author for row in rows if row.author),
                dict(sorted(Counter(row.day[:7] for row in rows if row.day).items(), reverse=True)),
            )
            self._kept = shelf, names
        return self._kept[1]


def _phrase(field: str, name: str) -> str:
    return f"{field}:{quoted(name)}"


def _values(kind: Kind, field: str, names: Mapping[str, int], written: str) -> Iterator[_Found]:
    """Names that hold what was written, those that begin with it first, then the frequent ones."""
    held = [(normalise(name), name, count) for name, count in names.items()]
    found = [entry for entry in held if written in entry[0]]
    if kind != "field":
        found.sort(key=lambda entry: (not entry[0].startswith(written), -entry[2], entry[1]))
    for _, name, count in found:
        yield kind, _phrase(field, name), name, count
