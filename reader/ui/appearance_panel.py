from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFontComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from reader.ui.appearance import AT_FIRST, FONTS, LINE_HEIGHTS, MEASURES, SIZES, Appearance
from reader.ui.parts import link_button
from reader.ui.swatch import Swatch
from reader.ui.theme import interface_font, title_font

WIDTH, GAP = 330, 5
OTHER = "other"
HEIGHT_STEPS = 20
"""So many steps of its slider make a line height of one size."""


class AppearancePanel(QFrame):
    """A small panel that changes how articles look; each change can be seen at once."""

    changed = Signal(Appearance)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("appearance")
        # A click on the button that opened the panel shall only close it.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.setAccessibleName(self.tr("文字と色"))
        self.setFixedWidth(WIDTH)
        self._shown = AT_FIRST
        self._groups: list[QWidget] = []
        self.swatches = self._make_swatches()
        self.fonts = self._make_fonts()
        self.families: QFontComboBox | None = None
        self.size_ = _Measure(self, self.tr("文字の大きさ"), SIZES[0], SIZES[-1])
        low, high = (round(height * HEIGHT_STEPS) for height in LINE_HEIGHTS)
        self.line_height = _Measure(self, self.tr("行の高さ"), low, high)
        self.measure = _Measure(self, self.tr("一行の長さ"), *MEASURES)
        self.justify = QCheckBox(self.tr("両端をそろえる"), self)
        self.vertical = QCheckBox(self.tr("縦書き"), self)
        self.reset = link_button(self.tr("文字をもとにもどす"), self)
        self._lay_out()
        self._listen()
        self.show_appearance(AT_FIRST)

    def show_appearance(self, appearance: Appearance) -> None:
        """Show what is chosen."""
        self._shown = appearance
        font = appearance.font if appearance.font in FONTS else OTHER
        _tick(self.swatches, appearance.theme)
        _tick(self.fonts, font)
        if font == OTHER:
            self._show_family(appearance.font)
        elif self.families:
            self.families.hide()
        self.size_.show_value(appearance.size, f"{appearance.size} px")
        height = appearance.line_height
        self.line_height.show_value(round(height * HEIGHT_STEPS), f"{height:.2f}")
        length = appearance.measure
        self.measure.show_value(length, self.tr("{0} 字").format(length))
        for box, on in ((self.justify, appearance.justify), (self.vertical, appearance.vertical)):
            with QSignalBlocker(box):
                box.setChecked(on)
        self.reset.setEnabled(appearance != replace(AT_FIRST, theme=appearance.theme))
        self._fit()

    def _fit(self) -> None:
        self._column.activate()
        self.adjustSize()

    def show_below(self, button: QWidget) -> None:
        """Open under a button, as far to the left as the screen needs."""
        self._fit()
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + 4))
        room = button.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        top = max(room.top(), min(corner.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.swatches[self._shown.theme].setFocus(Qt.FocusReason.PopupFocusReason)

    # ---- what it is made of

    def _make_swatches(self) -> dict[str, Swatch]:
        words = {
            "system": (self.tr("色はシステムに合わせる"), self.tr("システム")),
            "light": (self.tr("明るい紙"), self.tr("明るい")),
            "sepia": (self.tr("セピア"), self.tr("セピア")),
            "dark": (self.tr("暗い紙"), self.tr("暗い")),
            "black": (self.tr("黒"), self.tr("黒")),
        }
        group = self._group()
        return {theme: Swatch(theme, *words[theme], group) for theme in words}

    def _make_fonts(self) -> dict[str, QPushButton]:
        words = {
            "mincho": (self.tr("明朝"), title_font(14)),
            "gothic": (self.tr("ゴシック"), interface_font(14, QFont.Weight.Medium)),
            OTHER: (self.tr("その他の書体"), interface_font(13)),
        }
        group = self._group()
        buttons = {}
        for name, (label, font) in words.items():
            buttons[name] = QPushButton(label, group)
            buttons[name].setCheckable(True)
            buttons[name].setAutoExclusive(True)
            buttons[name].setAutoDefault(False)
            buttons[name].setProperty("segment", True)
            buttons[name].setFont(font)
        return buttons

    def _group(self) -> QWidget:
        """A row for buttons that exclude each other, as those of one parent do."""
        group = QWidget(self)
        self._groups.append(group)
        return group

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 12)
        column.setSpacing(11)
        for group in self._groups:
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GAP)
            for button in group.findChildren(QAbstractButton):
                row.addWidget(button, 1)
            column.addWidget(group)
        self._families_place = QVBoxLayout()
        column.addLayout(self._families_place)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        for number, one in enumerate((self.size_, self.line_height, self.measure)):
            for place, widget in enumerate((one.label, one.slider, one.value)):
                grid.addWidget(widget, number, place)
        column.addLayout(grid)
        foot = QHBoxLayout()
        foot.setSpacing(18)
        foot.addWidget(self.justify)
        foot.addWidget(self.vertical)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignRight)

    def _listen(self) -> None:
        for theme, swatch in self.swatches.items():
            swatch.toggled.connect(partial(self._choose_theme, theme))
        for name, button in self.fonts.items():
            button.toggled.connect(partial(self._choose_font, name))
        self.size_.slider.valueChanged.connect(lambda size: self._change(size=size))
        self.line_height.slider.valueChanged.connect(
            lambda steps: self._change(line_height=steps / HEIGHT_STEPS)
        )
        self.measure.slider.valueChanged.connect(lambda length: self._change(measure=length))
        self.justify.toggled.connect(lambda on: self._change(justify=on))
        self.vertical.toggled.connect(lambda on: self._change(vertical=on))
        self.reset.clicked.connect(self._reset)

    # ---- what the person does

    def _change(self, **facts: object) -> None:
        self._take(replace(self._shown, **facts))  # type: ignore[arg-type]

    def _take(self, appearance: Appearance) -> None:
        if appearance != self._shown:
            self.show_appearance(appearance)
            self.changed.emit(appearance)

    def _choose_theme(self, theme: str, on: bool) -> None:
        if on:
            self._change(theme=theme)

    def _choose_font(self, name: str, on: bool) -> None:
        if on:
            is_other = name == OTHER
            self._change(font=self._family_box().currentFont().family() if is_other else name)

    def _reset(self) -> None:
        self._take(replace(AT_FIRST, theme=self._shown.theme))

    # ---- the families of the system: there may be hundreds, so they are listed when wanted

    def _family_box(self) -> QFontComboBox:
        if not self.families:
            box = QFontComboBox(self)
            box.setEditable(False)
            box.setWritingSystem(QFontDatabase.WritingSystem.Japanese)
            box.setAccessibleName(self.tr("書体"))
            box.currentFontChanged.connect(lambda font: self._change(font=font.family()))
            self._families_place.addWidget(box)
            QWidget.setTabOrder(self.fonts[OTHER], box)
            self.families = box
        return self.families

    def _show_family(self, family: str) -> None:
        box = self._family_box()
        with QSignalBlocker(box):
            box.setCurrentFont(QFont(family))
        box.show()


def _tick(buttons: Mapping[str, QAbstractButton], chosen: str) -> None:
    """Check one of a group, which is also the one that the Tab key leads to."""
    for name, button in buttons.items():
        policy = Qt.FocusPolicy.StrongFocus if name == chosen else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(policy)
    with QSignalBlocker(buttons[chosen]):
        buttons[chosen].setChecked(True)


class _Measure:
    """A number that a slider sets: its words, the slider, and the number as it is read."""

    def __init__(self, parent: QWidget, label: str, low: int, high: int) -> None:
        self.label, self.value = QLabel(label, parent), QLabel(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal, parent)
        self.slider.setRange(low, high)
        self.slider.setPageStep(max(1, (high - low) // 6))
        self.slider.setAccessibleName(label)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value.setMinimumWidth(42)

    def show_value(self, value: int, text: str) -> None:
        """Show a number without taking it for a choice."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(value)
        self.slider.setAccessibleDescription(text)
        self.value.setText(text)
