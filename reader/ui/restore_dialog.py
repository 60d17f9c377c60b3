from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.notes.backups import CHECK, DAILY, REPLACED, Backup
from reader.ui.parts import plain_tip

BACKUP = int(Qt.ItemDataRole.UserRole)


class RestoreDialog(QDialog):
    """The copies of the notes with what they hold; `chosen` tells which one to go back to."""

    chosen = Signal(Backup)

    def __init__(self, parent: QWidget, folder: Path) -> None:
        super().__init__(parent)
        self.setObjectName("restore")
        self.setWindowTitle(self.tr("控えから戻す"))
        self.resize(640, 420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._folder = folder
        self.about = self._label(self.tr("控えを読んでいます…"))
        self.promise = self._label(
            self.tr("いまのノートは、同じフォルダーに別の名で残します。何も消しません。")
        )
        self.tree = self._tree()
        buttons = QDialogButtonBox(self)
        self.restore = QPushButton(self.tr("この控えに戻す"), self)
        self.restore.setEnabled(False)
        buttons.addButton(self.restore, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.tr("やめる"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.restore.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for widget in (self.about, self.tree, self.promise, buttons):
            column.addWidget(widget)

    def set_backups(self, found: Sequence[Backup]) -> None:
        """Show copies, newest first; the newest one that can be read is selected."""
        self.about.setText(
            self.tr("どの控えに戻しますか。")
            if found
            else self.tr(
                "控えはまだありません。注釈を付けると、一日に一つ、{0} に作ります。"
            ).format(self._folder)
        )
        self.tree.clear()
        for backup in found:
            item = self._item(backup)
            self.tree.addTopLevelItem(item)
            if backup.readable and self.tree.currentItem() is None:
                self.tree.setCurrentItem(item)
        self.tree.setFocus()

    def selected(self) -> Backup | None:
        """The copy that is selected, if it can be read."""
        item = self.tree.currentItem()
        backup = item.data(0, BACKUP) if item else None
        return backup if isinstance(backup, Backup) and backup.readable else None

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAlternatingRowColors(True)
        tree.setAccessibleName(self.windowTitle())
        tree.setHeaderLabels(
            [self.tr("日時"), self.tr("作られたとき"), self.tr("注釈"), self.tr("大きさ")]
        )
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for place, width in ((0, 150), (2, 110), (3, 90)):
            tree.setColumnWidth(place, width)
        tree.currentItemChanged.connect(lambda: self.restore.setEnabled(bool(self.selected())))
        tree.itemActivated.connect(self._choose)
        return tree

    def _item(self, backup: Backup) -> QTreeWidgetItem:
        count = (
            self.tr("読めません")
            if backup.annotations is None
            else self.tr("{0} 件").format(f"{backup.annotations:,}")
        )
        size = QLocale().formattedDataSize(backup.size)
        item = QTreeWidgetItem([day_and_time(backup), self._why(backup), count, size])
        item.setData(0, BACKUP, backup)
        for place in (2, 3):
            item.setTextAlignment(place, Qt.AlignmentFlag.AlignRight)
        for place in range(4):
            item.setToolTip(place, plain_tip(str(backup.path)))
        return item

    def _why(self, backup: Backup) -> str:
        words = {
            DAILY: self.tr("その日はじめてひらいたとき"),
            CHECK: self.tr("修理の前"),
            REPLACED: self.tr("控えに戻す前"),
        }
        return words.get(backup.why, self.tr("Keisen を新しくする前"))

    def _choose(self) -> None:
        backup = self.selected()
        if backup:
            self.accept()
            self.chosen.emit(backup)


def day_and_time(backup: Backup) -> str:
    """When a copy was made, as a person reads it."""
    return f"{backup.made.astimezone():%Y-%m-%d %H:%M}"
