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
