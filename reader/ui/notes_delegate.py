from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.ui.notes_rows import Heading, NoteLine, Row
from reader.ui.post_delegate import CACHED_LAYOUTS, elided
from reader.ui.theme import LIGHT, SERIF, Tokens, interface_font

ROW = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
LEFT, RIGHT, TOP, BOTTOM = 34, 24, 11, 10
QUOTE_PX, NOTE_PX = 14, 13
QUOTE_LINE, NOTE_LINE, FACTS_LINE = 23, 21, 20
HEADING = 35
MOST_QUOTE, MOST_NOTE = 3, 2


def quote_font(pixels: int) -> QFont:
    """The serif font of quotes at a size in pixels."""
    font = QFont(list(SERIF))
    font.setPixelSize(pixels)
    return font


class NotesDelegate(QStyledItemDelegate):
    """Draws headings and annotations; a height is reckoned from numbers, never by laying out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = LIGHT
        self._quote, self._note = quote_font(QUOTE_PX), interface_font(NOTE_PX)
        self._facts = interface_font(11)
        self._title = interface_font(14, QFont.Weight.DemiBold)
        self._layouts: dict[tuple[str, int, int, int], QTextLayout] = {}
        self.width = 600

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme from now on."""
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self.height(index.data(ROW)))

    def height(self, row: Row) -> int:
        """How high a row is at the present width."""
        if isinstance(row, Heading):
            return HEADING
        quote, note = self._lines(row)
        return TOP + quote * QUOTE_LINE + note * NOTE_LINE + FACTS_LINE + BOTTOM

    def _lines(self, row: NoteLine) -> tuple[int, int]:
        room = max(80, self.width - LEFT - RIGHT - QUOTE_PX)
        quote = min(MOST_QUOTE, max(1, ceil(row.quote_units * QUOTE_PX / 2 / room)))
        return quote, min(MOST_NOTE, ceil(row.note_units * NOTE_PX / 2 / room))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._paint_heading(painter, area, row)
        else:
            self._paint_note(painter, area, row, state)
        line = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(line, self._tokens.color("rule"))
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, row: Heading) -> None:
        painter.fillRect(area, self._tokens.color("list"))
        inner = QRectF(area).adjusted(22, 0, -RIGHT, 0)
        facts = QFontMetrics(self._facts).horizontalAdvance(row.facts)
        measure = QFontMetrics(self._title)
        room = int(inner.width()) - facts - 10
        title = measure.elidedText(row.text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._title)
        painter.setPen(self._tokens.color("ink"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle, title)
        painter.setFont(self._facts)
        painter.setPen(self._tokens.color("muted"))
        inner.setLeft(inner.left() + measure.horizontalAdvance(title) + 8)
        painter.drawText(inner.adjusted(0, 1, 0, 1), middle, row.facts)

    def _paint_note(
        self, painter: QPainter, area: QRect, row: NoteLine, state: QStyle.StateFlag
    ) -> None:
        tokens = self._tokens
        ground = "paper"
        if state & QStyle.StateFlag.State_Selected:
            ground = "accent_ground"
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = "list"
        painter.fillRect(area, tokens.color(ground))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color(row.annotation.color))
        bar = QRectF(area.left() + 18, area.top() + TOP, 4, area.height() - TOP - BOTTOM)
        painter.drawRoundedRect(bar, 1.5, 1.5)
        self._paint_focus(painter, area, state)
        left, wide = area.left() + LEFT, area.width() - LEFT - RIGHT
        quote, note = self._lines(row)
        top = area.top() + TOP
        painter.setPen(tokens.color("muted" if row.annotation.is_on_post else "ink"))
        self._layout(row.quote, self._quote, wide, quote).draw(painter, QPointF(left, top))
        top += quote * QUOTE_LINE
        if note:
            painter.setPen(tokens.color("ink"))
            self._layout(row.note, self._note, wide, note).draw(painter, QPointF(left, top))
        self._paint_facts(painter, QRectF(left, top + note * NOTE_LINE, wide, FACTS_LINE), row)

    def _paint_focus(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._tokens.color("accent"))
            painter.drawRect(QRectF(area).adjusted(1.5, 1.5, -1.5, -2.5))

    def _paint_facts(self, painter: QPainter, place: QRectF, row: NoteLine) -> None:
        tokens = self._tokens
        for tag in row.annotation.tags:
            place = self._pill(painter, place, tag, "side", "soft")
        facts = " · ".join(part for part in (row.when, row.title) if part)
        measure = QFontMetrics(self._facts)
        painter.setFont(self._facts)
        painter.setPen(tokens.color("muted"))
        rest = place.width() - (measure.horizontalAdvance(row.badge) + 30 if row.badge else 0)
        facts = measure.elidedText(facts, Qt.TextElideMode.ElideRight, max(0, int(rest)))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, facts)
        if row.badge:
            place.setLeft(place.left() + measure.horizontalAdvance(facts) + 8)
            self._pill(painter, place, row.badge, "warning", "warning")

    def _pill(self, painter: QPainter, place: QRectF, text: str, ground: str, ink: str) -> QRectF:
        """Draw a text on a rounded ground; returns the room that is left beside it."""
        measure = QFontMetrics(self._facts)
        text = measure.elidedText(
            text, Qt.TextElideMode.ElideRight, max(0, int(place.width() - 20))
        )
        if not text:
            return place
        pill = QRectF(place.left(), place.top() + 2, measure.horizontalAdvance(text) + 14, 16)
        color = self._tokens.color(ground)
        color.setAlphaF(0.16 if ground == "warning" else 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(pill, 8, 8)
        painter.setFont(self._facts)
        painter.setPen(self._tokens.color(ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return place.adjusted(pill.width() + 5, 0, 0, 0)

    def _layout(self, text: str, font: QFont, width: int, lines: int) -> QTextLayout:
        key = text, font.pixelSize(), width, lines
        layout = self._layouts.get(key)
        if layout is None:
            if len(self._layouts) > CACHED_LAYOUTS:
                self._layouts.clear()
            layout = elided(text, font, width, lines, (), QTextCharFormat())
            self._layouts[key] = layout
        return layout
