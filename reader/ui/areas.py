from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from reader.ui.search_box import SearchBox
from reader.ui.theme import Tokens


class Area(QWidget):
    """A view that stands in place of the list and the article.

    The search field asks `show_query` where `search_hint` says for what; else it searches posts.
    """

    search_hint = ""

    def show_query(self, query: str) -> None:
        """Show what holds a query."""

    def show_part(self, part: str) -> None:
        """Show one part of what the view shows, where it has several, such as one dossier."""

    def annotation_ids(self) -> tuple[str, ...]:
        """The annotations that are selected in the view."""
        return ()

    def say_in_view(self, text: str) -> bool:
        """Tell what went wrong; False where the view has no place for it."""
        return False

    def enter(self) -> None:
        """Take the keyboard, and show what is true now."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""


class Areas(QObject):
    """The posts, or one of the other views; each is made when it is first shown.

    The field keeps what was written in it for the posts and for each view.
    """

    changed = Signal(str)

    def __init__(
        self, parent: QObject, split: QSplitter, posts: tuple[QWidget, ...], search: SearchBox
    ) -> None:
        super().__init__(parent)
        self._split, self._posts, self._search = split, posts, search
        self._makers: dict[str, Callable[[], Area]] = {}
        self._made: dict[str, Area] = {}
        self._queries: dict[str, str] = {}
        self._tokens: Tokens | None = None
        self.name = ""
        self.place = ""
        """The view with the part that is shown, as in "dossier:ID", or empty for the posts."""

    @property
    def current(self) -> Area | None:
        """The view that is shown, None for the posts."""
        return self._made.get(self.name)

    def add(self, name: str, make: Callable[[], Area]) -> None:
        """Say how a view is made."""
        self._makers[name] = make

    def get(self, name: str) -> Area:
        """A view, made now if it is not there yet."""
        if name not in self._made:
            area = self._makers[name]()
            area.setMinimumWidth(320)
            area.hide()
            if self._tokens:
                area.set_tokens(self._tokens)
            self._split.addWidget(area)
            self._split.setStretchFactor(self._split.count() - 1, 1)
            self._made[name] = area
        return self._made[name]

    def show(self, place: str) -> Area:
        """Show a view in place of the posts; after a colon the part of it, as in "dossier:ID"."""
        name, _, part = place.partition(":")
        area = self.get(name)
        is_other = self.place != place
        self.place = place
        if self.name != name:
            self._switch(name, area.search_hint)
            for widget in (*self._posts, *self._made.values()):
                widget.setVisible(widget is area)
        if part:
            area.show_part(part)
        if is_other:
            self.changed.emit(name)
        area.enter()
        return area

    def show_posts(self) -> None:
        """Show the list and the article again."""
        if self.name:
            self.place = ""
            self._switch("", "")
            for area in self._made.values():
                area.hide()
            for widget in self._posts:
                widget.show()
            self.changed.emit("")

    def show_posts_for(self, query: str) -> None:
        """Show the posts, with a query that was written while another view was shown."""
        if self.name:
            self.show_posts()
            self._search.take_over(query, "")

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        for area in self._made.values():
            area.set_tokens(tokens)

    def _switch(self, name: str, hint: str) -> None:
        self._queries[self.name] = self._search.query()
        self.name = name
        self._search.take_over(self._queries.get(name, ""), hint)
