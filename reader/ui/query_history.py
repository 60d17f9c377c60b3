from PySide6.QtCore import QObject

from reader.ui.preferences import Preferences
from reader.ui.search_box import SearchBox
from reader.ui.session import Session


class QueryHistory(QObject):
    """What the search field offers: the last searches in a folder, and ways to go on typing."""

    def __init__(self, box: SearchBox, session: Session, preferences: Preferences) -> None:
        super().__init__(box)
        self._box, self._session, self._preferences = box, session, preferences
        box.completion_wanted.connect(self._complete)
        box.used.connect(self._remember)
        box.history_cleared.connect(self._forget)
        self._show()

    def _complete(self, query: str, cursor: int) -> None:
        library, box = self._session.library, self._box
        if library:
            self._session.reads.run(
                lambda: library.complete(query, cursor),
                lambda found: box.show_completions(query, cursor, found),
                channel="complete",
            )

    def _remember(self, query: str) -> None:
        self._preferences.remember_query(self._session.folder, query)
        self._show()

    def _forget(self) -> None:
        self._preferences.clear_history(self._session.folder)
        self._show()

    def _show(self) -> None:
        self._box.set_history(self._preferences.history(self._session.folder))
