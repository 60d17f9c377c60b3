from reader.library.library import Library
from reader.library.model import (
    Completion,
    Expansion,
    Facets,
    Hint,
    Notice,
    Progress,
    RefreshReport,
    SearchResult,
)
from reader.library.noting import Noted

__all__ = [
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
