from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from reader.ui.theme import interface_font

WIDTH = 470


class QueryHelp(QFrame):
    """How queries are written, as a small table that goes away at the next click."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("query_help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("検索のことば"))
        self.setFixedWidth(WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (written, meaning) in enumerate(self.lines()):
            example, text = QLabel(written, self), QLabel(meaning, self)
            example.setFont(interface_font(12))
            example.setObjectName("example")
            text.setWordWrap(True)
            for column, label in enumerate((example, text)):
                label.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(18, 14, 18, 14)
        column_box.addLayout(grid)

    def lines(self) -> list[tuple[str, str]]:
        """What can be written, and what it finds."""
        return [
            (self.tr("推論 コスト"), self.tr("どちらの言葉もある記事")),
            (self.tr("推論 OR 学習"), self.tr("どちらかがある記事")),
            (self.tr("-広告"), self.tr("その言葉がない記事")),
            (self.tr('"推論 コスト"'), self.tr("空白もふくめて、書いたとおり")),
            (self.tr("(推論 OR 学習) 電力"), self.tr("かっこでまとめる")),
            (self.tr("題:投資"), self.tr("題名にある（本文: メモ: も）")),
            (self.tr("タグ:半導体"), self.tr("そのタグの記事（分類: 著者: も）")),
            ("date:2025-11", self.tr("その年、月、日。2025-11..2026-01 で期間")),
            ("after:2025-10", self.tr("その始めから（before: はその前まで）")),
            (self.tr("is:未読"), self.tr("既読、スター、注釈、変更、問題 も")),
            (self.tr("色:青"), self.tr("その色の注釈がある記事")),
        ]

    def show_below(self, widget: QWidget) -> None:
        """Show the table under a widget."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
