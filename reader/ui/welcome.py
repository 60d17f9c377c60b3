from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.ui.icons import logo
from reader.ui.parts import Banner, plain_label, plain_tip
from reader.ui.theme import Tokens, interface_font, title_font

WIDTH = 620


class WelcomeView(QWidget):
    """The first start: open a folder, try the sample, or go on with one opened before."""

    open_wanted = Signal()
    sample_wanted = Signal()
    folder_chosen = Signal(Path)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._banner = Banner(self)
        self._recent = QFrame(self)
        self._recent.setObjectName("recent")
        self._recent_rows = QVBoxLayout(self._recent)
        self._recent_rows.setContentsMargins(0, 14, 0, 0)
        self._recent_rows.setSpacing(2)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addStretch(3)
        for widget, gap in ((self._picture(), 22), (self._name(), 6), (self._line(), 26)):
            middle.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            middle.addSpacing(gap)
        middle.addWidget(self._cards())
        middle.addSpacing(18)
        middle.addWidget(self._recent)
        middle.addStretch(4)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banner)
        column.addLayout(row, 1)

    def explain(self, text: str) -> None:
        """Say why a folder could not be opened."""
        self._banner.say(text, warning=True)

    def said(self) -> str:
        """What was said about a folder, or an empty string."""
        return self._banner.text()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._banner.set_tokens(tokens)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """List the folders that were opened before, newest first."""
        while item := self._recent_rows.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._recent.setVisible(bool(folders))
        if folders:
            self._recent_rows.addWidget(QLabel(self.tr("最近ひらいたもの"), self._recent))
        for folder in folders[:6]:
            button = QPushButton(plain_label(f"{folder.name}　{folder}"), self._recent)
            button.setToolTip(plain_tip(str(folder)))
            button.clicked.connect(lambda _=False, path=folder: self.folder_chosen.emit(path))
            self._recent_rows.addWidget(button)

    def _picture(self) -> QLabel:
        label = QLabel(self)
        label.setPixmap(logo(84))
        return label

    def _name(self) -> QLabel:
        label = QLabel("Keisen 罫線", self)
        label.setObjectName("welcome_name")
        label.setFont(title_font(28))
        return label

    def _line(self) -> QLabel:
        label = QLabel(
            self.tr("記事の山を、読んで、さがして、書きこむ。すべてこの機械の中で。"), self
        )
        label.setObjectName("welcome_line")
        return label

    def _cards(self) -> QWidget:
        cards = QWidget(self)
        row = QHBoxLayout(cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        first = self._card(
            self.tr("フォルダーをひらく"),
            self.tr("Markdown の記事が入ったフォルダー。ここへ落としてもひらけます。"),
        )
        first.setProperty("main", True)
        first.clicked.connect(self.open_wanted)
        second = self._card(
            self.tr("見本でためす"),
            self.tr("見本の記事で、検索と注釈と書き出しを一分で。"),
        )
        second.clicked.connect(self.sample_wanted)
        row.addWidget(first)
        row.addWidget(second)
        return cards

    def _card(self, title: str, text: str) -> QPushButton:
        card = QPushButton(self)
        card.setObjectName("welcome_card")
        card.setAccessibleName(title)
        card.setAccessibleDescription(text)
        card.setCursor(Qt.CursorShape.PointingHandCursor)
        card.setFixedSize((WIDTH - 16) // 2, 106)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        for words, name in ((title, "card_title"), (text, "card_text")):
            label = QLabel(words, card)
            label.setObjectName(name)
            label.setFont(interface_font(13))
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)
        return card
