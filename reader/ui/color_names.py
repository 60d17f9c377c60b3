from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reader.notes.model import COLORS
from reader.ui.note_editor import color_names, disc_icon
from reader.ui.theme import Tokens

LONGEST = 24


class ColorNames(QDialog):
    """What each colour of annotations is called; an empty field gives it its first name again."""

    chosen = Signal(dict)

    def __init__(self, parent: QWidget, names: Mapping[str, str], tokens: Tokens) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("色の名前"))
        self.setMinimumWidth(360)
        about = QLabel(
            self.tr("色に、使い方の名前を付けられます。検索や書き出しの色の名は変わりません。"),
            self,
        )
        about.setWordWrap(True)
        grid = QGridLayout()
        self.fields: dict[str, QLineEdit] = {}
        for row, (color, usual) in enumerate(color_names().items()):
            disc = QLabel(self)
            disc.setPixmap(disc_icon(tokens.color(color), tokens.color("ink"), False).pixmap(
                QSize(20, 20)
            ))  # fmt: skip
            field = QLineEdit(names.get(color, ""), self)
            field.setPlaceholderText(usual)
            field.setAccessibleName(self.tr("{0}の名前").format(usual))
            field.setMaxLength(LONGEST)
            grid.addWidget(disc, row, 0)
            grid.addWidget(field, row, 1)
            self.fields[color] = field
        save, cancel = (
            QDialogButtonBox.StandardButton.Save,
            QDialogButtonBox.StandardButton.Cancel,
        )
        buttons = QDialogButtonBox(save | cancel, self)
        buttons.button(save).setText(self.tr("保存"))
        buttons.button(cancel).setText(self.tr("やめる"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(about)
        column.addLayout(grid)
        column.addWidget(buttons)
        self.fields[COLORS[0]].setFocus()

    def accept(self) -> None:
        """Call the colours by what is written."""
        written = {color: " ".join(field.text().split()) for color, field in self.fields.items()}
        self.chosen.emit({color: name for color, name in written.items() if name})
        super().accept()
