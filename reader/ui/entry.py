from dataclasses import dataclass

from PySide6.QtCore import Qt

from reader.catalog.store import PostRow
from reader.notes.model import ReadingState
from reader.search.model import Hit

ENTRY = int(Qt.ItemDataRole.UserRole)
"""The role under which a row of the list gives its Entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that one line of the list shows of a post."""

    row: PostRow
    state: ReadingState
    annotations: int = 0
    hit: Hit | None = None

    @property
    def changed(self) -> bool:
        """Whether the text is not the one that was read."""
        return self.state.differs_from(self.row.text_hash)
