"""What a query can ask of a post besides its words: its dates, names, states and notes."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from reader.catalog.store import PostRow
from reader.notes.model import Annotation, ReadingState, State
from reader.search.query import Filter, Word
from reader.search.scan import holds
from reader.text.normal import normalise

if TYPE_CHECKING:
    from reader.notes.store import NotesStore

UNCHANGED = (State.ANCHORED, State.MOVED)


@dataclass(frozen=True, slots=True)
class NoteText:
    """An annotation with its words in normal form: quote, note and tags, a line each."""

    annotation: Annotation
    normal: str


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What a person has done with the posts of a collection, by post id."""

    states: Mapping[str, ReadingState] = field(default_factory=dict)
    notes: Mapping[str, Sequence[NoteText]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: "NotesStore") -> "NoteFacts":
        """Read everything from the notes."""
        notes: dict[str, list[NoteText]] = {}
        for annotation in store.annotations():
            parts = (annotation.quote, annotation.note, *annotation.tags)
            text = NoteText(annotation, normalise("\n".join(parts)))
            notes.setdefault(annotation.post_id, []).append(text)
        return cls(store.reading(), notes)

    def noted(self, post_id: str, word: Word) -> bool:
        """Whether an annotation of a post holds a word."""
        return any(holds(word, note.normal) for note in self.notes.get(post_id, ()))


class PostFacts:
    """Answers the filters of queries for posts.

    `problems` gives the paths of odd files, `text_hash` the name of the present text of a post;
    both are asked only when a query wants to know.
    """

    def __init__(
        self,
        notes: NoteFacts,
        problems: Callable[[], Collection[str]],
        text_hash: Callable[[PostRow], str],
    ) -> None:
        self._notes, self._text_hash = notes, text_hash
        self._problems = cache(problems)

    def passes(self, row: PostRow, wanted: Filter) -> bool:
        """Whether a post is what a filter asks for."""
        values = wanted.values
        if wanted.name == "date":
            first, last = values
            return bool(row.day) and first <= row.day and (not last or row.day <= last)
        if wanted.name == "tag":
            return any(is_tag(name_of(tag), value) for tag in row.tags for value in values)
        if wanted.name == "category":
            return any(name_of(name) in values for name in row.categories)
        if wanted.name == "author":
            author = normalise(row.author)
            return any(value in author for value in values)
        if wanted.name == "color":
            notes = self._notes.notes.get(row.id, ())
            return any(note.annotation.color in values for note in notes)
        return any(self._is(row, state) for state in values)

    def _is(self, row: PostRow, state: str) -> bool:
        reading = self._notes.states.get(row.id) or ReadingState(row.id)
        if state in ("read", "unread"):
            return reading.read == (state == "read")
        if state == "starred":
            return reading.starred
        if state == "annotated":
            return row.id in self._notes.notes
        if state == "changed":
            return self._is_changed(row, reading)
        return row.path in self._problems()

    def _is_changed(self, row: PostRow, reading: ReadingState) -> bool:
        """Whether the text is not what it was when it was read, or when it was marked."""
        notes = self._notes.notes.get(row.id, ())
        if any(note.annotation.state not in UNCHANGED for note in notes):
            return True
        return bool(reading.read_hash) and self._text_hash(row) != reading.read_hash


def name_of(written: str) -> str:
    """A name in normal form as a query can spell it: no quotation marks, one space at a time."""
    return " ".join(normalise(written).replace('"', "").split())


def is_tag(tag: str, wanted: str) -> bool:
    """A tag is found by its name and by the name that it is part of: a/b by a."""
    tag = tag.removeprefix("#")
    return tag == wanted or tag.startswith(f"{wanted}/")
