"""Annotations as the command line and lists want them: by quote, with their posts, by words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.article.model import Article
from reader.catalog.store import PostRow
from reader.errors import UserError
from reader.notes.model import Annotation
from reader.notes.placing import occurrences
from reader.search.query import words_of
from reader.text.normal import normalise


@dataclass(frozen=True, slots=True)
class Noted:
    """An annotation with what is known of its post, whose file may be gone."""

    annotation: Annotation
    path: str
    title: str


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


def matching(
    annotations: Sequence[Annotation],
    rows: Mapping[str, PostRow],
    known: Mapping[str, tuple[str, str]],
    query: str,
) -> list[Noted]:
    """The annotations whose quote, note, tags or post's title hold every word of a query."""
    words = words_of(query)
    noted = (_noted(annotation, rows, known) for annotation in annotations)
    return [note for note in noted if _holds(note, words)]


def _noted(
    annotation: Annotation, rows: Mapping[str, PostRow], known: Mapping[str, tuple[str, str]]
) -> Noted:
    row = rows.get(annotation.post_id)
    if row:
        return Noted(annotation, row.path, row.title)
    path = known.get(annotation.post_id, (annotation.post_id, ""))[0]
    return Noted(annotation, path, "")


def _holds(note: Noted, words: Sequence[str]) -> bool:
    if not words:
        return True
    annotation = note.annotation
    parts = (annotation.quote, annotation.note, *annotation.tags, note.title)
    text = normalise("\n".join(parts))
    return all(word in text for word in words)
