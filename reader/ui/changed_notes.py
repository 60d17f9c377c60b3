from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QUndoStack
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reader.collection.post import JAPAN
from reader.errors import UserError
from reader.notes.model import Annotation, Change, State
from reader.ui.areas import Area
from reader.ui.changed_cards import Card, Unsettled, Words
from reader.ui.changed_list import ChangedList
from reader.ui.flow import FlowLayout
from reader.ui.parts import EmptyState
from reader.ui.placing_notes import PlacingNotes
from reader.ui.session import Session
from reader.ui.theme import LIGHT, Tokens

if TYPE_CHECKING:
    from reader.library import Library

NAME = "changed_notes"
PLACES = 3
LIST_WIDTH = 430


class ChangedNotes(Area):
    """The annotations that a person should look at, and four answers to where one belongs."""

    elsewhere_wanted = Signal(object)
    posts_wanted = Signal()

    def __init__(self, parent: QWidget, session: Session, undo: QUndoStack) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self.placing = PlacingNotes(self, session, undo)
        self._tokens = LIGHT
        self.found: Unsettled | None = None
        self._at = 0
        self.title, self.counts = QLabel(self.tr("本文が変わった注釈"), self), QLabel(self)
        self.title.setObjectName("changed_title")
        self.counts.setObjectName("changed_counts")
        self.list = ChangedList(self)
        self.before = Card(self)
        self.cards = [Card(self, number) for number in range(PLACES)]
        self.nothing = QLabel(self)
        self.nothing.setObjectName("changed_nothing")
        self.nothing.setWordWrap(True)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.fits = QPushButton(self.tr("ここで合っている ⏎"), self)
        self.fits.setObjectName("changed_fits")
        self.elsewhere = QPushButton(self.tr("ほかの場所を選ぶ"), self)
        self.quote = QPushButton(self.tr("引用として残す"), self)
        self.away = QPushButton(self.tr("消す"), self)
        self.empty = EmptyState(self)
        self._lay_out()
        self._connect()
        self._show_entries([])

    def _lay_out(self) -> None:
        header = QFrame(self)
        header.setObjectName("changed_header")
        line = QHBoxLayout(header)
        line.setContentsMargins(22, 11, 18, 11)
        line.setSpacing(9)
        line.addWidget(self.title)
        line.addWidget(self.counts, 1)
        inside = QWidget(self)
        inside.setObjectName("changed_inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 22, 28, 22)
        column.setSpacing(16)
        for widget in (self.before, *self.cards, self.nothing, self._answers(inside)):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("changed_scroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._scroll = scroll
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(scroll)
        split.setStretchFactor(1, 1)
        split.setSizes([LIST_WIDTH, 724])
        self._split = split
        self._body = QStackedLayout()
        self._body.addWidget(self.empty)
        self._body.addWidget(split)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addLayout(self._body, 1)

    def _answers(self, parent: QWidget) -> QWidget:
        row = QWidget(parent)
        flow = FlowLayout(row)
        for button in (self.fits, self.elsewhere, self.quote, self.away):
            flow.addWidget(button)
        return row

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.answered.connect(self.take_place)
        self.list.stepped.connect(self._step)
        for card in self.cards:
            card.chosen.connect(self._show_chosen)
            card.answered.connect(self.take_place)
            card.stepped.connect(self._step)
        self.fits.clicked.connect(self.take_place)
        self.elsewhere.clicked.connect(self.choose_elsewhere)
        self.quote.clicked.connect(lambda: self._answer(self.placing.keep_as_quote))
        self.away.clicked.connect(lambda: self._answer(self.placing.delete))
        self._session.notes_changed.connect(self._notes_changed)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        self.list.set_tokens(tokens)
        if self.found:
            self._show_found(self.found, self._at)

    def enter(self) -> None:
        """Take the keyboard, and show what is true now."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.load()

    def hideEvent(self, event: QHideEvent) -> None:
        """What comes later is shown when somebody looks again."""
        self.found = None

    # ---- the list

    def load(self) -> None:
        """Read the annotations that a person should look at."""
        library = self._session.library
        if library and self._session.notes_usable:
            self._session.in_order(lambda: library.notes.places.unsettled(), self._show_entries)

    def _notes_changed(self, change: Change) -> None:
        if self.isVisible() and change.kind not in ("state", "searches"):
            self.load()

    def _show_entries(self, entries: Sequence[Annotation]) -> None:
        lost = sum(entry.state == State.ORPHANED for entry in entries)
        unsure = len(entries) - lost
        words: list[str] = []
        if unsure:
            words.append(self.tr("確かめてほしいもの {0} 件").format(f"{unsure:,}"))
        if lost:
            words.append(self.tr("本文から無くなったもの {0} 件").format(f"{lost:,}"))
        self.counts.setText(self.tr("、").join(words))
        if entries:
            self._body.setCurrentWidget(self._split)
        else:
            self._say_empty()
        rows = self._session.by_id
        titles = {one.post_id: rows[one.post_id].title for one in entries if one.post_id in rows}
        self.list.show_entries(entries, titles)

    def _say_empty(self) -> None:
        had_focus = self.list.hasFocus()
        self.empty.say(
            self.tr("確かめる注釈はありません"),
            self.tr("本文が書きかえられて場所がはっきりしない注釈が、ここに集まります。"),
            self.tr("記事の一覧にもどる"),
            self.posts_wanted.emit,
        )
        self._body.setCurrentWidget(self.empty)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- one annotation

    def _choose(self, annotation: Annotation | None) -> None:
        library = self._session.library
        if annotation is None or not library:
            self.found = None
            return
        self._session.reads.run(
            partial(_look, library, annotation, set(self._session.by_id)),
            lambda found: self._show_found(found, 0),
            channel=NAME,
        )

    def _show_found(self, found: Unsettled, at: int) -> None:
        chosen = self.list.current
        if not chosen or chosen.id != found.annotation.id:
            return
        self.found = found
        words = Words(self._tokens, found.annotation.color)
        day = found.origin.made.astimezone(JAPAN).date().isoformat()
        name = self.tr("付けたときの本文（{0} の版）").format(day)
        self.before.show_words(name, "", words.old(found.origin))
        self.before.set_state("old")
        for number, card in enumerate(self.cards):
            if number < len(found.offers):
                offer = found.offers[number]
                share = self.tr("{0} % 同じ").format(int(100 * offer.share))
                card.show_words(self._card_name(number), share, words.now(found, offer))
            else:
                card.hide()
        self.nothing.setText(self._why_nothing(found))
        self.nothing.setVisible(not found.offers)
        self.fits.setEnabled(bool(found.offers))
        self.elsewhere.setEnabled(found.text is not None)
        self._show_chosen(at)

    def _card_name(self, number: int) -> str:
        if number == 0:
            return self.tr("いまの本文で近い場所 {0}").format(1)
        return self.tr("近い場所 {0}").format(number + 1)

    def _why_nothing(self, found: Unsettled) -> str:
        if found.text is None:
            return self.tr("この記事はいまのフォルダーにありません。引用として残せます。")
        return self.tr(
            "いまの本文に、近い場所はありません。ほかの場所を選ぶか、引用として残せます。"
        )

    def _show_chosen(self, at: int) -> None:
        self._at = at
        for number, card in enumerate(self.cards):
            card.set_state("chosen" if number == at else "place")

    def _step(self, by: int) -> None:
        count = len(self.found.offers) if self.found else 0
        if count:
            self._show_chosen(min(count - 1, max(0, self._at + by)))
            card = self.cards[self._at]
            self._scroll.ensureWidgetVisible(card)
            if not self.list.hasFocus():
                card.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- the answers

    def take_place(self) -> None:
        """Put the annotation where the chosen place is."""
        found = self.found
        if found and found.offers and found.text is not None:
            offer = found.offers[self._at]
            self.placing.attach(found.annotation, found.text, (offer.start, offer.end))
            self._answered()

    def choose_elsewhere(self) -> None:
        """Let the person select the place in the post."""
        if self.found and self.found.text is not None:
            self.elsewhere_wanted.emit(self.found)

    def _answer(self, how: Callable[[Annotation], object]) -> None:
        if self.found:
            how(self.found.annotation)
            self._answered()

    def _answered(self) -> None:
        # A second Enter must not answer for the next annotation before it is seen.
        self.found = None
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _look(library: "Library", annotation: Annotation, known: set[str]) -> Unsettled:
    """Everything about an annotation that a person has to see; takes a moment."""
    from reader.notes.offering import offers

    origin = library.notes.places.origin(annotation.id)
    text: str | None = None
    if annotation.post_id in known:
        try:
            text = library.article(annotation.post_id).text
        except UserError:  # gone since; the list of posts will say so
            text = None
    if text is None:
        return Unsettled(annotation, origin, None, ())
    present: tuple[int, int] | None = None
    if annotation.start is not None and annotation.end is not None:
        present = annotation.start, min(annotation.end, len(text))
    if present and present[0] >= present[1]:  # a refresh is on its way
        present = None
    return Unsettled(annotation, origin, text, tuple(offers(origin, text, present)))
