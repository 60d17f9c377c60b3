from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reader.collection.post import JAPAN
from reader.ui.changes_text import ChangesText
from reader.ui.flow import FlowLayout
from reader.ui.icons import icon
from reader.ui.parts import EmptyState, icon_button
from reader.ui.theme import LIGHT, Tokens

if TYPE_CHECKING:
    from reader.library.comparing import Comparison, PastText

LONGEST_SUBJECT = 40
SHORT_COMMIT = 7
CHOOSER_CHARACTERS = 28


class ChangesView(QWidget):
    """What changed in a post: which former text to compare with, the counts, and both texts."""

    past_chosen = Signal(object)
    place_wanted = Signal(int)
    taken_as_read = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("changes")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tokens = LIGHT
        self._versions: list[PastText] = []
        self._found: Comparison | None = None
        self.post = QLabel(self)
        self.post.setObjectName("changes_post")
        self.post.setTextFormat(Qt.TextFormat.PlainText)
        self.post.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.chooser = QComboBox(self)
        self.chooser.setAccessibleName(self.tr("くらべる前の本文"))
        self.chooser.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.chooser.setMinimumContentsLength(CHOOSER_CHARACTERS)
        self.counts = QLabel(self)
        self.counts.setObjectName("changes_counts")
        self.previous = icon_button("up", self.tr("前の変わったところ（N）"), self)
        self.next = icon_button("down", self.tr("次の変わったところ（n）"), self)
        self.read = QPushButton(self.tr("読んだことにする"), self)
        self.read.setToolTip(self.tr("いまの本文を、読んだ本文としてとっておきます"))
        self.close_button = icon_button("close", self.tr("記事にもどる"), self)
        self.text = ChangesText(self)
        self.empty = EmptyState(self)
        self._lay_out()
        self._connect()
        self.start("")

    def _lay_out(self) -> None:
        header = QFrame(self)
        header.setObjectName("changes_header")
        title = QLabel(self.tr("変わったところ"), self)
        title.setObjectName("changes_title")
        first, second = QHBoxLayout(), QWidget(self)
        first.setSpacing(10)
        first.addWidget(title)
        first.addWidget(self.post, 1)
        first.addWidget(self.read)
        first.addWidget(self.close_button)
        tools = FlowLayout(second)
        for widget in (self.chooser, self.previous, self.next, self.counts):
            tools.addWidget(widget)
        rows = QVBoxLayout(header)
        rows.setContentsMargins(20, 8, 14, 8)
        rows.setSpacing(5)
        rows.addLayout(first)
        rows.addWidget(second)
        self._body = QStackedLayout()
        self._body.addWidget(self.empty)
        self._body.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.chooser.activated.connect(self._choose)
        self.previous.clicked.connect(lambda: self.text.step(-1))
        self.next.clicked.connect(lambda: self.text.step(1))
        self.close_button.clicked.connect(self.closed)
        self.read.clicked.connect(self._take_as_read)
        self.text.place_wanted.connect(self.place_wanted)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        for name, button in (
            ("up", self.previous),
            ("down", self.next),
            ("close", self.close_button),
        ):
            button.setIcon(icon(name, tokens.soft, tokens.faint))
        self.text.set_tokens(tokens)
        self._show_counts()

    # ---- what is shown

    def start(self, title: str) -> None:
        """Wait for the former texts of a post with this title."""
        self.post.setText(title)
        self._versions = []
        self.chooser.clear()
        self.chooser.setEnabled(False)
        self._wait()

    def show_versions(self, versions: "Sequence[PastText]", *, done: bool) -> None:
        """Offer these former texts; `done` when there will be no more."""
        chosen = self._chosen()
        self._versions = list(versions)
        self.chooser.clear()
        for past in versions:
            self.chooser.addItem(self.label(past))
        self.chooser.setEnabled(bool(versions))
        if chosen in self._versions:
            self.chooser.setCurrentIndex(self._versions.index(chosen))
        elif versions:
            self._choose(0)
        elif done:
            self._say(
                self.tr("くらべる前の本文がありません"),
                self.tr(
                    "記事を読むと、そのときの本文をとっておきます。次に変わったとき、ここで見られます。"
                ),
            )

    def show_comparison(self, found: "Comparison") -> None:
        """Show what has changed."""
        self._found = found
        self.read.setEnabled(not found.is_same or found.past.kind != "read")
        for button in (self.previous, self.next):
            button.setEnabled(not found.is_same)
        self._show_counts()
        if found.is_same:
            self._say(
                self.tr("変わったところはありません"),
                self.tr("選んだ本文は、いまの本文と同じです。"),
            )
        else:
            self.text.show_comparison(found)
            self._body.setCurrentWidget(self.text)

    def show_failure(self, text: str, next_step: str) -> None:
        """Say why nothing can be shown."""
        self._wait()
        self._say(text, next_step)

    def label(self, past: "PastText") -> str:
        """A former text in a person's words."""
        when = past.when.astimezone(JAPAN) if past.when else None
        day = f"{when:%Y-%m-%d %H:%M}" if when else ""
        if past.kind == "committed":
            subject = past.subject or past.name
            if len(subject) > LONGEST_SUBJECT:
                subject = subject[: LONGEST_SUBJECT - 1] + "…"
            parts = ("Git", day, subject, f"({past.name[:SHORT_COMMIT]})")
            return " ".join(part for part in parts if part)
        text = (
            self.tr("読んだときの本文")
            if past.kind == "read"
            else self.tr("注釈を付けたときの本文")
        )
        return self.tr("{0}（{1}）").format(text, day) if day else text

    def _chosen(self) -> "PastText | None":
        place = self.chooser.currentIndex()
        return self._versions[place] if 0 <= place < len(self._versions) else None

    def _choose(self, place: int) -> None:
        self._wait()
        self.chooser.setCurrentIndex(place)
        self.past_chosen.emit(self._versions[place])

    def _wait(self) -> None:
        self._found = None
        for button in (self.read, self.previous, self.next):
            button.setEnabled(False)
        self._show_counts()
        self._say(self.tr("くらべています…"))

    def _say(self, title: str, text: str = "") -> None:
        self.text.show_comparison(None)
        self.empty.say(title, text)
        self._body.setCurrentWidget(self.empty)

    def _show_counts(self) -> None:
        """The numbers of sentences, each as what they count looks in the text."""
        if not self._found:
            self.counts.setText("")
            return
        tokens, counts = self._tokens, {k.value: n for k, n in self._found.counts().items()}
        shown = (
            (self.tr("追加 {0} 文"), "added", f"background: {tokens.accent_ground}"),
            (self.tr("削除 {0} 文"), "removed", "text-decoration: line-through"),
            (self.tr("言いかえ {0} 文"), "reworded", "text-decoration: underline"),
            (self.tr("↕移動 {0} 文"), "moved", ""),
        )
        parts = (
            f"<span style='{style}; color: {tokens.ink if counts.get(kind) else tokens.muted}'>"
            f"&nbsp;{text.format(f'{counts.get(kind, 0):,}')}&nbsp;</span>"
            for text, kind, style in shown
        )
        self.counts.setText("&nbsp; ".join(parts))

    def _take_as_read(self) -> None:
        if self._found:
            self.taken_as_read.emit(self._found.new)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
