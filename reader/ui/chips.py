from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reader.library import Expansion, Hint, Notice, SearchResult
from reader.messages import message
from reader.search.editing import as_typed, with_other_forms
from reader.ui.flow import FlowLayout
from reader.ui.parts import plain_label, plain_tip
from reader.ui.theme import LIGHT, Tokens, interface_font

WIDEST_CHIP, SIDES = 260, 62
MOST_LINES = 3
TALLEST = 140
"""Of the chips in pixels; where there are more, they scroll."""


class Chips(QFrame):
    """What a search did with its words: other forms that can be switched off, and hints."""

    query_wanted = Signal(str)
    span_wanted = Signal(int, int)

    def __init__(self, parent: QWidget, lang: str) -> None:
        super().__init__(parent)
        self.setObjectName("chips")
        self._lang = lang
        self._query = ""
        self._expansions: Sequence[Expansion] = ()
        self._told: tuple[Sequence[Hint], Sequence[Notice]] = (), ()
        self._tokens = LIGHT
        self._flow = QWidget()
        self._layout = FlowLayout(self._flow)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the chip with the focus
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._flow)
        self._scroll.viewport().setAutoFillBackground(False)
        self._flow.setAutoFillBackground(False)
        self.chips: list[QPushButton] = []
        self.hints = QLabel(self)
        self.hints.setObjectName("hints")
        self.hints.setWordWrap(True)
        self.hints.setTextFormat(Qt.TextFormat.RichText)
        self.hints.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.hints.linkActivated.connect(self._choose_span)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 5, 12, 5)
        column.setSpacing(2)
        column.addWidget(self._scroll)
        column.addWidget(self.hints)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        self._show_hints(*self._told)

    def show_result(self, result: SearchResult | None) -> None:
        """Show what was done with the words of a search; nothing where that is nothing."""
        if result is None:
            self.hide()
            return
        self._query = result.query
        if result.expansions != self._expansions:
            self._show_chips(result.expansions)
        self._scroll.setVisible(bool(result.expansions))
        self._fit()
        self._told = result.hints, result.warnings
        self._show_hints(*self._told)
        self.setVisible(bool(result.expansions or result.hints or result.warnings))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            for chip, expansion in zip(self.chips, self._in_order(), strict=True):
                self._label(chip, expansion)
            self._fit()

    def _fit(self) -> None:
        margins = self._column.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        self._scroll.setFixedHeight(min(self._layout.heightForWidth(width), TALLEST))

    def _in_order(self) -> list[Expansion]:
        return sorted(self._expansions, key=lambda one: one.kind)

    def _show_chips(self, expansions: Sequence[Expansion]) -> None:
        self._expansions = expansions
        focused = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), None)
        while item := self._layout.takeAt(0):
            old = item.widget()
            if old:
                old.hide()
                old.deleteLater()
        self.chips = []
        names = {"alias": self.tr("言いかえ"), "variant": self.tr("表記ゆれ")}
        for one in self._in_order():
            name = names.pop(one.kind, "")
            if name:
                self._add(QLabel(name, self._flow))
            self.chips.append(self._chip(one))
            self._add(self.chips[-1])
        self._flow.updateGeometry()
        if focused is not None and focused < len(self.chips):
            self.chips[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, widget: QWidget) -> None:
        self._layout.addWidget(widget)
        widget.show()  # what is hidden takes no room in the flow

    def _chip(self, expansion: Expansion) -> QPushButton:
        chip = QPushButton(self._flow)
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setChecked(expansion.on)
        chip.setFont(interface_font(12))
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(partial(self._switch, expansion))
        self._label(chip, expansion)
        return chip

    def _label(self, chip: QPushButton, expansion: Expansion) -> None:
        sign = " = " if expansion.kind == "alias" else " / "
        text = expansion.term + sign + ", ".join(expansion.forms)
        room = min(WIDEST_CHIP, self.width()) - SIDES
        shown = QFontMetrics(chip.font()).elidedText(text, Qt.TextElideMode.ElideRight, room)
        chip.setText(plain_label(f"{shown} ×" if expansion.on else shown))
        tip = self.tr("{0}\n押すと書いたとおりにさがします")
        if not expansion.on:
            tip = self.tr("{0}\n押すとほかの書き方もさがします")
        chip.setToolTip(plain_tip(tip.format(text)))
        chip.setAccessibleName(text)

    def _switch(self, expansion: Expansion, *_: bool) -> None:
        change = as_typed if expansion.on else with_other_forms
        self.query_wanted.emit(change(self._query, (expansion.start, expansion.end)))

    def _choose_span(self, link: str) -> None:
        start, end = map(int, link.split("-"))
        self.span_wanted.emit(start, end)

    def _show_hints(self, hints: Sequence[Hint], warnings: Sequence[Notice]) -> None:
        every: list[Hint | Notice] = [*hints, *warnings]
        told = [message(one.key, self._lang, **one.facts) for one in every]
        lines = [escape(one.text) for one in told]
        style = f"color: {self._tokens.warning}; text-decoration: none"
        for place, hint in enumerate(hints):
            link = f"{hint.start}-{hint.end}"
            lines[place] = f"<a href='{link}' style='{style}'>{lines[place]}</a>"
        more = len(lines) - MOST_LINES
        if more > 0:
            lines[MOST_LINES:] = [self.tr("ほか {0} 件").format(more)]
        self.hints.setVisible(bool(lines))
        self.hints.setText("<br>".join(lines))
        self.hints.setToolTip(plain_tip("\n".join(map(str, told))))
