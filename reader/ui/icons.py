from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reader.resources import resource

SIZE = 20
"""Side of an icon in logical pixels."""


def icon(name: str, color: str, disabled: str = "") -> QIcon:
    """A line icon of resources/icons drawn in a colour, and in another where it is disabled."""
    result = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, disabled or color)):
        for scale in (1, 2):
            result.addPixmap(_pixmap(name, ink, scale), mode)
    return result


def logo(side: int) -> QPixmap:
    """The mark of the product at a size in logical pixels, for screens of any density."""
    return _render(resource("icons", "keisen.svg").read_bytes(), side, 2)


def _pixmap(name: str, color: str, scale: int) -> QPixmap:
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return _render(svg.replace("currentColor", color).encode(), SIZE, scale)


def _render(svg: bytes, side: int, scale: int) -> QPixmap:
    pixmap = QPixmap(side * scale, side * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, side * scale, side * scale))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
