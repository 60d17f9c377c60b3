from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.search.model import NoteHit
from reader.ui.entry import ENTRY, Entry
from reader.ui.theme import LIGHT, Tokens, interface_font

Span = tuple[int, int]
CACHED_LAYOUTS = 120
ELLIPSIS = "…"
BEFORE_MARK = 9
BADGE_INSET, BADGE_GAP = 8, 8


class PostDelegate(QStyledItemDelegate):
    """Draws a post: a title line, two snippet lines with marks and a line of facts."""

    HEIGHT = 104

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = interface_font(14, QFont.Weight.DemiBold)
        self._text = interface_font(12)
        self._facts = interface_font(11)
        self._layouts: dict[tuple[object, ...], QTextLayout] = {}
        self.set_tokens(LIGHT)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme from now on."""
        self._tokens = tokens
        self._mark = QTextCharFormat()
        self._mark.setBackground(tokens.color("hit"))
        self._mark.setForeground(tokens.color("ink"))
        self._layouts.clear()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, self.HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry = index.data(ENTRY)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._paint_ground(painter, area, state)
        if not entry.state.read:
            self._paint_dot(painter, area)
        left, width = area.left() + 22, area.width() - 36
        title_marks = entry.hit.title_marks if entry.hit else ()
        self._paint_text(
            painter, entry.row.title, self._title, (left, area.top() + 11, width), 1, title_marks,
            self._tokens.color("ink"),
        )  # fmt: skip
        text, marks = snippet_of(entry)
        notes = entry.hit.notes if entry.hit else ()
        if notes:
            text, marks = from_first_mark(text, marks)
        self._paint_text(
            painter, text, self._text, (left, area.top() + 36, width), 1 if notes else 2, marks,
            self._tokens.color("soft"),
        )  # fmt: skip
        if notes:
            self._paint_note(painter, notes[0], (left, area.top() + 56, width))
        painter.setFont(self._facts)
        if entry.changed:
            width -= self._paint_badge(painter, left + width, area.top() + 77) + BADGE_GAP
        painter.setPen(self._tokens.color("muted"))
        facts = QFontMetrics(self._facts).elidedText(
            self.facts(entry), Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(QRectF(left, area.top() + 77, width, 16), facts)
        painter.restore()

    def facts(self, entry: Entry) -> str:
        """The last line: day, reading time, star and number of annotations."""
        row, state = entry.row, entry.state
        parts = [row.day]
        if row.minutes:
            parts.append(self.tr("{0} 分").format(f"{max(1, round(row.minutes)):,}"))
        hit = entry.hit
        if hit and (hit.places or hit.notes):
            places = self.tr("本文 {0} か所").format(f"{hit.places:,}")
            if hit.folded:
                places += self.tr("（たたんだ所に {0}）").format(f"{hit.folded:,}")
            notes = self.tr("注釈 {0} か所").format(f"{len(hit.notes):,}")
            shown = (places if hit.places else "", notes if hit.notes else "")
            parts.append(" · ".join(part for part in shown if part))
        elif entry.annotations:
            parts.append(self.tr("注釈 {0}").format(entry.annotations))
        if state.starred:
            parts.append("★")
        return "\u2002".join(part for part in parts if part)

    def _paint_badge(self, painter: QPainter, right: int, top: int) -> int:
        """Say at the end of the facts that the text has changed; returns the width of the words."""
        text = self.tr("変更あり")
        wide = QFontMetrics(self._facts).horizontalAdvance(text) + 2 * BADGE_INSET
        place = QRectF(right - wide, top - 0.5, wide, 17)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.color("accent_ground"))
        painter.drawRoundedRect(place, 8.5, 8.5)
        painter.setPen(self._tokens.color("accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return wide

    def _paint_note(self, painter: QPainter, note: NoteHit, place: tuple[int, int, int]) -> None:
        """An annotation on one line: a bar in its colour, the quote, and what is noted."""
        left, top, width = place
        color = self._tokens.color(note.color)
        painter.fillRect(QRect(left, top, 3, 18), color)
        color.setAlphaF(0.09)
        painter.fillRect(QRect(left + 3, top, width - 3, 18), color)
        text, marks = from_first_mark(*note_line(note))
        place = left + 9, top + 1, width - 14
        ink = self._tokens.color("ink")
        self._paint_text(painter, text, self._facts, place, 1, marks, ink)

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "card" if selected else "window" if hovered else "list"
        painter.fillRect(area, self._tokens.color(ground))
        if selected:
            bar = QRect(area.left(), area.top(), 3, area.height())
            painter.fillRect(bar, self._tokens.color("accent"))
        painter.setPen(QPen(self._tokens.color("rule")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_dot(self, painter: QPainter, area: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tokens.color("accent"))
        painter.drawEllipse(QRectF(area.left() + 9, area.top() + 18, 7, 7))

    def _paint_text(
        self,
        painter: QPainter,
        text: str,
        font: QFont,
        place: tuple[int, int, int],
        lines: int,
        marks: Sequence[Span],
        color: QColor,
    ) -> None:
        left, top, width = place
        painter.setPen(color)
        layout = self._layout(text, font, width, lines, tuple(marks))
        layout.draw(painter, QPointF(left, top))

    def _layout(
        self, text: str, font: QFont, width: int, lines: int, marks: tuple[Span, ...]
    ) -> QTextLayout:
        key = (text, font.pixelSize(), width, lines, marks)
        layout = self._layouts.get(key)
        if layout is None:
            if len(self._layouts) > CACHED_LAYOUTS:
                self._layouts.clear()
            layout = elided(text, font, width, lines, marks, self._mark)
            self._layouts[key] = layout
        return layout


def snippet_of(entry: Entry) -> tuple[str, tuple[Span, ...]]:
    """The two lines under the title: the best snippets of a search, else the post's excerpt."""
    hit = entry.hit
    if not hit or not hit.snippets:
        return entry.row.excerpt, ()
    text, marks = "", []
    for snippet in hit.snippets:
        text += ELLIPSIS
        marks += [(start + len(text), end + len(text)) for start, end in snippet.marks]
        text += snippet.text
    return text, tuple(marks)


