import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.ui.flow import FlowLayout

WIDE, HIGH, SPACE = 50, 20, 6


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """A widget with three children that flow."""
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = FlowLayout(widget, spacing=SPACE)
    for _ in range(3):
        child = QWidget(widget)
        child.setFixedSize(WIDE, HIGH)
        layout.addWidget(child)
    return widget


def flow(ground: QWidget) -> FlowLayout:
    layout = ground.layout()
    assert isinstance(layout, FlowLayout)
    return layout


def places(ground: QWidget) -> list[tuple[int, int]]:
    children = ground.findChildren(QWidget)
    return [(child.x(), child.y()) for child in children if not child.isHidden()]


@pytest.mark.parametrize(
    ("width", "lines"),
    [(3 * WIDE + 2 * SPACE, 1), (3 * WIDE + 2 * SPACE - 1, 2), (2 * WIDE + SPACE - 1, 3), (10, 3)],
)
def test_the_height_is_that_of_the_lines_which_are_needed(
    ground: QWidget, width: int, lines: int
) -> None:
    assert flow(ground).heightForWidth(width) == lines * HIGH + (lines - 1) * SPACE


def test_what_does_not_fit_is_in_the_next_line(ground: QWidget) -> None:
    flow(ground).setGeometry(QRect(4, 2, 2 * WIDE + SPACE, 100))
    assert places(ground) == [(4, 2), (4 + WIDE + SPACE, 2), (4, 2 + HIGH + SPACE)]


def test_what_is_hidden_takes_no_room(ground: QWidget) -> None:
    ground.findChildren(QWidget)[0].hide()
    flow(ground).setGeometry(QRect(0, 0, 2 * WIDE + SPACE, 100))
    assert places(ground) == [(0, 0), (WIDE + SPACE, 0)]
    assert flow(ground).heightForWidth(2 * WIDE + SPACE) == HIGH


def test_items_are_counted_and_taken_out(ground: QWidget) -> None:
    layout = flow(ground)
    taken = layout.takeAt(0)
    assert taken
    assert (layout.count(), layout.takeAt(5), layout.itemAt(-1)) == (2, None, None)
    assert layout.minimumSize().toTuple() == (WIDE, HIGH)
