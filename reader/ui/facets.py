from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from reader.library import SearchResult
from reader.search.editing import parts_of, quoted, switched_part
from reader.ui.parts import link_button, plain_label, plain_tip
from reader.ui.theme import LIGHT, Tokens, interface_font

Counts = Sequence[tuple[str, int]]
MOST_MONTHS = 24
MOST_NAMES = 8
EARLIER = ".."
BAR, GAP, TALL, FOOT = 26, 3, 34, 15


class FacetStrip(QFrame):
    """Of which months, categories and tags the posts are that were found; a click narrows."""

    query_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self._query = ""
        self.months = MonthBars(self)
        self.categories = NamesLine(self, self.tr("分類"), "category")
        self.tags = NamesLine(self, self.tr("タグ"), "tag")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 7, 8, 6)
        column.setSpacing(3)
        for widget in (self.months, self.categories, self.tags):
            column.addWidget(widget)
            widget.part_chosen.connect(self._switch)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.months.tokens = tokens
        self.months.update()

    def show_result(self, result: SearchResult | None) -> None:
        """Show the facets of a result; nothing where there is nothing to choose from."""
        if result is None:
            self.hide()
            return
        facets = result.facets
        self._query = result.query
        parts = parts_of(self._query)
        is_active = parts.__contains__
        self.months.show_counts(facets.months, parts)
        self.categories.show_counts(facets.categories, is_active)
        self.tags.show_counts(facets.tags, is_active)
        self.setVisible(bool(facets.months or facets.categories or facets.tags))

    def _switch(self, part: str) -> None:
        self.query_wanted.emit(switched_part(self._query, part))


