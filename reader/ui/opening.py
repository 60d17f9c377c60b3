from collections.abc import Sequence
from dataclasses import dataclass

from reader.article.model import Article
from reader.library import Library, Notice
from reader.search.model import Form
from reader.ui.hits import NO_HITS, Hits
from reader.ui.page_facts import Prepared, prepare

LEAST_FOLDED = 0.05
"""The share of a text that repeats something from which on it is folded when it is opened."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post to be opened: at a position or where it was left, or at a hit of what was searched.

    That is the first hit, or the last with `from_end`.
    """

    post_id: str
    position: int | None = None
    forms: Sequence[Form] = ()
    from_end: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A post on its way to the page: its article, its hits, and where to begin.

    `text_hash` names the text of the article.
    """

    wanted: Wanted
    article: Article
    prepared: Prepared
    notice: Notice | None
    hits: Hits
    position: int
    at_hit: bool
    text_hash: str = ""


def starts_folded(article: Article, chosen: bool | None, usual: bool) -> bool:
    """Whether an article is shown folded: as it was chosen for it, or where it is worth while."""
    if chosen is not None:
        return chosen
    folded = sum(fold.end - fold.start for fold in article.folds)
    return usual and folded >= LEAST_FOLDED * len(article.text)


def open_post(library: Library, wanted: Wanted, left_at: int) -> Opened:
    """Read a post that was left at a position, and find what is to be marked in it."""
    from reader.search.snippets import find_all
    from reader.text.storing import text_hash

    shown = library.show(wanted.post_id)
    name = text_hash(shown.article.text)
    hits = Hits(find_all(wanted.forms, shown.article.text)) if wanted.forms else NO_HITS
    position = wanted.position
    if position is not None:
        hits, at_hit = hits.near(position), False
    else:
        hits = hits.step(-1 if wanted.from_end else 1) or hits
        start = hits.start()
        at_hit = start is not None
        position = left_at if start is None else start
    prepared = prepare(shown.article)
    return Opened(wanted, shown.article, prepared, shown.notice, hits, position, at_hit, name)
