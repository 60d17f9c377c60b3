from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.article.model import Article
from reader.search.model import Form
from reader.ui.find_bar import FindBar
from reader.ui.hit_card import HitCard
from reader.ui.hits import NO_HITS, Hits, Span
from reader.ui.session import Session
from reader.ui.theme import Tokens

if TYPE_CHECKING:
    from reader.ui.pane import ReadingPane


class Finding(QObject):
    """The hits in the open post: those of the search or, while its bar is open, of find.

    It shows them in the pane and counts them on the card or in the bar.
    """

    ended = Signal(int)

    def __init__(self, view: QWidget, body: QWidget, session: Session) -> None:
        super().__init__(view)
        self._session = session
        self._pane: ReadingPane | None = None
        self._searched = self._found = NO_HITS
        self._origin = 0
        self.card = HitCard(view, body)
        self.bar = FindBar(view)
        self.card.stepped.connect(self.step)
        self.bar.stepped.connect(self.step)
        self.bar.wanted.connect(self._find)
        self.bar.closed.connect(self._closed)

    def attach(self, pane: "ReadingPane") -> None:
        """Show the hits in this pane from now on."""
        self._pane = pane
        pane.hit_stepped.connect(self.step)
        pane.hit_wanted.connect(lambda offset: self._go_to(self.hits.near(offset)))

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.card.set_tokens(tokens)
        self.bar.set_tokens(tokens)

    def set_keys(self, following: str, before: str) -> None:
        """Name the keys that lead to the next hit and to the one before."""
        self.card.set_keys(following, before)
        self.bar.arrows.set_keys(following, before)

    @property
    def hits(self) -> Hits:
        """The hits that are shown."""
        return self._found if self.bar.is_open else self._searched

    @property
    def _article(self) -> Article | None:
        return self._pane.article if self._pane else None

    def opened(self, searched: Hits, position: int) -> None:
        """Take the search's hits in the article that the pane was just given, and find again."""
        self._searched, self._found, self._origin = searched, NO_HITS, position
        self._show_card()
        if self.bar.is_open:
            self._find(self.bar.text())

    def mark(self, forms: Sequence[Form], position: int) -> None:
        """Mark what the search finds now, without leaving the place that is read."""
        article = self._article
        current = self._searched.start()
        near = position if current is None else current

        def found(spans: Sequence[Span]) -> None:
            if article is not self._article:
                return
            self._searched = Hits(spans).near(near)
            if not self.bar.is_open:
                self._take(self._searched, show=False)

        self._look(article, forms, "hits", found)

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1); `ended` tells when there is none."""
        hits = self.hits.step(by, around=self.bar.is_open)
        if hits:
            self._go_to(hits)
        elif not self.bar.is_open:
            self.ended.emit(by)

    def open_bar(self, position: int) -> None:
        """Open the bar with the selected words; what is nearest after `position` comes first."""
        article, pane = self._article, self._pane
        if not article or not pane:
            return
        selected = pane.selection()
        self._origin = selected[0] if selected else position
        words = article.text[slice(*selected)] if selected else ""
        self.bar.open_bar(words.partition("\n")[0].strip())
        self._show_card()

    # ---- inside

    def _find(self, words: str) -> None:
        from reader.text.normal import normalise

        article = self._article

        def found(spans: Sequence[Span]) -> None:
            is_asked = article is self._article and words == self.bar.text()
            if is_asked and self.bar.is_open:
                self._take(Hits(spans).onwards(self._origin), show=True)

        forms = (Form(normalise(words)),) if words.strip() else ()
        self._look(article, forms, "find", found)

    def _look(
        self,
        article: Article | None,
        forms: Sequence[Form],
        channel: str,
        found: Callable[[Sequence[Span]], None],
    ) -> None:
        """Give `found` every place of the forms in the article; only the newest of a channel."""

        def job() -> Sequence[Span]:
            from reader.search.snippets import find_all

            return find_all(forms, article.text) if article and forms else ()

        self._session.reads.run(job, found, channel=f"{channel} {id(self)}")

    def _closed(self) -> None:
        self._session.reads.forget(f"find {id(self)}")
        self._found = NO_HITS
        self._take(self._searched, show=False)
        if self._pane:
            self._pane.setFocus()

    def _go_to(self, hits: Hits) -> None:
        self._take(hits, show=True)
        self._origin = hits.start() or 0  # words that are typed from now on are looked for onwards

    def _take(self, hits: Hits, *, show: bool) -> None:
        if self.bar.is_open:
            self._found = hits
            self.bar.show_hits(hits)
        else:
            self._searched = hits
        if self._pane:
            self._pane.set_hits(hits, show=show)
        self._show_card()

    def _show_card(self) -> None:
        self.card.show_hits(NO_HITS if self.bar.is_open else self._searched)