class MonthBars(QWidget):
    """A bar for each month with posts in between; the oldest of very many are one bar."""

    part_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("月ごとの件数"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.tokens = LIGHT
        self._bars: list[tuple[str, int]] = []
        self._active: set[str] = set()
        self._pointed = -1

    def bars(self) -> list[tuple[str, int]]:
        """The months that are shown, as parts of a query, with their counts."""
        return [(_date_part(month), count) for month, count in self._bars]

    def show_counts(self, months: Counts, parts: Collection[str]) -> None:
        """Show other counts; the parts of the query that are among them are in force."""
        early = next((part for part in parts if part.startswith(_date_part(EARLIER))), None)
        if early:
            # The one bar of the oldest months can be let go again.
            whole = sum(count for _, count in months)
            self._bars = [(early.removeprefix(_date_part("")), whole)] if months else []
        else:
            self._bars = _bars(months)
        self._active = {month for month, _ in self._bars if _date_part(month) in parts}
        held = self._active if self.hasFocus() else ()
        places = (place for place, (month, _) in enumerate(self._bars) if month in held)
        self._pointed = next(places, -1)
        self.setVisible(bool(months))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(self._bars) * (BAR + GAP), TALL + FOOT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, TALL + FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(10))
        most = max((count for _, count in self._bars), default=1)
        step = self._step()
        last_label = -100.0
        for place, (month, count) in enumerate(self._bars):
            tall = max(2.0, TALL * count / most)
            bar = QRectF(place * step, TALL - tall, step - GAP, tall)
            strong = month in self._active or place == self._pointed
            color = self.tokens.color("accent")
            color.setAlphaF(1.0 if strong else 0.34)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(bar, 2, 2)
            label = _label(month, first=place == 0)
            wide = painter.fontMetrics().horizontalAdvance(label)
            left = bar.center().x() - wide / 2
            if left > last_label + 4 and left + wide <= self.width():
                painter.setPen(self.tokens.color("muted"))
                painter.drawText(QPointF(max(0.0, left), TALL + FOOT - 3.0), label)
                last_label = left + wide
        if self.hasFocus() and self._pointed < 0:
            painter.setPen(self.tokens.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self._place(event.position().x()))
        if self._pointed >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self._tip(), self)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(self._place(event.position().x()))
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step and self._bars:
            self._point(min(max(self._pointed + step, 0), len(self._bars) - 1))
            self.setAccessibleDescription(self._tip())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _step(self) -> float:
        return min(float(BAR + GAP), self.width() / max(1, len(self._bars)))

    def _place(self, x: float) -> int:
        place = int(x // self._step())
        return place if 0 <= place < len(self._bars) else -1

    def _point(self, place: int) -> None:
        if place != self._pointed:
            self._pointed = place
            self.update()

    def _choose(self) -> None:
        if 0 <= self._pointed < len(self._bars) and self._bars[self._pointed][1]:
            self.part_chosen.emit(_date_part(self._bars[self._pointed][0]))

    def _tip(self) -> str:
        month, count = self._bars[self._pointed]
        return self.tr("{0}: {1} 件").format(month.replace("..", "〜"), f"{count:,}")


class NamesLine(QWidget):
    """The names of a facet with their counts, as many as fit; the others are in a menu."""

    part_chosen = Signal(str)

    def __init__(self, parent: QWidget, title: str, field: str) -> None:
        super().__init__(parent)
        self._field = field
        self._counts: Counts = ()
        self._is_active: Callable[[str], bool] = bool
        self.buttons: list[QPushButton] = [link_button("", self) for _ in range(MOST_NAMES)]
        for button in self.buttons:
            button.setProperty("facet", True)
            button.clicked.connect(partial(self._chosen, button))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.more = QToolButton(self)
        self.more.setText(self.tr("ほか"))
        self.more.setMenu(self._menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (QLabel(title, self), *self.buttons, self.more):
            row.addWidget(widget)
        row.addStretch(1)

    def show_counts(self, counts: Counts, is_active: Callable[[str], bool]) -> None:
        """Show other counts; those in force are first."""
        self._is_active = is_active
        active = [(name, n) for name, n in counts if is_active(self._part(name))]
        self._counts = [*active, *(one for one in counts if one not in active)]
        self.setVisible(bool(counts))
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Give the buttons the first names that fit side by side."""
        room = self.width() - 90
        held = next((one.property("name") for one in self.buttons if one.hasFocus()), None)
        for place, button in enumerate(self.buttons):
            fits = place < len(self._counts)
            if fits:
                name, count = self._counts[place]
                metrics = button.fontMetrics()
                line = " ".join(name.split())
                shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, 150)
                button.setText(plain_label(f"{shown} {count:,}"))
                room -= metrics.horizontalAdvance(button.text()) + 18
                fits = room > 0 or place == 0
            if fits:
                button.setToolTip(plain_tip(f"{name} {count:,}"))
                button.setProperty("name", name)
                self._mark(button, active=self._is_active(self._part(name)))
            button.setVisible(fits)
            if fits and held == name:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        shown_now = sum(not button.isHidden() for button in self.buttons)
        self.more.setVisible(len(self._counts) > shown_now)

    def _mark(self, button: QPushButton, *, active: bool) -> None:
        if button.property("active") != active:
            button.setProperty("active", active)
            button.style().unpolish(button)
            button.style().polish(button)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for name, count in self._counts[:200]:
            action = self._menu.addAction(plain_label(f"{name}  {count:,}"))
            action.setCheckable(True)
            action.setChecked(self._is_active(self._part(name)))
            action.triggered.connect(partial(self._choose, name))

    def _chosen(self, button: QPushButton, *_: bool) -> None:
        self._choose(str(button.property("name")))

    def _choose(self, name: str, *_: bool) -> None:
        self.part_chosen.emit(self._part(name))

    def _part(self, name: str) -> str:
        return f"{self._field}:{quoted(name)}"


def _bars(months: Counts) -> list[tuple[str, int]]:
    """Every month from the first to the last one; what is before the last 24 is one bar."""
    counts = dict(months)
    if not counts:
        return []
    shown = [max(counts)]
    while len(shown) < MOST_MONTHS and shown[-1] > min(counts):
        shown.append(_month_before(shown[-1]))
    bars = [(month, counts.get(month, 0)) for month in reversed(shown)]
    before = sum(count for month, count in months if month < shown[-1])
    return [(f"{EARLIER}{_month_before(shown[-1])}", before), *bars] if before else bars


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:]) - 1
    return f"{year:04}-{number:02}" if number else f"{year - 1:04}-12"


def _date_part(month: str) -> str:
    return f"date:{month}"


def _label(month: str, *, first: bool) -> str:
    """The number of the month; its year too where that begins."""
    if month.startswith(EARLIER):
        return f"〜{month[4:6]}"
    number = str(int(month[5:]))
    return f"{month[2:4]}/{number}" if first or number == "1" else number
