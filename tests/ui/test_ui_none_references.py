"""PySide6 6.12 lost a reference to None in common calls, which kills Python 3.11 in the end."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

CALLS = 400
INK = QColor("#23211d")
TEXT = "罫線と推論コスト"


def draw_text(painter: QPainter) -> None:
    painter.setPen(INK)
    painter.setFont(QFont())
    painter.drawText(QRectF(0, 0, 90, 20), 0, TEXT)
    painter.drawText(QPointF(0, 20), TEXT)


def draw_shapes(painter: QPainter) -> None:
    painter.save()
    painter.setPen(QPen(INK))
    painter.setBrush(INK)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(0, 0, 5, 5), INK)
    painter.drawRoundedRect(QRectF(0, 0, 9, 9), 2, 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.restore()


def lay_out(painter: QPainter) -> None:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout = QTextLayout(TEXT, QFont())
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(40)
    line.setPosition(QPointF(0, 0))
    layout.endLayout()
    layout.draw(painter, QPointF(0, 0))


def lay_out_with_marks(painter: QPainter) -> None:
    mark = QTextLayout.FormatRange()
    mark.start, mark.length = 1, 2
    layout = QTextLayout(TEXT, QFont())
    layout.setFormats([mark])
    layout.beginLayout()
    layout.createLine().setLineWidth(40)
    layout.endLayout()
    layout.draw(painter, QPointF(0, 0))


@pytest.mark.parametrize("draw", [draw_text, draw_shapes, lay_out, lay_out_with_marks])
def test_drawing_gives_back_every_reference_to_none(
    qapp: QApplication, draw: Callable[[QPainter], None]
) -> None:
    image = QImage(100, 40, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    draw(painter)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        draw(painter)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < CALLS / 4