def from_first_mark(text: str, marks: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text from a little before its first mark, for where there is one line only."""
    start = marks[0][0] - BEFORE_MARK if marks else 0
    if start <= 1:
        return text, marks
    return ELLIPSIS + text[start:], _moved(marks, 1 - start)


def note_line(note: NoteHit) -> tuple[str, tuple[Span, ...]]:
    """A note as one line: what matches in its own text comes first, for there is little room."""
    quote, text = note.quote.text.replace("\n", " "), note.note.text.replace("\n", " ")
    if not text:
        return f"「{quote}」", _moved(note.quote.marks, 1)
    if note.quote.marks and not note.note.marks:
        marks = _moved(note.quote.marks, 1)
        return f"「{quote}」— {text}", marks
    between = len(text) + 3
    return f"{text} —「{quote}」", note.note.marks + _moved(note.quote.marks, between)


def _moved(marks: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple((start + by, end + by) for start, end in marks)


def elided(
    text: str, font: QFont, width: int, lines: int, marks: Sequence[Span], mark: QTextCharFormat
) -> QTextLayout:
    """A laid out text of at most `lines` lines that ends in … where it was cut."""
    text = text[: lines * width + 1]  # there is room for no more, however long a note is
    layout, end = _laid_out(text, font, width, lines, marks, mark)
    if end < _utf16_length(text):
        kept = text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, end - 1)]
        cut = kept.decode("utf-16-le", "ignore") + ELLIPSIS
        seen = [(start, min(stop, len(cut) - 1)) for start, stop in marks if start < len(cut) - 1]
        layout, _ = _laid_out(cut, font, width, lines, seen, mark)
    return layout


def _laid_out(
    text: str, font: QFont, width: int, lines: int, marks: Sequence[Span], mark: QTextCharFormat
) -> tuple[QTextLayout, int]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_format(text, span, mark) for span in marks if span[0] < len(text)])
    layout.beginLayout()
    top, end = 0.0, 0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height() * 1.08
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return layout, end


def _format(text: str, span: Span, mark: QTextCharFormat) -> QTextLayout.FormatRange:
    start = _utf16_length(text[: span[0]])
    result = QTextLayout.FormatRange()
    result.start = start
    result.length = _utf16_length(text[span[0] : span[1]])
    result.format = mark
    return result


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
