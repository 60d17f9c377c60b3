from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.notes.model import COLORS, STYLES, Annotation
from reader.ui.icons import icon
from reader.ui.note_preview import NotePreview
from reader.ui.parts import link_button, plain_label, plain_tip
from reader.ui.tag_field import TagField, preset_tags
from reader.ui.theme import LIGHT, Tokens

WIDTH, WIDER = 300, 520
HEIGHT, HIGHER = 96, 320
"""The sizes of the sheet and of its note, and those for writing at length."""

LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class Draft:
    """What the editor says of an annotation."""

    color: str
    note: str
    tags: tuple[str, ...]
    style: str = STYLES[0]

    @staticmethod
    def of(annotation: Annotation) -> "Draft":
        """What the editor says of an annotation that was not touched."""
        return Draft(annotation.color, annotation.note, annotation.tags, annotation.style)


class NoteEditor(QFrame):
    """A small sheet beside a mark: its look, its note, its tags. Closing it keeps everything."""

    saved = Signal(str, object)
    delete_wanted = Signal(str)
    copy_wanted = Signal(str)
    closed = Signal()
    dossier_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("note_editor")
        self.setFixedWidth(WIDTH)
        self._annotation: Annotation | None = None
        self._color = COLORS[0]
        self._tokens = LIGHT
        self._beside = QRect()
        self._kept = "", ""  # a note, and what the field makes of it
        self.colors = [self._color_button(name) for name in COLORS]
        self._quote = QLabel(self)
        self._quote.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QPlainTextEdit(self)
        self.note.setPlaceholderText(self.tr("メモ（Markdown）"))
        self.note.setAccessibleName(self.tr("メモ"))
        self.note.setTabChangesFocus(True)
        self.preview = NotePreview(self)
        self.tags = TagField(self)
        self.underline = self._underline_button()
        self.presets = {tag: self._preset(tag) for tag in preset_tags()}
        self.tags.textChanged.connect(self._show_presets)
        self.switch = link_button("", self)
        self.switch.clicked.connect(self.turn)
        self.size_ = link_button("", self)
        self.size_.clicked.connect(self.enlarge)
        self._build()
        shadow = QGraphicsDropShadowEffect(self, blurRadius=26, offset=QPointF(0, 6))
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        for widget in (self, self.note, self.preview, self.tags):
            widget.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(3)
        for button in self.colors:
            head.addWidget(button)
        head.addSpacing(5)
        head.addWidget(self.underline)
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
        for link in (self.switch, self.size_, done):
            foot.addWidget(link)
        kinds = QHBoxLayout()
        kinds.setSpacing(4)
        for chip in self.presets.values():
            kinds.addWidget(chip)
        kinds.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._quote)
        column.addWidget(self.note)
        column.addWidget(self.preview)
        column.addLayout(kinds)
        column.addWidget(self.tags)
        column.addLayout(foot)
        self._set_size(WIDTH, HEIGHT)
        self._show_note()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        self._delete.setIcon(icon("trash", tokens.muted))
        self._copy.setIcon(icon("copy", tokens.muted))
        self._dossier.setIcon(icon("dossier", tokens.muted))
        self._paint_colors()

    def set_known_tags(self, tags: Sequence[str]) -> None:
        """Offer the tags that are in use."""
        self.tags.set_known(tags)

    def set_color_names(self, names: Mapping[str, str]) -> None:
        """Call the colours by these names."""
        for color, button in zip(COLORS, self.colors, strict=True):
            button.setAccessibleName(names[color])
            button.setToolTip(plain_tip(names[color]))

    @property
    def ground(self) -> QWidget:
        """The widget that the editor lies on and is placed in."""
        return self._ground

    @property
    def annotation_id(self) -> str:
        """The annotation that is being edited, or an empty string."""
        return self._annotation.id if self._annotation and self.isVisible() else ""

    def edit(
        self,
        annotation: Annotation,
        beside: QRect,
        *,
        focus_tags: bool = False,
        draft: Draft | None = None,
    ) -> None:
        """Open on an annotation, beside a rectangle in the parent's coordinates.

        `draft` is what was written of it and could not be stored yet.
        """
        self.finish()
        self._annotation = annotation
        draft = draft or Draft.of(annotation)
        self._color = draft.color
        self.note.setPlainText(draft.note)
        self._kept = draft.note, self.note.toPlainText()
        self.tags.set_tags(draft.tags)
        self.underline.setChecked(draft.style == STYLES[1])
        self.underline.setVisible(not annotation.is_on_post)
        self._copy.setVisible(not annotation.is_on_post)
        self._show_note()
        self._show_quote()
        self._paint_colors()
        self.adjustSize()
        self._beside = beside
        self._place(beside)
        self.show()
        self.raise_()
        (self.tags if focus_tags else self.note).setFocus(Qt.FocusReason.PopupFocusReason)

    def finish(self) -> None:
        """Keep what was written and close."""
        if not self._annotation or not self.isVisible():
            return
        annotation, draft = self._annotation, self.draft()
        self._close()
        is_void = annotation.is_on_post and not draft.note and not draft.tags
        if draft != Draft.of(annotation) or is_void:
            self.saved.emit(annotation.id, draft)

    def draft(self) -> Draft:
        """What the editor says now."""
        style = STYLES[self.underline.isChecked()]
        text = self.note.toPlainText()
        note = self._kept[0] if text == self._kept[1] else text.rstrip()
        return Draft(self._color, note, self.tags.tags(), style)

    def discard(self) -> None:
        """Close without keeping anything, as when the annotation is gone."""
        self._close()

    def _close(self) -> None:
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self._annotation = None
        self.hide()
        if had_focus:
            self.closed.emit()

    def turn(self) -> None:
        """Show the note as it will look, or go on writing it."""
        is_written = self.preview.isHidden()
        if is_written:
            self.preview.show_note(self.note.toPlainText())
        self._show_note(preview=is_written)
        page = self.preview if is_written else self.note
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def enlarge(self) -> None:
        """Give the sheet room for a long note, or make it small again."""
        is_small = self.width() == WIDTH
        self._set_size(*((WIDER, HIGHER) if is_small else (WIDTH, HEIGHT)))
        self._show_quote()
        self.adjustSize()
        self._place(self._beside)

    def _set_size(self, width: int, height: int) -> None:
        room = self._ground.rect()
        self.setFixedWidth(min(width, max(WIDTH, room.width() - 16)))
        for page in (self.note, self.preview):
            page.setFixedHeight(min(height, max(HEIGHT, room.height() - 220)))
        self.size_.setText(self.tr("広げる") if width == WIDTH else self.tr("せばめる"))

    def _show_note(self, *, preview: bool = False) -> None:
        self.note.setVisible(not preview)
        self.preview.setVisible(preview)
        self.switch.setText(self.tr("書く") if preview else self.tr("見る"))

    def _show_quote(self) -> None:
        annotation = self._annotation
        if annotation:
            words = self.tr("記事全体へのメモ") if annotation.is_on_post else annotation.quote
            self._quote.setText(self._short(words))

    def _show_presets(self) -> None:
        tags = self.tags.tags()
        for tag, chip in self.presets.items():
            chip.setChecked(tag in tags)

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
        line = " ".join(quote[:LONGEST_LINE].split())
        width = self.width() - 26
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

    def _underline_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(20, 20))
        button.setCheckable(True)
        button.setAccessibleName(self.tr("下線にする"))
        button.setToolTip(self.tr("下線にする"))
        button.toggled.connect(self._paint_colors)
        return button

    def _preset(self, tag: str) -> QPushButton:
        chip = QPushButton(plain_label(tag), self)
        chip.setProperty("chip", True)
        chip.setAccessibleName(self.tr("タグ {0}").format(tag))
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self.tags.toggle(tag))
        return chip

    def _choose(self, name: str) -> None:
        self._color = name
        self._paint_colors()

    def _paint_colors(self) -> None:
        for name, button in zip(COLORS, self.colors, strict=True):
            disc = disc_icon(
                self._tokens.color(name), self._tokens.color("ink"), name == self._color
            )
            button.setIcon(disc)
        tokens = self._tokens
        self.underline.setIcon(
            underline_icon(
                tokens.color(self._color), tokens.color("ink"), self.underline.isChecked()
            )
        )

    def _ask_delete(self) -> None:
        if self._annotation:
            annotation_id = self._annotation.id
            self.finish()  # what was just written comes back with the annotation
            self.delete_wanted.emit(annotation_id)

    def _ask_copy(self) -> None:
        if self._annotation:
            self.copy_wanted.emit(self._annotation.id)

    def _ask_dossier(self) -> None:
        if self._annotation:
            self.dossier_wanted.emit(self._annotation.id)


def color_names(chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """The names of the five colours: those that were chosen, else in the person's language."""
    translate = QCoreApplication.translate
    names = {
        "yellow": translate("Colors", "黄"),
        "green": translate("Colors", "緑"),
        "blue": translate("Colors", "青"),
        "pink": translate("Colors", "赤"),
        "violet": translate("Colors", "紫"),
    }
    return {color: (chosen or {}).get(color) or name for color, name in names.items()}


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


def underline_icon(color: QColor, ink: QColor, chosen: bool) -> QIcon:
    """A letter over a line of a colour, in a frame when marks are underlined."""
    pixmap = QPixmap(40, 40)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 3))
    painter.drawPolyline([QPoint(12, 26), QPoint(20, 6), QPoint(28, 26)])
    painter.drawLine(15, 19, 25, 19)
    painter.fillRect(7, 31, 26, 5, color)
    if chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 2.5))
        painter.drawRoundedRect(2, 1, 36, 38, 7, 7)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
