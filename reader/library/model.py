from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reader.collection.post import Problem
from reader.search.model import Hit

Phase = Literal["listing", "building", "tidying"]


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
    what a view shows of them is out of date.
    """

    posts: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    cancelled: bool = False
    changed_posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know about a result: a key of reader.messages and its facts."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The posts that hold every word of a query.

    `post_ids` are all of them in order, `hits` the page that was asked for with snippets, `words`
    the query in normal form. `exact` is False when a file could not be read, so that `total`
    may be too small.
    """

    query: str
    total: int
    exact: bool
    ms: float
    post_ids: tuple[str, ...]
    hits: tuple[Hit, ...]
    words: tuple[str, ...]
    warnings: tuple[Notice, ...] = ()
