from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

FINE = 1000
"""Steps of the bar."""


def minutes_left(minutes: float, share: float) -> int:
    """Whole minutes to go when a share (0 to 1) was read: at least one until the end."""
    return 0 if share >= 1 else max(1, ceil(round(minutes * (1 - share), 3)))


class ReadingProgress(QWidget):
    """How much of the open post is left: minutes, percent and a thin bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.left = QLabel(self)
        self.percent = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximum(FINE)
        self.bar.setAccessibleName(self.tr("読んだ割合"))
        line = QHBoxLayout()
        line.addWidget(self.left, 1)
        line.addWidget(self.percent, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(5)
        column.addLayout(line)
        column.addWidget(self.bar)

    def show_share(self, minutes: float, share: float) -> None:
        """Show that a share (0 to 1) of a post of so many minutes was read."""
        whole = max(1, round(minutes))
        left = min(whole, minutes_left(minutes, share))
        text = self.tr("のこり {0} 分 / {1} 分") if left else self.tr("読み終わり（{1} 分）")
        self.left.setText(text.format(f"{left:,}", f"{whole:,}"))
        self.percent.setText(self.tr("{0} %").format(int(share * 100)))
        self.bar.setValue(int(share * FINE))
