from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from reader.ui.keymap import Keymap
from reader.ui.preferences import Preferences

PORTABLE = QKeySequence.SequenceFormat.PortableText
NATIVE = QKeySequence.SequenceFormat.NativeText


class CommandKeys(QObject):
    """Gives the commands their keys: the defaults that they were made with, or a person's own.

    Only the first key of a command can be changed; further ones stay.
    """

    changed = Signal()

    def __init__(
        self, parent: QObject, actions: Mapping[str, QAction], preferences: Preferences
    ) -> None:
        super().__init__(parent)
        self._actions, self._preferences = actions, preferences
        defaults = {name: one.shortcut().toString(PORTABLE) for name, one in actions.items()}
        self._further = {name: one.shortcuts()[1:] for name, one in actions.items()}
        self.keymap = Keymap(defaults, preferences.keys())
        self._apply()

    def change(self, keymap: Keymap) -> None:
        """Use other keys from now on, and keep what was chosen."""
        before, after = self.keymap.changed, keymap.changed
        for name in {*before, *after}:
            if before.get(name) != after.get(name):
                self._preferences.keep_key(name, after.get(name))
        self.keymap = keymap
        self._apply()
        self.changed.emit()

    def text(self, name: str) -> str:
        """The key of a command as the system's menus write it."""
        return self._actions[name].shortcut().toString(NATIVE)

    def every(self, name: str) -> str:
        """All keys of a command, as the system's menus write them."""
        return "  ".join(one.toString(NATIVE) for one in self._actions[name].shortcuts())

    def _apply(self) -> None:
        for name, key in self.keymap.keys().items():
            own = [QKeySequence(key, PORTABLE)] if key else []
            self._actions[name].setShortcuts([*own, *self._further[name]])
