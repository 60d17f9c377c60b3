from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from reader.notes.model import COLORS
from reader.ui.flow import FlowLayout
from reader.ui.note_editor import color_names, disc_icon
from reader.ui.notes_rows import Group, Order, Rows, Wanted
from reader.ui.parts import plain_label
from reader.ui.theme import LIGHT, Tokens

LONGEST_TAG = 24


class NotesFilters(QFrame):
    """The line above the notes: chips for colour, tags and state, the order, and the export."""

    wanted_changed = Signal(Wanted)
    export_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notes_filters")
        self.wanted = Wanted()
        self._used: Sequence[str] = ()
        self._tokens = LIGHT
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips)
        self.order = QToolButton(self)
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setAccessibleName(self.tr("並べかたとまとめかた"))
        self.order.setMenu(QMenu(self))
        self._fill_order()
        self.count = QLabel(self)
        self.export = QPushButton(self.tr("書き出す…"), self)
        self.export.setProperty("chip", True)
        self.export.clicked.connect(self.export_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 11, 22, 11)
        row.setSpacing(8)
        row.addWidget(self._chips, 1)
        for widget in (self.order, self.count, self.export):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.make_chips()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        self.make_chips()

    def show_rows(self, rows: Rows) -> None:
        """Show how many there are, and offer the tags in use."""
        self.count.setText(self.tr("{0} 件").format(f"{rows.count:,}"))
        self.export.setEnabled(bool(rows.count))
        if list(rows.tags) != list(self._used):
            self._used = rows.tags
            self.make_chips()

    def change(self, **values: object) -> None:
        """Want something else."""
        self.wanted = replace(self.wanted, **values)  # type: ignore[arg-type]
        self.make_chips()
        self.wanted_changed.emit(self.wanted)

    def clear(self) -> None:
        """Leave nothing out; the query is not among the chips."""
        self.change(color="", tags=(), state="")

    def chips(self) -> list[QPushButton]:
        """The chips as they stand."""
        return [
            chip for chip in self._chips.findChildren(QPushButton) if chip.property("chip") is True
        ]

    # ---- making the chips

    def make_chips(self) -> None:
        """Make the chips anew."""
        focused = next((chip.text() for chip in self.chips() if chip.hasFocus()), None)
        while item := self._flow.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._color_chips()
        self._add(QLabel(self.tr("タグ"), self._chips))
        for tag in self.wanted.tags:
            rest = tuple(one for one in self.wanted.tags if one != tag)
            chip = self._chip(f"{_short(tag)} ×", partial(self.change, tags=rest), on=True)
            chip.setAccessibleName(self.tr("タグ {0} を外す").format(tag))
        self._tag_adder()
        self._state_chip()
        for chip in self.chips():
            if chip.text() == focused:
                chip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._chips.updateGeometry()

    def _color_chips(self) -> None:
        self._add(QLabel(self.tr("色"), self._chips))
        wanted = self.wanted.color
        self._chip(self.tr("すべて"), partial(self.change, color=""), on=not wanted)
        for color in COLORS:
            value = "" if wanted == color else color
            chip = self._chip(
                color_names(self.wanted.names)[color],
                partial(self.change, color=value),
                on=wanted == color,
            )
            ink = self._tokens.color
            chip.setIcon(disc_icon(ink(color), ink("ink"), chosen=False))
            chip.setIconSize(QSize(14, 14))

    def _tag_adder(self) -> None:
        chip = self._chip("＋", None, on=False)
        chip.setAccessibleName(self.tr("タグでしぼる"))
        chip.setToolTip(self.tr("タグでしぼる"))
        menu = QMenu(chip)
        for tag in self._used:
            if tag not in self.wanted.tags:
                action = menu.addAction(plain_label(_short(tag)))
                tags = (*self.wanted.tags, tag)
                action.triggered.connect(partial(self._later, tags=tags))
        if menu.isEmpty():
            menu.addAction(self.tr("ほかのタグはありません")).setEnabled(False)
        chip.setMenu(menu)

    def _state_chip(self) -> None:
        names = {
            "": self.tr("状態"),
            "changed": self.tr("位置を直したもの"),
            "orphaned": self.tr("本文から無くなったもの"),
        }
        state = self.wanted.state
        chip = self._chip(names[state], None, on=bool(state))
        menu = QMenu(chip)
        for value, name in names.items():
            action = menu.addAction(name if value else self.tr("すべて"))
            action.triggered.connect(partial(self._later, state=value))
        chip.setMenu(menu)

    def _later(self, _checked: bool = False, **values: object) -> None:
        # The menu belongs to a chip that is made anew.
        self.change(**values)

    def _chip(self, text: str, do: Callable[[], object] | None, *, on: bool) -> QPushButton:
        chip = QPushButton(plain_label(text), self._chips)
        chip.setProperty("chip", True)
        chip.setCheckable(do is not None or on)
        chip.setChecked(on)
        if do:
            chip.clicked.connect(lambda: do())
        self._add(chip)
        return chip

    def _add(self, widget: QWidget) -> None:
        self._flow.addWidget(widget)
        widget.show()

    def _fill_order(self) -> None:
        menu = self.order.menu()
        orders: list[tuple[str, Order, str]] = [
            ("order", "new", self.tr("新しい順")), ("order", "place", self.tr("記事の中の順")),
        ]  # fmt: skip
        groups: list[tuple[str, Group, str]] = [
            ("group", "post", self.tr("記事でまとめる")),
            ("group", "tag", self.tr("タグでまとめる")),
            ("group", "color", self.tr("色でまとめる")),
            ("group", "month", self.tr("月でまとめる")),
        ]
        for choices in (orders, groups):
            group = QActionGroup(menu)
            for name, value, text in choices:
                action = menu.addAction(text)
                action.setCheckable(True)
                action.setChecked(getattr(self.wanted, name) == value)
                action.setObjectName(value)
                group.addAction(action)
                action.triggered.connect(partial(self._order, name, value))
            menu.addSeparator()
        self._show_order()

    def _order(self, name: str, value: str, _checked: bool = False) -> None:
        self.change(**{name: value})
        self._show_order()

    def _show_order(self) -> None:
        names = {action.objectName(): action.text() for action in self.order.menu().actions()}
        words = names[self.wanted.order]
        if self.wanted.group != "post":
            words += f" · {names[self.wanted.group]}"
        self.order.setText(words)


def _short(tag: str) -> str:
    return tag if len(tag) <= LONGEST_TAG else tag[: LONGEST_TAG - 1] + "…"
