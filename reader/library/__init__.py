from reader.library.library import Library
from reader.library.model import Notice, Progress, RefreshReport, SearchResult
from reader.library.noting import Noted

__all__ = ["Library", "Noted", "Notice", "Progress", "RefreshReport", "SearchResult"]
