from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.collection.post import JAPAN
from reader.library.dossiers import DossierNote
from reader.notes.model import State
from reader.ui.theme import LIGHT, SERIF, interface_font

ROW = int(Qt.ItemDataRole.UserRole)
HEAD, SIDE, INNER = 35, 22, 34
BAR = 4
PAD, GAP = 12, 4
FOOT = 19
LONGEST = 1_600
CACHED = 4_000


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation of the page; `run` is how many of its post follow, 0 where it is not first."""

    note: DossierNote
    run: int


class DossierDelegate(QStyledItemDelegate):
    """Draws an annotation with its note and tags, and above the first of a post its title."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.tokens = LIGHT
        self._quote = QFont(list(SERIF))
        self._quote.setPixelSize(15)
        self._note = interface_font(13)
        self._title = interface_font(14, QFont.Weight.DemiBold)
        self._facts = interface_font(11)
        self._heights: dict[tuple[object, ...], int] = {}

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row: Row = index.data(ROW)
        width = self._view.viewport().width()
        one = row.note.annotation
        key = width, one.id, one.updated, one.state, bool(row.run)
        if key not in self._heights:
            if len(self._heights) > CACHED:
                self._heights.clear()
            self._heights[key] = self._height(row, width)
        return QSize(width, self._heights[key])

    def _height(self, row: Row, width: int) -> int:
        inner = width - INNER - SIDE
        texts = sum(_laid_out(text, font, inner)[1] + GAP for text, font in self._texts(row.note))
        return round((HEAD if row.run else 0) + 2 * PAD + texts + FOOT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(ROW)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.run:
            self._paint_head(painter, area, row)
            area.setTop(area.top() + HEAD)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self.tokens.color("accent_ground"))
        self._paint_note(painter, area, row.note)
        painter.setPen(self.tokens.color("rule"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRectF, row: Row) -> None:
        band = QRectF(area.left(), area.top(), area.width(), HEAD)
        painter.fillRect(band, self.tokens.color("list"))
        painter.setPen(self.tokens.color("rule"))
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        note = row.note
        count = self.tr("{0} 件").format(f"{row.run:,}")
        facts = " · ".join(part for part in (note.day, count) if part)
        room = band.adjusted(SIDE, 0, -SIDE, 0)
        wide = QFontMetricsF(self._facts).horizontalAdvance(facts)
        metrics = QFontMetricsF(self._title)
        title = " ".join((note.title or note.path).split())
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width() - wide - 12)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._title)
        painter.setPen(self.tokens.color("ink"))
        painter.drawText(room, middle, shown)
        painter.setFont(self._facts)
        painter.setPen(self.tokens.color("muted"))
        painter.drawText(
            room.adjusted(metrics.horizontalAdvance(shown) + 10, 1, 0, 0), middle, facts
        )

    def _paint_note(self, painter: QPainter, area: QRectF, note: DossierNote) -> None:
        bar = QRectF(area.left() + SIDE - 4, area.top() + PAD, BAR, area.height() - 2 * PAD)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tokens.color(note.annotation.color))
        painter.drawRoundedRect(bar, 2, 2)
        top = area.top() + PAD
        colors = ("ink", "soft")
        for (text, font), color in zip(self._texts(note), colors, strict=False):
            layout, height = _laid_out(text, font, area.width() - INNER - SIDE)
            painter.setPen(self.tokens.color(color))
            layout.draw(painter, QPointF(area.left() + INNER, top))
            top += height + GAP
        self._paint_foot(painter, QPointF(area.left() + INNER, top), area.right() - SIDE, note)

    def _paint_foot(
        self, painter: QPainter, place: QPointF, right: float, note: DossierNote
    ) -> None:
        one = note.annotation
        painter.setFont(self._facts)
        left = place.x()
        for tag in one.tags:
            left = self._paint_chip(painter, QPointF(left, place.y()), right - 90, tag)
        facts = f"{one.created.astimezone(JAPAN):%Y-%m-%d}"
        if one.state is State.ORPHANED and not one.as_quote:
            facts += " · " + self.tr("本文に見つかりません")
        painter.setPen(self.tokens.color("muted"))
        room = QRectF(left, place.y(), right - left, FOOT)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, facts)

    def _paint_chip(self, painter: QPainter, place: QPointF, right: float, tag: str) -> float:
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, 160)
        wide = metrics.horizontalAdvance(shown) + 14
        if place.x() + wide > right:
            return place.x()
        chip = QRectF(place.x(), place.y() + 1, wide, FOOT - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.tokens.color("side"))
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setPen(self.tokens.color("soft"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        return place.x() + wide + 6

    def _texts(self, note: DossierNote) -> list[tuple[str, QFont]]:
        one = note.annotation
        quote = one.quote or self.tr("記事全体のメモ")
        return [(quote, self._quote), *([(one.note, self._note)] if one.note else [])]


def _laid_out(text: str, font: QFont, width: float) -> tuple[QTextLayout, float]:
    """A text in lines of a width, and how high they are together."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    layout = QTextLayout(shown.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    leading = QFontMetricsF(font).height() * 0.16
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height() + leading
    layout.endLayout()
    return layout, height
