"""Queries answered by reading the texts: for posts that are not in the index, and for notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from reader.search.model import Form
from reader.search.query import And, Filter, Node, Or, Word
from reader.search.ranking import BODY_WEIGHT, NOTE_WEIGHT, SATURATION, TITLE_WEIGHT


class Facts(Protocol):
    """What is known of a post besides its words."""

    def passes(self, wanted: Filter) -> bool:
        """Whether the post is what a filter asks for."""

    def noted(self, word: Word) -> bool:
        """Whether a note on the post holds a word."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A post to be scanned, its title and its text in normal form."""

    title: str
    text: str
    facts: Facts


def scan(query: Node, post: Scanned) -> float | None:
    """The score of a post, None when it does not match: finds what the index finds.

    The score is that of a post of average length whose words are all equally rare, for nothing is
    known about the other posts.
    """
    if isinstance(query, Word):
        return _scan_word(query, post)
    if isinstance(query, Filter):
        return 0.0 if post.facts.passes(query) else None
    if isinstance(query, And):
        score = 0.0
        for part in query.parts:
            found = scan(part, post)
            if found is None:
                return None
            score += found
        return score
    if isinstance(query, Or):
        scores = [found for part in query.parts if (found := scan(part, post)) is not None]
        return sum(scores) if scores else None
    return 0.0 if scan(query.part, post) is None else None


def occurrences(
    form: Form, normal: str, first: int = 0, last: int | None = None
) -> Iterator[tuple[int, int]]:
    """Every place where a form stands in a text in normal form, between two offsets."""
    word = form.text
    at = normal.find(word, first, last) if word else -1
    while at >= 0:
        end = at + len(word)
        if not form.whole or _stands_alone(normal, at, end):
            yield at, end
        at = normal.find(word, at + 1, last)


def holds(word: Word, normal: str) -> bool:
    """Whether a text in normal form holds one of the forms of a word."""
    return any(next(occurrences(form, normal), None) for form in word.forms)


def _scan_word(word: Word, post: Scanned) -> float | None:
    score = 0.0
    if word.place in ("any", "title"):
        score += TITLE_WEIGHT * _saturated(_count(word, post.title))
    if word.place in ("any", "text"):
        score += BODY_WEIGHT * _saturated(_count(word, post.text))
    if word.place in ("any", "note") and post.facts.noted(word):
        score += NOTE_WEIGHT
    return score or None


def _count(word: Word, normal: str) -> int:
    return sum(
        sum(1 for _ in occurrences(form, normal)) if form.whole else normal.count(form.text)
        for form in word.forms
    )


def _saturated(frequency: int) -> float:
    return frequency / (frequency + SATURATION)


def _stands_alone(normal: str, start: int, end: int) -> bool:
    """Whether no ASCII letter or digit goes on at either end."""
    before = start > 0 and _is_latin(normal[start - 1]) and _is_latin(normal[start])
    after = end < len(normal) and _is_latin(normal[end - 1]) and _is_latin(normal[end])
    return not before and not after


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
