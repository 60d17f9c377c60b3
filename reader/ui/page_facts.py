"""What the page is told of an article besides its HTML; its offsets are UTF-16 units."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.article.lining import sentence_spans
from reader.article.model import Article, Fold, Near
from reader.text.rewording import edits
from reader.text.utf16 import Utf16Map
from reader.ui.page_words import RELATED, fold_words

Facts = dict[str, object]

MOST_SENTENCES = 50_000
"""The cursor of a longer text ends there: telling the page of more would make the window wait."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article's offsets in UTF-16 units, and its folds, near repeats and sentences in them."""

    units: Utf16Map
    facts: Facts


NOTHING = Prepared(Utf16Map(""), {"folds": [], "nears": [], "sentences": []})


def prepare(article: Article) -> Prepared:
    """What `show` of the page takes of an article; made off the GUI thread for long ones."""
    units = Utf16Map(article.text)
    facts: Facts = {
        "folds": [_fold(fold, units) for fold in _folds(article)],
        "nears": [_near(article.text, near, units) for near in article.nears],
        "sentences": [
            (units.to_utf16(start), units.to_utf16(end))
            for start, end in sentence_spans(article.text, article.lines)[:MOST_SENTENCES]
        ],
    }
    return Prepared(units, facts)


def _folds(article: Article) -> list[Fold]:
    """The folds of an article, and one of its list of related posts, which the panel shows."""
    related = article.related
    if related is None:
        return list(article.folds)
    apart = [f for f in article.folds if f.end <= related.start or related.end <= f.start]
    inside = [f for f in article.folds if related.start <= f.start and f.end <= related.end]
    if len(apart) + len(inside) < len(article.folds):
        return list(article.folds)  # the list folds together with what stands around it
    own = Fold(related.start, related.end, RELATED, len(related.links), 0)
    return sorted([*apart, own], key=lambda fold: fold.start)


def _fold(fold: Fold, units: Utf16Map) -> Facts:
    closed, opened = fold_words(fold)
    return {
        "start": units.to_utf16(fold.start),
        "end": units.to_utf16(fold.end),
        "reason": fold.reason,
        "lines": fold.lines,
        "closed": closed,
        "opened": opened,
    }


def _near(text: str, near: Near, units: Utf16Map) -> Facts:
    return {
        "start": units.to_utf16(near.start),
        "end": units.to_utf16(near.end),
        "earlier": units.to_utf16(near.earlier_start),
        "pieces": list(_pieces(text, near)),
    }


def _pieces(text: str, near: Near) -> Iterator[tuple[str, str]]:
    """The earlier sentence with what is other words in the later one, each with its element."""
    earlier = text[near.earlier_start : near.earlier_end]
    later = text[near.start : near.end]
    at = 0
    for (old_start, old_end), (new_start, new_end) in edits(earlier, later):
        yield "span", earlier[at:old_start]
        yield "del", earlier[old_start:old_end]
        yield "ins", later[new_start:new_end]
        at = old_end
    yield "span", earlier[at:]
