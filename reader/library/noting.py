"""Annotations as the command line and lists want them: by quote, with their posts, by words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reader.article.model import Article
from reader.catalog.store import PostRow
from reader.collection.post import JAPAN
from reader.errors import UserError
from reader.library.facts import UNCHANGED, NoteFacts, PostFacts, is_tag, name_of
from reader.notes.model import Annotation
from reader.notes.placing import occurrences
from reader.search.aliases import Aliases
from reader.search.model import Hint
from reader.search.query import And, Filter, Node, Or, Word, words_of
from reader.search.scan import holds
from reader.text.normal import normalise

_CHANGED = Filter("is", ("changed",))


@dataclass(frozen=True, slots=True)
class Noted:
    """An annotation with what is known of its post, whose file may be gone."""

    annotation: Annotation
    path: str
    title: str
    day: str = ""


def find_copy(article: Article, quote: str, copy: int) -> tuple[int, int]:
    """Where the copy with this number (from 1) of a passage stands, in code points.

    Raises UserError when the text has no such passage, or fewer copies.
    """
    starts = occurrences(article.text, quote) if quote else []
    if not starts:
        raise UserError("quote-missing", quote=quote)
    if copy > len(starts):
        raise UserError("copy-missing", quote=quote, copies=len(starts), copy=copy)
    start = starts[copy - 1]
    return start, start + len(quote)


@dataclass(frozen=True, slots=True)
class NotesFound:
    """The annotations that a query asks for, by post and place, and what was not understood."""

    notes: Sequence[Noted]
    hints: Sequence[Hint] = ()


class NoteSearch:
    """All annotations of one state of the notes and the catalog, ready to be searched.

    A word stands in quote, note, tags or the post's title (`text:` is the quote, `note:` what was
    written). Tags are those of the annotation, `date:` is the day it was made; other filters ask
    of the post.
    """

    def __init__(
        self,
        facts: NoteFacts,
        rows: Mapping[str, PostRow],
        known: Mapping[str, tuple[str, str]],
        problems: Callable[[], Collection[str]],
    ) -> None:
        self._posts = PostFacts(facts, problems, lambda row: row.text_hash)
        self._rows = rows
        self._titles = {
            post: normalise(rows[post].title) if post in rows else "" for post in facts.notes
        }
        self._all = [
            (_noted(text.annotation, rows, known), text.normal)
            for texts in facts.notes.values()
            for text in texts
        ]

    def find(self, query: str, aliases: Aliases) -> NotesFound:
        """What a query asks for; an empty one asks for everything."""
        from reader.search.parsing import parse

        if not query.strip():
            return NotesFound([noted for noted, _ in self._all])
        parsed = parse(query, aliases)
        tree = parsed.query
        if tree is None:
            return NotesFound([], parsed.hints)
        tree = _filters_first(tree)
        found = [noted for noted, normal in self._all if self._meets(noted, normal, tree)]
        return NotesFound(found, parsed.hints)

    def _meets(self, noted: Noted, normal: str, node: Node) -> bool:
        if isinstance(node, Word):
            return self._holds(noted.annotation, normal, node)
        if isinstance(node, Filter):
            return self._passes(noted.annotation, node)
        if isinstance(node, And):
            return all(self._meets(noted, normal, part) for part in node.parts)
        if isinstance(node, Or):
            return any(self._meets(noted, normal, part) for part in node.parts)
        return not self._meets(noted, normal, node.part)

    def _holds(self, annotation: Annotation, normal: str, word: Word) -> bool:
        if word.place in ("any", "title") and _stands(word, self._titles[annotation.post_id]):
            return True
        if word.place == "title" or not _stands(word, normal):
            return False
        if word.place == "any":
            return True
        written = "\n".join((annotation.note, *annotation.tags))
        return holds(word, normalise(annotation.quote if word.place == "text" else written))

    def _passes(self, annotation: Annotation, wanted: Filter) -> bool:
        values = wanted.values
        if wanted.name == "tag":
            return any(is_tag(_name_of(tag), value) for tag in annotation.tags for value in values)
        if wanted.name == "color":
            return annotation.color in values
        if wanted.name == "date":
            day = annotation.created.astimezone(JAPAN).date().isoformat()
            return values[0] <= day and (not values[1] or day <= values[1])
        if wanted.name == "is" and "changed" in values and annotation.state not in UNCHANGED:
            return True
        row = self._rows.get(annotation.post_id)
        return row is not None and wanted != _CHANGED and self._posts.passes(row, wanted)


_name_of = lru_cache(4096)(name_of)


def _stands(word: Word, normal: str) -> bool:
    """What `holds` says, sooner for the many texts that do not hold the letters at all."""
    return any(
        form.text in normal and (not form.whole or holds(word, normal)) for form in word.forms
    )


def _filters_first(node: Node) -> Node:
    """The same question, with what asks for no words in front."""
    if isinstance(node, And):
        parts = map(_filters_first, node.parts)
        return And(tuple(sorted(parts, key=lambda part: not isinstance(part, Filter))))
    return node


def _noted(
    annotation: Annotation, rows: Mapping[str, PostRow], known: Mapping[str, tuple[str, str]]
) -> Noted:
    row = rows.get(annotation.post_id)
    if row:
        return Noted(annotation, row.path, row.title, row.day)
    path = known.get(annotation.post_id, (annotation.post_id, ""))[0]
    return Noted(annotation, path, "")


def listed(
    annotations: Sequence[Annotation],
    rows: Mapping[str, PostRow],
    known: Mapping[str, tuple[str, str]],
) -> list[Noted]:
    """Annotations with what is known of their posts."""
    return [_noted(annotation, rows, known) for annotation in annotations]


def found_in(noted: Sequence[Noted], query: str) -> list[Noted]:
    """Those that hold every word of a query in quote, note, tags or title; for the trash."""
    words = words_of(query)
    return [one for one in noted if _has_all(one, words)]


def _has_all(noted: Noted, words: Sequence[str]) -> bool:
    annotation = noted.annotation
    parts = (annotation.quote, annotation.note, *annotation.tags, noted.title)
    text = normalise("\n".join(parts)) if words else ""
    return all(word in text for word in words)
