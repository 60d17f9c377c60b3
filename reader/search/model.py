from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

QUOTES = '"“”„＂'
"""What stands around a phrase in a query, in any pairing."""


@dataclass(frozen=True, slots=True)
class Form:
    """A word in normal form as it is looked for.

    `whole`: where the form begins or ends with an ASCII letter or digit, none may stand beside it,
    so that Meta is not found in metadata.
    """

    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Highlights:
    """The forms to mark in titles, in texts and in notes."""

    title: tuple[Form, ...] = ()
    text: tuple[Form, ...] = ()
    note: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text around matches; marks are code point spans inside `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class NoteHit:
    """An annotation that matches: its colour, its quote and its note, each with marks."""

    annotation_id: str
    color: str
    quote: Snippet
    note: Snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that matches: its score, the marks in its title and its best snippets.

    `places` is the number of places in its text that match, `folded` how many of them stand where
    the text repeats itself, `notes` the annotations that match.
    """

    post_id: str
    score: float
    title_marks: tuple[tuple[int, int], ...] = ()
    snippets: tuple[Snippet, ...] = ()
    places: int = 0
    notes: tuple[NoteHit, ...] = ()
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Hint:
    """What could not be understood in a query, and where: a code point span of its text.

    `key` is one of reader.messages.
    """

    key: str
    start: int
    end: int
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expansion:
    """What is searched beside a word as it was typed.

    `kind` is alias (言いかえ) or variant (表記ゆれ); `forms` are the other written forms as people
    write them. `start` and `end` are the place of the word in the query, without quotation marks;
    it is in quotation marks when it is not `on`: a quoted word is searched as it stands.
    """

    kind: Literal["alias", "variant"]
    term: str
    forms: tuple[str, ...]
    on: bool
    start: int
    end: int
