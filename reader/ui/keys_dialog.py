import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.ui.command_keys import CommandKeys
from reader.ui.key_field import KeyField
from reader.ui.keymap import Keymap, Refusal, portable, shown
from reader.ui.page_keys import PAGE_KEYS
from reader.ui.parts import link_button
from reader.ui.theme import interface_font

NAME = int(Qt.ItemDataRole.UserRole)
WIDTH, HEIGHT, KEY_WIDTH, DEFAULT_WIDTH = 640, 620, 170, 130


@dataclass(frozen=True, slots=True)
class CommandGroup:
    """The commands of one menu."""

    title: str
    actions: Sequence[QAction]


class KeysDialog(QDialog):
    """Every key with what it does; those of commands can be changed, at once and for good."""

    def __init__(self, parent: QWidget, keys: CommandKeys, groups: Sequence[CommandGroup]) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self.setWindowTitle(self.tr("キーの一覧"))
        self.resize(WIDTH, HEIGHT)
        self._keys = keys
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._do: Callable[[], object] | None = None
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("することやキーでさがす"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.tree = self._tree(groups)
        self._about = QLabel(self)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self.field = KeyField(self)
        self.clear = QPushButton(self.tr("キーなしにする"), self)
        self.reset = QPushButton(self.tr("もとのキーにもどす"), self)
        self.reset_all = QPushButton(self.tr("すべてもとのキーにもどす"), self)
        self.close_button = QPushButton(self.tr("とじる"), self)
        self._told = QLabel(self)
        self._told.setObjectName("trouble")
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self.answer = link_button("", self)
        for button in (self.clear, self.reset, self.reset_all, self.close_button, self.answer):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._show_keys()

    def told(self) -> str:
        """What the dialog says of the key that was pressed last, or an empty string."""
        return self._told.text()

    def open_at_search(self) -> None:
        """Show the dialog, or bring it to the front."""
        self.show()
        self.activateWindow()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.tree.currentIndex().isValid():
                self._choose_first()
        else:
            super().keyPressEvent(event)

    def choose(self, name: str) -> None:
        """Choose the row of a command."""
        self.tree.setCurrentItem(self._rows[name])

    def names(self) -> list[str]:
        """What the rows that are shown do, without the names of the groups."""
        return [row.text(0) for row in self._lines() if not row.isHidden()]

    # ---- putting it together

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        edit, answer, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        edit.addWidget(self.field, 1)
        edit.addWidget(self.clear)
        edit.addWidget(self.reset)
        answer.addWidget(self._told, 1)
        answer.addWidget(self.answer)
        foot.addWidget(self.reset_all)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self._about)
        for row in (edit, answer, foot):
            column.addLayout(row)
        self._tell("")

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.tree.currentItemChanged.connect(lambda: self._show_row())
        self.tree.itemActivated.connect(lambda: self.field.setFocus())
        self.field.pressed.connect(self._take)
        self.field.left.connect(self.tree.setFocus)
        self.clear.clicked.connect(lambda: self._use(""))
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        self.answer.clicked.connect(self._answer)
        self.close_button.clicked.connect(self.close)
        self._keys.changed.connect(self._show_keys)

    def _tree(self, groups: Sequence[CommandGroup]) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(12)
        tree.setUniformRowHeights(True)
        tree.setAccessibleName(self.windowTitle())
        tree.setHeaderLabels([self.tr("すること"), self.tr("キー"), self.tr("もとのキー")])
        for group in groups:
            heading = self._heading(tree, group.title)
            for action in group.actions:
                row = QTreeWidgetItem(heading, [_plain(action.text())])
                row.setData(0, NAME, action.objectName())
                self._rows[action.objectName()] = row
        page = self._heading(tree, self.tr("記事のページ（変えられません）"))
        for key in PAGE_KEYS:
            pressed = "  ".join(shown(portable(one)) for one in key.keys.split())
            QTreeWidgetItem(page, [key.meaning(), pressed])
        tree.expandAll()
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.setColumnWidth(1, KEY_WIDTH)
        tree.setColumnWidth(2, DEFAULT_WIDTH)
        return tree

    def _heading(self, tree: QTreeWidget, title: str) -> QTreeWidgetItem:
        heading = QTreeWidgetItem(tree, [title])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setFirstColumnSpanned(True)
        heading.setFont(0, interface_font(11, QFont.Weight.DemiBold))
        return heading

    # ---- what is shown

    def _lines(self) -> list[QTreeWidgetItem]:
        root = self.tree.invisibleRootItem()
        return [line for heading in _below(root) for line in _below(heading)]

    def _filter(self, written: str) -> None:
        words = _folded(written).split()
        for row in self._lines():
            text = _folded(f"{row.text(0)} {row.text(1)}")
            row.setHidden(not all(word in text for word in words))
        for heading in _below(self.tree.invisibleRootItem()):
            heading.setHidden(all(row.isHidden() for row in _below(heading)))
        current = self.tree.currentItem()
        if current and current.isHidden():
            self.tree.setCurrentIndex(QModelIndex())
            self._choose_first()

    def _choose_first(self) -> None:
        found = next((row for row in self._rows.values() if not row.isHidden()), None)
        if found:
            self.tree.setCurrentItem(found)

    def _show_keys(self) -> None:
        keymap = self._keys.keymap
        for name, key in keymap.keys().items():
            row, default = self._rows.get(name), keymap.defaults[name]
            if row:
                row.setText(1, self._keys.every(name))
                row.setText(2, shown(default) if default != key else "")
        self.reset_all.setEnabled(bool(keymap.changed))
        self._show_row()

    def _show_row(self) -> None:
        name, keymap = self._name(), self._keys.keymap
        row = self.tree.currentItem()
        for widget in (self.field, self.clear, self.reset):
            widget.setEnabled(bool(name))
        self._tell("")
        if not name or not row:
            fixed = self.tr("このキーは変えられません。")
            start = self.tr("行をえらぶと、そのキーを変えられます。")
            self._about.setText(fixed if row and row.parent() else start)
            self.field.show_key("")
            return
        key, default = keymap.keys()[name], keymap.defaults[name]
        self._about.setText(
            self.tr("「{0}」のキー（新しいキーを押してください）").format(row.text(0))
        )
        self.field.show_key(key)
        self.clear.setEnabled(bool(key))
        self.reset.setEnabled(key != default)

    def _name(self) -> str:
        row = self.tree.currentItem()
        return str(row.data(0, NAME) or "") if row else ""

    def _tell(self, text: str, answer: str = "", do: Callable[[], object] | None = None) -> None:
        self._told.setText(text)
        self.answer.setText(answer)
        self.answer.setVisible(bool(answer))
        self._do = do

    # ---- what the person does

    def _take(self, key: str) -> None:
        name, keymap = self._name(), self._keys.keymap
        if not name or key == keymap.keys()[name]:
            return
        self.field.show_key(keymap.keys()[name])
        refusal = keymap.refusal(key)
        if refusal:
            self._tell(self._why(refusal, key))
        else:
            self._use(key)

    def _use(self, key: str) -> None:
        """Give the chosen command a key, after a question where another one has it."""
        name, keymap = self._name(), self._keys.keymap
        owner = keymap.owner(key, name)
        if not owner:
            self._change(name, key)
            return
        said = self.tr("{0}: このキーは「{1}」が使っています。")
        title = self._rows[owner].text(0) if owner in self._rows else owner
        self._tell(
            said.format(shown(key), title),
            self.tr("こちらで使う"),
            lambda: self._change(name, key),
        )

    def _change(self, name: str, key: str) -> None:
        self._keys.change(self._keys.keymap.with_key(name, key))

    def _reset(self) -> None:
        self._use(self._keys.keymap.defaults[self._name()])

    def _reset_all(self) -> None:
        before: Keymap = self._keys.keymap
        self._keys.change(before.with_defaults())
        self._tell(
            self.tr("すべてもとのキーにしました。"),
            self.tr("取り消す"),
            lambda: self._keys.change(before),
        )

    def _answer(self) -> None:
        do = self._do
        self._tell("")
        if do:
            do()
        self.tree.setFocus()

    def _why(self, refusal: Refusal, key: str) -> str:
        used = refusal.page_key
        if used:
            said = self.tr("{0} は記事のページが使います（{1}）。ほかのキーをえらんでください。")
            return said.format(shown(key), used.meaning())
        reasons = {
            "editing": self.tr("{0} は文字を書いたりコピーしたりするのに使います。"),
            "typing": self.tr("{0} は文字に使います。Ctrl や Alt といっしょに押してください。"),
        }
        text = reasons.get(refusal.reason, self.tr("このキーは使えません。"))
        return text.format(shown(key))


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(place) for place in range(item.childCount()))
    return [child for child in children if child]


def _plain(text: str) -> str:
    """The words of a command: without marks, and without what would be undone at present."""
    return text.replace("&", "").partition(":")[0].rstrip("…")


def _folded(text: str) -> str:
    """A text as it is compared: without the differences of width and letter case."""
    return unicodedata.normalize("NFKC", text).casefold()
