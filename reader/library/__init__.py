from reader.library.aliases import AliasTables
from reader.library.library import Library
from reader.library.model import (
    Completion,
    Facets,
    Notice,
    Progress,
    RefreshReport,
    SearchResult,
)
from reader.library.noting import Noted
from reader.search.model import Expansion, Hint

__all__ = [
    "AliasTables",
    "Completion",
    "Expansion",
    "Facets",
    "Hint",
    "Library",
    "Noted",
    "Notice",
    "Progress",
    "RefreshReport",
    "SearchResult",
]
