from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QRadioButton, QWidget

from reader.ui.theme import DARK, LIGHT, TOKENS, Tokens, interface_font, title_font

WIDTH, SHEET, CAPTION = 54, 36, 18
EDGE, ROUND = 3.5, 7.0


class Swatch(QRadioButton):
    """A small sheet of paper with a letter on it, in the colours of the theme that it chooses."""

    def __init__(self, theme: str, label: str, caption: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self._caption = theme, caption
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, SHEET + CAPTION)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(EDGE, EDGE, WIDTH - 2 * EDGE, SHEET - 2 * EDGE)
        _paint_sheet(painter, sheet, TOKENS.get(self.theme, LIGHT))
        if self.theme not in TOKENS:  # it follows the system, which may be light or dark
            painter.setClipPath(_lower_half(sheet))
            _paint_sheet(painter, sheet, DARK)
            painter.setClipping(False)
        self._paint_edge(painter, sheet)
        self._paint_caption(painter)
        painter.end()

    def _paint_edge(self, painter: QPainter, sheet: QRectF) -> None:
        accent, muted = self._color("accent"), self._color("muted")
        muted.setAlphaF(0.45)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2) if self.isChecked() else QPen(muted, 1))
        painter.drawRoundedRect(sheet, ROUND, ROUND)
        if self.hasFocus():
            painter.setPen(QPen(accent, 1))
            painter.drawRoundedRect(sheet.adjusted(-3, -3, 3, 3), ROUND + 2, ROUND + 2)

    def _paint_caption(self, painter: QPainter) -> None:
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        painter.setFont(interface_font(11, weight))
        painter.setPen(self._color("ink" if self.isChecked() else "muted"))
        painter.drawText(
            QRectF(0, SHEET, WIDTH, CAPTION), Qt.AlignmentFlag.AlignCenter, self._caption
        )

    def _color(self, name: str) -> QColor:
        palette = self.palette()
        brushes = {
            "accent": palette.accent, "ink": palette.windowText, "muted": palette.placeholderText,
        }  # fmt: skip
        return brushes[name]().color()


def _paint_sheet(painter: QPainter, sheet: QRectF, tokens: Tokens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.color("paper"))
    painter.drawRoundedRect(sheet, ROUND, ROUND)
    painter.setPen(tokens.color("ink"))
    painter.setFont(title_font(16))
    painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, "あ")


def _lower_half(sheet: QRectF) -> QPainterPath:
    corners: list[QPointF] = [sheet.topRight(), sheet.bottomRight(), sheet.bottomLeft()]
    path = QPainterPath()
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path
