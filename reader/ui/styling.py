from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.ui.appearance import Appearance, resized
from reader.ui.preferences import Preferences
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.ui.appearance_panel import AppearancePanel


class Styling(QObject):
    """How the articles of a folder look: what is chosen is kept and holds at once."""

    changed = Signal(Appearance)

    def __init__(
        self, parent: QWidget, folder: Path, theme: Theme, preferences: Preferences
    ) -> None:
        super().__init__(parent)
        self._window, self._folder = parent, folder
        self._theme, self._preferences = theme, preferences
        self.appearance = preferences.appearance(folder)
        theme.choose(self.appearance.theme)

    def change(self, appearance: Appearance) -> None:
        """Let articles look like this from now on."""
        if appearance == self.appearance:
            return
        self.appearance = appearance
        self._preferences.keep_appearance(self._folder, appearance)
        self._theme.choose(appearance.theme)
        if "panel" in self.__dict__:
            self.panel.show_appearance(appearance)
        self.changed.emit(appearance)

    def resize(self, by: int) -> None:
        """Make the text larger (1), smaller (-1), or as large as at first (0)."""
        self.change(resized(self.appearance, by))

    def choose_theme(self, name: str) -> None:
        """Use a theme by its name."""
        self.change(replace(self.appearance, theme=name))

    def turn_lines(self) -> None:
        """Set vertical lines instead of horizontal ones, or the other way round."""
        self.change(replace(self.appearance, vertical=not self.appearance.vertical))

    @cached_property
    def panel(self) -> "AppearancePanel":
        """The panel that changes the appearance, made at its first use."""
        from reader.ui.appearance_panel import AppearancePanel

        made = AppearancePanel(self._window)
        made.changed.connect(self.change)
        made.show_appearance(self.appearance)
        return made

    def show_panel(self, button: QWidget) -> None:
        """Open the panel under a button."""
        self.panel.show_below(button)
