"""A query as a tree of what a post must have; `reader.search.parsing` makes it from a text."""

from dataclasses import dataclass
from typing import Literal

from reader.search.model import Form
from reader.text.normal import normalise

Place = Literal["any", "title", "text", "note"]
FilterName = Literal["tag", "category", "author", "date", "is", "color"]
MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class Word:
    """A post holds one of the forms: in its title, its text or the notes on it.

    No form holds another one, so that their numbers of occurrences add up.
    """

    forms: tuple[Form, ...]
    place: Place = "any"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is known of a post besides its words.

    `values` are alternatives in normal form. For `date` they are the first and the last day, ISO
    dates, an empty string where that end is open; a post without a date is in no range.
    """

    name: FilterName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class And:
    """Every part; no parts match every post."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not match; it adds nothing to a score."""

    part: "Node"


Node = Word | Filter | And | Or | Not


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query in normal form, each once, in order; those after the 32nd are dropped.

    Words are separated by white space of any kind, U+3000 too; no word is empty.
    """
    return tuple(dict.fromkeys(normalise(query).split()))[:MOST_WORDS]
