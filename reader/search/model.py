from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the canonical text around matches; marks are code point spans inside `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that matches: its score, the marks in its title and its best snippets."""

    post_id: str
    score: float
    title_marks: tuple[tuple[int, int], ...] = ()
    snippets: tuple[Snippet, ...] = ()
