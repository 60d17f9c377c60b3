from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.notes.model import COLORS, Annotation
from reader.ui.icons import icon
from reader.ui.parts import link_button
from reader.ui.theme import LIGHT, Tokens

WIDTH = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """What the editor says of an annotation."""

    color: str
    note: str
    tags: tuple[str, ...]


class NoteEditor(QFrame):
    """A small sheet beside a mark: its colour, its note, its tags. Closing it keeps everything."""

    saved = Signal(str, object)
    delete_wanted = Signal(str)
    copy_wanted = Signal(str)
    dossier_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("note_editor")
        self.setFixedWidth(WIDTH)
        self._annotation: Annotation | None = None
        self._color = COLORS[0]
        self._tokens = LIGHT
        self._colors = [self._color_button(name) for name in COLORS]
        self._quote = QLabel(self)
        self._quote.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QPlainTextEdit(self)
        self.note.setPlaceholderText(self.tr("メモ（Markdown）"))
        self.note.setAccessibleName(self.tr("メモ"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(96)
        self.tags = QLineEdit(self)
        self.tags.setPlaceholderText(self.tr("タグ（空白で区切る）"))
        self.tags.setAccessibleName(self.tr("タグ"))
        self._build()
        shadow = QGraphicsDropShadowEffect(self, blurRadius=26, offset=QPointF(0, 6))
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        for widget in (self, self.note, self.tags):
            widget.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(3)
        for button in self._colors:
            head.addWidget(button)
        head.addStretch(1)
        self._delete = self._tool("trash", self.tr("注釈を消す"), self._ask_delete)
        self._copy = self._tool("copy", self.tr("引用をコピー"), self._ask_copy)
        self._dossier = self._tool("dossier", self.tr("調査ファイルに加える…"), self._ask_dossier)
        head.addWidget(self._dossier)
        head.addWidget(self._copy)
        head.addWidget(self._delete)
        foot = QHBoxLayout()
        hint = QLabel(self.tr("Esc で保存してとじる"), self)
        done = link_button(self.tr("できた"), self)
        done.clicked.connect(self.finish)
        foot.addWidget(hint)
        foot.addStretch(1)
        foot.addWidget(done)
        column.addLayout(head)
        column.addWidget(self._quote)
        column.addWidget(self.note)
        column.addWidget(self.tags)
        column.addLayout(foot)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        self._delete.setIcon(icon("trash", tokens.muted))
        self._copy.setIcon(icon("copy", tokens.muted))
        self._dossier.setIcon(icon("dossier", tokens.muted))
        self._paint_colors()

    def set_known_tags(self, tags: Sequence[str]) -> None:
        """Offer the tags that are in use."""
        completer = QCompleter(list(tags), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.tags.setCompleter(completer)

    @property
    def ground(self) -> QWidget:
        """The widget that the editor lies on and is placed in."""
        return self._ground

    @property
    def annotation_id(self) -> str:
        """The annotation that is being edited, or an empty string."""
        return self._annotation.id if self._annotation and self.isVisible() else ""

    def edit(self, annotation: Annotation, beside: QRect, *, focus_tags: bool = False) -> None:
        """Open on an annotation, beside a rectangle in the parent's coordinates."""
        self.finish()
        self._annotation = annotation
        self._color = annotation.color
        self._quote.setText(self._short(annotation.quote))
        self.note.setPlainText(annotation.note)
        self.tags.setText(" ".join(annotation.tags))
        self._paint_colors()
        self.adjustSize()
        self._place(beside)
        self.show()
        self.raise_()
        (self.tags if focus_tags else self.note).setFocus(Qt.FocusReason.PopupFocusReason)

    def finish(self) -> None:
        """Keep what was written and close."""
        if not self._annotation or not self.isVisible():
            return
        annotation, draft = self._annotation, self.draft()
        self._annotation = None
        self.hide()
        if draft != Draft(annotation.color, annotation.note, annotation.tags):
            self.saved.emit(annotation.id, draft)

    def draft(self) -> Draft:
        """What the editor says now."""
        words = self.tags.text().replace("\u3000", " ").replace("、", " ").split()
        tags = tuple(dict.fromkeys(word.lstrip("#＃") for word in words))
        return Draft(self._color, self.note.toPlainText().rstrip(), tuple(t for t in tags if t))

    def discard(self) -> None:
        """Close without keeping anything, as when the annotation is gone."""
        self._annotation = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                watched is self.tags or event.modifiers() & Qt.KeyboardModifier.ControlModifier
            )
            if done or event.key() == Qt.Key.Key_Escape:
                self.finish()
                return True
        return super().eventFilter(watched, event)

    def _place(self, beside: QRect) -> None:
        room = self._ground.rect().adjusted(8, 8, -8, -8)
        x = min(max(room.left(), beside.left()), room.right() - self.width())
        y = beside.bottom() + 8
        if y + self.height() > room.bottom():
            y = max(room.top(), beside.top() - self.height() - 8)
        self.move(x, y)

    def _short(self, quote: str) -> str:
        line = " ".join(quote.split())
        width = WIDTH - 26
        return self._quote.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, width)

    def _tool(self, name: str, label: str, do: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name, self._tokens.muted))
        button.setToolTip(label)
        button.setAccessibleName(label)
        button.clicked.connect(do)
        return button

    def _color_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(color_names()[name])
        button.setToolTip(color_names()[name])
        button.clicked.connect(lambda: self._choose(name))
        return button

    def _choose(self, name: str) -> None:
        self._color = name
        self._paint_colors()

    def _paint_colors(self) -> None:
        for name, button in zip(COLORS, self._colors, strict=True):
            disc = disc_icon(
                self._tokens.color(name), self._tokens.color("ink"), name == self._color
            )
            button.setIcon(disc)

    def _ask_delete(self) -> None:
        if self._annotation:
            annotation_id = self._annotation.id
            self.discard()
            self.delete_wanted.emit(annotation_id)

    def _ask_copy(self) -> None:
        if self._annotation:
            self.copy_wanted.emit(self._annotation.id)

    def _ask_dossier(self) -> None:
        if self._annotation:
            self.dossier_wanted.emit(self._annotation.id)


def color_names() -> dict[str, str]:
    """The names of the five colours in the person's language."""
    translate = QCoreApplication.translate
    return {
        "yellow": translate("Colors", "黄"),
        "green": translate("Colors", "緑"),
        "blue": translate("Colors", "青"),
        "pink": translate("Colors", "赤"),
        "violet": translate("Colors", "紫"),
    }


def disc_icon(color: QColor, ring: QColor, chosen: bool) -> QIcon:
    """A disc of a colour, with a ring when it is the chosen one."""
    pixmap = QPixmap(40, 40)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(7, 7, 26, 26)
    if chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ring, 2.5))
        painter.drawEllipse(3, 3, 34, 34)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
