from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reader.collection.post import Problem
from reader.notes.model import Placements
from reader.search.model import Expansion, Highlights, Hint, Hit

Phase = Literal["listing", "building", "indexing", "tidying"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is: posts done of all posts of this phase.

    `seconds_left` is an estimate for the whole phase, None while nothing is known.
    """

    phase: Phase
    done: int
    total: int
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh found: the number of posts now, and of those that came, changed or went.

    `changed_posts` are the ids of the posts whose text or annotations are not what they were:
    what a view shows of them is out of date. `placements` counts the annotations that were placed
    anew.
    """

    posts: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    cancelled: bool = False
    changed_posts: tuple[str, ...] = ()
    placements: Placements = field(default_factory=Placements)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about a result: a key of reader.messages and its facts."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the posts that were found are of each month, category and tag.

    Months as 2025-11, oldest first; the others with the most first.
    """

    months: tuple[tuple[str, int], ...] = ()
    categories: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The posts that a query finds.

    `post_ids` are all of them in order, `hits` the page that was asked for with snippets. `exact`
    is False when a file could not be read, so that `total` may be too small.
    """

    query: str
    total: int
    exact: bool
    ms: float
    post_ids: tuple[str, ...]
    hits: tuple[Hit, ...]
    highlights: Highlights = field(default_factory=Highlights)
    expansions: tuple[Expansion, ...] = ()
    hints: tuple[Hint, ...] = ()
    facets: Facets = field(default_factory=Facets)
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A way to go on with a query.

    `text` replaces the code points from `start` to `end` of the query; `kind` is field, tag,
    category, author, company or title; `count` is the number of posts, None where it is not known.
    """

    text: str
    kind: Literal["field", "tag", "category", "author", "company", "title"]
    label: str
    start: int
    end: int
    count: int | None = None
