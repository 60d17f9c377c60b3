from dataclasses import dataclass

from reader.notes.model import Annotation


@dataclass(frozen=True, slots=True)
class ExportPost:
    """A post with the annotations to export; `day` is YYYY-MM-DD in Japanese time or empty."""

    id: str
    path: str
    title: str
    day: str
    tags: tuple[str, ...]
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class ExportDossier:
    """Annotations of many posts on one page; `posts` are runs of one post, one may come again."""

    id: str
    name: str
    query: str | None
    posts: tuple[ExportPost, ...]
