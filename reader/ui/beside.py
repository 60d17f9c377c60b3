from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from reader.ui.preferences import Preferences
from reader.ui.side_by_side import SideBySide
from reader.ui.side_panel import SidePanel

WIDE = 1100
"""Room for the article with its margin notes and the panel."""

LEAST_READING, LEAST_PANEL = 200, 160


class Beside(QSplitter):
    """What is read with the panel at its right, which can be put away.

    Where there is little room the panel is away until it is asked for; what the person chose is
    remembered for little room and for much.
    """

    shown_changed = Signal(bool)

    def __init__(
        self, parent: QWidget, views: SideBySide, panel: SidePanel, preferences: Preferences
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._views, self._panel, self._preferences = views, panel, preferences
        self._is_wide: bool | None = None
        self._is_quiet = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget, least in ((views, LEAST_READING), (panel, LEAST_PANEL)):
            widget.setMinimumWidth(least)
            self.addWidget(widget)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        panel.hide()
        self.splitterMoved.connect(lambda: preferences.keep_panel_width(panel.width()))

    @property
    def is_shown(self) -> bool:
        """Whether the panel is there."""
        return not self._panel.isHidden()

    def toggle(self) -> None:
        """Show the panel and give it the keyboard, or put it away."""
        self._preferences.show_panel(not self.is_shown, wide=bool(self._is_wide))
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._panel.isAncestorOf(focused)
        self._set_shown(not self.is_shown)
        if self.is_shown:
            self._panel.outline.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif had_focus and self._views.active.pane:
            self._views.active.pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._show_as_chosen()

    def set_quiet(self, quiet: bool) -> None:
        """Keep the panel away for a while, or let it be again as it was chosen."""
        self._is_quiet = quiet
        self._show_as_chosen()

    def _show_as_chosen(self) -> None:
        chosen = self._preferences.panel_shown(wide=bool(self._is_wide))
        self._set_shown(chosen and not self._is_quiet)

    def _set_shown(self, shown: bool) -> None:
        if shown == self.is_shown:
            return
        self._panel.setVisible(shown)
        if shown:
            width = min(self._preferences.panel_width, self.width() // 2)
            self.setSizes([self.width() - width, width])
        self.shown_changed.emit(shown)
